package io.nightjar.pipeline.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Every meter of the services. {@code docs/metrics.md} is made from this table, so a meter that is
 * not in it does not exist.
 */
public enum PipelineMeter {
  DEAD_LETTERS(
      "nightjar.dead.letters",
      Kind.COUNTER,
      Where.WORKERS,
      "Events that were put among the dead letters, by what they died of",
      "cause"),
  DEPENDENCY_RETRIES(
      "nightjar.dependency.retries",
      Kind.COUNTER,
      Where.ALL,
      "Steps that were tried again because the store or the message log failed",
      "dependency"),
  RECORDS_IN_FLIGHT(
      "nightjar.records.in.flight",
      Kind.GAUGE,
      Where.WORKERS,
      "Events that were read and are in work, or wait for their turn"),
  STAGE_DURATION(
      "nightjar.stage.duration",
      Kind.TIMER,
      Where.WORKERS,
      "How long a stage's work takes, waiting included",
      "stage",
      "status"),
  WORK_OLDEST_AGE(
      "nightjar.work.oldest.age",
      Kind.AGE,
      Where.WORKERS,
      "How long the oldest event in work has been in work"),
  WORKS_ENDED(
      "nightjar.works.ended",
      Kind.COUNTER,
      Where.WORKERS,
      "Works that have ended, by how; code is none where all went well",
      "stage",
      "status",
      "code"),
  ARCHIVES_UNDER_WAY(
      "nightjar.archives.under.way", Kind.GAUGE, Where.INGEST, "Archives that are unpacked now"),
  DEPENDENCY_ANSWERS(
      "nightjar.dependency.answers",
      Kind.GAUGE,
      Where.INGEST,
      "1 while the store, or the message log, answers; 0 while it does not and uploads are refused",
      "dependency"),
  FRAMES_DURATION(
      "nightjar.frames.duration",
      Kind.TIMER,
      Where.INGEST,
      "How long readers of frames are served, waiting for a place included, by how that ended; code"
          + " is none where all went well",
      "code"),
  OUTBOX_OLDEST_AGE(
      "nightjar.outbox.oldest.age",
      Kind.AGE,
      Where.INGEST,
      "How long the oldest recording has waited that is accepted and not announced"),
  OUTBOX_PENDING(
      "nightjar.outbox.pending",
      Kind.GAUGE,
      Where.INGEST,
      "Recordings that are accepted and were not announced in time"),
  OUTBOX_QUARANTINED(
      "nightjar.outbox.quarantined",
      Kind.GAUGE,
      Where.INGEST,
      "Recordings whose announcement fails again and again; they are tried more seldom"),
  SCRATCH_USED(
      "nightjar.scratch.used.bytes",
      Kind.GAUGE,
      Where.INGEST,
      "What uploads under way have on the scratch disk together, in bytes"),
  UPLOADS_LEFTOVERS(
      "nightjar.uploads.leftovers",
      Kind.GAUGE,
      Where.INGEST,
      "Objects of failed uploads that wait to be removed from the store"),
  UPLOADS_RESUMABLE_ENDED(
      "nightjar.uploads.resumable.ended",
      Kind.COUNTER,
      Where.INGEST,
      "Resumable uploads that have ended, by how",
      "outcome"),
  UPLOADS_RESUMABLE_UNDER_WAY(
      "nightjar.uploads.resumable.under.way",
      Kind.GAUGE,
      Where.INGEST,
      "Chunks of resumable uploads that come in now"),
  UPLOADS_UNDER_WAY(
      "nightjar.uploads.under.way",
      Kind.GAUGE,
      Where.INGEST,
      "Uploads in one piece that come in now");

  /** What a meter counts or shows. */
  public enum Kind {
    /** Only ever grows; begins at 0 with the process. */
    COUNTER("counter", "_total", ""),
    /** A value as it stands. */
    GAUGE("gauge", "", ""),
    /** A gauge of seconds. */
    AGE("gauge", "_seconds", "seconds"),
    /** How often, how long in sum and at most, and a histogram. */
    TIMER("histogram", "_seconds", "seconds");

    private final String type;
    private final String suffix;
    private final String unit;

    Kind(String type, String suffix, String unit) {
      this.type = type;
      this.suffix = suffix;
      this.unit = unit;
    }

    /** What Prometheus calls it. */
    public String type() {
      return type;
    }
  }

  /** Which services have a meter. */
  public enum Where {
    /** All four. */
    ALL("all"),
    /** Ingest alone. */
    INGEST("ingest-service"),
    /** All but ingest. */
    WORKERS("thermal-, audio-, thumbnail-service");

    private final String text;

    Where(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  private static final String SEPARATOR = ",";

  private final String meter;
  private final Kind kind;
  private final Where where;
  private final String meaning;

  /** Joined, since a constant holds nothing that might change. */
  private final String labels;

  PipelineMeter(String meter, Kind kind, Where where, String meaning, String... labels) {
    this.meter = meter;
    this.kind = kind;
    this.where = where;
    this.meaning = meaning;
    this.labels = String.join(SEPARATOR, labels);
  }

  /** Its name as Prometheus has it. */
  public String exposed() {
    return meter.replace('.', '_') + kind.suffix;
  }

  /** Its kind. */
  public Kind kind() {
    return kind;
  }

  /** Which services have it. */
  public Where where() {
    return where;
  }

  /** What it means. */
  public String meaning() {
    return meaning;
  }

  /** The unit of its values; empty for mere numbers. */
  public String unit() {
    return meter.endsWith(".bytes") ? "bytes" : kind.unit;
  }

  /** The names of its labels. */
  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(SEPARATOR));
  }

  /**
   * A counter.
   *
   * @param values of its labels, in their order
   */
  public Counter counter(MeterRegistry meters, String... values) {
    return Counter.builder(meter).description(meaning).tags(tags(values)).register(meters);
  }

  /**
   * Shows a value of an object, an age in seconds, for as long as the object is in use elsewhere.
   *
   * @param values of its labels, in their order
   */
  public <T> void gauge(MeterRegistry meters, T of, ToDoubleFunction<T> value, String... values) {
    if (kind == Kind.AGE) {
      TimeGauge.builder(meter, of, TimeUnit.SECONDS, value)
          .description(meaning)
          .tags(tags(values))
          .register(meters);
    } else {
      Gauge.builder(meter, of, value).description(meaning).tags(tags(values)).register(meters);
    }
  }

  /**
   * A timer, to be given its percentiles and registered.
   *
   * @param values of its labels, in their order
   */
  public Timer.Builder timer(String... values) {
    return Timer.builder(meter).description(meaning).tags(tags(values));
  }

  private List<Tag> tags(String... values) {
    List<String> names = labels();
    if (values.length != names.size()) {
      throw new IllegalArgumentException(meter + " has the labels " + names);
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(names.get(i), values[i]));
    }
    return tags;
  }
}
