// The indexes of the members of the structures in the operations on tags, resource policies and the
// account, and in SearchVectors. Included through model/operation_members.h, whose rule holds here:
// append, or build both sides anew. Source: AWS SDK model 3.1162.
#ifndef HASHRANGE_MODEL_RESOURCE_MEMBERS_H_
#define HASHRANGE_MODEL_RESOURCE_MEMBERS_H_

#include <cstdint>

namespace hashrange::model::members {

struct TagResourceInput {
  enum : uint8_t {
    kResourceArn,
    kTags,
  };
};

struct UntagResourceInput {
  enum : uint8_t {
    kResourceArn,
    kTagKeys,
  };
};

struct ListTagsOfResourceInput {
  enum : uint8_t {
    kResourceArn,
    kNextToken,
  };
};

struct ListTagsOfResourceOutput {
  enum : uint8_t {
    kTags,
    kNextToken,
  };
};

struct DescribeLimitsOutput {
  enum : uint8_t {
    kAccountMaxReadCapacityUnits,
    kAccountMaxWriteCapacityUnits,
    kTableMaxReadCapacityUnits,
    kTableMaxWriteCapacityUnits,
  };
};

struct Endpoint {
  enum : uint8_t {
    kAddress,
    kCachePeriodInMinutes,
  };
};

struct DescribeEndpointsResponse {
  enum : uint8_t {
    kEndpoints,
  };
};

struct PutResourcePolicyInput {
  enum : uint8_t {
    kResourceArn,
    kPolicy,
    kExpectedRevisionId,
    kConfirmRemoveSelfResourceAccess,
  };
};

struct PutResourcePolicyOutput {
  enum : uint8_t {
    kRevisionId,
  };
};

struct GetResourcePolicyInput {
  enum : uint8_t {
    kResourceArn,
  };
};

struct GetResourcePolicyOutput {
  enum : uint8_t {
    kPolicy,
    kRevisionId,
  };
};

struct DeleteResourcePolicyInput {
  enum : uint8_t {
    kResourceArn,
    kExpectedRevisionId,
  };
};

struct DeleteResourcePolicyOutput {
  enum : uint8_t {
    kRevisionId,
  };
};

struct SearchVectorsInput {
  enum : uint8_t {
    kTableName,
    kIndexName,
    kReturnConsumedCapacity,
    kExpressionAttributeNames,
    kExpressionAttributeValues,
    kProjectionExpression,
    kSearchVector,
    kSearchConditionExpression,
    kTopK,
  };
};

struct SearchResultItem {
  enum : uint8_t {
    kItem,
    kScore,
  };
};

struct SearchVectorsOutput {
  enum : uint8_t {
    kConsumedCapacity,
    kSearchResults,
  };
};

}  // namespace hashrange::model::members

#endif  // HASHRANGE_MODEL_RESOURCE_MEMBERS_H_
