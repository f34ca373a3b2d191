// Notes in a file: the engine inside a C++ program. Opens a database over its log, fills a table
// with a global index, queries it, is refused a transaction, forks, and finds everything again
// after a restart. engine/doc/native.md explains each step; tests/native builds this against an
// installed engine and compares what it prints.
//
//   notes <log file>
#include <hashrange/engine.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <string>

using hashrange::Bytes;
using hashrange::Engine;

// Where commits go. flush() hands them to the operating system, so they survive the end of the
// program; a program whose notes must survive a power cut calls fsync() here, or once after several
// requests and before it answers any of them.
class FileLog final : public hashrange::LogSink {
 public:
  void Open(const std::string& path) {
    file_.open(path, std::ios::binary | std::ios::app | std::ios::ate);
    if (file_ && file_.tellp() == 0) file_ << hashrange::kSegmentHeader;
  }
  void Append(Bytes frame) override { file_ << frame << std::flush; }
  bool ok() const { return file_.is_open() && file_.good(); }

 private:
  std::ofstream file_;
};

[[noreturn]] void Stop(const std::string& why) {
  std::cerr << "notes: " << why << "\n";
  std::exit(1);
}

class Notes {
 public:
  explicit Notes(const std::string& path) {
    Engine::Options options;
    options.log_sink = &log_;
    engine_ = Engine::Open(options);

    // What is in the file comes back before the first request. It may end in the middle of a frame,
    // when the program was killed there; nobody was told that this commit is kept, and it is cut
    // off.
    std::ifstream file(path, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (!bytes.empty()) {
      if (!engine_->Recover(Engine::FileKind::kSegment, bytes, true))
        Stop(engine_->recovery_message());
      std::filesystem::resize_file(path, engine_->recovered_bytes());
    }
    log_.Open(path);
  }

  // One request of DynamoDB's JSON protocol. The engine has no clock and no random numbers: each
  // request brings both.
  Engine::JsonResponse Call(Bytes operation, Bytes body) {
    Engine::JsonResponse answer = CallOn(*engine_, operation, body);
    // The engine holds a commit that the file does not: what it says from here on must not be
    // believed.
    if (!log_.ok()) Stop("the log cannot be written");
    return answer;
  }
  static Engine::JsonResponse CallOn(Engine& engine, Bytes operation, Bytes body) {
    using std::chrono::milliseconds, std::chrono::system_clock;
    static std::random_device chance;
    const auto now =
        std::chrono::duration_cast<milliseconds>(system_clock::now().time_since_epoch());
    const uint64_t entropy = static_cast<uint64_t>(chance()) << 32 | chance();
    return engine.Dispatch("DynamoDB_20120810." + std::string(operation), body,
                           static_cast<double>(now.count()), entropy);
  }

  std::unique_ptr<Engine> Fork() const { return engine_->Fork(); }

 private:
  FileLog log_;  // before the engine, which must not outlive it
  std::unique_ptr<Engine> engine_;
};

void Print(const char* what, const Engine::JsonResponse& answer) {
  std::cout << what << "\n  " << answer.http_status << " " << answer.body << "\n";
}

int main(int argc, char** argv) {
  if (argc != 2) Stop("usage: notes <log file>");
  const std::string path = argv[1];
  std::filesystem::remove(path);  // begins anew each time, so that it prints the same
  const char* const one_note = R"({"TableName": "notes", "Key": {"id": {"S": "n1"}}})";
  {
    Notes notes(path);
    const auto created =
        notes.Call("CreateTable", R"({"TableName": "notes", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "tag", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "GlobalSecondaryIndexes": [{"IndexName": "by_tag", "KeySchema": [{"AttributeName": "tag", "KeyType": "HASH"}],
                                    "Projection": {"ProjectionType": "ALL"}}]})");
    if (created.http_status != 200) Stop(created.body);

    for (const char* item :
         {R"({"id": {"S": "n1"}, "tag": {"S": "home"}, "text": {"S": "buy milk"}})",
          R"({"id": {"S": "n2"}, "tag": {"S": "work"}, "text": {"S": "write tests"}})"}) {
      const auto put =
          notes.Call("PutItem", R"({"TableName": "notes", "Item": )" + std::string(item) + "}");
      if (put.http_status != 200) Stop(put.body);
    }

    Print("What is tagged home:",
          notes.Call("Query", R"({"TableName": "notes", "IndexName": "by_tag",
        "KeyConditionExpression": "tag = :t", "ExpressionAttributeValues": {":t": {"S": "home"}}})"));

    // All or nothing: n1 is there already, so the change of n2 is not made either. A reason for
    // each action says why.
    Print("A transaction that is refused:",
          notes.Call("TransactWriteItems", R"json({"TransactItems": [
        {"Put": {"TableName": "notes", "Item": {"id": {"S": "n1"}}, "ConditionExpression": "attribute_not_exists(id)"}},
        {"Delete": {"TableName": "notes", "Key": {"id": {"S": "n2"}}}}]})json"));

    // A second database with the same content, whatever the size, in memory only: what happens in
    // it stays in it.
    const std::unique_ptr<Engine> fork = notes.Fork();
    Notes::CallOn(*fork, "DeleteItem", one_note);
    Print("n1, deleted in a fork, there:", Notes::CallOn(*fork, "GetItem", one_note));
    Print("and here:", notes.Call("GetItem", one_note));
  }

  Notes again(path);
  Print("n1 after a restart:", again.Call("GetItem", one_note));
}
