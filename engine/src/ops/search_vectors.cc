// SearchVectors: the nearest neighbours of a vector, found by looking at every entry of a vector index
// (or of one HASH value in it). The service's own search is approximate; this one is exact. Source:
// AWS API Reference, SearchVectors; paritysuite, measured eu-west-2 2026-08. Tested by
// tests/conformance.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/sort.h"
#include "model/item_size.h"
#include "model/vector.h"
#include "ops/consumed_units.h"
#include "ops/item_request.h"
#include "ops/keys.h"
#include "ops/lifecycle.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/search_messages.h"
#include "store/cursor.h"

namespace hashrange::ops {
namespace {

using Input = model::members::SearchVectorsInput;
using Output = model::members::SearchVectorsOutput;
using model::AttributeType;
using model::IndexSchema;
using model::Value;

constexpr int64_t kTopKMax = 100;

constexpr ParameterName kExpressions[] = {
    {Input::kProjectionExpression, "ProjectionExpression"},
    {Input::kSearchConditionExpression, "SearchConditionExpression"}};
constexpr ParameterName kWithValues[] = {
    {Input::kSearchConditionExpression, "SearchConditionExpression"}};
constexpr ExpressionParameters kParameters{.operation = model::Operation::kSearchVectors,
                                           .names = Input::kExpressionAttributeNames,
                                           .values = Input::kExpressionAttributeValues,
                                           .expressions = kExpressions,
                                           .with_values = kWithValues,
                                           .legacy = {},
                                           .envelope = false};

struct Search {
  std::optional<expr::KeyConditionExpression> condition;
  std::optional<expr::ProjectionExpression> projection;
  std::vector<float> vector;
  size_t count_max = 0;
};

// Whether the text is a float, and of no size: "NaN", "-Infinity".
bool IsFloatWithoutSize(Bytes text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return text == "NaN" || text == "Infinity";
}

// The elements of the search vector, which is a list of attribute values.
Status ReadSearchVector(Context* context, const wire::StructureView& input,
                        std::vector<float>* vector) {
  wire::ListView list = input.List(Input::kSearchVector);
  model::ItemBuilder builder;
  for (model::RequestValue element; list.Next(&element);) {
    builder.Clear();
    model::AttributeValueDecoder& decoder = context->scratch->decoder;
    Status decoded = decoder.DecodeValue(element, model::ValueLayer::kCurrent, &builder);
    if (!decoded.ok()) {
      // They are no numbers of DynamoDB, but refused as floats. Source: ExtendDB, measured on AWS
      // 2026-08-19, without a sign.
      Bytes text;
      if (decoder.ReadNumberText(element, &text) && IsFloatWithoutSize(text))
        return Fail(kSearchVectorInvalid);
      return decoded;
    }
    const Value value = builder.value();
    if (value.type() != AttributeType::kN ||
        !model::ParseFloat(value.string(), &vector->emplace_back())) {
      return Fail(kSearchVectorInvalid);
    }
  }
  return {};
}

// The stages that need no table.
Status Prepare(ItemRequest* request, Context* context, const wire::StructureView& input,
               Search* search) {
  const int64_t top_k = input.Integer(Input::kTopK);
  if (top_k > kTopKMax) return Fail(kTopKOutOfRange, {std::to_string(top_k)});
  search->count_max = static_cast<size_t>(top_k);
  HR_RETURN_IF_ERROR(request->DecodeValues());
  HR_RETURN_IF_ERROR(request->CheckRelations());
  HR_RETURN_IF_ERROR(request->Substitute());
  HR_RETURN_IF_ERROR(request->ParseKeyCondition(Input::kSearchConditionExpression,
                                                &search->condition,
                                                expr::ExpressionKind::kSearchCondition));
  HR_RETURN_IF_ERROR(
      request->ParseProjection(Input::kProjectionExpression, &search->projection));
  HR_RETURN_IF_ERROR(request->CheckAllUsed());
  return ReadSearchVector(context, input, &search->vector);
}

const expr::KeyClause* FindClause(const Search& search, Bytes attribute) {
  if (!search.condition) return nullptr;
  for (const expr::KeyClause& clause : search.condition->clauses()) {
    if (Bytes(clause.attribute) == attribute) return &clause;
  }
  return nullptr;
}

Status CheckCondition(const Search& search, const IndexSchema& index) {
  if (!search.condition) {
    if (index.partition_keys.empty()) return {};
    return Fail(kSearchConditionMissing);
  }
  const auto find = [&](Bytes name) -> const model::KeyAttribute* {
    for (const auto* keys : {&index.partition_keys, &index.sort_keys}) {
      for (const model::KeyAttribute& key : *keys) {
        if (Bytes(key.name) == name) return &key;
      }
    }
    return nullptr;
  };
  for (const expr::KeyClause& clause : search.condition->clauses()) {
    if (find(clause.attribute) == nullptr)
      return Fail(kSearchConditionOutside, {clause.attribute});
  }
  for (const model::KeyAttribute& key : index.partition_keys) {
    if (FindClause(search, key.name) == nullptr) return Fail(kSearchConditionWithoutHash);
  }
  for (const expr::KeyClause& clause : search.condition->clauses()) {
    const AttributeType type = find(clause.attribute)->type;
    if (clause.value.type() != type) {
      return Fail(kSearchConditionType,
                  {clause.attribute, model::AttributeTypeName(clause.value.type()),
                   model::AttributeTypeName(type)});
    }
  }
  for (const model::KeyAttribute& key : index.partition_keys)
    HR_RETURN_IF_ERROR(CheckKeyValue(key.name, FindClause(search, key.name)->value, true));
  return {};
}

Status CheckSearch(const Search& search, const IndexSchema& index) {
  if (search.vector.size() != index.vector.dimensions) {
    return Fail(kSearchVectorSize, {std::to_string(search.vector.size()),
                                    std::to_string(index.vector.dimensions)});
  }
  HR_RETURN_IF_ERROR(CheckCondition(search, index));
  if (!search.projection) return {};
  for (const expr::PathUse& use : search.projection->paths()) {
    if (!index.Keeps(use.attribute))
      return Fail(kVectorIndexNotProjecting, {index.name, use.attribute});
  }
  return {};
}

struct Hit {
  float score;
  size_t place;  // in the order in which they were found
  const store::Row* entry;
};

// The best hits of all that were offered.
class Hits {
 public:
  Hits(size_t count_max, model::DistanceFunction function)
      : count_max_(count_max),
        higher_is_closer_(function == model::DistanceFunction::kDotProduct) {}

  void Offer(float score, const store::Row* entry) {
    const auto closer = [this](const Hit& a, const Hit& b) { return Closer(a, b); };
    hits_.push_back({score, offered_++, entry});
    std::push_heap(hits_.begin(), hits_.end(), closer);
    if (hits_.size() <= count_max_) return;
    std::pop_heap(hits_.begin(), hits_.end(), closer);
    hits_.pop_back();
  }

  // The closest first.
  std::vector<Hit> Take() {
    base::Sort(hits_, [this](const Hit& a, const Hit& b) { return Closer(a, b); });
    return std::move(hits_);
  }

 private:
  // Equal scores in the order in which they were found: the service has no order of its own there.
  bool Closer(const Hit& a, const Hit& b) const {
    if (a.score != b.score) return higher_is_closer_ ? a.score > b.score : a.score < b.score;
    return a.place < b.place;
  }

  size_t count_max_;
  bool higher_is_closer_;
  size_t offered_ = 0;
  std::vector<Hit> hits_;
};

std::vector<Hit> Find(const store::Table& table, const store::SecondaryIndex& index,
                      const Search& search) {
  const IndexSchema& schema = *index.schema;
  store::KeyRange range;
  model::Key prefix;
  std::string end;
  if (!schema.partition_keys.empty()) {
    store::IndexScratch scratch;
    store::VectorKeyPrefix(FindClause(search, schema.partition_keys[0].name)->value, &scratch,
                           &prefix);
    end = model::PrefixSuccessor(prefix.bytes);
    range.low = prefix.view();
    range.high = model::KeyView{prefix.hash, end};
  }
  // What an entry must have besides: the conditions on inline filters.
  std::vector<const expr::KeyClause*> filters;
  for (const model::KeyAttribute& key : schema.sort_keys) {
    if (const expr::KeyClause* clause = FindClause(search, key.name)) filters.push_back(clause);
  }
  Hits hits(search.count_max, schema.vector.distance);
  std::vector<float> vector;
  for (store::RowCursor entries(table, index, range, store::Direction::kForward);
       entries.row() != nullptr; entries.Next()) {
    const model::ItemView item = entries.row()->item();
    const bool passes =
        std::all_of(filters.begin(), filters.end(), [&](const expr::KeyClause* clause) {
          return item.Find(clause->attribute) == clause->value;
        });
    if (!passes) continue;
    model::ReadVector(item.Find(schema.vector.attribute), &vector);
    hits.Offer(model::VectorScore(schema.vector.distance, search.vector, vector), entries.row());
  }
  return hits.Take();
}

// The entry's item: without its vector, or with the index's own copy of it, which has the precision
// of a float.
void CopyEntry(const IndexSchema& index, const model::ItemView& item, bool with_vector,
               model::ItemBuilder* to) {
  const model::ItemBuilder::Mark root = to->BeginMap();
  model::MapReader members(item.root());
  Bytes name;
  Value value;
  while (members.Next(&name, &value)) {
    const bool is_vector = name == Bytes(index.vector.attribute);
    if (is_vector && !with_vector) continue;
    to->Name(name);
    if (!is_vector) {
      to->Copy(value);
      continue;
    }
    std::vector<float> floats;
    model::ReadVector(value, &floats);
    const model::ItemBuilder::Mark list = to->BeginList();
    for (const float each : floats) {
      std::string text;
      model::AppendFloat(each, &text);
      to->Number(text);
    }
    to->EndList(list);
  }
  to->EndMap(root);
}

// Writes the results and answers what the search is charged. The service's figure differs from one
// search to the next; this is its average for a search that no HASH attribute narrows. Source:
// dynoxide's and ExtendDB's probes of AWS, 2026-08.
uint64_t WriteResults(Context* context, const IndexSchema& index, const Search& search,
                      const std::vector<Hit>& hits, wire::ResponseWriter* out) {
  using model::members::SearchResultItem;
  constexpr double kBytesOfDimension = 30.6875;
  constexpr double kBytesOfResult = 65;
  constexpr double kBytesMin = 1024;
  bool names_vector = false;
  if (search.projection) {
    for (const expr::PathUse& use : search.projection->paths())
      names_vector |= use.attribute == index.vector.attribute;
  }
  double bytes = kBytesOfDimension * index.vector.dimensions;
  model::ItemBuilder whole;
  model::ItemBuilder* projected = &context->scratch->projection;
  out->Member(Output::kSearchResults);
  const wire::ResponseWriter::Mark list = out->BeginList();
  for (const Hit& hit : hits) {
    out->Element();
    const wire::ResponseWriter::Mark result = out->BeginStructure();
    whole.Clear();
    CopyEntry(index, hit.entry->item(), names_vector, &whole);
    Value answered = whole.value();
    std::string form;
    if (search.projection) {
      whole.Finish(&form);
      projected->Clear();
      search.projection->Apply(model::ItemView(form), projected);
      answered = projected->value();
    }
    out->Member(SearchResultItem::kItem);
    out->Attributes(answered);
    out->Member(SearchResultItem::kScore);
    out->Number(hit.score);
    out->EndStructure(result);
    bytes += kBytesOfResult + static_cast<double>(model::ItemBytes(answered));
    const Value vector = FindMember(answered, index.vector.attribute);
    if (vector.exists()) {
      bytes -= static_cast<double>(model::ValueBytes(vector) + index.vector.attribute.size());
      bytes += 4.0 * index.vector.dimensions;
    }
  }
  out->EndList(list);
  return static_cast<uint64_t>(std::max(bytes, kBytesMin));
}

}  // namespace

Status SearchVectors(Context* context, const wire::StructureView& input,
                     wire::ResponseWriter* out) {
  ItemRequest request(context, input, kParameters);
  Search search;
  HR_RETURN_IF_ERROR(Prepare(&request, context, input, &search));
  HR_ASSIGN_OR_RETURN(const store::Table* table,
                      FindTable(*context, input.String(Input::kTableName)));
  const Bytes name = input.String(Input::kIndexName);
  const store::SecondaryIndex* index = table->FindVectorIndex(name);
  const bool is_there = index != nullptr && index->schema->lifecycle.deleting_until_ms == 0 &&
                        context->now_ms >= index->schema->lifecycle.allocating_until_ms;
  if (!is_there) return Fail(kNoIndex, {name});
  if (!index->complete()) return Fail(kVectorIndexIsFilling, {name});
  HR_RETURN_IF_ERROR(CheckSearch(search, *index->schema));

  const std::vector<Hit> hits = Find(*table, *index, search);
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  const uint64_t bytes = WriteResults(context, *index->schema, search, hits, out);
  if (ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)) != CapacityDetail::kNone) {
    out->Member(Output::kConsumedCapacity);
    const wire::ResponseWriter::Mark capacity = out->BeginStructure();
    out->Member(model::members::VectorCapacity::kVectorSearchRequestBytes);
    out->Number(static_cast<double>(bytes));
    out->EndStructure(capacity);
  }
  out->EndStructure(output);
  return {};
}

}  // namespace hashrange::ops
