// What the engine asks of its host. The engine calls no clock, no random source, no file and no
// thread: `now` and entropy come in with each request, and durable bytes go out through a LogSink.
// Formats: engine/doc/log_format.md.
#ifndef HASHRANGE_HOST_H_
#define HASHRANGE_HOST_H_

#include "hashrange/bytes.h"

namespace hashrange {

// The 16 bytes that a segment file begins with; the frames follow.
inline constexpr Bytes kSegmentHeader("HRLOG\0\0\0\4\0\0\0\0\0\0\0", 16);

// Where the log goes.
//
// The engine gives each commit as one frame, in the order of the commits, before it changes its own
// state. A host appends the frames to its segment file (which begins with kSegmentHeader) and
// answers the caller when the file is durable ("strict") or at once ("relaxed"). The engine cannot
// take a commit back: a host that fails to store a frame must stop using the engine and open the
// database again from what is durable.
class LogSink {
 public:
  virtual ~LogSink() = default;

  // Takes one frame, its header included. `frame` is only valid during the call. Must not call the
  // engine, and must not throw: the engine is built without exceptions.
  virtual void Append(Bytes frame) = 0;
};

}  // namespace hashrange

#endif  // HASHRANGE_HOST_H_
