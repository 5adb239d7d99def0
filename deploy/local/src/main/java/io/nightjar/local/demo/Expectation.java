package io.nightjar.local.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * What an undamaged recording must yield.
 *
 * @param artefacts what is made of it, as {@code stage/name}
 */
record Expectation(List<String> artefacts) {
  private static final Expectation THERMAL =
      new Expectation(
          List.of(
              "thermal/metadata.json",
              "thumbnail/thumbnail-64.png",
              "thumbnail/thumbnail-320.png"));
  private static final Expectation AUDIO =
      new Expectation(
          List.of("audio/audio.json", "audio/spectrogram.npy", "audio/spectrogram.png"));

  Expectation {
    artefacts = List.copyOf(artefacts);
  }

  /** By the kind of recording, which the fixtures' names tell. */
  static Expectation of(Path recording) {
    return recording.getFileName().toString().endsWith(".cptv") ? THERMAL : AUDIO;
  }

  /** The stages that must report. */
  List<String> stages() {
    return artefacts.stream().map(name -> name.substring(0, name.indexOf('/'))).distinct().toList();
  }
}
