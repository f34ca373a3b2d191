#include "ops/page.h"

#include <algorithm>
#include <string>
#include <utility>

#include "model/limits.h"
#include "model/messages.h"
#include "ops/keys.h"
#include "ops/messages.h"
#include "ops/trace.h"
#include "ops/trace_events.h"

namespace hashrange::ops {
namespace {

// Whether an expression names an attribute that entries of the source do not hold.
bool NeedsMore(const ReadSource& source, const std::vector<expr::PathUse>& paths) {
  return std::any_of(paths.begin(), paths.end(),
                     [&](const expr::PathUse& use) { return !source.Keeps(use.attribute); });
}

}  // namespace

PageReader::PageReader(const ReadSource& source, const PageRequest& request, Context* context,
                       wire::ResponseWriter* out)
    : source_(source),
      request_(request),
      context_(context),
      out_(out),
      filter_fetches_(source.is_local() && request.filter &&
                      NeedsMore(source, request.filter->paths())),
      item_fetches_(source.is_local() && !source.has_whole_items() && !request.count_only &&
                    (request.all_attributes ||
                     (request.projection && NeedsMore(source, request.projection->paths())) ||
                     (request.columns != nullptr && NeedsMore(source, request.columns->paths())))) {
}

bool PageReader::is_full() const {
  return scanned_count_ == request_.limit || bytes_ > model::kPageBytesMax;
}

void PageReader::Read(const store::KeyRange& range, store::Direction direction) {
  const uint64_t bytes_before = bytes_;
  const double fetched_before = fetched_units_;
  last_ = nullptr;
  store::RowCursor rows = source_.Rows(range, direction);
  Visit visit{rows.partition_index()};
  for (; rows.row() != nullptr; rows.Next()) {
    if (rows.partition_index() != visit.partition) {
      Leave(visit);
      visit = Visit{rows.partition_index()};
    }
    const int64_t count_before = count_;
    visit.bytes += ReadRow(*rows.row());
    visit.items_read++;
    visit.items_returned += static_cast<uint64_t>(count_ - count_before);
    if (is_full()) {
      last_ = rows.row();
      break;
    }
  }
  Leave(visit);
  ConsumedUnits units;
  const double read = ReadUnits(bytes_ - bytes_before, request_.consistent);
  if (source_.index == nullptr) {
    units.AddTable(read);
  } else {
    units.AddTable(fetched_units_ - fetched_before);
    units.AddIndex(*source_.index->schema, read);
  }
  if (context_->trace != nullptr) TraceReadUnits(*context_, *source_.table, units);
  units_.Add(units);
}

const expr::ConditionExpression* PageReader::condition() const {
  return request_.filter ? &*request_.filter : request_.where;
}

// Answers the bytes that reading the row processed.
uint64_t PageReader::ReadRow(const store::Row& row) {
  model::ItemView item = row.item();
  const uint64_t bytes = item.item_bytes();
  scanned_count_++;
  bytes_ += bytes;
  // Whether the filter keeps it or not. Source: dynoxide's captures, eu-west-2 2026-08, of statements;
  // dynalite, observed on AWS.
  model::ItemView fetched;
  if (filter_fetches_ || item_fetches_) fetched = Fetch(item);
  if (filter_fetches_) item = fetched;
  const expr::ConditionExpression* filter = condition();
  if (filter != nullptr && context_->trace != nullptr)
    context_->trace->Condition(expr::ExpressionKind::kFilter, *filter, item);
  if (filter != nullptr && !filter->Evaluate(item)) return bytes;
  count_++;
  if (request_.count_only) return bytes;
  // Attributes that the filter alone needed are not answered.
  Write(item_fetches_ ? fetched : row.item());
  return bytes;
}

// The item of an entry of a local index, from the table.
model::ItemView PageReader::Fetch(const model::ItemView& entry) {
  model::ItemBuilder* key = &context_->scratch->projection;
  key->Clear();
  WriteKeyAttributes(source_.schema(), entry.root(), key);
  model::Key table_key;
  const Status valid =
      KeyOfParameter(source_.schema(), key->value(), &context_->scratch->hashes, &table_key);
  const store::Row* row = valid.ok() ? source_.table->Find(table_key.view()) : nullptr;
  if (row == nullptr) return entry;
  fetched_units_ += ReadUnits(row->item().item_bytes(), request_.consistent);
  return row->item();
}

void PageReader::Write(const model::ItemView& item) {
  out_->Element();
  const bool has_columns = request_.columns != nullptr && !request_.columns->empty();
  if (!request_.projection && !has_columns) {
    out_->Attributes(item.root());
    return;
  }
  model::ItemBuilder* projected = &context_->scratch->projection;
  projected->Clear();
  if (has_columns) {
    request_.columns->Apply(item, projected);
  } else {
    request_.projection->Apply(item, projected);
  }
  out_->Attributes(projected->value());
}

void PageReader::Leave(const Visit& visit) const {
  source_.partitions()[visit.partition].heat.AddRead(context_->now_ms,
                                                     ReadUnits(visit.bytes, request_.consistent));
  if (context_->trace == nullptr) return;
  const Bytes index = source_.index == nullptr ? Bytes() : Bytes(source_.index->schema->name);
  context_->trace->Read({.place = {.table = source_.schema().table_name,
                                   .index = index,
                                   .partition = visit.partition},
                         .point = false,
                         .items_read = visit.items_read,
                         .bytes_read = visit.bytes,
                         .items_returned = visit.items_returned});
}

Status ReadSelect(Bytes select, bool has_projection, bool has_attributes_to_get, bool has_index,
                  bool envelope, PageRequest* request) {
  const auto refuse = [envelope](Error error) {
    return envelope ? std::move(error).WithPrefix(model::kEnvelope) : std::move(error);
  };
  if (select.empty()) return {};
  if (select == "SPECIFIC_ATTRIBUTES") {
    if (has_projection || has_attributes_to_get) return {};
    return refuse(Fail(kSpecificWithoutProjection));
  }
  if (has_projection || has_attributes_to_get) {
    const Bytes parameter = has_projection ? "ProjectionExpression" : "AttributesToGet";
    return refuse(
        Fail(kProjectionWithSelect, {parameter, select == "COUNT" ? "only the Count" : select}));
  }
  if (select == "ALL_PROJECTED_ATTRIBUTES" && !has_index)
    return refuse(Fail(kProjectedWithoutIndex));
  request->count_only = select == "COUNT";
  request->all_attributes = select == "ALL_ATTRIBUTES";
  return {};
}

Status CheckSelectOfSource(const ReadSource& source, const PageRequest& request) {
  if (!source.is_global() || source.has_whole_items()) return {};
  const std::string& name = source.index->schema->name;
  if (request.all_attributes) return Fail(kAllAttributesOfGlobalIndex, {name});
  if (!request.projection) return {};
  const std::string missing = source.ListNotKept(AttributesOf(request.projection->paths()));
  if (!missing.empty()) return Fail(kNotProjected, {name, missing});
  return {};
}

Status CheckPathsOfSource(const ReadSource& source, const PageRequest& request) {
  const model::TableSchema& schema = source.schema();
  const auto check = [&](const std::vector<expr::PathUse>& paths) -> Status {
    for (const expr::PathUse& use : paths) {
      if (!use.nested) continue;
      if (IsTableKey(schema, use.attribute)) return Fail(kKeyNotScalar, {"Key", use.attribute});
      if (IsIndexKey(schema, use.attribute))
        return Fail(kKeyNotScalar, {"IndexKey", use.attribute});
    }
    return {};
  };
  if (request.projection) HR_RETURN_IF_ERROR(check(request.projection->paths()));
  if (request.filter) HR_RETURN_IF_ERROR(check(request.filter->paths()));
  return {};
}

void WritePage(const ReadSource& source, const store::KeyRange& range, store::Direction direction,
               const PageRequest& request, const PageMembers& members, CapacityDetail detail,
               Bytes table_name, Context* context, wire::ResponseWriter* out) {
  const wire::ResponseWriter::Mark output = out->BeginStructure();
  PageReader page(source, request, context, out);
  if (request.count_only) {
    page.Read(range, direction);
  } else {
    out->Member(members.items);
    const wire::ResponseWriter::Mark items = out->BeginList();
    page.Read(range, direction);
    out->EndList(items);
  }
  out->Member(members.count);
  out->Number(static_cast<double>(page.count()));
  out->Member(members.scanned_count);
  out->Number(static_cast<double>(page.scanned_count()));
  if (page.last() != nullptr) {
    context->scratch->projection.Clear();
    WriteStartKey(source, page.last()->item().root(), &context->scratch->projection);
    out->Member(members.last_evaluated_key);
    out->Attributes(context->scratch->projection.value());
  }
  WriteConsumedCapacityMember(members.consumed_capacity, detail, table_name, page.units(), out);
  out->EndStructure(output);
}

}  // namespace hashrange::ops
