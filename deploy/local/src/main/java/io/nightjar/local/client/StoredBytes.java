package io.nightjar.local.client;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bytes of a recording that ingest-service serves, and what they must be.
 *
 * @param name what people call them
 * @param path where they are served
 * @param mediaType of the content
 * @param size bytes
 * @param sha256 lower-case hex
 */
public record StoredBytes(String name, String path, String mediaType, long size, String sha256) {
  private static final String RECORDINGS = "recordings";

  /** What was made of a recording. */
  public static StoredBytes of(String recordingId, Artefact artefact) {
    return new StoredBytes(
        artefact.stage() + "/" + artefact.name(),
        OperatorClient.path(
            RECORDINGS, recordingId, "artefacts", artefact.stage(), artefact.name()),
        artefact.mediaType(),
        artefact.size(),
        artefact.sha256());
  }

  /** The upload itself, byte for byte. */
  public static StoredBytes upload(RecordingState recording) {
    return new StoredBytes(
        recording.fileName().orElse("the upload"),
        OperatorClient.path(RECORDINGS, recording.recordingId(), "raw"),
        recording.mediaType(),
        recording.size(),
        recording.sha256());
  }

  /** What is said of it to scripts. */
  public Map<String, Object> described() {
    var description = new LinkedHashMap<String, Object>();
    description.put("name", name);
    description.put("mediaType", mediaType);
    description.put("size", size);
    description.put("sha256", sha256);
    return description;
  }

  /** Whether a terminal shows it as text. */
  public boolean isText() {
    return mediaType.startsWith("text/") || mediaType.equals("application/json");
  }
}
