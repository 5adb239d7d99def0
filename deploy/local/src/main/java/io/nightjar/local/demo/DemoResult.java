package io.nightjar.local.demo;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the demo found of one recording.
 *
 * @param file the recording's name
 * @param recordingId its identity, or null if it was not taken
 * @param status its outcome
 * @param seconds from its receipt to its last completion event, if there was one
 * @param artefacts what was made of it
 * @param complaints what is wrong apart from the artefacts
 */
public record DemoResult(
    String file,
    @Nullable String recordingId,
    String status,
    Optional<Double> seconds,
    List<Checked> artefacts,
    List<String> complaints) {

  public DemoResult {
    artefacts = List.copyOf(artefacts);
    complaints = List.copyOf(complaints);
  }

  /**
   * An artefact that was fetched and looked into.
   *
   * @param name stage and name
   * @param mediaType of its content
   * @param size bytes
   * @param file where it lies now
   * @param complaint what is wrong with it
   */
  public record Checked(
      String name, String mediaType, long size, String file, Optional<String> complaint) {}

  /** Whether all is right. */
  public boolean isRight() {
    return complaints.isEmpty()
        && artefacts.stream().allMatch(artefact -> artefact.complaint().isEmpty());
  }
}
