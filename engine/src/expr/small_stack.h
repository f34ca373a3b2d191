// A stack that needs no memory of its own while it is shallow. T is trivially copyable.
#ifndef HASHRANGE_EXPR_SMALL_STACK_H_
#define HASHRANGE_EXPR_SMALL_STACK_H_

#include <cstddef>
#include <type_traits>
#include <vector>

#include "base/check.h"

namespace hashrange::expr {

template <typename T, size_t kShallow>
class SmallStack {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  size_t size() const { return size_; }
  void clear() { size_ = 0; }

  T& operator[](size_t i) { return i < kShallow ? shallow_[i] : deep_[i - kShallow]; }
  const T& operator[](size_t i) const { return i < kShallow ? shallow_[i] : deep_[i - kShallow]; }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }

  void push_back(const T& value) {
    if (size_ < kShallow) {
      shallow_[size_] = value;
    } else {
      deep_.resize(size_ - kShallow);
      deep_.push_back(value);
    }
    size_++;
  }
  void pop_back() { size_--; }
  // Drops what lies above.
  void truncate(size_t size) {
    HR_DCHECK(size <= size_);
    size_ = size;
  }

 private:
  size_t size_ = 0;
  T shallow_[kShallow];
  std::vector<T> deep_;
};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_SMALL_STACK_H_
