package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the key of an attempt's mark tells, in this release's form or another's: the segment that is
 * a recording's id, and those that name the work.
 */
record Attempt(RecordingId recording, List<String> segments) {
  private static final String OF_A_SERVICE = "-service";
  private static final Pattern VERSION = Pattern.compile("\\d+(-[0-9a-f]{8,64})+");

  static Optional<Attempt> of(String key) {
    List<String> segments =
        Arrays.asList(key.substring(ObjectKeys.ATTEMPTS.length()).split("/", -1));
    return segments.stream()
        .flatMap(segment -> RecordingId.parse(segment).stream())
        .findFirst()
        .map(id -> new Attempt(id, segments));
  }

  /**
   * Whether an end in the store is the end of this attempt's work: the stage is the mark's, and so
   * is the version, if the mark names one.
   *
   * @param endKey a key as {@code derived/{recordingId}/{stage}/{version}/manifest.json}
   */
  boolean hasEnded(String endKey) {
    String[] end = endKey.substring(ObjectKeys.derived(recording).length()).split("/", -1);
    if (end.length < 3) {
      return false;
    }
    boolean sameStage = segments.contains(end[0]) || segments.contains(end[0] + OF_A_SERVICE);
    boolean otherVersion =
        segments.stream().anyMatch(segment -> VERSION.matcher(segment).matches())
            && !segments.contains(end[1]);
    return sameStage && !otherVersion;
  }
}
