package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is room for in the event that announces a work: all that it names and says has to be
 * within {@link EventCodec#LARGEST_DATA}, whatever bucket, group, device and labels are called.
 *
 * @param work that is announced
 * @param event that asked for it
 * @param bucket that artefacts are stored in
 */
public record EventRoom(Work work, EventData event, String bucket) {
  private static final String ANY_DIGEST = "0".repeat(64);
  private static final String LONGEST_CODE = "x".repeat(64);

  /**
   * An artefact that may be stored.
   *
   * @param name its name
   * @param mediaType of its content
   */
  public record Planned(String name, String mediaType) {}

  /** Whether the event can name artefacts, of up to 2 GiB each, and say a summary. */
  public boolean takes(List<Planned> artefacts, Record summary) {
    List<Artefact> named = new ArrayList<>();
    for (Planned each : artefacts) {
      String key =
          ObjectKeys.artefact(
              work.recording(),
              work.version().stage(),
              work.version().version(),
              each.name(),
              ANY_DIGEST);
      named.add(new Artefact(each.name(), object(key, each.mediaType())));
    }
    Manifest manifest =
        Manifest.of(
            work, event, new StageOutcome.Partial(LONGEST_CODE, "", summary), named, Instant.EPOCH);
    String key =
        ObjectKeys.manifest(work.recording(), work.version().stage(), work.version().version());
    Manifests.Stored stored = new Manifests.Stored(manifest, object(key, "application/json"));
    return Json.bytes(stored.completed()).length <= EventCodec.LARGEST_DATA;
  }

  private ObjectRef object(String key, String mediaType) {
    return new ObjectRef(bucket, key, Integer.MAX_VALUE, ANY_DIGEST, mediaType);
  }
}
