// ExecuteStatement: one PartiQL statement: reads a page, or writes one item. Source: AWS API Reference, ExecuteStatement;
// paritysuite, measured eu-west-2 2026-10.
#include <optional>
#include <string>

#include "ops/messages.h"
#include "ops/next_token.h"
#include "ops/operations.h"
#include "ops/response_parts.h"
#include "ops/statement_messages.h"
#include "ops/statement_read.h"
#include "ops/statement_request.h"
#include "ops/statement_write.h"

namespace hashrange::ops {
namespace {

using Input = model::members::ExecuteStatementInput;
using Output = model::members::ExecuteStatementOutput;

// Where a page has ended.
struct PageEnd {
  const store::Row* last = nullptr;  // the last item read
  std::optional<NextToken> next;
};

// The key attributes of an item in the source, by which a read goes on.
model::Value StartKeyOf(const ReadSource& source, const store::Row& row, Context* context) {
  model::ItemBuilder* key = &context->scratch->start_key;
  key->Clear();
  WriteStartKey(source, row.item().root(), key);
  return key->value();
}

std::string ItemFormOf(const model::Value& key) {
  model::ItemBuilder builder;
  builder.Copy(key);
  return builder.TakeItem();
}

class StatementReader {
 public:
  StatementReader(const ReadSource& source, const StatementReadPlan& plan, Context* context, PageReader* page)
      : source_(source), plan_(plan), context_(context), page_(page) {}

  // Where the first read begins. A token that does not fit the statement's keys is none of ours.
  Status Begin(const std::optional<NextToken>& token) {
    if (plan_.keyed) ranges_ = plan_.ranges;
    if (!token) return {};
    at_ = static_cast<size_t>(token->read);
    const size_t reads = plan_.keyed ? ranges_.size() : 1;
    if (at_ >= reads) return Fail(kTokenInvalid);
    if (token->key.empty()) return {};
    const model::Value key = token->key_value();
    const Status fits = plan_.keyed ? ApplyStartKey(source_, key, plan_.forward, context_, &ranges_[at_])
                                    : KeyOfStartKey(source_, key, StartKeyWording::kShort, context_, &start_);
    if (!fits.ok()) return Fail(kTokenInvalid);
    return {};
  }

  PageEnd Read() {
    PageEnd end;
    if (!plan_.keyed) {
      store::KeyRange range;
      range.low = start_.view();
      range.low_exclusive = !start_.bytes.empty();
      page_->Read(range, store::Direction::kForward);
      end.last = page_->last();
      if (end.last != nullptr) end.next = NextToken{0, ItemFormOf(StartKeyOf(source_, *end.last, context_))};
      return end;
    }
    for (; at_ < ranges_.size(); at_++) {
      page_->Read(ranges_[at_].range(), plan_.direction());
      if (!page_->is_full()) continue;
      end.last = page_->last();
      if (!ranges_[at_].at_most_one) {
        end.next = NextToken{at_, ItemFormOf(StartKeyOf(source_, *end.last, context_))};
      } else if (at_ + 1 < ranges_.size()) {
        end.next = NextToken{at_ + 1, {}};
      }
      break;
    }
    return end;
  }

 private:
  const ReadSource& source_;
  const StatementReadPlan& plan_;
  Context* const context_;
  PageReader* const page_;
  std::vector<QueryRange> ranges_;
  model::Key start_;
  size_t at_ = 0;
};

Status ExecuteRead(const StatementRequest& request, Context* context, const wire::StructureView& input,
                   wire::ResponseWriter* out) {
  std::string asked;
  request.AppendTo(&asked);
  std::optional<NextToken> token;
  if (input.has(Input::kNextToken)) HR_RETURN_IF_ERROR(ReadNextToken(input.String(Input::kNextToken), asked, &token.emplace()));

  const partiql::Statement& statement = request.statement();
  PageRequest page_request;
  page_request.consistent = input.Boolean(Input::kConsistentRead);
  page_request.limit = input.has(Input::kLimit) ? input.Integer(Input::kLimit) : -1;
  ReadSource source;
  HR_RETURN_IF_ERROR(request.FindReadSource(page_request.consistent, &source));
  StatementReadPlan plan;
  HR_RETURN_IF_ERROR(PlanStatementRead(statement, source, context, &plan));
  if (plan.items_max >= 0 && (page_request.limit < 0 || page_request.limit > plan.items_max)) {
    page_request.limit = plan.items_max;
  }
  page_request.columns = &statement.columns();
  if (plan.filters) page_request.where = &*statement.where();
  PageReader page(source, page_request, context, out);
  StatementReader reader(source, plan, context, &page);
  HR_RETURN_IF_ERROR(reader.Begin(token));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kItems);
  const wire::ResponseWriter::Mark items = out->BeginList();
  const PageEnd end = reader.Read();
  out->EndList(items);
  if (end.next) {
    out->Member(Output::kNextToken);
    out->String(WriteNextToken(asked, *end.next));
  }
  WriteConsumedCapacityMember(Output::kConsumedCapacity, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                              request.table_name(), page.units(), out);
  if (end.next) {
    out->Member(Output::kLastEvaluatedKey);
    out->Attributes(StartKeyOf(source, *end.last, context));
  }
  out->EndStructure(output);
  return {};
}

Status ExecuteWrite(const StatementRequest& request, Context* context, const wire::StructureView& input,
                    wire::ResponseWriter* out) {
  HR_ASSIGN_OR_RETURN(const store::Table* table, FindTable(*context, request.table_name()));
  StatementWrite write(context, request.statement(), *table);
  HR_RETURN_IF_ERROR(write.FindKey());
  WritePlan plan;
  HR_RETURN_IF_ERROR(write.Plan(input.String(Input::kReturnValuesOnConditionCheckFailure) == "ALL_OLD", &plan));
  HR_RETURN_IF_ERROR(CommitPlans(context, {&plan, 1}));

  const wire::ResponseWriter::Mark output = out->BeginStructure();
  out->Member(Output::kItems);
  const wire::ResponseWriter::Mark items = out->BeginList();
  const model::Value returned = write.Returned(plan, &context->scratch->projection);
  if (returned.exists()) {
    out->Element();
    out->Attributes(returned);
  }
  out->EndList(items);
  WriteConsumedCapacityMember(Output::kConsumedCapacity, ParseCapacityDetail(input.String(Input::kReturnConsumedCapacity)),
                              request.table_name(), plan.units, out);
  out->EndStructure(output);
  return {};
}

}  // namespace

Status ExecuteStatement(Context* context, const wire::StructureView& input, wire::ResponseWriter* out) {
  StatementRequest request(context, input.String(Input::kStatement), input.List(Input::kParameters));
  HR_RETURN_IF_ERROR(request.DecodeParameters());
  HR_RETURN_IF_ERROR(request.Parse());
  HR_RETURN_IF_ERROR(request.Prepare());
  if (request.statement().kind() == partiql::StatementKind::kExists) return Fail(partiql::kExistsAlone);
  return request.statement().is_read() ? ExecuteRead(request, context, input, out)
                                       : ExecuteWrite(request, context, input, out);
}

}  // namespace hashrange::ops
