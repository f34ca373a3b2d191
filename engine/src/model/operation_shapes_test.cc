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
  EXPECT_EQ(Operations().size(), 9u);
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
  EXPECT_EQ(FindOperation(uint8_t{10}), nullptr);
  EXPECT_EQ(FindOperation(uint8_t{255}), nullptr);
}

TEST(OperationShapes, HaveTheMembersOfTheHeader) {
  const Shape& put = *ShapeOf(Operation::kPutItem).input;
  EXPECT_EQ(FindMemberIndex(put, "TableName"), PutItemInput::kTableName);
  EXPECT_EQ(FindMemberIndex(put, "ReturnValuesOnConditionCheckFailure"),
            PutItemInput::kReturnValuesOnConditionCheckFailure);
  EXPECT_EQ(FindMemberIndex(put, "tableName"), -1);
  EXPECT_EQ(FindMemberIndex(ErrorShape(), "Item"), ErrorStructure::kItem);
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
  EXPECT_GT(seen.size(), 60u);
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

// Java dumps are made of scalars, lists and structures; an attribute value has none
// (wire/constraints).
bool HoldsAttributeValues(const Shape& shape) {
  if (shape.element != nullptr) return HoldsAttributeValues(*shape.element);
  for (const Member& member : shape.members) {
    if (HoldsAttributeValues(*member.shape)) return true;
  }
  return shape.kind == ShapeKind::kAttributeValue || shape.kind == ShapeKind::kAttributeMap ||
         shape.kind == ShapeKind::kAttributeValues;
}

TEST(OperationShapes, LimitNoLengthOfListsOfAttributeValues) {
  for (const OperationShape& operation : Operations()) {
    for (const Member& member : operation.input->members) {
      const Shape& shape = *member.shape;
      if (shape.min == kNoMinimum && shape.max == kNoMaximum) continue;
      EXPECT_FALSE(HoldsAttributeValues(shape)) << operation.name << "." << member.name;
    }
  }
}

}  // namespace
}  // namespace hashrange::model
