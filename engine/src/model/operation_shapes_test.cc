#include "model/operation_shapes.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace hashrange::model {
namespace {

using namespace members;  // NOLINT

TEST(OperationShapes, KeepTheirNumbers) {
  EXPECT_EQ(FindOperation("CreateTable")->number(), 1);
  EXPECT_EQ(FindOperation("PutItem")->number(), 5);
  EXPECT_EQ(FindOperation("Query")->number(), 9);
  EXPECT_EQ(FindOperation("Scan")->number(), 10);
  EXPECT_EQ(FindOperation("TransactWriteItems")->number(), 14);
  EXPECT_EQ(FindOperation("DescribeTimeToLive")->number(), 17);
  EXPECT_EQ(FindOperation("SearchVectors")->number(), 26);
  EXPECT_EQ(FindOperation("ExecuteTransaction")->number(), 29);
  EXPECT_EQ(FindOperation("GetRecords")->number(), 33);
  EXPECT_EQ(Operations().size(), 33u);
}

TEST(OperationShapes, AreFoundByNameAndByNumber) {
  for (const OperationShape& operation : Operations()) {
    EXPECT_EQ(FindOperation(operation.name), &operation);
    EXPECT_EQ(FindOperation(operation.number()), &operation);
    EXPECT_EQ(&ShapeOf(operation.operation), &operation);
  }
}

TEST(OperationShapes, KnowNothingElse) {
  EXPECT_EQ(FindOperation("putItem"), nullptr);
  EXPECT_EQ(FindOperation(""), nullptr);
  EXPECT_EQ(FindOperation(uint8_t{0}), nullptr);
  EXPECT_EQ(FindOperation(uint8_t{64}), nullptr);
  EXPECT_EQ(FindOperation(uint8_t{255}), nullptr);
}

TEST(OperationShapes, HaveTheMembersOfTheHeader) {
  const Shape& put = *ShapeOf(Operation::kPutItem).input;
  EXPECT_EQ(FindMemberIndex(put, "TableName"), PutItemInput::kTableName);
  EXPECT_EQ(FindMemberIndex(put, "ReturnValuesOnConditionCheckFailure"),
            PutItemInput::kReturnValuesOnConditionCheckFailure);
  EXPECT_EQ(FindMemberIndex(put, "tableName"), -1);
  EXPECT_EQ(FindMemberIndex(ErrorShape(), "Item"), ErrorStructure::kItem);
  const int reasons = FindMemberIndex(ErrorShape(), "CancellationReasons");
  EXPECT_EQ(reasons, ErrorStructure::kCancellationReasons);
  const Shape& reason = *ErrorShape().members[ErrorStructure::kCancellationReasons].shape->element;
  EXPECT_EQ(FindMemberIndex(reason, "Message"), CancellationReason::kMessage);
}

// The members by name and kind, so that a moved or retyped row does not pass unseen.
TEST(OperationShapes, TellAttributeValuesApart) {
  const Shape& query = *ShapeOf(Operation::kQuery).input;
  EXPECT_EQ(query.members[QueryInput::kExclusiveStartKey].shape->kind, ShapeKind::kAttributeMap);
  EXPECT_EQ(query.members[QueryInput::kExpressionAttributeValues].shape->kind,
            ShapeKind::kAttributeValues);
  EXPECT_EQ(query.members[QueryInput::kExpressionAttributeNames].shape->kind, ShapeKind::kMap);
  const Shape& output = *ShapeOf(Operation::kQuery).output;
  EXPECT_EQ(output.members[QueryOutput::kItems].shape->kind, ShapeKind::kList);
  EXPECT_EQ(output.members[QueryOutput::kItems].shape->element->kind, ShapeKind::kAttributeMap);
  EXPECT_EQ(output.members[QueryOutput::kCount].shape->kind, ShapeKind::kInteger);
}

TEST(OperationShapes, TellTheValuesOfBatchesAndTransactionsApart) {
  const Shape& get = *ShapeOf(Operation::kBatchGetItem).input;
  const Shape& tables = *get.members[BatchGetItemInput::kRequestItems].shape;
  EXPECT_EQ(tables.kind, ShapeKind::kMap);
  const Shape& keys = *tables.element->members[KeysAndAttributes::kKeys].shape;
  EXPECT_EQ(keys.kind, ShapeKind::kList);
  EXPECT_EQ(keys.element->kind, ShapeKind::kAttributeMap);
  const Shape& responses =
      *ShapeOf(Operation::kBatchGetItem).output->members[BatchGetItemOutput::kResponses].shape;
  EXPECT_EQ(responses.kind, ShapeKind::kMap);
  EXPECT_EQ(responses.element->element->kind, ShapeKind::kAttributeMap);
  const Shape& actions = *ShapeOf(Operation::kTransactWriteItems).input->members[0].shape->element;
  const Shape& update = *actions.members[TransactWriteItem::kUpdate].shape;
  EXPECT_EQ(update.name, "Update");
  EXPECT_EQ(update.members[Update::kKey].shape->kind, ShapeKind::kAttributeMap);
  EXPECT_EQ(update.members[Update::kExpressionAttributeValues].shape->kind,
            ShapeKind::kAttributeValues);
}

void CheckNames(const Shape& shape, std::set<const Shape*>* seen) {
  if (shape.element != nullptr) return CheckNames(*shape.element, seen);
  if (!seen->insert(&shape).second) return;
  std::set<Bytes> names;
  for (const Member& member : shape.members) {
    EXPECT_TRUE(names.insert(member.name).second) << shape.name << "." << member.name;
    CheckNames(*member.shape, seen);
  }
  for (uint8_t index : shape.check_order) EXPECT_LT(index, shape.members.size()) << shape.name;
}

TEST(OperationShapes, NameNoMemberTwice) {
  std::set<const Shape*> seen;
  for (const OperationShape& operation : Operations()) {
    CheckNames(*operation.input, &seen);
    CheckNames(*operation.output, &seen);
  }
  EXPECT_GT(seen.size(), 110u);
}

// A list of what is checked must not leave out what can be violated.
void ExpectAllChecked(const Shape& shape, std::set<const Shape*>* seen) {
  if (shape.element != nullptr) return ExpectAllChecked(*shape.element, seen);
  if (!seen->insert(&shape).second || shape.check_order.empty()) return;
  const std::set<uint8_t> listed(shape.check_order.begin(), shape.check_order.end());
  EXPECT_EQ(listed.size(), shape.check_order.size()) << shape.name;
  for (const Member& member : shape.members) {
    const Shape& value = *member.shape;
    const bool constrained = member.presence == Presence::kNotNull || value.checked ||
                             value.name_pattern || value.min != kNoMinimum ||
                             value.max != kNoMaximum;
    EXPECT_TRUE(!constrained || listed.count(member.index) == 1)
        << shape.name << "." << member.name;
    ExpectAllChecked(value, seen);
  }
}

TEST(OperationShapes, CheckEveryConstrainedMember) {
  std::set<const Shape*> seen;
  for (const OperationShape& operation : Operations()) ExpectAllChecked(*operation.input, &seen);
}

// A map by name has bounds for its names, and lists in it that are too short are its violation.
TEST(OperationShapes, BoundTheNamesOfRequestItems) {
  for (Operation operation : {Operation::kBatchGetItem, Operation::kBatchWriteItem}) {
    const Shape& items = *ShapeOf(operation).input->members[0].shape;
    ASSERT_NE(items.key, nullptr);
    EXPECT_EQ(items.key->min, 3);
    EXPECT_EQ(items.key->max, 255);
    EXPECT_TRUE(items.key->name_pattern);
  }
}

}  // namespace
}  // namespace hashrange::model
