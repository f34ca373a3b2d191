// What cancels a transaction, and how that is answered. Tested by model_test.cc.
#ifndef HASHRANGE_TESTS_MODEL_CANCELLATION_H_
#define HASHRANGE_TESTS_MODEL_CANCELLATION_H_

#include <map>
#include <string>
#include <vector>

#include "model/answer.h"
#include "model/capacity.h"
#include "model/fault.h"

namespace hashrange::naive {

// The Code of a fault, of a reason for a cancellation or of a statement in a batch.
std::string CodeOf(const Fault& fault);
bool Cancels(const std::vector<MaybeFault>& faults);
Answer Cancelled(const std::vector<MaybeFault>& faults);

// Faults that no reason of a cancellation carries: the request as a whole is refused. Source:
// paritysuite, measured 2026-10.
bool RefusesAll(const Fault& fault);

json ConsumedList(const std::string& detail, const std::map<std::string, Units>& units,
                  const std::string& kind);

}  // namespace hashrange::naive

#endif  // HASHRANGE_TESTS_MODEL_CANCELLATION_H_
