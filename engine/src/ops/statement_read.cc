#include "ops/statement_read.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/sort.h"
#include "ops/messages.h"
#include "ops/statement_messages.h"

namespace hashrange::ops {
namespace {

using expr::KeyClause;
using expr::KeyOperator;
using model::KeyAttribute;
using model::Value;
using partiql::KeyBranch;

// One alternative, or several that were joined, with its range.
struct Read {
  QueryRange range;
  std::vector<uint32_t> filters;
  bool negates_sort_key = false;
};

const KeyAttribute* SortKeyOf(const ReadSource& source) {
  return source.sort_keys().empty() ? nullptr : &source.sort_keys()[0];
}

partiql::KeyBranches SplitWhere(const partiql::Statement& statement, const ReadSource& source) {
  const KeyAttribute* sort_key = SortKeyOf(source);
  return partiql::SplitByKeys(statement.where()->tree(), source.partition_keys()[0].name,
                              sort_key == nullptr ? Bytes() : Bytes(sort_key->name));
}

// Every alternative has one value of the partition key.
bool IsKeyed(const std::vector<KeyBranch>& branches) {
  return std::all_of(branches.begin(), branches.end(), [](const KeyBranch& branch) {
    return !branch.partition.empty() &&
           std::all_of(branch.partition.begin(), branch.partition.end(), [&](const KeyClause& clause) {
             return clause.value == branch.partition[0].value;
           });
  });
}

Status CheckType(const KeyAttribute& key, const Value& value) {
  if (!model::IsScalarKey(value.type())) return Fail(kNoKeyType, {key.name, model::AttributeTypeName(value.type())});
  if (value.type() != key.type) return Fail(kKeyTypeOfStatement, {key.name});
  return {};
}

Status CheckTypes(const ReadSource& source, const std::vector<KeyBranch>& branches) {
  for (const KeyBranch& branch : branches) {
    for (const KeyClause& clause : branch.partition) {
      HR_RETURN_IF_ERROR(CheckType(source.partition_keys()[0], clause.value));
    }
    for (const KeyClause& clause : branch.sort) {
      HR_RETURN_IF_ERROR(CheckType(source.sort_keys()[0], clause.value));
      if (clause.op == KeyOperator::kBetween) HR_RETURN_IF_ERROR(CheckType(source.sort_keys()[0], clause.upper_value));
    }
  }
  return {};
}

// The range in which all conditions of an alternative on the keys hold.
Status PlanRange(const ReadSource& source, const KeyBranch& branch, Context* context, QueryRange* range) {
  const auto plan = [&](const KeyClause* sort, QueryRange* to) {
    std::vector<KeyClause> clauses = {branch.partition[0]};
    if (sort != nullptr) clauses.push_back(*sort);
    return PlanQuery(source, expr::KeyConditionExpression::FromClauses(std::move(clauses)), &context->scratch->hashes, to);
  };
  HR_RETURN_IF_ERROR(plan(branch.sort.empty() ? nullptr : &branch.sort[0], range));
  for (size_t i = 1; i < branch.sort.size(); i++) {
    QueryRange other;
    HR_RETURN_IF_ERROR(plan(&branch.sort[i], &other));
    range->low = std::max(range->low, other.low);
    range->high = std::min(range->high, other.high);
    range->at_most_one |= other.at_most_one;
  }
  // An empty range ends where it begins.
  if (range->high < range->low) range->high = range->low;
  return {};
}

// By partition key, then by the beginning of their ranges.
bool ComesBefore(const Read& a, const Read& b) {
  return a.range.prefix != b.range.prefix ? a.range.prefix < b.range.prefix : a.range.low < b.range.low;
}

// Two reads may not meet, so that no item comes twice; unless one of them negates a condition on the sort key: then they are one.
// Source: paritysuite, measured eu-west-2 2026-10, but that they are one is ours.
Status JoinReads(std::vector<Read>* reads) {
  base::Sort(*reads, ComesBefore);
  std::vector<Read> joined;
  for (Read& read : *reads) {
    Read* before = joined.empty() ? nullptr : &joined.back();
    const bool empty = read.range.low == read.range.high;
    if (before == nullptr || empty || before->range.prefix != read.range.prefix || !(read.range.low < before->range.high)) {
      joined.push_back(std::move(read));
      continue;
    }
    if (!before->negates_sort_key && !read.negates_sort_key) return Fail(kOverlap);
    before->range.high = std::max(before->range.high, read.range.high);
    before->range.at_most_one = false;
    before->negates_sort_key = true;
    before->filters.insert(before->filters.end(), read.filters.begin(), read.filters.end());
  }
  *reads = std::move(joined);
  return {};
}

// A keyed read of an index may not filter by what the index does not hold, unless another one does not filter by such. Source:
// Floci's captures, eu-west-2 2026-09-17; dynoxide's captures, eu-west-2 2026-08.
Status CheckFilters(const partiql::Statement& statement, const ReadSource& source, const std::vector<Read>& reads) {
  if (source.has_whole_items()) return {};
  std::string missing;
  for (const Read& read : reads) {
    const std::vector<std::string> attributes = partiql::AttributesOf(statement.where()->tree(), read.filters);
    missing = source.ListNotKept({attributes.begin(), attributes.end()});
    if (missing.empty()) return {};
  }
  if (missing.empty()) return {};
  return Fail(kFilterNotProjected, {source.index->schema->name, missing});
}

Status CheckColumns(const partiql::Statement& statement, const ReadSource& source) {
  if (!source.is_global()) return {};
  const std::string missing = source.ListNotKept(AttributesOf(statement.columns().paths()));
  if (missing.empty()) return {};
  return Fail(kNotProjected, {source.index->schema->name, missing});
}

Status CheckPaths(const partiql::Statement& statement, const ReadSource& source) {
  const auto check = [&](const std::vector<expr::PathUse>& paths) -> Status {
    for (const expr::PathUse& use : paths) {
      if (use.nested && IsTableKey(source.schema(), use.attribute)) return Fail(kNestedKey, {use.attribute});
    }
    return {};
  };
  HR_RETURN_IF_ERROR(check(statement.columns().paths()));
  if (statement.where()) HR_RETURN_IF_ERROR(check(statement.where()->paths()));
  return {};
}

// Without the sort key among the keys of ORDER BY the items of a partition key come backward. Source: Floci's captures, eu-west-2
// 2026-09-17.
Status ApplyOrder(const partiql::Statement& statement, const ReadSource& source, StatementReadPlan* plan) {
  if (statement.order().empty()) return {};
  const KeyAttribute* sort_key = SortKeyOf(source);
  bool has_partition_key = false;
  bool partitions_backward = false;
  plan->forward = false;
  for (const partiql::OrderKey& key : statement.order()) {
    if (key.attribute == Bytes(source.partition_keys()[0].name)) {
      has_partition_key = true;
      partitions_backward = key.descending;
    } else if (sort_key != nullptr && key.attribute == Bytes(sort_key->name)) {
      plan->forward = !key.descending;
    } else {
      return Fail(kOrderByOther, {key.attribute});
    }
  }
  if (!plan->keyed) return Fail(kOrderWithoutKey);
  const bool several = plan->ranges.front().prefix != plan->ranges.back().prefix;
  if (several && !has_partition_key) return Fail(kOrderWithoutPartition);
  base::Sort(plan->ranges, [&](const QueryRange& a, const QueryRange& b) {
    if (a.prefix != b.prefix) return partitions_backward ? b.prefix < a.prefix : a.prefix < b.prefix;
    return plan->forward ? a.low < b.low : b.low < a.low;
  });
  return {};
}

}  // namespace

Status PlanStatementRead(const partiql::Statement& statement, const ReadSource& source, Context* context,
                         StatementReadPlan* plan) {
  HR_RETURN_IF_ERROR(CheckPaths(statement, source));
  if (statement.where()) {
    plan->filters = true;
    partiql::KeyBranches split = SplitWhere(statement, source);
    if (split.too_many && split.every_one_is_keyed) return Fail(kTooManyReads);
    plan->keyed = !split.too_many && IsKeyed(split.branches);
    if (plan->keyed) {
      HR_RETURN_IF_ERROR(CheckTypes(source, split.branches));
      if (split.branches.size() > kKeyedReadsMax) return Fail(kTooManyReads);
      if (split.lists_key_values) plan->items_max = kListedItemsMax;
      std::vector<Read> reads;
      for (KeyBranch& branch : split.branches) {
        Read& read = reads.emplace_back();
        HR_RETURN_IF_ERROR(PlanRange(source, branch, context, &read.range));
        read.filters = std::move(branch.filters);
        read.negates_sort_key = branch.negates_sort_key;
      }
      HR_RETURN_IF_ERROR(JoinReads(&reads));
      HR_RETURN_IF_ERROR(CheckFilters(statement, source, reads));
      plan->filters = std::any_of(reads.begin(), reads.end(), [](const Read& read) { return !read.filters.empty(); });
      for (Read& read : reads) plan->ranges.push_back(std::move(read.range));
    }
  }
  HR_RETURN_IF_ERROR(CheckColumns(statement, source));
  return ApplyOrder(statement, source, plan);
}

Status ReadItemKey(const partiql::Statement& statement, const ReadSource& source, std::optional<model::ItemBuilder>* key) {
  if (!statement.where()) return {};
  const partiql::KeyBranches split = SplitWhere(statement, source);
  if (!IsKeyed(split.branches) && !split.every_one_is_keyed) return {};
  if (split.too_many || split.branches.size() > kKeyedReadsMax) return Fail(kTooManyReads);
  const auto is_same = [](const KeyBranch& a, const KeyBranch& b) {
    return a.partition[0].value == b.partition[0].value &&
           (a.sort.empty() || b.sort.empty() ||
            (a.sort[0].op == KeyOperator::kEq && b.sort[0].op == KeyOperator::kEq && a.sort[0].value == b.sort[0].value));
  };
  for (size_t i = 0; IsKeyed(split.branches) && i < split.branches.size(); i++) {
    for (size_t j = 0; j < i; j++) {
      if (is_same(split.branches[i], split.branches[j])) return Fail(kOverlap);
    }
  }
  if (split.branches.size() != 1 || !IsKeyed(split.branches)) return {};
  const KeyBranch& branch = split.branches[0];
  const KeyAttribute* sort_key = SortKeyOf(source);
  if (!branch.filters.empty() || (sort_key != nullptr) == branch.sort.empty()) return {};
  for (const KeyClause& clause : branch.sort) {
    if (clause.op != KeyOperator::kEq || !(clause.value == branch.sort[0].value)) return {};
  }
  model::ItemBuilder& builder = key->emplace();
  const model::ItemBuilder::Mark root = builder.BeginMap();
  const KeyAttribute* attributes[] = {&source.partition_keys()[0], sort_key};
  if (sort_key != nullptr && sort_key->name < attributes[0]->name) std::swap(attributes[0], attributes[1]);
  for (const KeyAttribute* attribute : attributes) {
    if (attribute == nullptr) continue;
    builder.Name(attribute->name);
    builder.Copy(attribute == sort_key ? branch.sort[0].value : branch.partition[0].value);
  }
  builder.EndMap(root);
  return {};
}

}  // namespace hashrange::ops
