// Requests that mean harm take time in proportion to their size: each kind is sent once, twice and four times as long, and neither the
// processor's time nor the memory that is asked for may grow much faster. A cost in proportion to the square would be sixteenfold at four
// times the length; what is allowed is tenfold, and the best of several runs counts, so that a busy machine makes no failure.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <new>
#include <string>
#include <vector>

#include "hashrange/engine.h"

namespace {

uint64_t allocated_bytes = 0;

}  // namespace

// Every byte that the program asks for is counted.
void* operator new(std::size_t bytes) {
  allocated_bytes += bytes;
  void* memory = std::malloc(bytes == 0 ? 1 : bytes);
  if (memory == nullptr) std::abort();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using hashrange::Engine;

std::string Repeated(const std::string& text, int times) {
  std::string result;
  result.reserve(text.size() * static_cast<size_t>(times));
  for (int i = 0; i < times; i++) result += text;
  return result;
}

// `one(0)`, `one(1)` and so on, with commas between them.
std::string List(int count, const std::function<std::string(int)>& one) {
  std::string result;
  for (int i = 0; i < count; i++) result += (i == 0 ? "" : ",") + one(i);
  return result;
}

std::string Number(int i) { return std::to_string(i); }

std::string PutOf(const std::string& attributes) {
  return R"({"TableName":"tab","Item":{"pk":{"S":"a"},)" + attributes + "}}";
}

std::string UpdateOf(const std::string& rest) {
  return R"({"TableName":"tab","Key":{"pk":{"S":"a"}},)" + rest + "}";
}

std::string QueryOf(const std::string& rest) {
  return R"({"TableName":"tab","KeyConditionExpression":"pk = :p",)" + rest + "}";
}

struct Kind {
  const char* name;
  const char* operation;
  int size;  // of the shortest request
  std::string (*body)(int size);
};

std::string KeyNumber(int i) { return R"({"pk":{"S":")" + Number(i) + R"("}})"; }

const Kind kKinds[] = {
    {"LevelsOfJson", "PutItem", 4'000,
     [](int n) { return PutOf(R"("v":)" + Repeated("[", n) + Repeated("]", n)); }},
    {"LevelsOfLists", "PutItem", 4'000,
     [](int n) {
       return PutOf(R"("v":)" + Repeated(R"({"L":[)", n) + R"({"S":""})" + Repeated("]}", n));
     }},
    {"LevelsOfMapsInAnExpectation", "DeleteItem", 4'000,
     [](int n) {
       return UpdateOf(R"("ReturnValues":"NOTHING","Expected":{"v":{"Value":)" +
                       Repeated(R"({"M":{"a":)", n) + R"({"S":""})" + Repeated("}}", n) + "}}");
     }},
    {"ElementsOfAList", "PutItem", 4'000,
     [](int n) { return PutOf(R"("v":{"L":[)" + List(n, [](int) { return R"({"S":"a"})"; }) + "]}"); }},
    {"MembersOfAMap", "PutItem", 2'000,
     [](int n) {
       return PutOf(R"("v":{"M":{)" +
                    List(n, [](int i) { return "\"" + Number(i * 7919 % 1'000'003) + R"(":{"S":"a"})"; }) +
                    "}}");
     }},
    {"MembersOfASet", "PutItem", 4'000,
     [](int n) {
       return PutOf(R"("v":{"SS":[)" +
                    List(n, [](int i) { return "\"" + Number(i * 7919 % 1'000'003) + "\""; }) + "]}");
     }},
    {"MembersOfASetOfNumbers", "PutItem", 2'000,
     [](int n) {
       return PutOf(R"("v":{"NS":[)" +
                    List(n, [](int i) { return "\"" + Number(i * 7919 % 1'000'003) + "\""; }) + "]}");
     }},
    {"OneMemberOfASetAgainAndAgain", "PutItem", 4'000,
     [](int n) { return PutOf(R"("v":{"NS":[)" + List(n, [](int) { return "\"1\""; }) + "]}"); }},
    {"OneAttributeAgainAndAgain", "PutItem", 4'000,
     [](int n) { return PutOf(List(n, [](int) { return R"("v":{"S":"a"})"; })); }},
    {"OneMemberAgainAndAgain", "PutItem", 4'000,
     [](int n) {
       return "{" + List(n, [](int) { return R"("TableName":"tab")"; }) +
              R"(,"Item":{"pk":{"S":"a"}}})";
     }},
    {"MembersThatNobodyKnows", "PutItem", 4'000,
     [](int n) {
       return "{" + List(n, [](int i) { return "\"m" + Number(i) + R"(":[{}])"; }) + "}";
     }},
    {"DigitsOfANumber", "PutItem", 60'000,
     [](int n) { return PutOf(R"("v":{"N":")" + Repeated("7", n) + "\"}"); }},
    {"ZerosBeforeANumber", "PutItem", 60'000,
     [](int n) { return PutOf(R"("v":{"N":")" + Repeated("0", n) + "7\"}"); }},
    {"ZerosInAFraction", "PutItem", 60'000,
     [](int n) { return PutOf(R"("v":{"N":"0.)" + Repeated("0", n) + "7\"}"); }},
    {"DigitsOfAnExponent", "PutItem", 60'000,
     [](int n) { return PutOf(R"("v":{"N":"1e)" + Repeated("0", n) + "7\"}"); }},
    {"BytesThatAreNoText", "PutItem", 60'000,
     [](int n) { return PutOf(R"("v":{"S":")" + Repeated("\xff", n) + "\"}"); }},
    {"BeginningsOfCharacters", "PutItem", 40'000,
     [](int n) { return PutOf(R"("v":{"S":")" + Repeated("\xf0\x9f", n) + "\"}"); }},
    {"HalvesOfSurrogates", "PutItem", 4'000,
     [](int n) { return PutOf(R"("v":{"S":")" + Repeated("\\ud800", n) + "\"}"); }},
    {"Base64ThatEndsWrong", "PutItem", 40'000,
     [](int n) { return PutOf(R"("v":{"B":")" + Repeated("AAAA", n) + "A===\"}"); }},
    {"AStringThatNeverEnds", "PutItem", 60'000,
     [](int n) { return PutOf(R"("v":{"S":")" + Repeated("a\\\"", n)); }},
    {"AnExpressionTooLong", "UpdateItem", 40'000,
     [](int n) { return UpdateOf(R"("UpdateExpression":"SET )" + Repeated("a = b, ", n) + "\""); }},
    {"APathTooLong", "GetItem", 40'000,
     [](int n) { return UpdateOf(R"("ProjectionExpression":"a)" + Repeated("[0]", n) + "\""); }},
    {"NamesInExpressions", "UpdateItem", 2'000,
     [](int n) {
       return UpdateOf(R"("UpdateExpression":"SET a = b","ExpressionAttributeNames":{)" +
                       List(n, [](int i) { return "\"#n" + Number(i) + R"(":"a")"; }) + "}");
     }},
    {"ValuesInExpressions", "Query", 2'000,
     [](int n) {
       return QueryOf(R"("ExpressionAttributeValues":{":p":{"S":"a"},)" +
                      List(n, [](int i) { return "\":v" + Number(i) + R"(":{"N":"1"})"; }) + "}");
     }},
    {"OneValueAgainAndAgain", "Query", 4'000,
     [](int n) {
       return QueryOf(R"("ExpressionAttributeValues":{)" +
                      List(n, [](int) { return R"(":p":{"S":"a"})"; }) + "}");
     }},
    {"Expectations", "DeleteItem", 2'000,
     [](int n) {
       return UpdateOf(R"("Expected":{)" +
                       List(n, [](int i) { return "\"a" + Number(i) + R"(":{"Exists":false})"; }) + "}");
     }},
    {"AttributeUpdates", "UpdateItem", 2'000,
     [](int n) {
       return UpdateOf(R"("AttributeUpdates":{)" + List(n, [](int i) {
                         return "\"a" + Number(i) + R"(":{"Action":"ADD","Value":{"N":"1"}})";
                       }) + "}");
     }},
    {"ConditionsOfAFilter", "Scan", 2'000,
     [](int n) {
       return R"({"TableName":"tab","ScanFilter":{)" + List(n, [](int i) {
                return "\"a" + Number(i) + R"(":{"ComparisonOperator":"NULL"})";
              }) + "}}";
     }},
    {"TablesOfABatchOfWrites", "BatchWriteItem", 1'500,
     [](int n) {
       return R"({"RequestItems":{)" + List(n, [](int i) {
                return "\"tab" + Number(i) + R"(":[{"DeleteRequest":{"Key":{"pk":{"S":"a"}}}}])";
              }) + "}}";
     }},
    {"WritesOfABatch", "BatchWriteItem", 1'500,
     [](int n) {
       return R"({"RequestItems":{"tab":[)" + List(n, [](int i) {
                return R"({"DeleteRequest":{"Key":)" + KeyNumber(i) + "}}";
              }) + "]}}";
     }},
    {"TablesOfABatchOfReads", "BatchGetItem", 1'500,
     [](int n) {
       return R"({"RequestItems":{)" + List(n, [](int i) {
                return "\"tab" + Number(i) + R"(":{"Keys":[{"pk":{"S":"a"}}]})";
              }) + "}}";
     }},
    {"OneTableOfABatchAgainAndAgain", "BatchGetItem", 1'500,
     [](int n) {
       return R"({"RequestItems":{)" +
              List(n, [](int) { return R"("tab":{"Keys":[{"pk":{"S":"a"}}]})"; }) + "}}";
     }},
    {"KeysOfABatch", "BatchGetItem", 2'000,
     [](int n) { return R"({"RequestItems":{"tab":{"Keys":[)" + List(n, KeyNumber) + "]}}}"; }},
    {"ActionsOfATransaction", "TransactWriteItems", 1'500,
     [](int n) {
       return R"({"TransactItems":[)" + List(n, [](int i) {
                return R"({"Delete":{"TableName":"tab","Key":)" + KeyNumber(i) + "}}";
              }) + "]}";
     }},
    {"AttributesToGet", "GetItem", 4'000,
     [](int n) {
       return UpdateOf(R"("AttributesToGet":[)" + List(n, [](int i) { return "\"a" + Number(i) + "\""; }) +
                       "]");
     }},
    {"DefinitionsOfAttributes", "CreateTable", 1'500,
     [](int n) {
       return R"({"TableName":"new","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)" +
              List(n, [](int i) {
                return R"({"AttributeName":"a)" + Number(i) + R"(","AttributeType":"S"})";
              }) +
              R"(],"KeySchema":[{"AttributeName":"a0","KeyType":"HASH"}]})";
     }},
    {"IndexesOfATable", "CreateTable", 2'000,
     [](int n) {
       return R"({"TableName":"new","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
              R"({"AttributeName":"a","AttributeType":"S"}],"KeySchema":[{"AttributeName":"a",)"
              R"("KeyType":"HASH"}],"GlobalSecondaryIndexes":[)" +
              List(n, [](int i) {
                return R"({"IndexName":"index)" + Number(i) +
                       R"(","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],)"
                       R"("Projection":{"ProjectionType":"ALL"}})";
              }) +
              "]}";
     }},
    {"UpdatesOfIndexes", "UpdateTable", 3'000,
     [](int n) {
       return R"({"TableName":"tab","GlobalSecondaryIndexUpdates":[)" +
              List(n, [](int i) {
                return R"({"Delete":{"IndexName":"index)" + Number(i) + "\"}}";
              }) +
              "]}";
     }},
    {"AStatementTooLong", "ExecuteStatement", 60'000,
     [](int n) { return R"({"Statement":"SELECT * FROM tab WHERE )" + Repeated("(", n) + "\"}"; }},
    {"ParametersOfAStatement", "ExecuteStatement", 4'000,
     [](int n) {
       return R"({"Statement":"SELECT * FROM tab WHERE pk = ?","Parameters":[)" +
              List(n, [](int) { return R"({"S":"a"})"; }) + "]}";
     }},
    {"MembersOfAParameter", "ExecuteStatement", 2'000,
     [](int n) {
       return R"({"Statement":"INSERT INTO tab VALUE {'pk': 'a', 'v': ?}","Parameters":[{"L":[)" +
              List(n, [](int i) { return R"({"N":")" + Number(i) + "\"}"; }) + "]}]}";
     }},
    {"StatementsOfABatch", "BatchExecuteStatement", 1'000,
     [](int n) {
       return R"({"Statements":[)" + List(n, [](int i) {
                return R"({"Statement":"DELETE FROM tab WHERE pk = 'a)" + Number(i) + "'\"}";
              }) + "]}";
     }},
    {"StatementsOfATransaction", "ExecuteTransaction", 1'000,
     [](int n) {
       return R"({"TransactStatements":[)" + List(n, [](int i) {
                return R"({"Statement":"DELETE FROM tab WHERE pk = 'a)" + Number(i) + "'\"}";
              }) + "]}";
     }},
    {"CharactersOfATableName", "PutItem", 60'000,
     [](int n) { return R"({"TableName":")" + Repeated("a", n) + R"(","Item":{"pk":{"S":"a"}}})"; }},
};

class Hostile : public testing::TestWithParam<Kind> {
 protected:
  Hostile() : engine_(Engine::Open({})) {
    Answer("CreateTable",
           R"({"TableName":"tab","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[)"
           R"({"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk",)"
           R"("KeyType":"HASH"}]})");
  }

  void Answer(const std::string& operation, const std::string& body) {
    answer_ = engine_->Dispatch("DynamoDB_20120810." + operation, body, 1'790'000'000'000, 1);
  }

  struct Cost {
    double seconds;
    uint64_t bytes;
  };

  Cost CostOf(const Kind& kind, const std::string& body) {
    const uint64_t before = allocated_bytes;
    const std::clock_t begin = std::clock();
    Answer(kind.operation, body);
    const std::clock_t end = std::clock();
    return {static_cast<double>(end - begin) / CLOCKS_PER_SEC, allocated_bytes - before};
  }

  std::unique_ptr<Engine> engine_;
  Engine::JsonResponse answer_;
};

TEST_P(Hostile, TakesTimeInProportionToItsSize) {
  const Kind& kind = GetParam();
  constexpr int kTimes[] = {1, 2, 4};
  constexpr int kRunsMax = 10;
  constexpr double kGrowthMax = 10;
  // What the clock cannot tell from nothing, and a request costs however short it is.
  constexpr double kGroundSeconds = 0.002;
  constexpr uint64_t kGroundBytes = 64 * 1024;
  std::string bodies[3];
  for (int i = 0; i < 3; i++) bodies[i] = kind.body(kind.size * kTimes[i]);
  double least[3] = {1e9, 1e9, 1e9};
  uint64_t bytes[3] = {};
  bool in_proportion = false;
  for (int run = 0; run < kRunsMax && !(in_proportion && run >= 1); run++) {
    for (int i = 0; i < 3; i++) {
      const Cost cost = CostOf(kind, bodies[i]);
      least[i] = std::min(least[i], cost.seconds);
      bytes[i] = cost.bytes;
    }
    in_proportion = least[2] <= kGrowthMax * (least[0] + kGroundSeconds / 4);
  }
  EXPECT_TRUE(in_proportion) << kind.operation << " took " << least[0] << ", " << least[1] << " and "
                             << least[2] << " s at " << bodies[0].size() << ", " << bodies[1].size()
                             << " and " << bodies[2].size() << " bytes";
  EXPECT_LE(bytes[2], kGrowthMax * static_cast<double>(bytes[0] + kGroundBytes / 4))
      << "bytes asked for: " << bytes[0] << ", " << bytes[1] << ", " << bytes[2];
  EXPECT_EQ(engine_->CheckInvariants(), "");
  RecordProperty("bytes", static_cast<int>(bodies[2].size()));
}

INSTANTIATE_TEST_SUITE_P(Requests, Hostile, testing::ValuesIn(kKinds),
                         [](const testing::TestParamInfo<Kind>& kind) { return kind.param.name; });

// The measure would see a cost that grows with the square.
TEST(HostileMeasure, SeesTheSquare) {
  const auto square = [](int n) {
    volatile uint64_t sum = 0;
    const std::clock_t begin = std::clock();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) sum = sum + static_cast<uint64_t>(j);
    }
    return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  double least[2] = {1e9, 1e9};
  for (int run = 0; run < 6; run++) {
    least[0] = std::min(least[0], square(3'000));
    least[1] = std::min(least[1], square(12'000));
  }
  EXPECT_GT(least[1], 10 * (least[0] + 0.0005));
}

}  // namespace
