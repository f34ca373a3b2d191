#include "expr/ast.h"

namespace hashrange::expr {

using model::AttributeType;

bool IsSamePath(const Ast& ast, const Node& a, const Node& b) {
  if (a.op != Op::kPath || b.op != Op::kPath || a.count != b.count) return false;
  for (uint32_t i = 0; i < a.count; i++) {
    if (!(ast.Elements(a)[i] == ast.Elements(b)[i])) return false;
  }
  return true;
}

std::string PathText(const PathElement* elements, uint32_t count) {
  std::string text = "[";
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0) text.append(", ");
    if (elements[i].is_index) {
      text.append("[").append(elements[i].name).append("]");
    } else {
      text.append(elements[i].name);
    }
  }
  return text.append("]");
}

model::Value FindPath(const PathElement* elements, uint32_t count, model::Value root) {
  model::Value value = root;
  for (uint32_t i = 0; i < count && value.exists(); i++) {
    const PathElement& element = elements[i];
    if (value.type() != (element.is_index ? AttributeType::kL : AttributeType::kM)) return {};
    value = element.is_index ? model::FindElement(value, element.index)
                             : model::FindMember(value, element.name);
  }
  return value;
}

}  // namespace hashrange::expr
