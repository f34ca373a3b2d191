// For tests only: item form from, and to, a compact literal, and the names and values of a request.
//
//   value := "text" | number | b"bytes" | true | false | null | [value, ...] | {name: value, ...} |
//   <member, ...>
//
// A name is a word or a quoted text; a set takes its type from its first member. Members and sets
// may come in any order. ShowValue() writes the same notation in canonical order, with one space
// after ":" and ",".
#ifndef HASHRANGE_EXPR_TEST_SUPPORT_H_
#define HASHRANGE_EXPR_TEST_SUPPORT_H_

#include <algorithm>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "expr/expression.h"
#include "model/item.h"
#include "model/item_builder.h"
#include "model/number.h"

namespace hashrange::expr::test {

// Parses one literal into a builder. A malformed literal is a mistake of the test: HR_CHECK.
class LiteralParser {
 public:
  explicit LiteralParser(Bytes text) : rest_(text) {}

  void Value(model::ItemBuilder* to) {
    SkipSpace();
    HR_CHECK(!rest_.empty());
    const char c = rest_.front();
    if (c == '"') {
      to->String(Quoted());
    } else if (c == 'b' && rest_.size() > 1 && rest_[1] == '"') {
      rest_.remove_prefix(1);
      to->Binary(Quoted());
    } else if (c == '{') {
      Map(to);
    } else if (c == '[') {
      List(to);
    } else if (c == '<') {
      Set(to);
    } else if (TakeWord("true")) {
      to->Bool(true);
    } else if (TakeWord("false")) {
      to->Bool(false);
    } else if (TakeWord("null")) {
      to->Null();
    } else {
      to->Number(Number());
    }
    SkipSpace();
  }

  bool at_end() const { return rest_.empty(); }

 private:
  void SkipSpace() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  bool Take(char c) {
    SkipSpace();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool TakeWord(Bytes word) {
    if (rest_.substr(0, word.size()) != word) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  Bytes Quoted() {
    HR_CHECK(Take('"'));
    const size_t end = rest_.find('"');
    HR_CHECK(end != Bytes::npos);
    const Bytes text = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return text;
  }
  std::string Number() {
    size_t end = 0;
    while (end < rest_.size() && std::string("+-.0123456789eE").find(rest_[end]) != Bytes::npos) {
      end++;
    }
    std::string normalised;
    HR_CHECK(model::NormaliseNumber(rest_.substr(0, end), &normalised) ==
             model::NumberFault::kNone);
    rest_.remove_prefix(end);
    return normalised;
  }
  Bytes Name() {
    SkipSpace();
    if (!rest_.empty() && rest_.front() == '"') return Quoted();
    const size_t end = rest_.find(':');
    HR_CHECK(end != Bytes::npos);
    const Bytes name = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return name;
  }
  void Map(model::ItemBuilder* to) {
    HR_CHECK(Take('{'));
    std::vector<std::pair<Bytes, model::ItemBuilder>> members;
    while (!Take('}')) {
      members.emplace_back(Name(), model::ItemBuilder());
      HR_CHECK(Take(':'));
      Value(&members.back().second);
      Take(',');
    }
    std::sort(members.begin(), members.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto mark = to->BeginMap();
    for (const auto& member : members) {
      to->Name(member.first);
      to->Copy(member.second.value());
    }
    to->EndMap(mark);
  }
  void List(model::ItemBuilder* to) {
    HR_CHECK(Take('['));
    const auto mark = to->BeginList();
    while (!Take(']')) {
      Value(to);
      Take(',');
    }
    to->EndList(mark);
  }
  void Set(model::ItemBuilder* to) {
    HR_CHECK(Take('<'));
    auto type = model::AttributeType::kNS;
    std::vector<std::string> members;
    while (!Take('>')) {
      SkipSpace();
      if (TakeWord("b")) {
        type = model::AttributeType::kBS;
        members.emplace_back(Quoted());
      } else if (rest_.front() == '"') {
        type = model::AttributeType::kSS;
        members.emplace_back(Quoted());
      } else {
        members.push_back(Number());
      }
      Take(',');
    }
    std::sort(members.begin(), members.end(), [&](const std::string& a, const std::string& b) {
      return type == model::AttributeType::kNS ? model::CompareNumbers(a, b) < 0 : a < b;
    });
    const auto mark = to->BeginSet(type);
    for (const std::string& member : members) to->SetMember(type, member);
    to->EndSet(mark);
  }

  Bytes rest_;
};

// One literal in item form. "" is an item that does not exist.
class Literal {
 public:
  explicit Literal(Bytes text) {
    if (text.empty()) return;
    LiteralParser parser(text);
    parser.Value(&builder_);
    HR_CHECK(parser.at_end());
    if (builder_.value().type() == model::AttributeType::kM) form_ = builder_.TakeItem();
  }
  model::Value value() const {
    return form_.empty() && empty() ? model::Value{} : builder_.value();
  }
  model::ItemView item() const { return empty() ? model::ItemView() : model::ItemView(form_); }

 private:
  bool empty() const { return builder_.value().structure.empty(); }

  model::ItemBuilder builder_;
  std::string form_;
};

inline void AppendValue(const model::Value& value, std::string* to) {
  switch (value.type()) {
    case model::AttributeType::kS:
      to->append("\"").append(value.string()).append("\"");
      return;
    case model::AttributeType::kN:
      to->append(value.string());
      return;
    case model::AttributeType::kB:
      to->append("b\"").append(value.binary()).append("\"");
      return;
    case model::AttributeType::kSS:
    case model::AttributeType::kNS:
    case model::AttributeType::kBS: {
      to->append("<");
      model::SetReader members(value);
      Bytes member;
      for (bool first = true; members.Next(&member); first = false) {
        if (!first) to->append(", ");
        if (value.type() == model::AttributeType::kBS) to->append("b");
        if (value.type() != model::AttributeType::kNS) to->append("\"");
        to->append(member);
        if (value.type() != model::AttributeType::kNS) to->append("\"");
      }
      to->append(">");
      return;
    }
    case model::AttributeType::kL: {
      to->append("[");
      model::ListReader elements(value);
      model::Value element;
      for (bool first = true; elements.Next(&element); first = false) {
        if (!first) to->append(", ");
        AppendValue(element, to);
      }
      to->append("]");
      return;
    }
    case model::AttributeType::kM: {
      to->append("{");
      model::MapReader members(value);
      Bytes name;
      model::Value member;
      for (bool first = true; members.Next(&name, &member); first = false) {
        if (!first) to->append(", ");
        to->append(name).append(": ");
        AppendValue(member, to);
      }
      to->append("}");
      return;
    }
    case model::AttributeType::kNull:
      to->append("null");
      return;
    case model::AttributeType::kBool:
      to->append(value.boolean() ? "true" : "false");
      return;
  }
}

inline std::string ShowValue(const model::Value& value) {
  if (!value.exists()) return "missing";
  std::string text;
  AppendValue(value, &text);
  return text;
}

// The names and values of one request: `text` is a map literal whose members are "#n": "name" and
// ":v": any value.
class Request {
 public:
  explicit Request(Bytes text = {}) {
    if (text.empty()) return;
    substitutes_ = std::make_unique<Literal>(text);
    model::MapReader members(substitutes_->value());
    Bytes placeholder;
    model::Value value;
    while (members.Next(&placeholder, &value)) {
      const Status added = placeholder[0] == '#'
                               ? substitutions.AddName(placeholder, value.string())
                               : substitutions.AddValue(placeholder, value);
      HR_CHECK(added.ok());
    }
  }

  Substitutions substitutions;

 private:
  std::unique_ptr<Literal> substitutes_;
};

}  // namespace hashrange::expr::test

#endif  // HASHRANGE_EXPR_TEST_SUPPORT_H_
