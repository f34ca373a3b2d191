// ItemCollectionMetrics: how large the item collection is that a write touched. Only tables with local
// indexes have them. Source: AWS API Reference, ItemCollectionMetrics; paritysuite, measured eu-west-2
// 2026-10. Tested by tests/conformance.
#ifndef HASHRANGE_OPS_ITEM_COLLECTION_METRICS_H_
#define HASHRANGE_OPS_ITEM_COLLECTION_METRICS_H_

#include <vector>

#include "hashrange/bytes.h"
#include "ops/write_plan.h"
#include "wire/response_writer.h"

namespace hashrange::ops {

// Whether a write of that table, under that ReturnItemCollectionMetrics, answers with them.
bool HasItemCollectionMetrics(Bytes return_item_collection_metrics, const store::Table& table);

// Writes the structure for the collection that the plan wrote to.
void WriteItemCollectionMetrics(const WritePlan& plan, wire::ResponseWriter* out);

// The same as member `index` of an output, where there are any.
void WriteItemCollectionMetricsMember(uint8_t index, Bytes return_item_collection_metrics,
                                      const WritePlan& plan, wire::ResponseWriter* out);

// Of a request on several tables: for each the metrics of its item collections, each once, in the
// order of the writes.
class MetricsByTable {
 public:
  explicit MetricsByTable(Bytes return_item_collection_metrics)
      : wanted_(return_item_collection_metrics) {}

  // `plan` must outlive this.
  void Add(Bytes table_name, const WritePlan& plan);
  // Writes the map of all as member `index` of an output; nothing when there are none.
  void WriteMember(uint8_t index, wire::ResponseWriter* out) const;

 private:
  struct OfTable {
    Bytes name;
    std::vector<const WritePlan*> collections;
  };
  Bytes wanted_;
  std::vector<OfTable> tables_;
};

}  // namespace hashrange::ops

#endif  // HASHRANGE_OPS_ITEM_COLLECTION_METRICS_H_
