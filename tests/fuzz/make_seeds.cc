// See make_seeds.h.
#include "fuzz/make_seeds.h"

#include <filesystem>
#include <fstream>

#include "base/coding.h"
#include "fuzz/input.h"
#include "fuzz/request_lines.h"
#include "fuzz/run_fuzzer.h"
#include "fuzz/small_database.h"
#include "model/request_form.h"
#include "store/log_record.h"

namespace hashrange::fuzz {
namespace {

class SeedFolder {
 public:
  explicit SeedFolder(std::string folder) : folder_(std::move(folder)) {}

  void Write(Bytes corpus, Bytes seed) {
    const std::filesystem::path path = std::filesystem::path(folder_) / std::string(corpus);
    std::filesystem::create_directories(path);
    std::ofstream(path / ("seed-" + std::to_string(++count_)), std::ios::binary)
        .write(seed.data(), static_cast<std::streamsize>(seed.size()));
  }
  int count() const { return count_; }

 private:
  std::string folder_;
  int count_ = 0;
};

// The items and schemas of a log.
void WriteParts(Bytes log, SeedFolder* seeds) {
  log.remove_prefix(store::kFileHeaderBytes);
  Bytes payload;
  std::string why;
  while (store::ReadFrame(&log, &payload, &why) == store::FrameFault::kNone) {
    store::WriteBatch batch;
    if (store::DecodeBatch(payload, &batch, &why) != store::DecodeFault::kNone) return;
    for (const store::Change& change : batch.changes) {
      if (change.row) seeds->Write("item", change.row->item().form());
      if (change.schema != nullptr) {
        std::string schema;
        model::EncodeTableSchema(*change.schema, &schema);
        seeds->Write("schema", schema);
      }
    }
  }
}

void MakeSeedsOf(Bytes lines, SeedFolder* seeds) {
  LogFile log;
  Engine::Options options;
  options.log_sink = &log;
  const std::unique_ptr<Engine> engine = Engine::Open(std::move(options));
  std::string requests;
  Input input(lines);
  for (int step = 0; !input.empty() && step < kLinesMax; step++) {
    const Line line = ReadLine(input.Until('\n'));
    const double now_ms = kStartMs + step;
    Send(engine.get(), line, now_ms, static_cast<uint64_t>(step));
    const std::string typed = TypedRequest(line, now_ms, static_cast<uint64_t>(step));
    if (typed.size() <= model::kRequestHeaderBytes || typed.size() > UINT16_MAX) continue;
    seeds->Write("attribute_value", Bytes(typed).substr(model::kRequestHeaderBytes));
    requests.push_back(static_cast<char>(typed.size()));
    requests.push_back(static_cast<char>(typed.size() >> 8));
    requests += typed;
  }
  seeds->Write("request", requests);
  seeds->Write("log", log.bytes);
  seeds->Write("checkpoint", CheckpointOf(engine.get()));
  WriteParts(log.bytes, seeds);
}

}  // namespace

int MakeSeeds(const std::string& folder) {
  SeedFolder seeds(folder);
  const Fuzzer* json = FindFuzzer("json");
  for (const CorpusFile& file : ReadCorpus(*json)) MakeSeedsOf(file.bytes, &seeds);
  return seeds.count();
}

}  // namespace hashrange::fuzz
