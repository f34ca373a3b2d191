// Heat is how much a partition has been read and written lately: the capacity units of the minute
// at hand and of the one before, so that it forgets. Counted in half units, which every operation's
// cost is a multiple of; integers, so that native and Wasm agree. In memory only. Tested by
// heat_test.cc.
#ifndef HASHRANGE_STORE_HEAT_H_
#define HASHRANGE_STORE_HEAT_H_

#include <cstdint>

namespace hashrange::store {

class Heat {
 public:
  static constexpr uint64_t kWindowMs = 60'000;

  void AddRead(uint64_t now_ms, double units) {
    Turn(now_ms);
    now_.read_half_units += HalfUnits(units);
  }
  void AddWrite(uint64_t now_ms, double units) {
    Turn(now_ms);
    now_.write_half_units += HalfUnits(units);
  }

  // Units of the window at hand and the one before.
  double ReadUnits(uint64_t now_ms) const {
    return Sum(now_ms, now_.read_half_units, before_.read_half_units);
  }
  double WriteUnits(uint64_t now_ms) const {
    return Sum(now_ms, now_.write_half_units, before_.write_half_units);
  }

 private:
  struct Window {
    uint64_t read_half_units = 0;
    uint64_t write_half_units = 0;
  };

  static uint64_t HalfUnits(double units) { return static_cast<uint64_t>(units * 2); }
  double Sum(uint64_t now_ms, uint64_t now, uint64_t before) const {
    const uint64_t passed = now_ms / kWindowMs - window_;
    const uint64_t half_units = passed == 0 ? now + before : passed == 1 ? now : 0;
    return static_cast<double>(half_units) / 2;
  }
  void Turn(uint64_t now_ms) {
    const uint64_t window = now_ms / kWindowMs;
    if (window == window_) return;
    before_ = window == window_ + 1 ? now_ : Window{};
    now_ = Window{};
    window_ = window;
  }

  uint64_t window_ = 0;
  Window now_;
  Window before_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_HEAT_H_
