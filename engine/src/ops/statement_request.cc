#include "ops/statement_request.h"

#include "base/coding.h"
#include "ops/messages.h"
#include "ops/response_parts.h"
#include "ops/statement_messages.h"

namespace hashrange::ops {

Status StatementRequest::DecodeParameters() {
  std::vector<model::ItemBuilder::Place> places = {values_.place()};
  model::RequestValue value;
  while (sent_.Next(&value)) {
    HR_RETURN_IF_ERROR(context_->scratch->decoder.DecodeValue(value, model::ValueLayer::kStatement, &values_));
    places.push_back(values_.place());
  }
  for (size_t i = 1; i < places.size(); i++) parameters_.push_back(values_.Between(places[i - 1], places[i]));
  return {};
}

Status StatementRequest::Parse() { return statement_.Parse(text_, parameters_); }

Status StatementRequest::Prepare() {
  // Source: paritysuite, measured eu-west-2 2026-10.
  const store::Table* table = context_->state->catalog().Find(TableNameOf(table_name()));
  if (table != nullptr && statement_.has_index()) {
    const store::SecondaryIndex* index = table->FindIndex(statement_.index());
    if (index != nullptr && (index->schema->partition_keys.size() > 1 || index->schema->sort_keys.size() > 1)) {
      return Fail(kSeveralKeyAttributes);
    }
  }
  return statement_.Prepare();
}

uint64_t StatementRequest::parameter_bytes() const {
  const model::ItemBuilder::Place end = values_.place();
  return end.structure + end.text;
}

Status StatementRequest::FindReadSource(bool consistent, ReadSource* source) const {
  HR_ASSIGN_OR_RETURN(source->table, FindTable(*context_, table_name()));
  if (!statement_.has_index()) return {};
  source->index = source->table->FindIndex(statement_.index());
  if (source->table->FindVectorIndex(statement_.index()) != nullptr)
    return Fail(kScanOfVectorIndex);
  // An index that goes is none any more.
  if (source->index == nullptr || source->index->schema->lifecycle.deleting_until_ms != 0)
    return Fail(kNoSuchIndex);
  if (source->is_global() && consistent) return Fail(kStrongReadOfGlobalIndex);
  if (!source->index->complete()) return Fail(kIndexIsFilling, {statement_.index()});
  return {};
}

void StatementRequest::AppendTo(std::string* asked) const {
  base::PutLengthPrefixed(asked, text_);
  for (const model::Value& parameter : parameters_) {
    base::PutLengthPrefixed(asked, parameter.structure);
    base::PutLengthPrefixed(asked, parameter.text);
  }
}

}  // namespace hashrange::ops
