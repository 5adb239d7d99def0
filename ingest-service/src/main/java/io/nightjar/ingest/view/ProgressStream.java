package io.nightjar.ingest.view;

import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A recording's timeline as server-sent events, from <em>received</em> to the last stage's end.
 * Each event's id names all that was told so far, so that whoever comes back with the last one, to
 * any replica, misses nothing and hears nothing twice.
 */
public final class ProgressStream {
  /** The media type of server-sent events. */
  public static final String MEDIA_TYPE = "text/event-stream";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Proxies cut connections on which nothing is said for a minute or less. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final String SEPARATOR = ",";
  private static final String END = "end";

  private final Source source;
  private final Set<String> told = new LinkedHashSet<>();

  /**
   * Tells what was not told yet.
   *
   * @param lastEventId of the last event that was heard; empty for all
   */
  public ProgressStream(Source source, Optional<String> lastEventId) {
    this.source = source;
    lastEventId.ifPresent(ids -> told.addAll(List.of(ids.split(SEPARATOR, -1))));
  }

  /** Where the recording is looked at. */
  @FunctionalInterface
  public interface Source {
    /** The recording as it stands now. */
    RecordingView look() throws IOException;

    /** The same, for one thread, where the recording was looked at a moment ago. */
    static Source after(RecordingView first, Source later) {
      Deque<RecordingView> looked = new ArrayDeque<>(List.of(first));
      return () -> looked.isEmpty() ? later.look() : looked.remove();
    }
  }

  /** Whether everything was told, and nothing more is expected. */
  public boolean isOver() {
    return told.contains(END);
  }

  /**
   * Tells of each step as it is seen.
   *
   * @param longest how long this goes on at most
   * @param stops asked now and then whether to stop
   */
  public void write(OutputStream out, Duration longest, BooleanSupplier stops)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    long lastWord = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    while (!isOver() && !stops.getAsBoolean() && System.nanoTime() - deadline < 0) {
      if (tell(out)) {
        pause = FIRST_PAUSE;
        lastWord = System.nanoTime();
      } else if (System.nanoTime() - lastWord > SILENCE.toNanos()) {
        write(out, ":\n\n");
        lastWord = System.nanoTime();
      }
      if (!isOver()) {
        Thread.sleep(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
      }
    }
  }

  private boolean tell(OutputStream out) throws IOException {
    RecordingView view = source.look();
    boolean news = false;
    for (RecordingView.Step step : view.timeline()) {
      if (told.add(name(step))) {
        event(out, step.what(), step);
        news = true;
      }
    }
    if (!view.isProcessing() && told.add(END)) {
      event(out, END, new End(view.status(), view.code()));
      news = true;
    }
    return news;
  }

  /** Nothing more is expected. */
  private record End(String status, Optional<String> code) {}

  private static String name(RecordingView.Step step) {
    return step.stage().map(stage -> stage + "@" + step.version().orElse("")).orElse(step.what());
  }

  private void event(OutputStream out, String name, Record data) throws IOException {
    String json = new String(Json.bytes(data), StandardCharsets.UTF_8);
    String id = String.join(SEPARATOR, told);
    write(out, "event: " + name + "\nid: " + id + "\ndata: " + json + "\n\n");
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
