package io.nightjar.local.docs;

import io.nightjar.pipeline.meter.PipelineMeter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes {@code docs/metrics.md} out of the table of meters. */
final class MetricsDocument {
  private static final String INTRODUCTION =
      """
      # Metrics

      <!-- Made from the table of meters (libs/pipeline, PipelineMeter); do not edit. How: MetricsDocumentTest. -->

      Each service shows its metrics in the text format of Prometheus at `/q/metrics` on its management port: 19080 ingest, 19081
      thermal, 19082 audio, 19083 thumbnail. A counter or histogram with labels appears with its first event.

      | Metric | Type | Unit | Labels | Service | Meaning |
      |---|---|---|---|---|---|
      """;

  private static final String REST =
      """

      A histogram has the series `…_bucket` (with the label `le`), `…_count`, `…_sum`, and a gauge `…_max`, the longest of late.

      The values of `code` and `cause` are in [codes.md](codes.md). `status` is `completed`, `partial`, `rejected`, `machine-failed` (it is
      tried again) or `contract-broken` (a dead letter). `dependency` is `store` or `log`. `outcome` is `finished`, `terminated`, `expired`,
      `refused` or `lost`. The `code` of `nightjar_frames_duration_seconds` is that of the problem that the reader was told, or `cut`: the reader
      went, or took nothing, or the recording had fewer frames than it should.

      ## The framework's own

      | Beginning | Of |
      |---|---|
      | `http_server_` | requests: how many, how long, by route, method and status |
      | `jvm_`, `process_`, `system_` | heap, collections, threads, processor time, files |
      | `kafka_consumer_`, `kafka_app_` | the consumer, as Kafka's client measures it: lag (`kafka_consumer_fetch_manager_records_lag`), rates, rebalances; workers |
      | `netty_`, `worker_pool_` | the HTTP server's buffers and threads |

      ## What to watch

      | | |
      |---|---|
      | `nightjar_dead_letters_total` grows | somebody must look: [codes.md](codes.md#causes-of-dead-letters) |
      | `nightjar_outbox_oldest_age_seconds` over 300 | recordings are safe and not announced: the message log fails, or no replica of ingest is ready |
      | `nightjar_outbox_quarantined` over 0 | an announcement fails for a reason of its own: see ingest's log |
      | `nightjar_work_oldest_age_seconds` over 3600 | a worker hangs, or its recordings are too large for it |
      | `nightjar_scratch_used_bytes` near `nightjar.scratch.bytes` | the store is slower than the uploads |
      | `kafka_consumer_fetch_manager_records_lag` grows for hours | too few workers |
      """;

  private MetricsDocument() {}

  static String text() {
    return INTRODUCTION
        + Arrays.stream(PipelineMeter.values())
            .sorted(Comparator.comparing(PipelineMeter::exposed))
            .map(MetricsDocument::row)
            .collect(Collectors.joining())
        + REST;
  }

  private static String row(PipelineMeter metric) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %s | %s | %s | %s | %s |\n",
        metric.exposed(),
        metric.kind().type(),
        metric.unit(),
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
        metric.where().text(),
        metric.meaning());
  }
}
