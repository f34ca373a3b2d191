#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/sort.h"
#include "expr/expression.h"
#include "expr/lexer.h"
#include "expr/messages.h"
#include "model/limits.h"
#include "model/messages.h"

namespace hashrange::expr {
namespace {

// The placeholders of one kind. Few are compared one by one; from kHashedFrom on they are hashed.
template <typename T>
class PlaceholderTable {
 public:
  struct Entry {
    Bytes placeholder;
    T substitute;
    bool used;
  };

  void Put(Bytes placeholder, T substitute) {
    if (Entry* entry = Find(placeholder)) {
      entry->substitute = substitute;
      return;
    }
    if (entries_.empty()) entries_.reserve(4);
    entries_.push_back(Entry{placeholder, substitute, false});
    if (entries_.size() == kHashedFrom) {
      for (uint32_t i = 0; i < entries_.size(); i++) hashed_.emplace(entries_[i].placeholder, i);
    } else if (entries_.size() > kHashedFrom) {
      hashed_.emplace(placeholder, static_cast<uint32_t>(entries_.size() - 1));
    }
  }

  Entry* Find(Bytes placeholder) {
    if (entries_.size() >= kHashedFrom) {
      const auto found = hashed_.find(placeholder);
      return found == hashed_.end() ? nullptr : &entries_[found->second];
    }
    for (Entry& entry : entries_) {
      if (entry.placeholder == placeholder) return &entry;
    }
    return nullptr;
  }

  // The unused placeholders as messages list them, or nothing.
  std::string Unused() const;

 private:
  static constexpr size_t kHashedFrom = 17;

  std::vector<Entry> entries_;
  std::unordered_map<Bytes, uint32_t> hashed_;
};

// DynamoDB lists several placeholders in the order of a Java HashSet made from all of them: by the
// slot of their hash, then as sent. Source: DynamoDB Local 3.3.1; the service's answers seen so far
// agree.
template <typename T>
std::string PlaceholderTable<T>::Unused() const {
  struct Listed {
    uint32_t slot;
    Bytes placeholder;
  };
  uint32_t slots = 16;
  while (slots < entries_.size() * 4 / 3 + 1) slots *= 2;
  std::vector<Listed> unused;
  for (const Entry& entry : entries_) {
    if (entry.used) continue;
    uint32_t hash = 0;
    for (char c : entry.placeholder) hash = 31 * hash + static_cast<uint8_t>(c);
    unused.push_back(Listed{(hash ^ hash >> 16) & (slots - 1), entry.placeholder});
  }
  base::Sort(unused, [](const Listed& a, const Listed& b) { return a.slot < b.slot; });
  std::string text;
  for (const Listed& listed : unused) {
    if (!text.empty()) text.append(", ");
    text.append(listed.placeholder);
  }
  return text;
}

}  // namespace

struct Substitutions::Rep {
  PlaceholderTable<Bytes> names;
  PlaceholderTable<model::Value> values;
};

Substitutions::Substitutions() : rep_(new Rep) {}
Substitutions::~Substitutions() = default;

Status Substitutions::AddName(Bytes placeholder, Bytes name) {
  if (placeholder.size() > model::kPlaceholderBytesMax) {
    return Fail(kNameKeyTooLong, {std::to_string(placeholder.size())});
  }
  if (!IsPlaceholder(placeholder, '#')) return Fail(kInvalidNameKey, {placeholder});
  if (name.empty()) return Fail(kEmptyNameValue, {placeholder});
  if (name.size() > model::kAttributeNameBytesMax) return Fail(model::kAttributeNameTooLarge);
  rep_->names.Put(placeholder, name);
  return {};
}

Status Substitutions::AddValue(Bytes placeholder, model::Value value) {
  if (placeholder.size() > model::kPlaceholderBytesMax) return Fail(kValueKeyTooLong);
  if (!IsPlaceholder(placeholder, ':')) return Fail(kInvalidValueKey, {placeholder});
  rep_->values.Put(placeholder, value);
  return {};
}

Status Substitutions::CheckAllUsed() const {
  const std::string names = rep_->names.Unused();
  if (!names.empty()) return Fail(kUnusedNames, {names});
  const std::string values = rep_->values.Unused();
  if (!values.empty()) return Fail(kUnusedValues, {values});
  return {};
}

bool Substitutions::UseName(Bytes placeholder, Bytes* name) {
  auto* entry = rep_->names.Find(placeholder);
  if (entry == nullptr) return false;
  entry->used = true;
  *name = entry->substitute;
  return true;
}

bool Substitutions::UseValue(Bytes placeholder, model::Value* value) {
  auto* entry = rep_->values.Find(placeholder);
  if (entry == nullptr) return false;
  entry->used = true;
  *value = entry->substitute;
  return true;
}

}  // namespace hashrange::expr
