// Files that were written by format 1, before there were indexes, splits and tokens, and by format 2,
// before there were streams, are still read. These are of databases that they wrote, byte for byte.
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

// A whole log of format 2: the table with an index, its time to live, (a, 1), (a, 2) in a transaction
// with a token, and that deleted again.
constexpr char kSegmentOf2[] =
    "48524c4f470000000200000000000000f40000005a4902f4938d31bc010100000000000000920dd21ca20100"
    "0027e6a6c55c6349b8010301d60102056e6f7465732462616133313162382d386464392d346266332d396433"
    "632d623035306461643165383366920dd21ca20100000302706b0102736b0204746578740102706b01010273"
    "6b02010000000000000000000000000000000000000002010106627954657874000104746578740100010000"
    "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "920dd21ca2010000000000000000000000000000000000000000000000000000000000000000000000000000"
    "000000000000000024010000c1fc2141c84d860e010200000000000000ef0ed21ca201000090d19fc834427e"
    "1b010501860202056e6f7465732462616133313162382d386464392d346266332d396433632d623035306461"
    "643165383366920dd21ca20100000302706b0102736b0204746578740102706b010102736b02010000000000"
    "0000000000000000000000000000030101066279546578740001047465787401000100000000000000000000"
    "000000000000000000000000000000000000000000000000000000010200020103656e640200000000000000"
    "0000000000000000000000000000000000000000000000000000000000000000ef0ed21ca2010000920dd21c"
    "a201000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "000000005d000000b05d865a483c6dc30103000000000000005d0fd21ca20100007eb6fa20dee35c62010101"
    "e2de7562518e55f607610000c102000030160000000e0000000f00000007090000000e000000030000000401"
    "02040202080108706b61736b31746578746b6570747e00000002c081effa5df2fe0104000000000000000010"
    "d21ca201000022aee874ca1acaba020101e2de7562518e55f607610000c103000030160000000e0000000f00"
    "000007090000000e00000003000000040102040202080108706b61736b3274657874676f6e65090005746f6b"
    "656e10d0e8558f21719ca7b2c15457b1ca95490010d21ca20100002c000000590d24124cce3a8f0105000000"
    "000000007110d21ca20100007e6051e416288c49010201e2de7562518e55f607610000c1030000";

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
  EXPECT_EQ(recovery.commit_count(), 5u);
  EXPECT_EQ(Texts(state), "1: kept; ");
  EXPECT_EQ(state.tokens().count(), 1u);
  const Table& table = *state.catalog().Find("notes");
  EXPECT_EQ(table.indexes().size(), 2u);
  EXPECT_FALSE(table.schema().has_stream());
  EXPECT_EQ(table.schema().stream_label_ms, 0u);
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
