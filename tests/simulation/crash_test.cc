// A seeded workload whose log is cut or damaged everywhere: what is recovered equals the naive
// model after the last whole commit, or recovery says that the files are corrupt. Nothing in
// between, and no crash. A failure names its seed and byte.
#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "simulation/store_workload.h"
#include "store/checkpoint.h"
#include "store/commit.h"
#include "store/invariants.h"
#include "store/log_record.h"
#include "store/recovery.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

// What a host had on its disk, and what the model said, after each commit of a run.
struct Disk {
  struct Moment {
    size_t checkpoint;     // how many checkpoints had been written
    size_t segment;        // the last segment then
    size_t segment_bytes;  // and its length
    std::string contents;
  };
  std::vector<std::string> segments;
  std::vector<std::string> checkpoints;
  std::vector<size_t> first_segments;  // of each checkpoint: the segment that begins after it
  std::vector<Moment> moments;         // moments[n]: after commit n
  std::set<ChangeKind> kinds;          // of changes that were committed
};

std::string WholeCheckpoint(CheckpointWriter* writer) {
  std::string file;
  std::string chunk;
  while (writer->Next(&chunk)) file += chunk;
  return file;
}

// Commits `commit_count` batches. Every `checkpoint_interval` commits a checkpoint is begun
// together with a new segment, and written three commits later.
Disk RunWorkload(uint64_t seed, int commit_count, int checkpoint_interval) {
  Disk disk;
  State state;
  SegmentSink sink;
  state.set_log_sink(&sink);
  StoreWorkload workload(seed);
  std::optional<CheckpointWriter> writer;
  sink.bytes = FileHeader(FileKind::kLog);
  disk.segments.push_back(sink.bytes);
  disk.moments.push_back({0, 0, sink.bytes.size(), "sequence 0 now 0 next table 1\n"});
  for (int i = 1; i <= commit_count; i++) {
    WriteBatch batch = workload.Next();
    for (const Change& change : batch.changes) disk.kinds.insert(change.kind);
    EXPECT_EQ(CheckBatch(state, batch), std::nullopt);
    EXPECT_TRUE(PrepareCommit(&state, &batch));
    Commit(&state, std::move(batch));
    EXPECT_EQ(Contents(state), workload.Contents()) << "seed " << seed << " commit " << i;
    disk.segments.back() = sink.bytes;
    if (writer.has_value() && i % checkpoint_interval == 3) {
      disk.checkpoints.push_back(WholeCheckpoint(&*writer));
      writer.reset();
    }
    disk.moments.push_back({disk.checkpoints.size(), disk.segments.size() - 1, sink.bytes.size(),
                            workload.Contents()});
    if (i % checkpoint_interval == 0) {
      writer.emplace(state);
      sink.bytes = FileHeader(FileKind::kLog);
      disk.segments.push_back(sink.bytes);
      disk.first_segments.push_back(disk.segments.size() - 1);
    }
    state.ReleaseSome(10);
  }
  EXPECT_EQ(CheckInvariants(state), std::nullopt);
  return disk;
}

struct Recovered {
  State state;
  bool ok = false;
  size_t whole_bytes = 0;
  std::string error;
};

Recovered Recover(const Disk& disk, size_t checkpoint_count, size_t last_segment,
                  Bytes last_bytes) {
  Recovered recovered;
  Recovery recovery(&recovered.state);
  bool ok =
      checkpoint_count == 0 || recovery.ReadCheckpoint(disk.checkpoints[checkpoint_count - 1]);
  const size_t first = checkpoint_count == 0 ? 0 : disk.first_segments[checkpoint_count - 1];
  for (size_t i = first; ok && i < last_segment; i++)
    ok = recovery.ReadSegment(disk.segments[i], false);
  // A block of its own size, so that the address sanitizer sees a step over its end.
  const std::vector<char> exact(last_bytes.begin(), last_bytes.end());
  recovered.ok = ok && recovery.ReadSegment(Bytes(exact.data(), exact.size()), true);
  recovered.whole_bytes = static_cast<size_t>(recovery.whole_bytes());
  recovered.error = recovery.error();
  return recovered;
}

// After a crash at every byte that was ever the end of the log, the state is the one after the last
// whole commit.
void CrashEverywhere(const Disk& disk) {
  for (size_t n = 1; n < disk.moments.size(); n++) {
    const Disk::Moment& before = disk.moments[n - 1];
    const Disk::Moment& after = disk.moments[n];
    const bool new_segment = after.segment != before.segment;
    const size_t whole = new_segment ? kFileHeaderBytes : before.segment_bytes;
    for (size_t bytes = new_segment ? 0 : whole; bytes < after.segment_bytes; bytes++) {
      const Recovered recovered = Recover(disk, before.checkpoint, after.segment,
                                          Bytes(disk.segments[after.segment]).substr(0, bytes));
      ASSERT_TRUE(recovered.ok) << "commit " << n << " byte " << bytes << ": " << recovered.error;
      ASSERT_EQ(recovered.whole_bytes, bytes < whole ? 0 : whole)
          << "commit " << n << " byte " << bytes;
      ASSERT_EQ(Contents(recovered.state), before.contents) << "commit " << n << " byte " << bytes;
      if (bytes % 16 == 0) {
        ASSERT_EQ(CheckInvariants(recovered.state), std::nullopt)
            << "commit " << n << " byte " << bytes;
      }
    }
    const Recovered recovered =
        Recover(disk, after.checkpoint, after.segment,
                Bytes(disk.segments[after.segment]).substr(0, after.segment_bytes));
    ASSERT_TRUE(recovered.ok) << recovered.error;
    ASSERT_EQ(Contents(recovered.state), after.contents);
  }
}

TEST(Crash, AtEveryByteOfALogLeavesTheLastWholeCommit) {
  CrashEverywhere(RunWorkload(1, 40, 1000));
}

TEST(Crash, AtEveryByteWithCheckpointsLeavesTheLastWholeCommit) {
  const Disk disk = RunWorkload(2, 60, 6);
  EXPECT_EQ(disk.kinds.size(), 9u) << "each kind of change that a log may have";
  CrashEverywhere(disk);
}

TEST(Crash, ManySeedsRecoverFromLogAndFromCheckpointAlike) {
  for (uint64_t seed = 100; seed < 120; seed++) {
    const Disk disk = RunWorkload(seed, 120, 11);
    const size_t last = disk.segments.size() - 1;
    for (size_t checkpoints = 0; checkpoints <= disk.checkpoints.size(); checkpoints++) {
      const Recovered recovered = Recover(disk, checkpoints, last, disk.segments[last]);
      ASSERT_TRUE(recovered.ok) << recovered.error;
      ASSERT_EQ(Contents(recovered.state), disk.moments.back().contents)
          << "seed " << seed << " checkpoint " << checkpoints;
      ASSERT_EQ(CheckInvariants(recovered.state), std::nullopt);
    }
  }
}

TEST(Crash, GoesOnFromWhatItRecovered) {
  const Disk disk = RunWorkload(3, 40, 1000);
  const size_t cut = disk.moments[30].segment_bytes + 5;
  Recovered recovered = Recover(disk, 0, 0, Bytes(disk.segments[0]).substr(0, cut));
  ASSERT_TRUE(recovered.ok);
  // The host cuts the file at whole_bytes and appends to it.
  SegmentSink sink;
  sink.bytes = disk.segments[0].substr(0, recovered.whole_bytes);
  recovered.state.set_log_sink(&sink);
  StoreWorkload workload(3);
  for (int i = 0; i < 30; i++) workload.Next();
  for (int i = 0; i < 10; i++) {
    WriteBatch batch = workload.Next();
    ASSERT_TRUE(PrepareCommit(&recovered.state, &batch));
    Commit(&recovered.state, std::move(batch));
  }
  EXPECT_EQ(sink.bytes, disk.segments[0]) << "the same commits are the same bytes";
}

TEST(Corruption, OfAnyBitBeforeTheLastCommitIsReported) {
  const Disk disk = RunWorkload(4, 30, 1000);
  const std::string& log = disk.segments[0];
  const size_t last_frame = disk.moments[disk.moments.size() - 2].segment_bytes;
  for (size_t at = 0; at < last_frame; at++) {
    // All bits of some bytes, one bit of each.
    for (size_t bit = at % 8; bit < 8; bit += at % 13 == 0 ? 1u : 8u) {
      std::string damaged = log;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      const Recovered recovered = Recover(disk, 0, 0, damaged);
      ASSERT_FALSE(recovered.ok) << "byte " << at << " bit " << bit;
      ASSERT_NE(recovered.error, "");
    }
  }
}

TEST(Corruption, OfTheLastCommitIsReportedOrLeavesTheOneBefore) {
  const Disk disk = RunWorkload(5, 30, 1000);
  const std::string& log = disk.segments[0];
  const Disk::Moment& before = disk.moments[disk.moments.size() - 2];
  for (size_t bit = before.segment_bytes * 8; bit < log.size() * 8; bit++) {
    std::string damaged = log;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    const Recovered recovered = Recover(disk, 0, 0, damaged);
    if (recovered.ok) {
      ASSERT_EQ(Contents(recovered.state), before.contents) << "bit " << bit;
    }
  }
}

TEST(Corruption, OfAnyBitOfACheckpointIsReported) {
  Disk disk = RunWorkload(6, 50, 45);
  ASSERT_EQ(disk.checkpoints.size(), 1u);
  const std::string whole = disk.checkpoints[0];
  const size_t last = disk.segments.size() - 1;
  ASSERT_TRUE(Recover(disk, 1, last, disk.segments[last]).ok);
  for (size_t bit = 0; bit < whole.size() * 8; bit += bit % 5 + 1) {
    disk.checkpoints[0] = whole;
    disk.checkpoints[0][bit / 8] = static_cast<char>(whole[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(Recover(disk, 1, last, disk.segments[last]).ok) << "bit " << bit;
  }
  for (size_t bytes = 0; bytes < whole.size(); bytes++) {
    disk.checkpoints[0] = whole.substr(0, bytes);
    ASSERT_FALSE(Recover(disk, 1, last, disk.segments[last]).ok) << "cut at " << bytes;
  }
}

TEST(Corruption, OfASegmentInTheMiddleIsReported) {
  Disk disk = RunWorkload(7, 30, 10);
  ASSERT_EQ(disk.segments.size(), 4u);
  ASSERT_TRUE(Recover(disk, 0, 3, disk.segments[3]).ok);
  const std::string whole = disk.segments[1];
  for (size_t bytes = 0; bytes < whole.size(); bytes++) {
    disk.segments[1] = whole.substr(0, bytes);
    ASSERT_FALSE(Recover(disk, 0, 3, disk.segments[3]).ok) << "cut at " << bytes;
  }
}

}  // namespace
}  // namespace hashrange::store
