// The expression language over item form: condition, filter, projection, update and key-condition
// expressions, with the names and values that a request substitutes. This header is what ops uses;
// the stages behind it are the file list:
//
//   lexer -> parser -> ast -> { condition | projection | update | key_condition }
//
// An expression is parsed and statically checked once, without table or item; evaluating it
// afterwards reads views and builds no tree of heap objects. Messages: expr/messages.h.
//
// Lifetime: expressions copy no text. The expression's own text and the views given to
// Substitutions must outlive every expression parsed with them (and the values in KeyClause);
// Substitutions itself need not.
#ifndef HASHRANGE_EXPR_EXPRESSION_H_
#define HASHRANGE_EXPR_EXPRESSION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hashrange/result.h"
#include "model/item.h"
#include "model/item_builder.h"

namespace hashrange::expr {

class ExplanationVisitor;  // expr/explain.h
struct Ast;                // expr/ast.h
struct LegacyCondition;    // expr/legacy_condition.h
struct LegacyUpdate;       // expr/legacy_update.h
struct UpdateAction;       // expr/parser.h

// Which parameter an expression came from; messages begin with "Invalid <name>: ".
enum class ExpressionKind : uint8_t {
  kCondition,
  kFilter,
  kProjection,
  kUpdate,
  kKeyCondition,
  kSearchCondition,
};
Bytes ExpressionKindName(ExpressionKind kind);  // "ConditionExpression", ...

// ExpressionAttributeNames and ExpressionAttributeValues of one request, and which of them were
// used.
class Substitutions {
 public:
  Substitutions();
  ~Substitutions();
  Substitutions(const Substitutions&) = delete;
  Substitutions& operator=(const Substitutions&) = delete;

  // `placeholder` as sent, "#n" or ":v". A placeholder that is not '#' (':') and then letters,
  // digits or '_' is refused with DynamoDB's text for invalid keys. A later entry of the same
  // placeholder replaces the earlier one.
  Status AddName(Bytes placeholder, Bytes name);
  Status AddValue(Bytes placeholder, model::Value value);

  // Fails when a name or a value was used by no expression, names before values.
  Status CheckAllUsed() const;

  // For the parser: the entry of that placeholder, marked as used; false when there is none.
  bool UseName(Bytes placeholder, Bytes* name);
  bool UseValue(Bytes placeholder, model::Value* value);

 private:
  struct Rep;
  std::unique_ptr<Rep> rep_;
};

// The first element of a path of an expression, resolved. `nested` says that the path goes on.
struct PathUse {
  std::string attribute;
  bool nested;
};

class ConditionExpression {
 public:
  using PathUse = expr::PathUse;

  // `kind` is kCondition or kFilter.
  static Result<ConditionExpression> Parse(Bytes text, ExpressionKind kind,
                                           Substitutions* substitutions);
  // Of at least one condition: all of them, or `any`. The names and values must outlive it.
  static ConditionExpression FromLegacy(const std::vector<LegacyCondition>& conditions, bool any);
  // Of a tree that somebody else has made, names and values resolved (expr/tree.h).
  static Result<ConditionExpression> FromTree(Ast&& tree);
  ConditionExpression(ConditionExpression&&) noexcept;
  ConditionExpression& operator=(ConditionExpression&&) noexcept;
  ~ConditionExpression();

  // `item` may be an item that does not exist: then every path is missing.
  bool Evaluate(const model::ItemView& item) const;

  // The same, telling `visitor` every node of it and what came of it (expr/explain.h).
  bool Explain(const model::ItemView& item, ExplanationVisitor* visitor) const;

  // Every path of the expression in the order written; an attribute may repeat.
  const std::vector<PathUse>& paths() const;
  // The expression as written; of a legacy condition, or a tree, one of the same meaning.
  Bytes text() const;
  // Its root is the last node.
  const Ast& tree() const;

 private:
  struct Rep;
  explicit ConditionExpression(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

class ProjectionExpression {
 public:
  static Result<ProjectionExpression> Parse(Bytes text, Substitutions* substitutions);
  // Of attributes that differ. The names must outlive it.
  static ProjectionExpression FromLegacy(const std::vector<Bytes>& attributes);
  ProjectionExpression(ProjectionExpression&&) noexcept;
  ProjectionExpression& operator=(ProjectionExpression&&) noexcept;
  ~ProjectionExpression();

  // Writes the projected item as one value of type M: only what the paths name; list elements close
  // up in index order.
  void Apply(const model::ItemView& item, model::ItemBuilder* projected) const;

  // Every path of the expression in the order written; an attribute may repeat.
  const std::vector<PathUse>& paths() const;

 private:
  struct Rep;
  explicit ProjectionExpression(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

// One target of an update expression.
struct UpdateTarget {
  std::string attribute;  // the first element of its path, resolved
  bool nested = false;    // the path goes on
  // The type that the attribute will have, where the statement alone says so: SET to a value, to a
  // sum, difference or list_append; ADD.
  std::optional<model::AttributeType> type = {};
  model::Value value = {};  // of SET to a value: that value; else one that does not exist
};

class UpdateExpression {
 public:
  static Result<UpdateExpression> Parse(Bytes text, Substitutions* substitutions);
  // Of at least one update, each of another attribute. The names and values must outlive it.
  static UpdateExpression FromLegacy(const std::vector<LegacyUpdate>& updates);
  // Of a tree that somebody else has made, names and values resolved (expr/tree.h).
  static Result<UpdateExpression> FromTree(Ast&& tree, std::vector<UpdateAction>&& actions);
  UpdateExpression(UpdateExpression&&) noexcept;
  UpdateExpression& operator=(UpdateExpression&&) noexcept;
  ~UpdateExpression();

  // In the order written. A key attribute may not be among them.
  const std::vector<UpdateTarget>& targets() const;
  // True when there are only REMOVE and DELETE actions.
  bool only_removes() const;

  // Writes the updated item as one value of type M. `old_item` is what every right-hand side reads;
  // when no item exists yet, `base` holds the key attributes (a value of type M) and `old_item`
  // does not exist. When an item exists, `base` is its root.
  Status Apply(const model::ItemView& old_item, const model::Value& base,
               model::ItemBuilder* updated) const;

  // Writes, as one value of type M, what of `item` lies at the targets: UPDATED_OLD of the old
  // item, UPDATED_NEW of the new one.
  void ProjectTargets(const model::Value& item, model::ItemBuilder* projected) const;

  // DynamoDB's charge for the statement itself (clauses and what they write), which it compares to
  // the item limit before the condition. Source: paritysuite, measured 2026-10.
  uint64_t StatementBytes(const model::ItemView& old_item) const;

 private:
  struct Rep;
  explicit UpdateExpression(std::unique_ptr<Rep> rep);
  std::unique_ptr<Rep> rep_;
};

// kNotIndexable: of KeyConditions only, an operator that filters have and keys do not.
enum class KeyOperator : uint8_t {
  kEq,
  kLt,
  kLe,
  kGt,
  kGe,
  kBetween,
  kBeginsWith,
  kNotIndexable,
};

// One clause, with the operands turned so that the attribute stands on the left.
struct KeyClause {
  std::string attribute;
  KeyOperator op;
  model::Value value;        // lower bound of BETWEEN, prefix of begins_with
  model::Value upper_value;  // of BETWEEN
};

class KeyConditionExpression {
 public:
  // Clauses in the order written. Static checks only: what needs the schema is the caller's. A
  // kSearchCondition has no other operator than "=".
  static Result<KeyConditionExpression> Parse(Bytes text, Substitutions* substitutions,
                                              ExpressionKind kind = ExpressionKind::kKeyCondition);
  // Of conditions on different attributes. The values must outlive it.
  static KeyConditionExpression FromLegacy(const std::vector<LegacyCondition>& conditions);
  // The values must outlive it.
  static KeyConditionExpression FromClauses(std::vector<KeyClause> clauses);
  const std::vector<KeyClause>& clauses() const { return clauses_; }

 private:
  std::vector<KeyClause> clauses_;
};

// True when `word` is one of DynamoDB's 573 reserved words, whatever its case.
bool IsReservedWord(Bytes word);

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_EXPRESSION_H_
