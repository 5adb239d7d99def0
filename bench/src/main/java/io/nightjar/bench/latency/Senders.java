package io.nightjar.bench.latency;

import io.nightjar.bench.stack.ServerProcess;
import io.nightjar.bench.stack.Stack;
import io.nightjar.pipeline.event.EventType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Devices that send recordings in turn at a steady pace, whatever became of those before, so that
 * one that takes long delays no measurement.
 */
final class Senders {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stack stack;
  private final SceneRecordings recordings;
  private final SeenEvents events;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Senders(Stack stack, SceneRecordings recordings, SeenEvents events) {
    this.stack = stack;
    this.recordings = recordings;
    this.events = events;
  }

  /**
   * Sends, and waits for all that comes of it, previews too: what follows begins with nothing to
   * do.
   *
   * @param pace how many devices send how many recordings
   */
  Measured send(Pace pace) throws IOException, InterruptedException {
    var machine =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    machine.getCpuLoad(); // from here on; the next call tells of the time since this one
    double before = processorSeconds();
    long began = System.nanoTime();
    List<Passage> passages = new ArrayList<>();
    for (Camera.Sent sent : sendAll(pace, began)) {
      passages.add(passage(sent));
      events.await(sent.recordingId(), EventType.PREVIEW_RENDERED, PATIENCE);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Measured(
        pace,
        passages,
        (processorSeconds() - before) / seconds,
        machine.getCpuLoad() * machine.getAvailableProcessors(),
        seconds);
  }

  private List<Camera.Sent> sendAll(Pace pace, long began)
      throws IOException, InterruptedException {
    List<Future<List<Camera.Sent>>> shares = new ArrayList<>();
    List<Camera.Sent> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(pace.devices())) {
      for (int n = 0; n < pace.devices(); n++) {
        Camera camera = new Camera(http, stack.ingest(), stack.deviceToken("camera-" + n));
        int first = n;
        shares.add(threads.submit(() -> sendShare(camera, first, pace, began)));
      }
      for (Future<List<Camera.Sent>> share : shares) {
        all.addAll(share.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("an upload failed: " + e.getCause(), e.getCause());
    }
    return all;
  }

  private List<Camera.Sent> sendShare(Camera camera, int first, Pace pace, long began)
      throws IOException, InterruptedException {
    List<Camera.Sent> sent = new ArrayList<>();
    for (int n = first; n < pace.recordings(); n += pace.devices()) {
      byte[] recording = recordings.next();
      long due = began + n * pace.every().toNanos();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      sent.add(camera.send(recording));
    }
    return sent;
  }

  private Passage passage(Camera.Sent sent) throws IOException, InterruptedException {
    return new Passage(
        millis(sent, EventType.RECORDING_RECEIVED),
        millis(sent, EventType.THERMAL_DECODED),
        millis(sent, EventType.THUMBNAIL_RENDERED));
  }

  private double millis(Camera.Sent sent, String type) throws IOException, InterruptedException {
    return (events.await(sent.recordingId(), type, PATIENCE) - sent.nanos()) / 1e6;
  }

  /** What all processes of the benchmark have used so far, this one among them. */
  private double processorSeconds() throws IOException {
    Duration all = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    for (ServerProcess process : stack.processes()) {
      all = all.plus(process.processorTimeWithChildren());
    }
    return all.toNanos() / 1e9;
  }
}
