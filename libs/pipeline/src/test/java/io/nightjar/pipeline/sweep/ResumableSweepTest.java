package io.nightjar.pipeline.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.UnfinishedUpload;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store with a resumable upload in all that it may have there at once. */
@ExtendWith(BrokerAndStore.class)
@Tag("process")
class ResumableSweepTest {
  private static final Duration AGE = Duration.ofHours(24);
  private static final byte[] BYTES = "bytes".getBytes(UTF_8);

  private final Sandbox sandbox;
  private final ObjectStore store;
  private final RecordingId id = Examples.newId();
  private final String raw = ObjectKeys.raw(Examples.CAMERA, id.givenAt(), id, "wav");
  private final String note = ObjectKeys.openUpload(Examples.CAMERA, id);
  private final String first = ObjectKeys.uploadState(Examples.CAMERA, id, 9);
  private final String second = ObjectKeys.uploadState(Examples.CAMERA, id, 10);
  private final String tail = ObjectKeys.uploadTail(Examples.CAMERA, id, UUID.randomUUID());

  ResumableSweepTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void clear() throws IOException {
    sandbox.clear();
    List<UnfinishedUpload> uploads = new ArrayList<>();
    store.listUploads("", uploads::add);
    for (UnfinishedUpload upload : uploads) {
      store.abandon(upload);
    }
  }

  @Test
  void leavesAnUploadAloneThatHasNotExpired() throws Exception {
    Instant later = Instant.now().plus(AGE.multipliedBy(3));
    populate(later.minus(AGE).plusSeconds(1));

    assertThat(found(later)).isEmpty();
  }

  @Test
  void findsAllOfAnUploadThatHasExpired() throws Exception {
    Instant later = Instant.now().plus(AGE.multipliedBy(3));
    populate(later.minus(AGE));

    List<Orphan> found = found(later);

    assertThat(found)
        .extracting(Orphan::key)
        .containsExactlyInAnyOrder(raw, raw, note, first, second, tail);
    assertThat(found)
        .extracting(Orphan::kind)
        .containsOnlyOnce(Orphan.Kind.RAW, Orphan.Kind.UPLOAD)
        .contains(Orphan.Kind.LEFTOVER);
  }

  @Test
  void removesAllOfAnUploadThatHasExpired() throws Exception {
    Instant later = Instant.now().plus(AGE.multipliedBy(3));
    populate(later.minus(AGE));
    StoreSweep sweep = new StoreSweep(store, AGE, InstantSource.fixed(later));

    sweep.find(EnumSet.allOf(Orphan.Kind.class), sweep::mend);

    assertThat(sandbox.keys("")).isEmpty();
    assertThat(sandbox.unfinishedUploads()).isEmpty();
  }

  @Test
  void leavesAnUploadAloneWhoseStateCanNotBeRead() throws Exception {
    populate(Instant.EPOCH);
    put(second, BYTES);

    assertThat(found(Instant.now().plus(AGE.multipliedBy(3)))).isEmpty();
  }

  private void populate(Instant expiresAt) throws IOException {
    put(first, document(Instant.EPOCH));
    put(second, document(expiresAt));
    put(tail, BYTES);
    put(note, new byte[0]);
    put(raw, BYTES);
    sandbox.beginUpload(raw);
  }

  private static byte[] document(Instant expiresAt) {
    return ("{\"announced\":{\"expiresAt\":\"" + expiresAt + "\",\"length\":5},\"writer\":\"w\"}")
        .getBytes(UTF_8);
  }

  private void put(String key, byte[] body) throws IOException {
    store.put(key, body, "application/json");
  }

  private List<Orphan> found(Instant now) throws IOException {
    List<Orphan> found = new ArrayList<>();
    new StoreSweep(store, AGE, InstantSource.fixed(now))
        .find(EnumSet.allOf(Orphan.Kind.class), found::add);
    return found;
  }
}
