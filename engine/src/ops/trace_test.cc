#include "ops/trace.h"

#include <gtest/gtest.h>

#include <string>

#include "expr/test_support.h"

namespace hashrange::ops {
namespace {

using model::AttributeType;
using model::KeyAttribute;

const KeyAttribute kAttributes[] = {{"pk", AttributeType::kS}, {"sk", AttributeType::kN}};

std::string KeyBytes() {
  std::string bytes;
  model::AppendKeyPart(&bytes, model::KeyPart{AttributeType::kS, "a"});
  model::AppendKeyPart(&bytes, model::KeyPart{AttributeType::kN, "2"});
  return bytes;
}

TEST(Trace, WritesALineOfJsonForEachEvent) {
  Trace trace;
  const std::string bytes = KeyBytes();
  const Trace::KeyOf key{{255, bytes}, kAttributes};
  trace.Begin("PutItem", "notes", 1'700'000'000'000);
  trace.Read({{"notes", "byOwner", 3}, false, 10, 2000, 4});
  trace.Read({.place = {"notes"}});
  trace.Write({{"notes", {}, 1}, key, std::nullopt, 20});
  trace.Write({{"notes"}, key, 20, std::nullopt});
  trace.Index({"notes", "byOwner", 2}, Trace::IndexAction::kInsert, key);
  trace.Index({"notes", "byOwner", 2}, Trace::IndexAction::kReplace, key);
  trace.Index({"notes", "byOwner", 2}, Trace::IndexAction::kDelete, key);
  trace.Capacity("notes", {}, 0.5, 0);
  trace.Capacity("notes", "byOwner", 0, 2);
  trace.Commit(7, 1);
  trace.End("PutItem", nullptr);
  trace.Expire({"notes", {}, 1}, key);
  trace.Backfill("notes", "byOwner", 100, true);
  trace.Split({"notes", {}, 1}, key);
  trace.Split({"notes", "byOwner", 0}, {{255, ""}, kAttributes});
  EXPECT_EQ(
      trace.lines(),
      R"({"type":"begin","operation":"PutItem","table":"notes","now":1700000000000})"
      "\n"
      R"({"type":"read","table":"notes","index":"byOwner","partition":3,"access":"range","itemsRead":10,"bytesRead":2000,"itemsReturned":4})"
      "\n"
      R"({"type":"read","table":"notes","partition":0,"access":"point","itemsRead":0,"bytesRead":0,"itemsReturned":0})"
      "\n"
      R"({"type":"write","table":"notes","partition":1,"action":"put","key":{"pk":{"S":"a"},"sk":{"N":"2"}},"oldBytes":null,"newBytes":20})"
      "\n"
      R"({"type":"write","table":"notes","partition":0,"action":"delete","key":{"pk":{"S":"a"},"sk":{"N":"2"}},"oldBytes":20,"newBytes":null})"
      "\n"
      R"({"type":"index","table":"notes","index":"byOwner","partition":2,"action":"insert","key":{"pk":{"S":"a"},"sk":{"N":"2"}}})"
      "\n"
      R"({"type":"index","table":"notes","index":"byOwner","partition":2,"action":"replace","key":{"pk":{"S":"a"},"sk":{"N":"2"}}})"
      "\n"
      R"({"type":"index","table":"notes","index":"byOwner","partition":2,"action":"delete","key":{"pk":{"S":"a"},"sk":{"N":"2"}}})"
      "\n"
      R"({"type":"capacity","table":"notes","readUnits":0.5,"writeUnits":0.0})"
      "\n"
      R"({"type":"capacity","table":"notes","index":"byOwner","readUnits":0.0,"writeUnits":2.0})"
      "\n"
      R"({"type":"commit","sequence":7,"changes":1})"
      "\n"
      R"({"type":"end","operation":"PutItem"})"
      "\n"
      R"({"type":"expire","table":"notes","partition":1,"key":{"pk":{"S":"a"},"sk":{"N":"2"}}})"
      "\n"
      R"({"type":"backfill","table":"notes","index":"byOwner","items":100,"done":true})"
      "\n"
      R"({"type":"split","table":"notes","partition":1,"at":{"hash":"00000000000000ff","key":{"pk":{"S":"a"},"sk":{"N":"2"}}}})"
      "\n"
      R"({"type":"split","table":"notes","index":"byOwner","partition":0,"at":{"hash":"00000000000000ff"}})"
      "\n");
  trace.Clear();
  EXPECT_EQ(trace.lines(), "");
}

TEST(Trace, NamesTheErrorThatARequestEndsWith) {
  Trace trace;
  const Error error(ErrorType::kResourceNotFound, "Requested \"resource\" not found");
  trace.Begin("ListTables", {}, 5);
  trace.End("ListTables", &error);
  EXPECT_EQ(trace.lines(),
            R"({"type":"begin","operation":"ListTables","now":5})"
            "\n"
            R"({"type":"end","operation":"ListTables","error":"ResourceNotFoundException",)"
            R"("message":"Requested \"resource\" not found"})"
            "\n");
}

TEST(Trace, ExplainsAConditionAsATree) {
  expr::test::Request request("{\":v\": 3}");
  auto condition =
      expr::ConditionExpression::Parse("size(a) > :v AND attribute_exists(b)",
                                       expr::ExpressionKind::kCondition, &request.substitutions);
  ASSERT_TRUE(condition.ok());
  const expr::test::Literal item("{a: \"ab\"}");
  Trace trace;
  trace.Condition(expr::ExpressionKind::kFilter, condition.value(), item.item());
  EXPECT_EQ(
      trace.lines(),
      R"({"type":"condition","kind":"FilterExpression",)"
      R"j("expression":"size(a) > :v AND attribute_exists(b)",)j"
      R"j("tree":{"operator":"AND","text":"size(a) > :v AND attribute_exists(b)","operands":[)j"
      R"j({"operator":">","text":"size(a) > :v","operands":[)j"
      R"j({"operand":"size","text":"size(a)","evaluated":true,"value":{"N":"2"},"operands":[)j"
      R"({"operand":"path","text":"a","evaluated":true,"value":{"S":"ab"}}]},)"
      R"({"operand":"value","text":":v","evaluated":true,"value":{"N":"3"}}],"result":false},)"
      R"j({"operator":"attribute_exists","text":"attribute_exists(b)","operands":[)j"
      R"({"operand":"path","text":"b","evaluated":false,"value":null}],"result":null}],)"
      R"("result":false},"result":false})"
      "\n");
}

}  // namespace
}  // namespace hashrange::ops
