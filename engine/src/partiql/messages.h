// Texts about statements, each with its source. Texts about expressions that a statement shares with the other operations are in
// expr/messages.h; a statement says them without the "Invalid <parameter>: " in front.
#ifndef HASHRANGE_PARTIQL_MESSAGES_H_
#define HASHRANGE_PARTIQL_MESSAGES_H_

#include "hashrange/error.h"

namespace hashrange::partiql {

inline constexpr Bytes kSuite = "paritysuite, measured eu-west-2 2026-10";
inline constexpr Bytes kCaptures = "Floci's captures, eu-west-2 2026-09-17";
inline constexpr Bytes kIndexCaptures = "dynoxide's captures, eu-west-2 2026-08";
inline constexpr Bytes kLocal = "wording as DynamoDB Local 3.3.1";

// A text that no rule of the grammar takes. The detail is PartiQL's own; empty where the text does not even fall into tokens.
inline constexpr Message kNotWellFormed{
    ErrorType::kValidation, "Statement wasn't well formed, can't be processed: %s", kSuite};
// The details of kNotWellFormed. Source: PartiQL's parser (partiql-lang-kotlin, SqlParser), which DynamoDB uses; those that
// tests/conformance has are measured.
inline constexpr Bytes kLeftover = "Unexpected token after expression";
inline constexpr Bytes kUnexpectedTerm = "Unexpected term";
inline constexpr Bytes kUnexpectedKeyword = "Unexpected keyword";
inline constexpr Bytes kUnexpectedOperator = "Unexpected operator";
inline constexpr Bytes kMissingRightSide = "Missing right-hand side expression of infix operator";
inline constexpr Bytes kNoTypeName = "Expected type name";
inline constexpr Bytes kNoSimplePath = "Expected identifier for simple path";
inline constexpr Bytes kBadDotComponent = "Invalid path dot component";
inline constexpr Bytes kNoDataManipulation = "Expected data manipulation";
inline constexpr Bytes kNoFromAfterSelect = "Expected FROM after SELECT list";
inline constexpr Bytes kNoFromAfterDelete = "Expected FROM after DELETE";
inline constexpr Bytes kStarNotAlone =
    "Other expressions may not be present in the select list when '*' is used without dot notation.";
inline constexpr Bytes kNoReturningElement =
    "Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.";

// What is asked for.
inline constexpr Message kAliasing{ErrorType::kValidation, "Aliasing is not supported", kSuite};
inline constexpr Message kUnsupportedOperation{ErrorType::kValidation, "Unsupported operation: %s",
                                               kSuite};
inline constexpr Message kSeveralItems{
    ErrorType::kValidation,
    "Unsupported operation: Inserting multiple items in a single statement is not supported, use "
    "\"INSERT INTO tableName VALUE item\" instead",
    kLocal};
inline constexpr Message kUnsupportedClause{ErrorType::kValidation, "Unsupported clause: %s", kLocal};
inline constexpr Message kSeveralSources{
    ErrorType::kValidation, "Only select from a single table or index is supported.", kLocal};
inline constexpr Message kUnexpectedSource{ErrorType::kValidation, "Unexpected from source", kLocal};
inline constexpr Message kParameterCount{
    ErrorType::kValidation, "Number of parameters in request and statement don't match.", kSuite};

// Targets.
inline constexpr Message kThreeComponents{
    ErrorType::kValidation, "A path may contain at most 2 components in the FROM clause",
    kIndexCaptures};
inline constexpr Message kEmptyComponent{ErrorType::kValidation,
                                         "Path component cannot be an empty string", kIndexCaptures};
inline constexpr Message kWriteOfIndex{
    ErrorType::kValidation, "This operation is not supported on an index", kIndexCaptures};
inline constexpr Message kInsertIntoPath{
    ErrorType::kValidation,
    "FROM clause may only contain a single table name in data manipulation statements at %s",
    kIndexCaptures};

// Paths and functions.
inline constexpr Message kUnexpectedComponent{ErrorType::kValidation,
                                              "Unexpected path component at %s", kSuite};
inline constexpr Message kListIndex{
    ErrorType::kValidation, "List index is not within the allowable range; index: [%s] at %s",
    kCaptures};
inline constexpr Message kDuplicateColumns{
    ErrorType::kValidation, "Duplicate identifiers in select clause: %s", kLocal};
inline constexpr Message kUnknownFunction{ErrorType::kValidation, "Unrecognized function: %s at %s",
                                          kSuite};
inline constexpr Message kSetFunctionCount{
    ErrorType::kValidation, "SET_%s must have exactly two arguments at %s", kSuite};
inline constexpr Message kSetFunctionFirst{
    ErrorType::kValidation, "The first argument to SET_%s must equal the assignment value at %s",
    kSuite};
inline constexpr Message kSetFunctionSecond{
    ErrorType::kValidation, "The second argument to SET_%s must be a value with type SET at %s",
    kSuite};
inline constexpr Message kAttributeTypeName{
    ErrorType::kValidation,
    "Invalid attribute type name found; type: %s, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}",
    kCaptures};

// Conditions.
inline constexpr Message kNotBoolean{
    ErrorType::kValidation, "WHERE clause must contain an expression that resolves to a boolean",
    kLocal};
inline constexpr Message kAndOrOperand{
    ErrorType::kValidation, "The arguments to AND/OR must be Expressions", kLocal};
inline constexpr Message kNotOperand{
    ErrorType::kValidation, "The argument to NOT must be a Type or Expression", kLocal};
inline constexpr Message kConditionOperator{
    ErrorType::kValidation, "Unsupported operator in Condition Expression. Operator: %s", kLocal};
inline constexpr Message kUpdateOperator{
    ErrorType::kValidation, "Unsupported operator in Update Expression. Operator: %s", kLocal};
inline constexpr Message kInOperands{
    ErrorType::kValidation,
    "IN operator must have a left hand argument of type Variable Reference and right hand argument "
    "of type Seq with at least one member",
    kLocal};
inline constexpr Message kIsOperand{
    ErrorType::kValidation,
    "The left hand side argument to IS must be a Variable Reference, Literal, or Path", kLocal};
inline constexpr Message kIsType{
    ErrorType::kValidation,
    "Unsupported data type for IS operator: %s. Supported data types are [MISSING, NULL, BOOLEAN, "
    "BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]",
    kLocal};
inline constexpr Message kIsInUpdate{
    ErrorType::kValidation, "IS operator is not supported in update expressions", kLocal};
inline constexpr Message kMissingLiteral{
    ErrorType::kValidation, "MISSING must be compared using IS operator", kLocal};
inline constexpr Message kExistsAlone{
    ErrorType::kValidation, "EXISTS can only be used in ExecuteTransaction write requests.",
    kCaptures};

// Literals. The path begins with "root", which is the literal itself.
inline constexpr Message kUnder{ErrorType::kValidation, "%s under %s", kSuite};
inline constexpr Message kLiteralTooDeep{
    ErrorType::kValidation, "Nesting Levels have exceeded supported limits under %s", kCaptures};
inline constexpr Message kUnsupportedType{
    ErrorType::kValidation, "Unsupported data type: %s under key %s at %s", kSuite};
inline constexpr Message kEmptyBag{ErrorType::kValidation, "Empty bags are not supported", kSuite};
inline constexpr Message kMixedBag{
    ErrorType::kValidation,
    "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags",
    kCaptures};
inline constexpr Message kDuplicateNumbers{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Input collection [%s] contains duplicates! under %s",
    kCaptures};
inline constexpr Message kTupleKeyType{
    ErrorType::kValidation, "Tuple keys must be of type String. Actual type: %s under %s", kLocal};
inline constexpr Message kDuplicateKeys{
    ErrorType::kValidation, "Duplicate keys in tuple. Key: %s under %s", kLocal};
inline constexpr Message kNoTuple{
    ErrorType::kValidation,
    "Unsupported format in item expression. Please use struct format {...} to express item values "
    "for insert statement.",
    kLocal};

// ORDER BY and RETURNING.
inline constexpr Message kOrderWithoutWhere{
    ErrorType::kValidation, "Must have WHERE clause in the statement when using ORDER BY clause.",
    kCaptures};
inline constexpr Message kOrderKeyType{
    ErrorType::kValidation, "Argument to ORDER BY must be of type VariableReference. Type: %s",
    kLocal};
inline constexpr Message kReturningOfDelete{
    ErrorType::kValidation,
    "Invalid returning clause: RETURNING %s. Only RETURNING ALL OLD * is allowed in DELETE "
    "statements.",
    kSuite};
inline constexpr Message kReturningOfInsert{ErrorType::kValidation,
                                            "RETURNING is not supported in INSERT", kLocal};
inline constexpr Message kSeveralReturning{
    ErrorType::kValidation,
    "Invalid syntax with multiple returning elements in RETURNING clause", kLocal};
inline constexpr Message kReturningWithoutStar{
    ErrorType::kValidation,
    "Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause", kLocal};

}  // namespace hashrange::partiql

#endif  // HASHRANGE_PARTIQL_MESSAGES_H_
