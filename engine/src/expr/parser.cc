#include "expr/parser.h"

#include <string>

#include "base/check.h"
#include "expr/messages.h"
#include "model/limits.h"

namespace hashrange::expr {
namespace {

constexpr int kOrLevel = 1;
constexpr int kAndLevel = 2;
constexpr int kNotLevel = 3;
constexpr int kComparisonLevel = 4;  // and + and -

int LevelOf(Op op) {
  if (op == Op::kOr) return kOrLevel;
  if (op == Op::kAnd) return kAndLevel;
  if (op == Op::kNot) return kNotLevel;
  return kComparisonLevel;
}

Op ComparatorOf(TokenKind kind) {
  switch (kind) {
    case TokenKind::kEq:
      return Op::kEq;
    case TokenKind::kNe:
      return Op::kNe;
    case TokenKind::kLt:
      return Op::kLt;
    case TokenKind::kLe:
      return Op::kLe;
    case TokenKind::kGt:
      return Op::kGt;
    default:
      return Op::kGe;
  }
}

struct Function {
  Bytes name;
  Op op;
};
// Names are lower case, and case matters. Source: AWS Developer Guide, operator and function
// reference; dynalite.
constexpr Function kFunctions[] = {
    {"attribute_exists", Op::kAttributeExists},
    {"attribute_not_exists", Op::kAttributeNotExists},
    {"attribute_type", Op::kAttributeType},
    {"begins_with", Op::kBeginsWith},
    {"contains", Op::kContains},
    {"size", Op::kSize},
    {"if_not_exists", Op::kIfNotExists},
    {"list_append", Op::kListAppend},
};

Op FunctionOf(Bytes name) {
  for (const Function& function : kFunctions) {
    if (function.name == name) return function.op;
  }
  return Op::kUnknownFunction;
}

bool IsUpdateFunction(Op op) { return op == Op::kIfNotExists || op == Op::kListAppend; }

}  // namespace

Bytes SectionName(Section section) {
  switch (section) {
    case Section::kSet:
      return "SET";
    case Section::kRemove:
      return "REMOVE";
    case Section::kAdd:
      return "ADD";
    case Section::kDelete:
      return "DELETE";
  }
  return {};
}

Parser::Parser(ExpressionKind kind, Bytes text, Ast* ast)
    : kind_(kind), text_(text), ast_(ast), lexer_(text) {}

bool Parser::Start() {
  if (text_.size() > model::kExpressionBytesMax) {
    const Bytes kind = ExpressionKindName(kind_);
    const bool tells_size =
        kind_ == ExpressionKind::kCondition || kind_ == ExpressionKind::kFilter;
    error_ = tells_size ? Fail(kExpressionTooLong, {kind, std::to_string(text_.size())})
                        : Fail(kExpressionTooLongNoSize, {kind});
    return false;
  }
  // About one node for four bytes of a short expression.
  const size_t expected = text_.size() < 128 ? 8 + text_.size() / 8 : 32;
  ast_->nodes.reserve(expected);
  ast_->elements.reserve(expected / 2);
  ast_->operands.reserve(expected);
  ast_->values.reserve(expected / 4);
  Advance();
  if (current_.kind == TokenKind::kEnd) {
    error_ = Fail(kEmptyExpression, {ExpressionKindName(kind_)});
    return false;
  }
  return true;
}

void Parser::Advance() {
  previous_ = current_;
  current_ = lexer_.Next();
}

// At the current token. The window goes from the token before it to the one after it, as written.
bool Parser::SyntaxError() {
  const Token next = lexer_.Next();
  const uint32_t begin = previous_.text.empty() ? current_.offset : previous_.offset;
  uint32_t end = next.kind == TokenKind::kEnd ? current_.end() : next.end();
  if (current_.kind == TokenKind::kEnd) end = previous_.end();
  error_ = Fail(kSyntaxError,
                {ExpressionKindName(kind_), current_.text, text_.substr(begin, end - begin)});
  return false;
}

bool Parser::Accept(TokenKind kind) {
  if (current_.kind != kind) return SyntaxError();
  Advance();
  return true;
}

void Parser::NoteFault(const Message& message, uint32_t offset, Bytes text) {
  if (fault_.message != nullptr && fault_.offset <= offset) return;
  fault_ = WordFault{&message, offset, text};
}

bool Parser::CountOperator() {
  if (++operator_count_ <= model::kExpressionOperatorsMax) return true;
  error_ = Fail(kTooManyOperators, {ExpressionKindName(kind_), std::to_string(operator_count_)});
  return false;
}

Status Parser::Finish() {
  if (error_.has_value()) return std::move(*error_);
  if (fault_.message != nullptr) {
    return Fail(*fault_.message, {ExpressionKindName(kind_), fault_.text});
  }
  return {};
}

uint32_t Parser::AddNode(Op op, uint32_t begin, uint32_t first, uint32_t count, Bytes text) {
  Node node;
  node.op = op;
  node.begin = begin;
  node.first = first;
  node.count = count;
  node.text = text;
  ast_->nodes.push_back(node);
  return static_cast<uint32_t>(ast_->nodes.size() - 1);
}

// The current token is a :value. What it stands for is put into values when names and values are
// resolved.
uint32_t Parser::AddValue() {
  const uint32_t first = static_cast<uint32_t>(ast_->values.size());
  ast_->values.emplace_back();
  return AddNode(Op::kValue, static_cast<uint32_t>(ast_->nodes.size()), first, 0, current_.text);
}

bool Parser::AppendName(const Token& token) {
  if (token.kind != TokenKind::kIdentifier && token.kind != TokenKind::kName) return false;
  if (token.kind == TokenKind::kIdentifier && IsReservedWord(token.text)) {
    NoteFault(kReservedWord, token.offset, token.text);
  }
  ast_->elements.push_back(PathElement{token.text, 0, false});
  return true;
}

// The current token is the index. One up to the greatest 32-bit integer is accepted. Source:
// paritysuite 2026-10.
bool Parser::AppendIndex() {
  if (current_.kind != TokenKind::kIndex) return SyntaxError();
  const Bytes digits = current_.text;
  uint64_t index = 0;
  for (size_t i = 0; i < digits.size() && i < 11; i++) {
    index = index * 10 + static_cast<uint64_t>(digits[i] - '0');
  }
  if (index > INT32_MAX) NoteFault(kListIndexRange, current_.offset, digits);
  ast_->elements.push_back(PathElement{digits, static_cast<uint32_t>(index), true});
  return true;
}

bool Parser::PathFrom(const Token& head, uint32_t* node) {
  const uint32_t begin = static_cast<uint32_t>(ast_->nodes.size());
  const uint32_t first = static_cast<uint32_t>(ast_->elements.size());
  AppendName(head);
  for (;;) {
    if (current_.kind == TokenKind::kDot) {
      Advance();
      if (!AppendName(current_)) return SyntaxError();
      Advance();
    } else if (current_.kind == TokenKind::kOpenBracket) {
      Advance();
      if (!AppendIndex()) return false;
      Advance();
      if (!Accept(TokenKind::kCloseBracket)) return false;
    } else {
      break;
    }
  }
  const uint32_t count = static_cast<uint32_t>(ast_->elements.size()) - first;
  *node = AddNode(Op::kPath, begin, first, count, head.text);
  return true;
}

bool Parser::Path(uint32_t* node) {
  if (current_.kind != TokenKind::kIdentifier && current_.kind != TokenKind::kName) {
    return SyntaxError();
  }
  const Token head = current_;
  Advance();
  return PathFrom(head, node);
}

// ---- Expressions: an operator-precedence loop with a stack of frames (parentheses, calls, IN
// lists) ----

bool Parser::OpenFrame(FrameKind kind, Op op, uint32_t begin, Bytes text) {
  Frame frame;
  frame.kind = kind;
  frame.operand_only = kind == FrameKind::kCall || kind == FrameKind::kIn ||
                       (kind == FrameKind::kGroup && InsideComparison());
  frame.op = op;
  frame.terms = static_cast<uint32_t>(terms_.size());
  frame.pending = static_cast<uint32_t>(pending_.size());
  frame.begin = begin;
  frame.text = text;
  frames_.push_back(frame);
  return true;
}

// True where only an operand may follow: in an operand, or after an operator that takes one.
bool Parser::InsideComparison() const {
  const Frame& frame = frames_.back();
  if (frame.operand_only) return true;
  return pending_.size() > frame.pending && LevelOf(pending_.back().op) == kComparisonLevel;
}

bool Parser::MayCompare() const {
  const TermKind kind = terms_.back().kind;
  return (kind == TermKind::kOperand || kind == TermKind::kCall) && !InsideComparison();
}

// Notes a function that may not be an operand.
void Parser::UseAsOperand(const Term& term) {
  if (term.kind != TermKind::kCall) return;
  const Node& call = ast_->nodes[term.node];
  const bool allowed = is_update() ? call.op != Op::kListAppend : call.op == Op::kSize;
  if (allowed) return;
  NoteFault(kMisusedFunction, static_cast<uint32_t>(call.text.data() - text_.data()), call.text);
}

// False when the term is no condition.
bool Parser::UseAsCondition(const Term& term) {
  if (term.kind == TermKind::kCondition) return true;
  if (term.kind != TermKind::kCall) return false;
  Node& call = ast_->nodes[term.node];
  call.is_clause = true;
  if (call.op == Op::kSize) {
    NoteFault(kMisusedFunction, static_cast<uint32_t>(call.text.data() - text_.data()), call.text);
  }
  return true;
}

// Builds the node of the topmost pending operator from the topmost terms.
void Parser::ReduceTop() {
  const Pending operation = pending_.back();
  pending_.pop_back();
  const int level = LevelOf(operation.op);
  const uint32_t count = operation.op == Op::kNot ? 1 : operation.op == Op::kBetween ? 3 : 2;
  const size_t first_term = terms_.size() - count;
  const uint32_t first = static_cast<uint32_t>(ast_->operands.size());
  for (size_t i = first_term; i < terms_.size(); i++) {
    // Arithmetic takes every function's result; a comparison only size().
    if (level == kComparisonLevel && !is_update()) UseAsOperand(terms_[i]);
    ast_->operands.push_back(terms_[i].node);
  }
  const uint32_t begin = ast_->nodes[terms_[first_term].node].begin;
  const uint32_t node = AddNode(operation.op, begin, first, count, operation.text);
  const bool is_clause = level == kComparisonLevel && !is_update();
  ast_->nodes[node].is_clause = is_clause;
  terms_.truncate(first_term);
  terms_.push_back(Term{node, is_update() ? TermKind::kArithmetic : TermKind::kCondition, false});
}

// Reduces the frame's pending operators that bind at least as tightly as `level`. False: they
// cannot be complete here.
bool Parser::Reduce(int level) {
  while (pending_.size() > frames_.back().pending && LevelOf(pending_.back().op) >= level) {
    const Pending& top = pending_.back();
    if (top.op == Op::kBetween && !top.has_lower) return false;
    if (LevelOf(top.op) < kComparisonLevel && !UseAsCondition(terms_.back())) return false;
    ReduceTop();
  }
  return true;
}

bool Parser::PushComparison(Op op) {
  if (!MayCompare()) return SyntaxError();
  if (!CountOperator()) return false;
  pending_.push_back(Pending{op, false, current_.text});
  Advance();
  return true;
}

bool Parser::PushLogical(Op op, int level) {
  if (frames_.back().operand_only) return SyntaxError();
  if (!Reduce(level) || !UseAsCondition(terms_.back())) return SyntaxError();
  if (!CountOperator()) return false;
  pending_.push_back(Pending{op, false, current_.text});
  Advance();
  return true;
}

// Where an operand or a condition begins. Leaves true with a term on the stack, a frame opened or
// NOT pending.
bool Parser::Prefix() {
  switch (current_.kind) {
    case TokenKind::kNot:
      if (is_update() || InsideComparison()) return SyntaxError();
      if (!CountOperator()) return false;
      pending_.push_back(Pending{Op::kNot, false, current_.text});
      Advance();
      return true;
    case TokenKind::kOpen:
      OpenFrame(FrameKind::kGroup, Op::kAnd, 0, {});
      Advance();
      return true;
    case TokenKind::kValue:
      terms_.push_back(Term{AddValue(), TermKind::kOperand, false});
      Advance();
      return true;
    case TokenKind::kIdentifier:
    case TokenKind::kName:
      break;
    default:
      return SyntaxError();
  }
  const Token head = current_;
  Advance();
  if (head.kind == TokenKind::kName || current_.kind != TokenKind::kOpen) {
    uint32_t node = 0;
    if (!PathFrom(head, &node)) return false;
    terms_.push_back(Term{node, TermKind::kOperand, false});
    return true;
  }
  if (!CountOperator()) return false;
  const Op op = FunctionOf(head.text);
  if (op == Op::kUnknownFunction) {
    NoteFault(kInvalidFunctionName, head.offset, head.text);
  } else if (IsUpdateFunction(op) != is_update()) {
    NoteFault(is_update() ? kNotInUpdate : kNotInCondition, head.offset, head.text);
  }
  OpenFrame(FrameKind::kCall, op, static_cast<uint32_t>(ast_->nodes.size()), head.text);
  Advance();
  return true;
}

// At ")" of the innermost frame, which is not the root.
bool Parser::CloseFrame() {
  if (!Reduce(kOrLevel)) return SyntaxError();
  const Frame frame = frames_.back();
  if (frame.kind == FrameKind::kGroup) {
    Term& term = terms_.back();
    // `NOT a` is refused by Reduce; an operand alone is fine, the group is an operand then.
    if (term.parenthesised) {
      error_ = Fail(kRedundantParentheses, {ExpressionKindName(kind_)});
      return false;
    }
    term.parenthesised = true;
    frames_.pop_back();
    Advance();
    return true;
  }
  const uint32_t first = static_cast<uint32_t>(ast_->operands.size());
  for (size_t i = frame.terms; i < terms_.size(); i++) {
    UseAsOperand(terms_[i]);
    ast_->operands.push_back(terms_[i].node);
  }
  const uint32_t count = static_cast<uint32_t>(terms_.size()) - frame.terms;
  const uint32_t node = AddNode(frame.op, frame.begin, first, count, frame.text);
  const bool is_in = frame.kind == FrameKind::kIn;
  ast_->nodes[node].is_clause = is_in;
  terms_.truncate(frame.terms);
  terms_.push_back(Term{node, is_in ? TermKind::kCondition : TermKind::kCall, false});
  frames_.pop_back();
  Advance();
  return true;
}

// After an operand or a condition. *done: the token belongs to what comes after the whole
// expression.
bool Parser::Infix(bool* done) {
  const bool at_root = frames_.back().kind == FrameKind::kRoot;
  switch (current_.kind) {
    case TokenKind::kEq:
    case TokenKind::kNe:
    case TokenKind::kLt:
    case TokenKind::kLe:
    case TokenKind::kGt:
    case TokenKind::kGe:
      if (is_update()) break;
      return PushComparison(ComparatorOf(current_.kind));
    case TokenKind::kPlus:
    case TokenKind::kMinus:
      if (!is_update()) break;
      return PushComparison(current_.kind == TokenKind::kPlus ? Op::kPlus : Op::kMinus);
    case TokenKind::kBetween:
      if (is_update()) break;
      return PushComparison(Op::kBetween);
    case TokenKind::kIn: {
      if (is_update()) break;
      if (!MayCompare()) return SyntaxError();
      if (!CountOperator()) return false;
      const Bytes text = current_.text;
      Advance();
      if (current_.kind != TokenKind::kOpen) return SyntaxError();
      // The left operand becomes the frame's first term.
      const Term left = terms_.back();
      terms_.pop_back();
      OpenFrame(FrameKind::kIn, Op::kIn, ast_->nodes[left.node].begin, text);
      terms_.push_back(left);
      Advance();
      return true;
    }
    case TokenKind::kAnd:
      if (is_update()) break;
      if (pending_.size() > frames_.back().pending && pending_.back().op == Op::kBetween &&
          !pending_.back().has_lower) {
        pending_.back().has_lower = true;
        Advance();
        return true;
      }
      return PushLogical(Op::kAnd, kAndLevel);
    case TokenKind::kOr:
      if (is_update()) break;
      return PushLogical(Op::kOr, kOrLevel);
    case TokenKind::kComma:
      if (frames_.back().kind != FrameKind::kCall && frames_.back().kind != FrameKind::kIn) break;
      Advance();
      return true;
    case TokenKind::kClose:
      if (at_root) break;
      return CloseFrame();
    default:
      break;
  }
  if (!at_root) return SyntaxError();
  *done = true;
  return true;
}

// Reads the longest expression from the current token on; its term is the only one left.
bool Parser::Expression() {
  terms_.clear();
  pending_.clear();
  frames_.clear();
  OpenFrame(FrameKind::kRoot, Op::kAnd, 0, {});
  for (;;) {
    // An operand is wanted at the beginning, and after everything that Infix leaves without a
    // finished term.
    bool wanted = true;
    while (wanted) {
      const size_t terms = terms_.size();
      if (!Prefix()) return false;
      wanted = terms_.size() == terms;
    }
    while (!wanted) {
      const TokenKind token = current_.kind;
      bool done = false;
      if (!Infix(&done)) return false;
      if (done) return Reduce(kOrLevel) || SyntaxError();
      wanted = token != TokenKind::kClose;
    }
  }
}

Status Parser::ParseCondition() {
  if (Start() && Expression()) {
    if (current_.kind != TokenKind::kEnd || !UseAsCondition(terms_.back())) SyntaxError();
  }
  return Finish();
}

Status Parser::ParseProjection() {
  if (!Start()) return Finish();
  uint32_t node = 0;
  while (Path(&node)) {
    if (current_.kind == TokenKind::kEnd) break;
    if (!Accept(TokenKind::kComma)) break;
  }
  return Finish();
}

bool Parser::SetAction(std::vector<UpdateAction>* actions) {
  UpdateAction action{Section::kSet, 0, 0};
  if (!Path(&action.target) || !Accept(TokenKind::kEq) || !Expression()) return false;
  action.operand = terms_.back().node;
  actions->push_back(action);
  return true;
}

bool Parser::SectionActions(Section section, std::vector<UpdateAction>* actions) {
  for (;;) {
    if (section == Section::kSet) {
      if (!SetAction(actions)) return false;
    } else {
      UpdateAction action{section, 0, 0};
      if (!Path(&action.target)) return false;
      action.operand = action.target;
      if (section != Section::kRemove) {
        if (current_.kind != TokenKind::kValue) return SyntaxError();
        action.operand = AddValue();
        Advance();
      }
      actions->push_back(action);
    }
    if (current_.kind != TokenKind::kComma) return true;
    Advance();
  }
}

Status Parser::ParseUpdate(std::vector<UpdateAction>* actions) {
  if (!Start()) return Finish();
  unsigned seen = 0;
  std::optional<Section> repeated;
  do {
    Section section;
    if (current_.kind == TokenKind::kSet) {
      section = Section::kSet;
    } else if (current_.kind == TokenKind::kRemove) {
      section = Section::kRemove;
    } else if (current_.kind == TokenKind::kAdd) {
      section = Section::kAdd;
    } else if (current_.kind == TokenKind::kDelete) {
      section = Section::kDelete;
    } else {
      SyntaxError();
      break;
    }
    const unsigned bit = 1u << static_cast<unsigned>(section);
    if ((seen & bit) != 0 && !repeated.has_value()) repeated = section;
    seen |= bit;
    Advance();
    if (!SectionActions(section, actions)) break;
  } while (current_.kind != TokenKind::kEnd);
  HR_RETURN_IF_ERROR(Finish());
  if (repeated.has_value()) {
    return Fail(kRepeatedSection, {ExpressionKindName(kind_), SectionName(*repeated)});
  }
  return {};
}

}  // namespace hashrange::expr
