// Recovery fills an empty state from files: the checkpoint first, if there is one, then the log's
// segments in order. It applies commits by the function that applied them the first time. Tested by
// recovery_test.cc and tests/simulation/crash_test.cc.
//
//   Recovery recovery(&state);
//   bool ok = recovery.ReadCheckpoint(checkpoint);
//   ok = ok && recovery.ReadSegment(first, false);
//   ok = ok && recovery.ReadSegment(second, true);
//   if (!ok) say(recovery.error()), else cut the last segment to recovery.whole_bytes()
#ifndef HASHRANGE_STORE_RECOVERY_H_
#define HASHRANGE_STORE_RECOVERY_H_

#include <cstdint>
#include <string>

#include "hashrange/bytes.h"
#include "store/state.h"

namespace hashrange::store {

class Recovery {
 public:
  // `state` is empty, and must not be used when recovery fails. Its log sink is not told what is
  // read.
  explicit Recovery(State* state) : state_(state) {}

  // Each reads a whole file, header included. False when it cannot be used; error() then says why
  // in one sentence, without the file's name, and later calls fail too. Nothing of a frame is
  // applied unless all of it is sound.
  bool ReadCheckpoint(Bytes file);
  // `last`: no segment follows. Only then may the file end in a torn frame, which is left out.
  bool ReadSegment(Bytes file, bool last);

  const std::string& error() const { return error_; }
  // How many bytes of the file read last are whole. Less than its length only when it ended in a
  // torn frame (or on failure).
  uint64_t whole_bytes() const { return whole_bytes_; }
  // Commits read from segments so far, and the last of them or of the checkpoint is
  // State::last_sequence().
  uint64_t commit_count() const { return commit_count_; }

 private:
  bool Corrupt(const std::string& why);
  bool Refuse(std::string sentence);
  bool ApplyCommit(Bytes payload);
  bool ApplyCheckpointFrame(Bytes payload, bool* ended);

  State* state_;
  bool started_ = false;
  bool failed_ = false;
  bool in_segments_ = false;
  const char* file_word_ = "";
  uint64_t checkpoint_sequence_ = 0;
  uint64_t last_read_sequence_ = 0;
  uint64_t whole_bytes_ = 0;
  uint64_t commit_count_ = 0;
  std::string error_;
};

}  // namespace hashrange::store

#endif  // HASHRANGE_STORE_RECOVERY_H_
