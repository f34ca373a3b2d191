// Requests as statements of PartiQL.
#include "model/render.h"
#include "model/writer.h"

namespace hashrange::naive {
namespace {

// Values that are longer are parameters.
constexpr uint64_t kLiteralMax = 60;

std::string InQuotes(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

bool HasLiteral(const Value& value) {
  if (value.type == Type::kB || value.type == Type::kBS) return false;
  for (const Value& element : value.list) {
    if (!HasLiteral(element)) return false;
  }
  for (const auto& [name, member] : value.map) {
    if (!HasLiteral(member)) return false;
  }
  return true;
}

std::string Literal(const Value& value) {
  std::string text;
  switch (value.type) {
    case Type::kS:
      return InQuotes(value.text);
    case Type::kN:
      return value.text;
    case Type::kBool:
      return value.boolean ? "true" : "FALSE";
    case Type::kSS:
    case Type::kNS:
      for (const std::string& member : value.members) {
        text += (text.empty() ? "" : ", ") + (value.type == Type::kSS ? InQuotes(member) : member);
      }
      return "<<" + text + ">>";
    case Type::kL:
      for (const Value& element : value.list) text += (text.empty() ? "" : ", ") + Literal(element);
      return "[" + text + "]";
    case Type::kM:
      for (const auto& [name, member] : value.map) text += (text.empty() ? "" : ", ") + InQuotes(name) + ": " + Literal(member);
      return "{" + text + "}";
    default:
      return "null";
  }
}

// Every other value that can be one is a literal, else a parameter.
std::string ValueText(const Value& value, Writer* writer) {
  const bool literal = SizeOf(value) % 2 == 1 && SizeOf(value) < kLiteralMax && HasLiteral(value);
  return literal ? Literal(value) : writer->Text(value);
}

std::string WhereOf(const Request& part, Writer* writer) {
  std::string where;
  for (const auto& [name, value] : part.item) {
    where += (where.empty() ? "" : " AND ") + Writer::Quoted(name) + " = " + ValueText(value, writer);
  }
  if (part.condition) where += (where.empty() ? "(" : " AND (") + writer->Text(*part.condition) + ")";
  return where.empty() ? "" : " WHERE " + where;
}

std::string AssignmentsOf(const Update& update, Writer* writer) {
  std::string text;
  for (const Action& action : update) {
    const std::string target = writer->Text(action.target);
    if (action.section == Section::kRemove) {
      text += " REMOVE " + target;
    } else if (action.section == Section::kSet) {
      text += " SET " + target + " = " + writer->Text(action.operand);
    } else {
      const char* function = action.section == Section::kAdd ? "set_add" : "SET_DELETE";
      text += " SET " + target + " = " + function + "(" + target + ", " + ValueText(action.operand.value, writer) + ")";
    }
  }
  return text;
}

std::string TextOf(const Request& part, Writer* writer) {
  const std::string table = Writer::Quoted(part.table);
  switch (part.operation) {
    case Operation::kPutItem: {
      std::string members;
      for (const auto& [name, value] : part.item) {
        members += (members.empty() ? "" : ", ") + InQuotes(name) + ": " + ValueText(value, writer);
      }
      return "INSERT INTO " + table + " VALUE {" + members + "}";
    }
    case Operation::kUpdateItem: {
      const std::string assignments = AssignmentsOf(*part.update, writer);
      return "UPDATE " + table + assignments + WhereOf(part, writer);
    }
    case Operation::kDeleteItem:
      return "DELETE FROM " + table + WhereOf(part, writer);
    case Operation::kConditionCheck:
      return "EXISTS(SELECT * FROM " + table + WhereOf(part, writer) + ")";
    default:
      return "SELECT " + (part.projection ? writer->Text(*part.projection) : "*") + " FROM " + table + WhereOf(part, writer);
  }
}

json RenderPart(const Request& part) {
  Writer writer(Writer::Form::kStatement);
  std::string text = TextOf(part, &writer);
  if (!part.return_values.empty()) text += " RETURNING " + part.return_values + " *";
  json body = {{"Statement", text}};
  if (!writer.values().empty()) body["Parameters"] = writer.values();
  if (part.consistent) body["ConsistentRead"] = true;
  if (!part.return_on_failure.empty()) body["ReturnValuesOnConditionCheckFailure"] = part.return_on_failure;
  return body;
}

}  // namespace

json RenderStatements(const Request& request) {
  if (request.operation == Operation::kExecuteStatement) return RenderPart(request.parts[0]);
  const char* member = request.operation == Operation::kExecuteTransaction ? "TransactStatements" : "Statements";
  json body = {{member, json::array()}};
  for (const Request& part : request.parts) body[member].push_back(RenderPart(part));
  if (!request.token.empty()) body["ClientRequestToken"] = request.token;
  return body;
}

json RenderStatement(const Request& request, const std::string& sort_key) {
  Writer writer(Writer::Form::kStatement);
  std::string text = "SELECT ";
  text += request.projection ? writer.Text(*request.projection) : "*";
  text += " FROM " + Writer::Quoted(request.table);
  if (!request.index.empty()) text += "." + Writer::Quoted(request.index);
  std::string where = writer.Text(request.key_condition);
  if (request.filter) {
    where += where.empty() ? "(" : " AND (";
    where += writer.Text(*request.filter) + ")";
  }
  if (!where.empty()) text += " WHERE " + where;
  if (request.forward && !sort_key.empty())
    text += " ORDER BY " + Writer::Quoted(sort_key) + (*request.forward ? " ASC" : " DESC");
  json body = {{"Statement", text}};
  if (!writer.values().empty()) body["Parameters"] = writer.values();
  if (request.consistent) body["ConsistentRead"] = true;
  if (request.limit) body["Limit"] = *request.limit;
  if (!request.return_capacity.empty()) body["ReturnConsumedCapacity"] = request.return_capacity;
  return body;
}

}  // namespace hashrange::naive
