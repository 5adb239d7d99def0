package io.nightjar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.client.RecordingState;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a recording must yield, as {@code expected.json} beside the fixtures says.
 *
 * @param file its name
 * @param status its outcome
 * @param code what is wrong with it, if something is
 * @param artefacts what is made of it, at least
 * @param truth what it holds
 */
record Expectation(
    String file, String status, Optional<String> code, List<Made> artefacts, JsonNode truth) {
  /** The documents that hold the metadata of a recording; others tell of parts of it. */
  private static final Set<String> METADATA = Set.of("metadata.json", "audio.json");

  /** What they must tell as it is. */
  private static final List<String> TOLD =
      List.of(
          "recordedAt",
          "width",
          "height",
          "frames",
          "backgroundFrames",
          "codec",
          "sampleRateHertz");

  /** Lossy codecs add up to a few thousand samples at the ends. */
  private static final double SECONDS_TOLERANCE = 0.1;

  Expectation {
    artefacts = List.copyOf(artefacts);
  }

  /** An artefact that must be there. */
  record Made(String stage, String name, String mediaType) {}

  private record Document(List<Expectation> recordings) {}

  static List<Expectation> read(Path file) throws IOException {
    return Json.read(Files.readAllBytes(file), Document.class).recordings();
  }

  /** The stages that must report. */
  List<String> stages() {
    return artefacts.stream().map(Made::stage).distinct().toList();
  }

  /** What differs in a recording's outcome. */
  List<String> complaints(RecordingState state) {
    var complaints = new ArrayList<String>();
    if (!state.status().equals(status) || !state.code().equals(code)) {
      complaints.add(
          String.format(
              Locale.ROOT,
              "it is %s %s and should be %s %s",
              state.status(),
              state.code().orElse(""),
              status,
              code.orElse("")));
    }
    List<Made> there =
        state.artefacts().stream()
            .map(artefact -> new Made(artefact.stage(), artefact.name(), artefact.mediaType()))
            .toList();
    artefacts.stream()
        .filter(made -> !there.contains(made))
        .forEach(
            made ->
                complaints.add(
                    String.format(
                        Locale.ROOT,
                        "no artefact %s/%s of type %s",
                        made.stage(),
                        made.name(),
                        made.mediaType())));
    return complaints;
  }

  /** Whether an artefact holds the metadata of the recording. */
  static boolean isMetadata(String artefact) {
    return METADATA.contains(artefact);
  }

  /** What differs in a document with the metadata of the recording. */
  Optional<String> complaint(JsonNode metadata) {
    for (String field : TOLD) {
      if (truth.has(field) && !truth.get(field).equals(metadata.path(field))) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "%s is %s and should be %s",
                field,
                metadata.path(field),
                truth.get(field)));
      }
    }
    double seconds = metadata.path("durationSeconds").asDouble();
    if (truth.has("seconds")
        && Math.abs(seconds - truth.get("seconds").asDouble()) > SECONDS_TOLERANCE) {
      return Optional.of("it lasts " + seconds + " s and should last " + truth.get("seconds"));
    }
    return Optional.empty();
  }
}
