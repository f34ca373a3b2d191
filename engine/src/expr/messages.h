// Texts about expressions, each with its source. The first "%s" of a text that begins with "Invalid
// %s: " is the parameter (ExpressionKindName). Whether the envelope stands in front is the
// operation's business.
#ifndef HASHRANGE_EXPR_MESSAGES_H_
#define HASHRANGE_EXPR_MESSAGES_H_

#include "hashrange/error.h"

namespace hashrange::expr {

inline constexpr Bytes kSuite = "paritysuite, measured eu-west-2 2026-10";
inline constexpr Bytes kDynalite = "dynalite, observed on AWS";
inline constexpr Bytes kAlternator = "ScyllaDB Alternator tests, run on AWS";
inline constexpr Bytes kCaptures = "Floci's captures, eu-west-2 2026-09-17";
inline constexpr Bytes kDeveloperGuide =
    "AWS Developer Guide, \"Quotas\"; wording as DynamoDB Local 3.3.1";

// Names and values.
inline constexpr Message kInvalidNameKey{
    ErrorType::kValidation,
    "ExpressionAttributeNames contains invalid key: Syntax error; key: \"%s\"", kSuite};
inline constexpr Message kInvalidValueKey{
    ErrorType::kValidation,
    "ExpressionAttributeValues contains invalid key: Syntax error; key: \"%s\"", kSuite};
inline constexpr Message kNameKeyTooLong{
    ErrorType::kValidation,
    "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key "
    "that is too long; size of key: %s",
    kDeveloperGuide};
inline constexpr Message kValueKeyTooLong{
    ErrorType::kValidation,
    "ExpressionAttributeValues contains invalid key: The expression attribute map contains a key "
    "that is too long;",
    "ExtendDB's tests, which pass on AWS, us-east-1 2026-06"};
inline constexpr Message kEmptyNameValue{
    ErrorType::kValidation,
    "ExpressionAttributeNames contains invalid value: Empty attribute name for key %s",
    kDeveloperGuide};
inline constexpr Message kUnusedNames{
    ErrorType::kValidation,
    "Value provided in ExpressionAttributeNames unused in expressions: keys: {%s}", kSuite};
inline constexpr Message kUnusedValues{
    ErrorType::kValidation,
    "Value provided in ExpressionAttributeValues unused in expressions: keys: {%s}", kSuite};
inline constexpr Message kUndefinedName{
    ErrorType::kValidation,
    "Invalid %s: An expression attribute name used in the document path is not defined; attribute "
    "name: %s",
    kSuite};
inline constexpr Message kUndefinedValue{
    ErrorType::kValidation,
    "Invalid %s: An expression attribute value used in expression is not defined; attribute value: "
    "%s",
    kSuite};

// Text and limits.
inline constexpr Message kEmptyExpression{ErrorType::kValidation,
                                          "Invalid %s: The expression can not be empty;", kSuite};
inline constexpr Message kExpressionTooLong{
    ErrorType::kValidation,
    "Invalid %s: Expression size has exceeded the maximum allowed size; expression size: %s",
    kSuite};
// Of conditions and filters some are told with their size (ops/item_request.h), of other expressions
// none. Sources: ExtendDB's tests, captured us-east-1 2026-06; Floci, measured eu-west-2 and us-east-1
// 2026-09.
inline constexpr Message kExpressionTooLongNoSize{
    ErrorType::kValidation,
    "Invalid %s: Expression size has exceeded the maximum allowed size;", kSuite};
inline constexpr Message kSyntaxError{
    ErrorType::kValidation, "Invalid %s: Syntax error; token: \"%s\", near: \"%s\"", kSuite};
inline constexpr Message kRedundantParentheses{
    ErrorType::kValidation, "Invalid %s: The expression has redundant parentheses;", kSuite};
inline constexpr Message kTooManyOperators{
    ErrorType::kValidation,
    "Invalid %s: The expression contains too many operators; operator count: %s", kAlternator};
inline constexpr Message kTooManyInOperands{
    ErrorType::kValidation,
    "Invalid %s: The IN operator is provided with too many operands; number of operands: %s",
    kCaptures};
inline constexpr Message kPathTooDeep{
    ErrorType::kValidation,
    "Invalid %s: The document path has too many nesting levels; nesting levels: %s", kSuite};
inline constexpr Message kListIndexRange{
    ErrorType::kValidation, "Invalid %s: List index is not within the allowable range; index: [%s]",
    kSuite};
inline constexpr Message kReservedWord{
    ErrorType::kValidation,
    "Invalid %s: Attribute name is a reserved keyword; reserved keyword: %s", kSuite};

// Functions and operands.
inline constexpr Message kInvalidFunctionName{
    ErrorType::kValidation, "Invalid %s: Invalid function name; function: %s", kDynalite};
inline constexpr Message kNotInCondition{
    ErrorType::kValidation,
    "Invalid %s: The function is not allowed in a condition expression; function: %s", kAlternator};
inline constexpr Message kNotInUpdate{
    ErrorType::kValidation,
    "Invalid %s: The function is not allowed in an update expression; function: %s", kAlternator};
inline constexpr Message kMisusedFunction{
    ErrorType::kValidation,
    "Invalid %s: The function is not allowed to be used this way in an expression; function: %s",
    kSuite};
inline constexpr Message kOperandCount{
    ErrorType::kValidation,
    "Invalid %s: Incorrect number of operands for operator or function; operator or function: %s, "
    "number of operands: %s",
    kDynalite};
inline constexpr Message kPathRequired{
    ErrorType::kValidation,
    "Invalid %s: Operator or function requires a document path; operator or function: %s",
    kDynalite};
inline constexpr Message kOperandType{ErrorType::kValidation,
                                      "Invalid %s: Incorrect operand type for operator or "
                                      "function; operator or function: %s, operand "
                                      "type: %s",
                                      kSuite};
// ADD and DELETE; the type set is ADD's for both.
inline constexpr Message kActionOperandType{
    ErrorType::kValidation,
    "Invalid %s: Incorrect operand type for operator or function; operator: %s, operand type: %s, "
    "typeSet: ALLOWED_FOR_ADD_OPERAND",
    kCaptures};
inline constexpr Message kAttributeTypeName{
    ErrorType::kValidation,
    "Invalid %s: Invalid attribute type name found; type: %s, valid types: "
    "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}",
    kDynalite};
inline constexpr Message kSameOperand{
    ErrorType::kValidation,
    "Invalid %s: The first operand must be distinct from the remaining operands for this operator "
    "or function; operator: %s, first operand: %s",
    kSuite};
inline constexpr Message kBetweenTypes{
    ErrorType::kValidation,
    "Invalid %s: The BETWEEN operator requires same data type for lower and upper bounds; lower "
    "bound operand: AttributeValue: {%s}, upper bound operand: AttributeValue: {%s}",
    kDynalite};
inline constexpr Message kBetweenReversed{
    ErrorType::kValidation,
    "Invalid %s: The BETWEEN operator requires upper bound to be greater than or equal to lower "
    "bound; lower bound operand: AttributeValue: {%s}, upper bound operand: AttributeValue: {%s}",
    kSuite};

// Several paths in one expression.
inline constexpr Message kPathsOverlap{
    ErrorType::kValidation,
    "Invalid %s: Two document paths overlap with each other; must remove or rewrite one of these "
    "paths; path one: %s, path two: %s",
    kSuite};
inline constexpr Message kPathsConflict{
    ErrorType::kValidation,
    "Invalid %s: Two document paths conflict with each other; must remove or rewrite one of these "
    "paths; path one: %s, path two: %s",
    kSuite};

// Updates.
inline constexpr Message kRepeatedSection{
    ErrorType::kValidation,
    "Invalid %s: The \"%s\" section can only be used once in an update expression;", kDynalite};
inline constexpr Message kInvalidUpdatePath{
    ErrorType::kValidation,
    "The document path provided in the update expression is invalid for update", kSuite};
inline constexpr Message kMissingOperand{
    ErrorType::kValidation,
    "The provided expression refers to an attribute that does not exist in the item", kSuite};
inline constexpr Message kWrongStoredType{
    ErrorType::kValidation, "An operand in the update expression has an incorrect data type",
    kSuite};

// Key conditions. Only kKeyConditionTwice and kKeyConditionNested are measured with their prefix;
// the others follow them.
inline constexpr Message kSearchConditionComparator{
    ErrorType::kValidation, "Invalid %s: Invalid comparator used in SearchConditionExpression",
    "paritysuite, measured eu-west-2 2026-08"};
inline constexpr Message kSearchConditionOperator{
    ErrorType::kValidation, "Invalid %s: Invalid operator used in SearchConditionExpression",
    "a public comparison of vector stores, measured us-west-2 2026-08"};
inline constexpr Message kSearchConditionNested{
    ErrorType::kValidation,
    "Invalid %s: SearchConditionExpression cannot have conditions on nested attributes",
    "dynoxide, measured eu-west-2 2026-08-19"};
inline constexpr Message kSearchConditionTwice{
    ErrorType::kValidation,
    "Invalid %s: SearchConditionExpression must only contain one condition per attribute",
    "dynoxide, measured eu-west-2 2026-08-19"};
inline constexpr Message kKeyConditionOperator{
    ErrorType::kValidation, "Invalid %s: Invalid operator used in KeyConditionExpression: %s",
    kDynalite};
inline constexpr Message kKeyConditionTwice{
    ErrorType::kValidation,
    "Invalid %s: KeyConditionExpressions must only contain one condition per key", kSuite};
inline constexpr Message kKeyConditionNested{
    ErrorType::kValidation,
    "Invalid %s: KeyConditionExpressions cannot have conditions on nested attributes", kSuite};
inline constexpr Message kKeyConditionNestedOperation{
    ErrorType::kValidation, "Invalid %s: KeyConditionExpressions cannot contain nested operations",
    kDynalite};
inline constexpr Message kKeyConditionSeveralNames{
    ErrorType::kValidation,
    "Invalid %s: Invalid condition in KeyConditionExpression: Multiple attribute names used in one "
    "condition",
    kDynalite};
inline constexpr Message kKeyConditionNoName{
    ErrorType::kValidation,
    "Invalid %s: Invalid condition in KeyConditionExpression: No key attribute specified",
    kDynalite};
inline constexpr Message kKeyConditionFirstOperand{
    ErrorType::kValidation,
    "Invalid %s: Invalid condition in KeyConditionExpression: %s operator must have the key "
    "attribute as its first operand",
    kDynalite};

// Parameters from before expressions.
inline constexpr Message kLegacyArgumentCount{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Invalid number of argument(s) for the %s "
    "ComparisonOperator",
    kDynalite};
inline constexpr Message kLegacySeveralTypes{
    ErrorType::kValidation,
    "One or more parameter values were invalid: AttributeValues inside AttributeValueList must be "
    "of same type",
    kDynalite};
inline constexpr Message kLegacyArgumentType{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ComparisonOperator %s is not valid for %s "
    "AttributeValue type",
    kDynalite};
inline constexpr Message kLegacyBetweenReversed{
    ErrorType::kValidation,
    "The BETWEEN condition was provided a range where the lower bound is greater than the upper "
    "bound",
    kDynalite};
inline constexpr Message kLegacyActionWithoutValue{
    ErrorType::kValidation,
    "One or more parameter values were invalid: Only DELETE action is allowed when no attribute "
    "value is specified",
    kDynalite};
inline constexpr Message kLegacyDeleteType{
    ErrorType::kValidation,
    "One or more parameter values were invalid: DELETE action with value is not supported for the "
    "type %s",
    kDynalite};
inline constexpr Message kLegacyAddType{
    ErrorType::kValidation,
    "One or more parameter values were invalid: ADD action is not supported for the type %s",
    kDynalite};
inline constexpr Message kLegacyStoredType{ErrorType::kValidation,
                                           "Type mismatch for attribute to update", kDynalite};

}  // namespace hashrange::expr

#endif  // HASHRANGE_EXPR_MESSAGES_H_
