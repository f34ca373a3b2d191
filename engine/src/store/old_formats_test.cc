// Files that were written by format 1, before there were indexes, splits and tokens, and by format 2,
// before schemas had sections, are still read. These are of databases that they wrote, byte for
// byte.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "store/commit.h"
#include "store/invariants.h"
#include "store/log_record.h"
#include "store/recovery.h"
#include "store/store_testing.h"

namespace hashrange::store {
namespace {

// A table "notes" with the items (a, 1) and (a, 2).
constexpr char kCheckpoint[] =
    "4852434b505400000100000000000000770000005c0980c4c691a2780219000000000000004c82701ba20100"
    "0000000000000000000103015a01056e6f7465732439393265656231322d306162392d343839382d62386366"
    "2d383233663037306630326337717f701ba20100000202706b0102736b0202706b010102736b020100000000"
    "000000000000000000000000000000a2000000f2b585728fd4b9730219000000000000004c82701ba2010000"
    "0000000000000000020101e2de7562518e55f607610000c102000030160000000e0000000f00000007090000"
    "000e00000003000000040102040202080108706b61736b31746578746b6570740101e2de7562518e55f60761"
    "0000c1030000321600000010000000110000000709000000100000000300000004010204020208010c706b61"
    "736b3274657874736d616c6c3713000000c37321c3ef7786870319000000000000004c82701ba20100000202";
// One commit behind it, which puts (a, 3).
constexpr char kSegmentBehind[] =
    "48524c4f4700000001000000000000006e0000003f71e5069444d4b4011a000000000000005c82701ba20100"
    "00905acd102f2efd19010101e2de7562518e55f607610000c104000041160000001f00000020000000070900"
    "00001f0000000300000004010204020208012a706b61736b3374657874626568696e64207468652063686563"
    "6b706f696e74";
// A whole log: the table, (a, 1), (a, 2), and the last deleted again.
constexpr char kSegment[] =
    "48524c4f470000000100000000000000770000005c0980c4f0f8f44b0101000000000000003548701ba20100"
    "000e6e92026bd3e81f0103015a01056e6f7465732432666461623861662d623064632d343134392d38653937"
    "2d3863396666323834653233623548701ba20100000202706b0102736b0202706b010102736b020100000000"
    "0000000000000000000000000000005d000000b05d865ae3ececf7010200000000000000ac48701ba2010000"
    "0f8b0e3074845fe2010101e2de7562518e55f607610000c102000030160000000e0000000f00000007090000"
    "000e00000003000000040102040202080108706b61736b31746578746b65707460000000ab00e434a0fd97d6"
    "010300000000000000c848701ba201000016f8bac0b5ca2ea0010101e2de7562518e55f607610000c1030000"
    "331600000011000000120000000709000000110000000300000004010204020208010e706b61736b32746578"
    "7464656c657465642c000000590d24128fd899b1010400000000000000e048701ba20100008f4451018076a2"
    "6e010201e2de7562518e55f607610000c1030000";

// A table "notes" with a global index, time to live, a tag and a class; and the item (k).
constexpr char kSegmentOf2[] =
    "48524c4f4700000002000000000000000201000038fa41528e9239f4010100000000000000006c50c4a00100"
    "004fe6ce6e1069452c010301e40102056e6f7465732463663734393238662d666331612d343535362d613438"
    "322d636235343237306135663132006c50c4a00100000202706b0101670202706b0100010000000000000000"
    "0000000000000000001a5354414e444152445f494e4652455155454e545f4143434553530101610162020101"
    "0462795f67000101670200010000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000006c50c4a001000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000000000000000003301000036f545b11dc355f001020000000000000000"
    "6c50c4a001000081ec38226d90eeb5010501950202056e6f7465732463663734393238662d666331612d3435"
    "35362d613438322d636235343237306135663132006c50c4a00100000202706b0101670202706b0100010000"
    "0000000000000000000000000000001a5354414e444152445f494e4652455155454e545f4143434553530101"
    "6101620301010462795f67000101670200010000000000000000000000000000000000000000000000000000"
    "0000000000000000000000010200020104656e64730200000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000006c50c4a0010000006c50c4a00100000000000000000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000005e00000089d4a438a25e18"
    "0f010300000000000000006c50c4a00100003bf70277d3464249010101852ec78b519c52e7036b0000351600"
    "0000130000000c00000007090000001300000003000000080214020202040102656e64733138303030303030"
    "30306737706b6b";

std::string FromHex(Bytes hex) {
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string bytes;
  for (size_t i = 0; i < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1])));
  return bytes;
}

// "sk: text" of each item of the only table, in order.
std::string Texts(const State& state) {
  std::string texts;
  const Table& table = *state.catalog().Find("notes");
  for (RowCursor rows(table, {}, Direction::kForward); rows.row() != nullptr; rows.Next()) {
    const model::ItemView item = rows.row()->item();
    texts += std::string(item.Find("sk").string()) + ": ";
    texts += std::string(item.Find("text").string()) + "; ";
  }
  return texts;
}

TEST(OldFormats, TheLogOfVersion1IsRead) {
  const std::string file = FromHex(kSegment);
  ASSERT_EQ(file[8], 1);
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadSegment(file, true)) << recovery.error();
  EXPECT_EQ(recovery.commit_count(), 4u);
  EXPECT_EQ(Texts(state), "1: kept; ");
  EXPECT_EQ(CheckInvariants(state), std::nullopt);
}

TEST(OldFormats, TheCheckpointOfVersion1IsRead) {
  const std::string file = FromHex(kCheckpoint);
  ASSERT_EQ(file[8], 1);
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadCheckpoint(file)) << recovery.error();
  ASSERT_TRUE(recovery.ReadSegment(FromHex(kSegmentBehind), true)) << recovery.error();
  EXPECT_EQ(Texts(state), "1: kept; 2: small7; 3: behind the checkpoint; ");
  EXPECT_EQ(CheckInvariants(state), std::nullopt);
}

TEST(OldFormats, TheLogOfVersion2IsRead) {
  const std::string file = FromHex(kSegmentOf2);
  ASSERT_EQ(file[8], 2);
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadSegment(file, true)) << recovery.error();
  EXPECT_EQ(recovery.commit_count(), 3u);
  const Table& table = *state.catalog().Find("notes");
  const model::TableSchema& schema = table.schema();
  EXPECT_EQ(schema.indexes.size(), 1u);
  EXPECT_TRUE(schema.time_to_live.has_value());
  EXPECT_EQ(schema.tags.size(), 1u);
  EXPECT_EQ(schema.table_class, "STANDARD_INFREQUENT_ACCESS");
  EXPECT_TRUE(schema.vector_indexes.empty());
  EXPECT_EQ(schema.lifecycle, model::TableLifecycle{});
  EXPECT_EQ(table.item_count(), 1u);
  EXPECT_EQ(table.ItemCountOf(*table.FindIndex("by_g")), 1u);
  EXPECT_EQ(CheckInvariants(state), std::nullopt);
}

// Its tables have no indexes, and may have some from now on; their numbers begin with 1.
TEST(OldFormats, TablesOfVersion1MayBecomeWhatTablesAreNow) {
  State state;
  Recovery recovery(&state);
  ASSERT_TRUE(recovery.ReadSegment(FromHex(kSegment), true));
  const Table& table = *state.catalog().Find("notes");
  EXPECT_TRUE(table.indexes().empty());
  EXPECT_EQ(table.schema().next_index_number, 1u);
  EXPECT_EQ(table.schema().time_to_live_changed_ms, 0u);
  model::TableSchema schema = table.schema();
  schema.time_to_live = model::ExpiryIndex(schema.next_index_number++, "ends");
  WriteBatch batch;
  batch.sequence = state.last_sequence() + 1;
  batch.now_ms = state.last_now_ms();
  batch.UpdateTable(table.number(), schema);
  ASSERT_EQ(CheckBatch(state, batch), std::nullopt);
  ASSERT_TRUE(PrepareCommit(&state, &batch));
  // What this version writes behind what that one wrote is read with it.
  std::string file = FromHex(kSegment);
  AppendFrame(&file, FrameKind::kCommit, batch);
  Commit(&state, std::move(batch));
  State again;
  Recovery both(&again);
  ASSERT_TRUE(both.ReadSegment(file, true)) << both.error();
  EXPECT_EQ(Contents(again), Contents(state));
  EXPECT_EQ(CheckInvariants(again), std::nullopt);
}

}  // namespace
}  // namespace hashrange::store
