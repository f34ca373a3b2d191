#include "partiql/parser.h"

#include <algorithm>
#include <utility>

#include "partiql/messages.h"

namespace hashrange::partiql {
namespace {

constexpr int kNotPrecedence = 30;

// 0: no infix operator. Source: partiql-lang-kotlin, OperatorPrecedenceGroups.
int PrecedenceOf(Word word) {
  switch (word) {
    case Word::kOr:
      return 10;
    case Word::kAnd:
      return 20;
    case Word::kEq:
    case Word::kNe:
    case Word::kIs:
    case Word::kIsNot:
    case Word::kIn:
    case Word::kNotIn:
      return 40;
    case Word::kLt:
    case Word::kLe:
    case Word::kGt:
    case Word::kGe:
    case Word::kBetween:
    case Word::kNotBetween:
    case Word::kLike:
    case Word::kNotLike:
      return 50;
    case Word::kPlus:
    case Word::kMinus:
    case Word::kConcat:
      return 60;
    case Word::kTimes:
    case Word::kDivide:
    case Word::kModulo:
      return 70;
    default:
      return 0;
  }
}

// What may follow IS. The names with two words are looked at apart.
constexpr Bytes kTypeNames =
    " missing null bool boolean smallint int integer int2 int4 int8 integer2 integer4 integer8 bigint float real dec decimal numeric "
    "timestamp date time char character varchar string symbol clob blob struct tuple list sexp bag any ";

// Counts a level of recursion while it lives.
class Level {
 public:
  explicit Level(int* depth) : depth_(depth) { (*depth_)++; }
  ~Level() { (*depth_)--; }

 private:
  int* const depth_;
};

}  // namespace

Status Parser::Parse(Bytes text) {
  HR_RETURN_IF_ERROR(Tokenize(text, &syntax_->tokens));
  syntax_->root = Expression(-1);
  if (!error_) {
    Accept(TokenKind::kSemicolon);
    if (!IsAt(TokenKind::kEnd)) Refuse(kLeftover);
  }
  if (error_) return *std::move(error_);
  return {};
}

const Token& Parser::Peek(uint32_t ahead) const {
  const size_t last = syntax_->tokens.size() - 1;
  return syntax_->tokens[std::min<size_t>(at_ + ahead, last)];
}

bool Parser::Accept(TokenKind kind) {
  if (!IsAt(kind)) return false;
  if (kind != TokenKind::kEnd) at_++;
  return true;
}

bool Parser::Accept(Word word) {
  if (!IsAt(word)) return false;
  at_++;
  return true;
}

bool Parser::Expect(TokenKind kind, Bytes name) {
  if (Accept(kind)) return true;
  Refuse("Expected " + std::string(name));
  return false;
}

uint32_t Parser::Refuse(Bytes detail) {
  if (!error_) error_ = Fail(kNotWellFormed, {detail});
  return kNoNode;
}

uint32_t Parser::Add(NodeKind kind, uint32_t token, const std::vector<uint32_t>& operands) {
  const uint32_t node = static_cast<uint32_t>(syntax_->nodes.size());
  const uint32_t begin = operands.empty() ? node : syntax_->nodes[operands[0]].begin;
  syntax_->nodes.push_back(Node{.kind = kind,
                                .token = token,
                                .begin = begin,
                                .first = static_cast<uint32_t>(syntax_->operands.size()),
                                .count = static_cast<uint32_t>(operands.size())});
  syntax_->operands.insert(syntax_->operands.end(), operands.begin(), operands.end());
  return node;
}

// Binds operators that are tighter than `precedence`; those of one precedence from left to right.
uint32_t Parser::Expression(int precedence) {
  const Level level(&depth_);
  if (depth_ > kNestingMax) return Refuse("");
  uint32_t left = Prefix();
  while (left != kNoNode) {
    const int infix = PrecedenceOf(Peek().word);
    if (infix <= precedence || infix == 0) break;
    const uint32_t op = at_++;
    left = Infix(left, op, infix);
  }
  return left;
}

uint32_t Parser::Infix(uint32_t left, uint32_t op, int precedence) {
  const Word word = syntax_->tokens[op].word;
  if (word == Word::kIs || word == Word::kIsNot) {
    uint32_t type = 0;
    if (!TypeName(&type)) return kNoNode;
    const uint32_t node = Add(NodeKind::kIs, op, {left});
    syntax_->nodes[node].negative = word == Word::kIsNot;
    syntax_->nodes[node].type = type;
    return node;
  }
  if (IsAt(TokenKind::kEnd)) return Refuse(kMissingRightSide);
  uint32_t right;
  if ((word == Word::kIn || word == Word::kNotIn) && IsAt(TokenKind::kOpen) &&
      Peek(1).word != Word::kSelect && Peek(1).word != Word::kValues) {
    at_++;
    right = Sequence(NodeKind::kList, TokenKind::kClose, "RIGHT_PAREN");
  } else {
    right = Expression(precedence);
  }
  if (right == kNoNode) return kNoNode;
  NodeKind kind = NodeKind::kBinary;
  std::vector<uint32_t> operands = {left, right};
  if (word == Word::kIn || word == Word::kNotIn) kind = NodeKind::kIn;
  if (word == Word::kBetween || word == Word::kNotBetween) {
    kind = NodeKind::kBetween;
    if (!Accept(Word::kAnd)) return Refuse("Expected AND keyword");
    if (IsAt(TokenKind::kEnd)) return Refuse("Expected expression after AND");
    operands.push_back(Expression(precedence));
  }
  if (word == Word::kLike || word == Word::kNotLike) {
    kind = NodeKind::kLike;
    if (Accept(Word::kEscape)) operands.push_back(Expression(precedence));
  }
  if (error_) return kNoNode;
  const uint32_t node = Add(kind, op, operands);
  syntax_->nodes[node].negative = word == Word::kNotIn || word == Word::kNotBetween || word == Word::kNotLike;
  return node;
}

bool Parser::TypeName(uint32_t* token) {
  *token = at_;
  const std::string name = LowerCase(Peek().text);
  const std::string second = LowerCase(Peek(1).text);
  const bool is_word = IsAt(TokenKind::kKeyword) || IsAt(TokenKind::kConstant) || IsAt(TokenKind::kIdentifier);
  if (is_word && ((name == "double" && second == "precision") || (name == "character" && second == "varying"))) {
    at_ += 2;
  } else if (is_word && kTypeNames.find(" " + name + " ") != Bytes::npos) {
    at_++;
  } else {
    Refuse(kNoTypeName);
    return false;
  }
  if (!Accept(TokenKind::kOpen)) return true;
  return Sequence(NodeKind::kList, TokenKind::kClose, "RIGHT_PAREN") != kNoNode;
}

uint32_t Parser::Prefix() {
  bool negative = false;
  const uint32_t sign = at_;
  while (IsAt(Word::kPlus) || IsAt(Word::kMinus)) {
    if (IsAt(Word::kMinus)) negative = !negative;
    at_++;
  }
  const uint32_t first = at_;
  uint32_t term;
  if (Accept(Word::kNot)) {
    const uint32_t operand = Expression(kNotPrecedence);
    term = operand == kNoNode ? kNoNode : Add(NodeKind::kNot, first, {operand});
  } else {
    term = Path(false);
  }
  if (term == kNoNode || sign == first) return term;
  Node& node = syntax_->nodes[term];
  if (node.kind == NodeKind::kNumber) {
    if (negative) node.negative = !node.negative;
    return term;
  }
  return Add(NodeKind::kSign, sign, {term});
}

// `simple`: only what can be written to.
uint32_t Parser::Path(bool simple) {
  if (simple && !IsAt(TokenKind::kIdentifier) && !IsAt(TokenKind::kQuoted)) return Refuse(kNoSimplePath);
  const uint32_t first = at_;
  std::vector<uint32_t> parts;
  if (simple) {
    at_++;
    parts.push_back(Add(NodeKind::kName, first));
  } else {
    parts.push_back(Term());
    if (parts[0] == kNoNode) return kNoNode;
  }
  for (;;) {
    if (Accept(TokenKind::kDot)) {
      const uint32_t step = at_;
      if (Accept(TokenKind::kIdentifier) || Accept(TokenKind::kQuoted)) {
        parts.push_back(Add(NodeKind::kStep, step));
      } else if (!simple && Accept(TokenKind::kStar)) {
        parts.push_back(Add(NodeKind::kEveryStep, step));
      } else {
        return Refuse(kBadDotComponent);
      }
    } else if (Accept(TokenKind::kOpenBracket)) {
      const uint32_t index = at_;
      if (Accept(TokenKind::kStar)) {
        parts.push_back(Add(NodeKind::kEveryStep, index));
      } else {
        const uint32_t operand = Expression(-1);
        if (operand == kNoNode) return kNoNode;
        parts.push_back(Add(NodeKind::kIndex, index, {operand}));
      }
      if (!Expect(TokenKind::kCloseBracket, "RIGHT_BRACKET")) return kNoNode;
    } else {
      break;
    }
  }
  return parts.size() == 1 ? parts[0] : Add(NodeKind::kPath, first, parts);
}

uint32_t Parser::Term() {
  const Level level(&depth_);
  if (depth_ > kNestingMax) return Refuse("");
  const uint32_t token = at_;
  switch (Peek().kind) {
    case TokenKind::kOperator:
      return Refuse(kUnexpectedOperator);
    case TokenKind::kKeyword:
      return Keyword();
    case TokenKind::kIdentifier:
    case TokenKind::kQuoted:
      if (Peek(1).kind == TokenKind::kOpen) return Call();
      at_++;
      return Add(NodeKind::kName, token);
    case TokenKind::kConstant:
      at_++;
      return Add(NodeKind::kConstant, token);
    case TokenKind::kString:
      at_++;
      return Add(NodeKind::kString, token);
    case TokenKind::kNumber:
      at_++;
      return Add(NodeKind::kNumber, token);
    case TokenKind::kQuestion: {
      at_++;
      const uint32_t node = Add(NodeKind::kParameter, token);
      syntax_->nodes[node].first = syntax_->parameter_count++;
      return node;
    }
    case TokenKind::kOpen:
      return Group();
    case TokenKind::kOpenBracket:
      at_++;
      return Sequence(NodeKind::kList, TokenKind::kCloseBracket, "RIGHT_BRACKET");
    case TokenKind::kOpenBag:
      at_++;
      return Sequence(NodeKind::kBag, TokenKind::kCloseBag, "RIGHT_DOUBLE_ANGLE_BRACKET");
    case TokenKind::kOpenCurly:
      return Tuple();
    default:
      return Refuse(kUnexpectedTerm);
  }
}

uint32_t Parser::Keyword() {
  switch (Peek().word) {
    case Word::kSelect:
      return Select();
    case Word::kInsertInto:
      return Insert();
    case Word::kUpdate:
      return Update();
    case Word::kDelete:
      return Delete();
    case Word::kFrom:
      return From();
    case Word::kSet:
    case Word::kRemove: {
      // Without a table.
      const uint32_t token = at_;
      StatementSyntax statement{.kind = StatementKind::kUpdate};
      return Changes(&statement) ? Finish(token, std::move(statement)) : kNoNode;
    }
    case Word::kExists:
    case Word::kFunction:
      if (Peek(1).kind == TokenKind::kOpen) return Call();
      return Refuse(kUnexpectedKeyword);
    default:
      return Refuse(kUnexpectedKeyword);
  }
}

uint32_t Parser::Call() {
  const uint32_t name = at_;
  at_ += 2;
  if (Accept(TokenKind::kClose)) return Add(NodeKind::kCall, name);
  if (IsAt(TokenKind::kStar)) {
    const std::string function = LowerCase(syntax_->tokens[name].text);
    if (function != "count") return Refuse(function + "(*) is not allowed");
    at_++;
    if (!Expect(TokenKind::kClose, "RIGHT_PAREN")) return kNoNode;
    return Add(NodeKind::kCall, name);
  }
  const uint32_t arguments = Sequence(NodeKind::kList, TokenKind::kClose, "RIGHT_PAREN");
  if (arguments == kNoNode) return kNoNode;
  syntax_->nodes[arguments].kind = NodeKind::kCall;
  syntax_->nodes[arguments].token = name;
  return arguments;
}

uint32_t Parser::Group() {
  at_++;
  const uint32_t group = Sequence(NodeKind::kList, TokenKind::kClose, "RIGHT_PAREN");
  if (group == kNoNode || syntax_->nodes[group].count != 1) return group;
  // Parentheses around one expression are nothing of their own. The group is the last node.
  const uint32_t inner = syntax_->operands[syntax_->nodes[group].first];
  syntax_->nodes.pop_back();
  syntax_->operands.pop_back();
  return inner;
}

// Elements up to the closing token, of which the opening one has been read. A bracket may close at once; a parenthesis may not.
uint32_t Parser::Sequence(NodeKind kind, TokenKind close, Bytes name) {
  const uint32_t token = at_ - 1;
  std::vector<uint32_t> elements;
  if (close == TokenKind::kClose || !IsAt(close)) {
    do {
      elements.push_back(Expression(-1));
      if (error_) return kNoNode;
    } while (Accept(TokenKind::kComma));
  }
  if (!Expect(close, name)) return kNoNode;
  return Add(kind, token, elements);
}

uint32_t Parser::Tuple() {
  const uint32_t token = at_++;
  std::vector<uint32_t> parts;
  if (!IsAt(TokenKind::kCloseCurly)) {
    do {
      parts.push_back(Expression(-1));
      if (error_ || !Expect(TokenKind::kColon, "COLON")) return kNoNode;
      parts.push_back(Expression(-1));
      if (error_) return kNoNode;
    } while (Accept(TokenKind::kComma));
  }
  if (!Expect(TokenKind::kCloseCurly, "RIGHT_CURLY")) return kNoNode;
  return Add(NodeKind::kTuple, token, parts);
}

uint32_t Parser::Finish(uint32_t token, StatementSyntax&& statement) {
  const uint32_t node = Add(NodeKind::kStatement, token);
  syntax_->nodes[node].first = static_cast<uint32_t>(syntax_->statements.size());
  syntax_->statements.push_back(std::move(statement));
  return node;
}

// Takes an alias, with or without AS. True when there was one.
bool Parser::Alias() {
  bool aliased = false;
  while (IsAt(Word::kAs) || IsAt(Word::kAt) || IsAt(Word::kBy)) {
    at_++;
    aliased = true;
    if (!Accept(TokenKind::kIdentifier) && !Accept(TokenKind::kQuoted)) Refuse("Expected identifier for alias");
    if (error_) return true;
  }
  if (aliased || (!IsAt(TokenKind::kIdentifier) && !IsAt(TokenKind::kQuoted))) return aliased;
  at_++;
  return true;
}

uint32_t Parser::Select() {
  const uint32_t token = at_++;
  StatementSyntax statement{.kind = StatementKind::kSelect};
  if (Accept(Word::kDistinct)) statement.clause = "DISTINCT";
  Accept(Word::kAll);
  if (IsAt(Word::kValue)) statement.clause = "VALUE";
  Accept(Word::kValue);
  if (!Columns(&statement)) return kNoNode;
  if (!Accept(Word::kFrom)) return Refuse(kNoFromAfterSelect);
  if (!Source(&statement) || !Where(&statement) || !Order(&statement)) return kNoNode;
  // PartiQL has more clauses than DynamoDB.
  while (IsAt(Word::kGroup) || IsAt(Word::kHaving) || IsAt(Word::kLimit)) {
    if (statement.clause.empty()) statement.clause = Peek().text;
    if (!Accept(Word::kGroup)) at_++;
    Accept(Word::kBy);
    if (Expression(-1) == kNoNode) return kNoNode;
  }
  return Finish(token, std::move(statement));
}

bool Parser::Columns(StatementSyntax* statement) {
  if (IsAt(TokenKind::kStar) && Peek(1).kind != TokenKind::kComma) {
    at_++;
    return true;
  }
  bool has_star = false;
  do {
    if (Accept(TokenKind::kStar)) {
      has_star = true;
      continue;
    }
    const uint32_t column = Expression(-1);
    if (column == kNoNode) return false;
    statement->columns.push_back(column);
    if (Alias()) statement->aliased = true;
  } while (!error_ && Accept(TokenKind::kComma));
  if (has_star) Refuse(kStarNotAlone);
  return !error_;
}

bool Parser::Source(StatementSyntax* statement) {
  // As in a list of columns, only that further sources are joined.
  statement->target = Expression(-1);
  if (error_) return false;
  if (Alias()) statement->aliased = true;
  while (!error_ && (IsAt(TokenKind::kComma) || IsAt(Word::kJoin))) {
    statement->several_sources = true;
    if (!Accept(TokenKind::kComma)) {
      while (Accept(Word::kJoin)) continue;
    }
    if (Expression(-1) != kNoNode) Alias();
  }
  return !error_;
}

bool Parser::Where(StatementSyntax* statement) {
  if (!Accept(Word::kWhere)) return true;
  statement->where = Expression(-1);
  return !error_;
}

bool Parser::Order(StatementSyntax* statement) {
  if (!Accept(Word::kOrder)) return true;
  if (!Accept(Word::kBy)) {
    Refuse("Expected BY after ORDER");
    return false;
  }
  do {
    const uint32_t node = Expression(-1);
    if (node == kNoNode) return false;
    const bool descending = Accept(Word::kDesc);
    if (!descending) Accept(Word::kAsc);
    statement->order.push_back({node, descending});
  } while (Accept(TokenKind::kComma));
  return true;
}

uint32_t Parser::Insert() {
  const uint32_t token = at_++;
  StatementSyntax statement{.kind = StatementKind::kInsert};
  statement.target = Path(true);
  if (error_) return kNoNode;
  statement.many_values = !Accept(Word::kValue);
  if (statement.many_values && IsAt(Word::kValues)) at_++;
  statement.value = Expression(-1);
  if (error_ || !ReturningClause(&statement)) return kNoNode;
  return Finish(token, std::move(statement));
}

uint32_t Parser::Update() {
  const uint32_t token = at_++;
  StatementSyntax statement{.kind = StatementKind::kUpdate};
  statement.target = Path(true);
  if (error_) return kNoNode;
  statement.aliased = Alias();
  if (error_ || !Changes(&statement) || !Where(&statement) || !ReturningClause(&statement)) return kNoNode;
  return Finish(token, std::move(statement));
}

uint32_t Parser::Delete() {
  const uint32_t token = at_++;
  if (!Accept(Word::kFrom)) return Refuse(kNoFromAfterDelete);
  StatementSyntax statement{.kind = StatementKind::kDelete};
  statement.target = Path(true);
  if (error_) return kNoNode;
  statement.aliased = Alias();
  if (error_ || !Where(&statement) || !ReturningClause(&statement)) return kNoNode;
  return Finish(token, std::move(statement));
}

uint32_t Parser::From() {
  const uint32_t token = at_++;
  StatementSyntax statement{.kind = StatementKind::kUpdate};
  if (!Source(&statement) || !Where(&statement) || !Changes(&statement) || !ReturningClause(&statement)) return kNoNode;
  return Finish(token, std::move(statement));
}

bool Parser::Changes(StatementSyntax* statement) {
  if (!IsAt(Word::kSet) && !IsAt(Word::kRemove)) {
    Refuse(kNoDataManipulation);
    return false;
  }
  while (!error_) {
    if (Accept(Word::kRemove)) {
      statement->assignments.push_back({Path(true), kNoNode});
    } else if (Accept(Word::kSet)) {
      do {
        const uint32_t target = Path(true);
        if (error_) return false;
        if (!Accept(Word::kEq)) {
          Refuse("Expected '='");
          return false;
        }
        statement->assignments.push_back({target, Expression(-1)});
      } while (!error_ && Accept(TokenKind::kComma));
    } else {
      break;
    }
  }
  return !error_;
}

bool Parser::ReturningClause(StatementSyntax* statement) {
  if (!Accept(Word::kReturning)) return true;
  do {
    const bool all = IsAt(Word::kAll);
    const Word which = Peek(1).word;
    if ((!all && !IsAt(Word::kModified)) || (which != Word::kOld && which != Word::kNew)) {
      Refuse(kNoReturningElement);
      return false;
    }
    at_ += 2;
    statement->returning = which == Word::kOld ? (all ? Returning::kAllOld : Returning::kModifiedOld)
                                               : (all ? Returning::kAllNew : Returning::kModifiedNew);
    statement->returning_count++;
    if (!Accept(TokenKind::kStar)) {
      statement->returning_without_star = true;
      if (Expression(-1) == kNoNode) return false;
    }
  } while (Accept(TokenKind::kComma));
  return true;
}

}  // namespace hashrange::partiql
