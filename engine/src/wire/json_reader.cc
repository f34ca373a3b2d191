#include "wire/json_reader.h"

#include <cstdint>
#include <vector>

// The engine has no exceptions; nlohmann/json then aborts where it would throw, which its SAX
// parser never does.
#ifndef JSON_NOEXCEPTION
#define JSON_NOEXCEPTION
#endif
#include <nlohmann/json.hpp>

#include "base/coding.h"
#include "model/request_form.h"
#include "wire/messages.h"

namespace hashrange::wire {
namespace {

using model::RequestTag;

// Takes the parser's events and writes request form. Open containers are kept on the heap: the
// parser does not recurse either.
class Transcoder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit Transcoder(std::string* to) : to_(to) {}

  bool null() { return Scalar(RequestTag::kNull); }
  bool boolean(bool value) { return Scalar(value ? RequestTag::kTrue : RequestTag::kFalse); }
  // Integers come without their spelling; JSON has only one for each, save that -0 becomes 0.
  bool number_integer(number_integer_t value) {
    return Text(RequestTag::kNumber, std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) {
    return Text(RequestTag::kNumber, std::to_string(value));
  }
  bool number_float(number_float_t, const string_t& spelled) {
    return Text(RequestTag::kNumber, spelled);
  }
  bool string(string_t& value) { return Text(RequestTag::kString, value); }
  bool binary(binary_t&) { return false; }

  bool start_object(size_t) { return Open(RequestTag::kMap); }
  bool end_object() { return Close(); }
  bool start_array(size_t) { return Open(RequestTag::kList); }
  bool end_array() { return Close(); }
  bool key(string_t& name) {
    AppendText(name);
    return true;
  }

  template <typename Exception>
  bool parse_error(size_t, const std::string&, const Exception&) {
    return false;
  }

 private:
  struct Container {
    size_t at;  // of its two lengths
    uint32_t count;
  };

  // Only an object may be outermost.
  bool Value(RequestTag tag) {
    if (open_.empty() && tag != RequestTag::kMap) return false;
    if (!open_.empty()) open_.back().count++;
    to_->push_back(static_cast<char>(tag));
    return true;
  }

  bool Scalar(RequestTag tag) { return Value(tag); }

  bool Text(RequestTag tag, Bytes text) {
    if (!Value(tag)) return false;
    AppendText(text);
    return true;
  }

  void AppendText(Bytes text) {
    base::PutFixed32(to_, static_cast<uint32_t>(text.size()));
    to_->append(text);
  }

  bool Open(RequestTag tag) {
    if (open_.size() == kJsonLevelsMax || !Value(tag)) return false;
    open_.push_back({to_->size(), 0});
    base::PutFixed32(to_, 0);
    base::PutFixed32(to_, 0);
    return true;
  }

  bool Close() {
    const Container& container = open_.back();
    base::StoreFixed32(&(*to_)[container.at],
                       static_cast<uint32_t>(to_->size() - container.at - 8));
    base::StoreFixed32(&(*to_)[container.at + 4], container.count);
    open_.pop_back();
    return true;
  }

  std::string* to_;
  std::vector<Container> open_;
};

// The value of four hexadecimal digits at the front of `text`, or -1.
int HexUnit(Bytes text) {
  if (text.size() < 4) return -1;
  int unit = 0;
  for (size_t i = 0; i < 4; i++) {
    const char c = text[i];
    int digit = -1;
    if (c >= '0' && c <= '9') digit = c - '0';
    if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool IsHigh(int unit) { return unit >= 0xd800 && unit <= 0xdbff; }
bool IsLow(int unit) { return unit >= 0xdc00 && unit <= 0xdfff; }

// JavaScript writes a lone surrogate as an escape that the parser refuses; it becomes \ufffd, which
// is as long. Returns false, and *replaced stays empty, when there is none.
bool ReplaceLoneSurrogates(Bytes json, std::string* replaced) {
  bool any = false;
  for (size_t i = json.find('\\'); i != Bytes::npos && i + 1 < json.size();
       i = json.find('\\', i)) {
    if (json[i + 1] != 'u') {
      i += 2;
      continue;
    }
    const int unit = HexUnit(json.substr(i + 2));
    if (IsHigh(unit) && json.substr(i + 6, 2) == "\\u" && IsLow(HexUnit(json.substr(i + 8)))) {
      i += 12;
      continue;
    }
    if (IsHigh(unit) || IsLow(unit)) {
      if (!any) replaced->assign(json);
      any = true;
      replaced->replace(i + 2, 4, "fffd");
    }
    i += 2;
  }
  return any;
}

}  // namespace

Status AppendJsonRequest(Bytes json, std::string* request) {
  std::string replaced;
  if (ReplaceLoneSurrogates(json, &replaced)) json = replaced;
  const size_t before = request->size();
  Transcoder transcoder(request);
  if (!nlohmann::json::sax_parse(json.begin(), json.end(), &transcoder)) {
    request->resize(before);
    return Fail(kNotARequest);
  }
  return {};
}

}  // namespace hashrange::wire
