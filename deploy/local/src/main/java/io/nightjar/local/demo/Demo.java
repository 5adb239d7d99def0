package io.nightjar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.Artefact;
import io.nightjar.local.client.BarProgress;
import io.nightjar.local.client.IngestClient;
import io.nightjar.local.client.RecordingState;
import io.nightjar.local.client.StoredBytes;
import io.nightjar.local.client.UploadOutcome;
import io.nightjar.local.client.Uploader;
import io.nightjar.local.client.VerifiedDownload;
import io.nightjar.local.event.EventFollower;
import io.nightjar.local.event.StackEvent;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.ProgressLine;
import io.nightjar.local.terminal.Screen;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Uploads recordings, waits for their events, and looks at everything that was made of them. */
public final class Demo {
  private static final Duration OUTCOME_PATIENCE = Duration.ofMinutes(2);
  private static final Duration EVENT_PATIENCE = Duration.ofSeconds(20);

  private final IngestClient client;
  private final EventFollower events;
  private final Path folder;
  private final Screen screen;

  /**
   * A run of the demo.
   *
   * @param events from the beginning
   * @param folder where to put the artefacts
   * @param screen shows how far it is
   */
  public Demo(IngestClient client, EventFollower events, Path folder, Screen screen) {
    this.client = client;
    this.events = events;
    this.folder = folder;
    this.screen = screen;
  }

  /**
   * Puts recordings through; one result each, in their order.
   *
   * @param fixtures a folder with recordings and {@code expected.json}, which says what must become
   *     of each
   */
  public List<DemoResult> run(Path fixtures) throws IOException, InterruptedException {
    List<Expectation> recordings = Expectation.read(fixtures.resolve("expected.json"));
    var outcomes = new ArrayList<UploadOutcome>();
    List<Path> files = recordings.stream().map(one -> fixtures.resolve(one.file())).toList();
    long bytes = files.stream().mapToLong(file -> file.toFile().length()).sum();
    try (var progress = new ProgressLine(screen, "working", files.size(), bytes)) {
      new Uploader(client, true, OUTCOME_PATIENCE, Uploader.JOBS, new BarProgress(progress))
          .run(files.stream().map(Path::toString).toList(), outcomes::add);
    }
    Map<String, StackEvent> heard = awaitEvents(recordings, outcomes);
    var results = new ArrayList<DemoResult>();
    for (int index = 0; index < recordings.size(); index++) {
      results.add(look(recordings.get(index), outcomes.get(index), heard));
    }
    return results;
  }

  /** The events by recording and stage. */
  private Map<String, StackEvent> awaitEvents(
      List<Expectation> recordings, List<UploadOutcome> outcomes) {
    var wanted = new ArrayList<String>();
    for (int index = 0; index < recordings.size(); index++) {
      String id = outcomes.get(index).recordingId();
      if (id != null) {
        recordings.get(index).stages().forEach(stage -> wanted.add(key(id, stage)));
      }
    }
    var heard = new HashMap<String, StackEvent>();
    if (!wanted.isEmpty()) {
      events.follow(
          event -> {
            heard.put(key(event.subject(), event.data().path("stage").asText()), event);
            return !heard.keySet().containsAll(wanted);
          },
          System.nanoTime() + EVENT_PATIENCE.toNanos());
    }
    return heard;
  }

  private DemoResult look(
      Expectation expected, UploadOutcome outcome, Map<String, StackEvent> heard)
      throws IOException, InterruptedException {
    String id = outcome.recordingId();
    if (id == null) {
      return new DemoResult(
          expected.file(),
          null,
          outcome.status(),
          Optional.empty(),
          List.of(),
          List.of(outcome.complaint()));
    }
    RecordingState state = client.recording(id);
    var complaints = new ArrayList<>(expected.complaints(state));
    Optional<Instant> last = Optional.empty();
    for (String stage : expected.stages()) {
      StackEvent event = heard.get(key(id, stage));
      if (event == null) {
        complaints.add("no event of the stage " + stage);
      } else {
        Instant time = Instant.parse(event.time());
        last = last.filter(time::isBefore).or(() -> Optional.of(time));
      }
    }
    var artefacts = new ArrayList<DemoResult.Checked>();
    for (Artefact artefact : state.artefacts()) {
      artefacts.add(fetch(id, artefact, expected));
    }
    Instant received = Instant.parse(state.receivedAt());
    return new DemoResult(
        expected.file(),
        id,
        state.status() + state.code().map(code -> ": " + code).orElse(""),
        last.map(end -> Duration.between(received, end).toMillis() / 1e3),
        artefacts,
        complaints);
  }

  private DemoResult.Checked fetch(String id, Artefact artefact, Expectation expected)
      throws IOException, InterruptedException {
    Path under = folder.resolve(expected.file());
    Path file = under.resolve(artefact.stage()).resolve(artefact.name()).normalize();
    if (!file.startsWith(under)) {
      throw Failure.because("the artefact's name leads out of its folder: " + artefact.name());
    }
    Files.createDirectories(file.getParent());
    Optional<String> complaint;
    try {
      new VerifiedDownload(client, StoredBytes.of(id, artefact)).to(file);
      complaint =
          Files.size(file) == artefact.size()
              ? complaint(artefact, file, expected)
              : Optional.of("it has " + Files.size(file) + " bytes");
    } catch (Failure damaged) {
      complaint = Optional.ofNullable(damaged.getMessage());
    }
    return new DemoResult.Checked(
        name(artefact), artefact.mediaType(), artefact.size(), file.toString(), complaint);
  }

  private static Optional<String> complaint(Artefact artefact, Path file, Expectation expected)
      throws IOException {
    Optional<String> complaint =
        ContentCheck.complaint(artefact.name(), artefact.mediaType(), file);
    if (complaint.isEmpty() && Expectation.isMetadata(artefact.name())) {
      return expected.complaint(Json.read(Files.readAllBytes(file), JsonNode.class));
    }
    return complaint;
  }

  private static String name(Artefact artefact) {
    return artefact.stage() + "/" + artefact.name();
  }

  private static String key(String recordingId, String stage) {
    return recordingId + " " + stage;
  }
}
