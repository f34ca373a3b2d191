// Inputs and outputs of the operations on tags, resource policies and the account, and of
// SearchVectors. Members, types and enumerations: AWS SDK model 3.1162. Lengths and ranges: AWS API
// Reference. What an absent member is answered with: dynalite's tests, run on AWS; paritysuite,
// measured eu-west-2 2026-08.
#ifndef HASHRANGE_MODEL_RESOURCE_SHAPES_H_
#define HASHRANGE_MODEL_RESOURCE_SHAPES_H_

#include "model/item_shapes.h"
#include "model/table_shapes.h"

namespace hashrange::model::shapes {

inline constexpr Shape kResourceArn = Text(1, 1283);
inline constexpr Shape kRevisionId = Text(1, 255);

inline constexpr Member kTagResourceInputMembers[] = {
    UNCHECKED(TagResourceInput, ResourceArn, kString),
    UNCHECKED(TagResourceInput, Tags, kTagList),
};
inline constexpr Shape kTagResourceInput = Structure("TagResourceInput", kTagResourceInputMembers);
inline constexpr Shape kTagResourceOutput = Structure("TagResourceOutput", {});

inline constexpr Member kUntagResourceInputMembers[] = {
    UNCHECKED(UntagResourceInput, ResourceArn, kString),
    UNCHECKED(UntagResourceInput, TagKeys, kStringList),
};
inline constexpr Shape kUntagResourceInput =
    Structure("UntagResourceInput", kUntagResourceInputMembers);
inline constexpr Shape kUntagResourceOutput = Structure("UntagResourceOutput", {});

inline constexpr Member kListTagsOfResourceInputMembers[] = {
    UNCHECKED(ListTagsOfResourceInput, ResourceArn, kString),
    MEMBER(ListTagsOfResourceInput, NextToken, kString),
};
inline constexpr Shape kListTagsOfResourceInput =
    Structure("ListTagsOfResourceInput", kListTagsOfResourceInputMembers);

inline constexpr Member kListTagsOfResourceOutputMembers[] = {
    MEMBER(ListTagsOfResourceOutput, Tags, kTagList),
    MEMBER(ListTagsOfResourceOutput, NextToken, kString),
};
inline constexpr Shape kListTagsOfResourceOutput =
    Structure("ListTagsOfResourceOutput", kListTagsOfResourceOutputMembers);

inline constexpr Shape kDescribeLimitsInput = Structure("DescribeLimitsInput", {});
inline constexpr Member kDescribeLimitsOutputMembers[] = {
    MEMBER(DescribeLimitsOutput, AccountMaxReadCapacityUnits, kLong),
    MEMBER(DescribeLimitsOutput, AccountMaxWriteCapacityUnits, kLong),
    MEMBER(DescribeLimitsOutput, TableMaxReadCapacityUnits, kLong),
    MEMBER(DescribeLimitsOutput, TableMaxWriteCapacityUnits, kLong),
};
inline constexpr Shape kDescribeLimitsOutput =
    Structure("DescribeLimitsOutput", kDescribeLimitsOutputMembers);

inline constexpr Member kEndpointMembers[] = {
    REQUIRED(Endpoint, Address, kString),
    REQUIRED(Endpoint, CachePeriodInMinutes, kLong),
};
inline constexpr Shape kEndpoint = Structure("Endpoint", kEndpointMembers);
inline constexpr Shape kEndpointList = List(kEndpoint);
inline constexpr Shape kDescribeEndpointsRequest = Structure("DescribeEndpointsRequest", {});
inline constexpr Member kDescribeEndpointsResponseMembers[] = {
    REQUIRED(DescribeEndpointsResponse, Endpoints, kEndpointList),
};
inline constexpr Shape kDescribeEndpointsResponse =
    Structure("DescribeEndpointsResponse", kDescribeEndpointsResponseMembers);

inline constexpr Member kPutResourcePolicyInputMembers[] = {
    REQUIRED(PutResourcePolicyInput, ResourceArn, kResourceArn),
    REQUIRED(PutResourcePolicyInput, Policy, kString),
    MEMBER(PutResourcePolicyInput, ExpectedRevisionId, kRevisionId),
    MEMBER(PutResourcePolicyInput, ConfirmRemoveSelfResourceAccess, kBoolean),
};
inline constexpr Shape kPutResourcePolicyInput =
    Structure("PutResourcePolicyInput", kPutResourcePolicyInputMembers);
inline constexpr Member kPutResourcePolicyOutputMembers[] = {
    MEMBER(PutResourcePolicyOutput, RevisionId, kString),
};
inline constexpr Shape kPutResourcePolicyOutput =
    Structure("PutResourcePolicyOutput", kPutResourcePolicyOutputMembers);

inline constexpr Member kGetResourcePolicyInputMembers[] = {
    REQUIRED(GetResourcePolicyInput, ResourceArn, kResourceArn),
};
inline constexpr Shape kGetResourcePolicyInput =
    Structure("GetResourcePolicyInput", kGetResourcePolicyInputMembers);
inline constexpr Member kGetResourcePolicyOutputMembers[] = {
    MEMBER(GetResourcePolicyOutput, Policy, kString),
    MEMBER(GetResourcePolicyOutput, RevisionId, kString),
};
inline constexpr Shape kGetResourcePolicyOutput =
    Structure("GetResourcePolicyOutput", kGetResourcePolicyOutputMembers);

inline constexpr Member kDeleteResourcePolicyInputMembers[] = {
    REQUIRED(DeleteResourcePolicyInput, ResourceArn, kResourceArn),
    MEMBER(DeleteResourcePolicyInput, ExpectedRevisionId, kRevisionId),
};
inline constexpr Shape kDeleteResourcePolicyInput =
    Structure("DeleteResourcePolicyInput", kDeleteResourcePolicyInputMembers);
inline constexpr Member kDeleteResourcePolicyOutputMembers[] = {
    MEMBER(DeleteResourcePolicyOutput, RevisionId, kString),
};
inline constexpr Shape kDeleteResourcePolicyOutput =
    Structure("DeleteResourcePolicyOutput", kDeleteResourcePolicyOutputMembers);

// Without an echo. Source: dynoxide, measured eu-west-2 and us-east-1 2026-08-13, of the name and
// the vector. Above 100 a TopK has words of its own, and a vector too long is one of another size.
inline constexpr Shape kSearchedIndexName = Plain(kIndexName);
inline constexpr Shape kSearchVector = Plain(List(kAttributeValue, 1));
inline constexpr Shape kTopK = Plain(Number(ShapeKind::kInteger, 1));
inline constexpr Member kSearchVectorsInputMembers[] = {
    REQUIRED(SearchVectorsInput, TableName, kTableNameOfItems),
    REQUIRED(SearchVectorsInput, IndexName, kSearchedIndexName),
    MEMBER(SearchVectorsInput, ReturnConsumedCapacity, kReturnConsumedCapacity),
    MEMBER(SearchVectorsInput, ExpressionAttributeNames, kStringMap),
    MEMBER(SearchVectorsInput, ExpressionAttributeValues, kAttributeValues),
    MEMBER(SearchVectorsInput, ProjectionExpression, kString),
    REQUIRED(SearchVectorsInput, SearchVector, kSearchVector),
    MEMBER(SearchVectorsInput, SearchConditionExpression, kString),
    REQUIRED(SearchVectorsInput, TopK, kTopK),
};
inline constexpr Shape kSearchVectorsInput =
    Structure("SearchVectorsInput", kSearchVectorsInputMembers);

inline constexpr Member kSearchResultItemMembers[] = {
    MEMBER(SearchResultItem, Item, kAttributeMap),
    MEMBER(SearchResultItem, Score, kDouble),
};
inline constexpr Shape kSearchResultItem = Structure("SearchResultItem", kSearchResultItemMembers);
inline constexpr Shape kSearchResultItemList = List(kSearchResultItem);
inline constexpr Member kSearchVectorsOutputMembers[] = {
    MEMBER(SearchVectorsOutput, ConsumedCapacity, kVectorCapacity),
    MEMBER(SearchVectorsOutput, SearchResults, kSearchResultItemList),
};
inline constexpr Shape kSearchVectorsOutput =
    Structure("SearchVectorsOutput", kSearchVectorsOutputMembers);

}  // namespace hashrange::model::shapes

#endif  // HASHRANGE_MODEL_RESOURCE_SHAPES_H_
