// The control door: what one may ask of a database that is no operation of DynamoDB. A verb takes
// a JSON object and answers one. Tested by engine_control_test.cc.
#ifndef HASHRANGE_API_CONTROL_H_
#define HASHRANGE_API_CONTROL_H_

#include <span>
#include <string>

#include "hashrange/result.h"
#include "model/request_form.h"
#include "ops/context.h"

namespace hashrange::api {

// One member that a verb knows, and its value when the body has it.
struct ControlMember {
  Bytes name;
  model::RequestTag tag;           // kString, kNumber, or kMap: attribute values by their names
  model::RequestValue value = {};  // kNull when absent

  bool present() const { return value.tag != model::RequestTag::kNull; }
};

// Fills `members` from the body of `verb`, an object in request form. A null is an absent member,
// of a member that stands twice the last one counts. Errors: ValidationException for a member that
// is not among them, or is of another type.
Status ReadMembers(Bytes verb, const model::RequestValue& body, std::span<ControlMember> members);

// Runs one verb on a body in request form and appends its answer to *json; an error may leave
// anything in it.
using ControlFunction = Status (*)(ops::Context* context, const model::RequestValue& body,
                                   std::string* json);
struct ControlRow {
  Bytes verb;
  ControlFunction run;
};

Status Inspect(ops::Context* context, const model::RequestValue& body, std::string* json);
Status Split(ops::Context* context, const model::RequestValue& body, std::string* json);
Status Tick(ops::Context* context, const model::RequestValue& body, std::string* json);

// Every verb.
std::span<const ControlRow> ControlTable();

// Runs the verb of that name on a JSON body and appends its answer to *json.
Status RunControl(ops::Context* context, Bytes verb, Bytes body, std::string* json);

}  // namespace hashrange::api

#endif  // HASHRANGE_API_CONTROL_H_
