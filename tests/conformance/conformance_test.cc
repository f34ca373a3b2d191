// Runs every case of tests/conformance/cases against the engine through the JSON protocol; the
// format of the cases is described in tests/conformance/README.md. Each case is one GoogleTest
// test, on an engine of its own, with a clock and entropy that depend on the step's number only.
// The same cases run through the package's direct API in conformance.test.ts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "hashrange/engine.h"

namespace {

using json = nlohmann::ordered_json;  // requests have the order of the file

constexpr double kStartMs = 1'790'000'000'000;  // 2026-09-21
constexpr const char* kCasesFolder = "tests/conformance/cases";

// A value as the cases write it, with $repeat, $join, $nest and $kept worked out.
json Expand(const json& value, const json& kept) {
  if (value.is_array()) {
    json result = json::array();
    for (const json& element : value) result.push_back(Expand(element, kept));
    return result;
  }
  if (!value.is_object()) return value;
  if (value.contains("$kept")) return kept.value(value["$kept"].get<std::string>(), json());
  if (value.contains("$repeat")) {
    const auto piece = value["$repeat"].get<std::string>();
    const int times = value["times"].get<int>();
    std::string result;
    for (int i = 0; i < times; ++i) result += piece;
    return result;
  }
  if (value.contains("$join")) {
    std::string result;
    for (const json& part : value["$join"]) result += Expand(part, kept).get<std::string>();
    return result;
  }
  if (value.contains("$nest")) {
    json result = Expand(value["of"], kept);
    for (int i = 0; i < value["$nest"].get<int>(); ++i) {
      result = json{{"M", json{{"a", std::move(result)}}}};
    }
    return result;
  }
  json result = json::object();
  for (const auto& [name, member] : value.items()) result[name] = Expand(member, kept);
  return result;
}

// Where and how `actual` differs from `expected`; empty when it does not. `subset`: objects may
// have further members.
std::string Difference(const json& expected, const json& actual, bool subset,
                       const std::string& path) {
  if (expected.is_object() && expected.contains("$any")) return "";
  if (expected.is_object() && expected.contains("$starts") && actual.is_string() &&
      actual.get<std::string>().rfind(expected["$starts"].get<std::string>(), 0) == 0) {
    return "";
  }
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [name, member] : expected.items()) {
      if (!actual.contains(name)) return path + "." + name + " is missing";
      std::string difference = Difference(member, actual[name], subset, path + "." + name);
      if (!difference.empty()) return difference;
    }
    for (const auto& [name, member] : actual.items()) {
      if (!subset && !expected.contains(name)) {
        return path + "." + name + " should not be there, and is " + member.dump();
      }
    }
    return "";
  }
  if (expected.is_array() && actual.is_array() && expected.size() == actual.size()) {
    for (size_t i = 0; i < expected.size(); ++i) {
      std::string difference =
          Difference(expected[i], actual[i], subset, path + "[" + std::to_string(i) + "]");
      if (!difference.empty()) return difference;
    }
    return "";
  }
  if (expected == actual) return "";
  return path + " should be " + expected.dump() + "\n  and is " + actual.dump();
}

// What stands at that path of names and positions; null when nothing does.
json At(json value, const json& path) {
  for (const json& step : path) {
    if (step.is_string() && value.is_object()) {
      value = value.value(step.get<std::string>(), json());
    } else if (step.is_number() && value.is_array() && step.get<size_t>() < value.size()) {
      value = json(value[step.get<size_t>()]);
    } else {
      return json();
    }
  }
  return value;
}

// The service that an operation belongs to, as targets have it.
std::string ServiceOf(const std::string& operation) {
  for (const char* of_streams :
       {"ListStreams", "DescribeStream", "GetShardIterator", "GetRecords"}) {
    if (operation == of_streams) return "DynamoDBStreams_20120810.";
  }
  return "DynamoDB_20120810.";
}

// The error of a response's body in the form of the cases: name, message, and what else the failure
// carries.
json ErrorOf(const json& body) {
  json error = json::object();
  std::string type = body.value("__type", "");
  error["name"] = type.substr(type.find('#') + 1);
  for (const char* member : {"message", "Message"}) {
    if (body.contains(member)) error["message"] = body[member];
  }
  for (const char* member : {"Item", "CancellationReasons"}) {
    if (body.contains(member)) error[member] = body[member];
  }
  return error;
}

class ConformanceCase : public testing::Test {
 public:
  ConformanceCase(json setup, json test_case)
      : setup_(std::move(setup)), case_(std::move(test_case)) {}

  void TestBody() override {
    hashrange::Engine::Options options;
    if (case_.contains("region")) options.region = case_["region"].get<std::string>();
    engine_ = hashrange::Engine::Open(std::move(options));
    for (const json& step : setup_) {
      Run(step, "setup");
      if (HasFailure()) return;
    }
    for (const json& step : case_["steps"]) {
      Run(step, "step " + std::to_string(steps_ + 1));
      if (HasFailure()) return;
    }
    EXPECT_EQ(engine_->CheckInvariants(), "");
  }

 private:
  void Run(const json& step, const std::string& name) {
    const std::string operation = step.value("operation", "");
    std::string target = step.value("target", ServiceOf(operation) + operation);
    std::string body = step.contains("body")
                           ? step["body"].get<std::string>()
                           : Expand(step.value("request", json::object()), kept_).dump();
    ++steps_;
    advanced_ms_ += step.value("$advance", 0.0);
    const double now = kStartMs + 1000 * steps_ + advanced_ms_;
    if (operation == "$tick") return Tick(now, name);
    hashrange::Engine::JsonResponse response =
        engine_->Dispatch(target, body, now, static_cast<uint64_t>(steps_));
    // An operation without output answers without a body.
    json actual = json::parse(response.body.empty() ? "{}" : response.body, nullptr, false);
    ASSERT_FALSE(actual.is_discarded()) << name << ": the body is not JSON: " << response.body;
    const bool fails = step.contains("error");
    ASSERT_EQ(response.http_status, fails ? 400 : 200)
        << name << " " << target << " answered " << response.body.substr(0, 1000);
    const bool subset = step.value("match", "exact") == "subset";
    std::string difference =
        fails ? Difference(Expand(step["error"], kept_), ErrorOf(actual), subset, "error")
              : Difference(Expand(step.value("response", json::object()), kept_), actual,
                           subset || !step.contains("response"), "response");
    EXPECT_EQ(difference, "") << name << " " << target;
    const json keep = step.value("$keep", json::object());
    for (const auto& [kept_name, path] : keep.items()) {
      kept_[kept_name] = At(actual, path);
      EXPECT_FALSE(kept_[kept_name].is_null()) << name << " has nothing to keep as " << kept_name;
    }
  }

  // Does all background work that is due.
  void Tick(double now, const std::string& name) {
    for (bool more = true; more;) {
      hashrange::Engine::JsonResponse response =
          engine_->Control("Tick", "{}", now, static_cast<uint64_t>(steps_));
      ASSERT_EQ(response.http_status, 200) << name << " $tick answered " << response.body;
      more = json::parse(response.body).value("more", false);
    }
  }

  json setup_;
  json case_;
  json kept_ = json::object();
  std::unique_ptr<hashrange::Engine> engine_;
  int steps_ = 0;
  double advanced_ms_ = 0;
};

// Reads one file of cases and registers a test for each.
void Register(const std::filesystem::path& path) {
  std::ifstream stream(path);
  std::stringstream text;
  text << stream.rdbuf();
  json file = json::parse(text.str(), nullptr, false);
  const std::string suite = "conformance/" + path.stem().string();
  if (file.is_discarded() || !file.contains("cases")) {
    testing::RegisterTest(
        suite.c_str(), "is readable", nullptr, nullptr, __FILE__, __LINE__,
        [path]() -> ConformanceCase* {
          ADD_FAILURE() << path << " is not a file of cases";
          return new ConformanceCase(json::array(), json{{"steps", json::array()}});
        });
    return;
  }
  const json setup = file.value("setup", json::array());
  for (const json& test_case : file["cases"]) {
    testing::RegisterTest(suite.c_str(), test_case["name"].get<std::string>().c_str(), nullptr,
                          nullptr, path.c_str(), 1, [setup, test_case]() -> ConformanceCase* {
                            return new ConformanceCase(setup, test_case);
                          });
  }
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kCasesFolder)) {
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (const std::filesystem::path& path : paths) Register(path);
  return RUN_ALL_TESTS();
}
