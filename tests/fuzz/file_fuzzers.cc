// Fuzzers of the log and of checkpoints: whatever a file holds, reading it leaves a sound engine or
// says in a sentence why not. The resealed ones make the lengths and checksums of frames right
// first, so that mutations reach the decoders.
#include <string>

#include "base/coding.h"
#include "base/crc32c.h"
#include "base/utf8.h"
#include "fuzz/fuzzers.h"
#include "fuzz/small_database.h"
#include "store/log_record.h"

namespace hashrange::fuzz {
namespace {

void AppendSealed(Bytes payload, std::string* to) {
  std::string length;
  base::PutFixed32(&length, static_cast<uint32_t>(payload.size()));
  const uint32_t length_crc = base::Crc32c(length);
  to->append(length);
  base::PutFixed32(to, length_crc);
  base::PutFixed32(to, base::Crc32c(payload, length_crc));
  to->append(payload);
}

// Takes a frame's payload off the front: as long as its head says, unless the payload has grown or
// shrunk, which shows in where the next frame begins (a kind of the same sort and a sequence that
// follows).
Bytes TakePayload(Bytes* rest) {
  const uint32_t length = base::LoadFixed32(rest->data());
  rest->remove_prefix(store::kFrameHeaderBytes);
  size_t bytes = std::min<size_t>(length, rest->size());
  if (rest->size() >= 9) {
    const uint64_t sequence = base::LoadFixed64(rest->data() + 1);
    size_t next = Bytes::npos;
    for (const uint64_t step : {uint64_t{0}, uint64_t{1}}) {
      std::string head(1, rest->front());
      base::PutFixed64(&head, sequence + step);
      next = std::min(next, rest->find(head, 9));
    }
    if (next != Bytes::npos && next >= 9 + store::kFrameHeaderBytes)
      bytes = next - store::kFrameHeaderBytes;
  }
  const Bytes payload = rest->substr(0, bytes);
  rest->remove_prefix(bytes);
  return payload;
}

std::string Reseal(store::FileKind kind, Bytes file) {
  std::string sealed = store::FileHeader(kind);
  Bytes rest = file.substr(std::min(file.size(), store::kFileHeaderBytes));
  while (rest.size() >= store::kFrameHeaderBytes) AppendSealed(TakePayload(&rest), &sealed);
  return sealed;
}

void ReadFile(Engine::FileKind kind, Bytes file, bool is_last) {
  const std::unique_ptr<Engine> engine = Engine::Open({});
  if (engine->Recover(kind, file, is_last)) {
    FUZZ_EXPECT(engine->recovered_bytes() <= file.size());
    FUZZ_EXPECT(engine->recovered_bytes() == file.size() ||
                (is_last && kind == Engine::FileKind::kSegment));
    FUZZ_EXPECT_EMPTY(CheckEngine(engine.get()));
    return;
  }
  const std::string& why = engine->recovery_message();
  FUZZ_EXPECT(why.size() > 10 && why.back() == '.');
  FUZZ_EXPECT(base::IsUtf8(why));
}

}  // namespace

void FuzzLog(Bytes input) {
  ReadFile(Engine::FileKind::kSegment, input, true);
  ReadFile(Engine::FileKind::kSegment, input, false);
}

void FuzzLogResealed(Bytes input) {
  ReadFile(Engine::FileKind::kSegment, Reseal(store::FileKind::kLog, input), true);
}

void FuzzCheckpoint(Bytes input) { ReadFile(Engine::FileKind::kCheckpoint, input, true); }

void FuzzCheckpointResealed(Bytes input) {
  ReadFile(Engine::FileKind::kCheckpoint, Reseal(store::FileKind::kCheckpoint, input), true);
}

}  // namespace hashrange::fuzz
