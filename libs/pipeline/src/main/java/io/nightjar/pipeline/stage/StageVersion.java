package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;

/**
 * A stage in one version, with one set of parameters; a re-render under another stands beside it.
 *
 * @param stage the stage's name, for example {@code thermal}
 * @param version the stage's number and a short hash of its parameters: {@code 1-5f2b9c01}
 */
public record StageVersion(String stage, String version) {
  private static final int HASH_DIGITS = 8;

  /**
   * Names a version.
   *
   * @param number rises whenever the same parameters give other artefacts
   * @param parameters a record of all that shapes the artefacts
   */
  public static StageVersion of(String stage, int number, Record parameters) {
    return new StageVersion(stage, number + "-" + hash(parameters));
  }

  /**
   * The same version on further inputs.
   *
   * @param inputs a record of all that comes to the recording: {@code 1-5f2b9c01-8c2e11aa}
   */
  public StageVersion with(Record inputs) {
    return new StageVersion(stage, version + "-" + hash(inputs));
  }

  private static String hash(Record record) {
    return Sha256.of(Json.bytes(record)).substring(0, HASH_DIGITS);
  }

  /** Stage and version as one name. */
  public String text() {
    return stage + "/" + version;
  }
}
