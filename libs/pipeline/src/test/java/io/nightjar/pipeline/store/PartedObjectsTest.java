package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
class PartedObjectsTest {
  private static final String MEDIA_TYPE = "audio/wav";
  private static final int PART = PartedObjects.SMALLEST_PART;

  private final Sandbox sandbox;
  private final PartedObjects parted;

  PartedObjectsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.parted = sandbox.store().parted();
  }

  @Test
  void becomesTheNamedPartsInTheOrderOfTheirNumbers() throws IOException {
    PartedUpload upload = parted.begin(sandbox.unique("raw/gaps"), MEDIA_TYPE);
    byte[] first = noise(PART, 1);
    byte[] last = noise(3, 2);
    StoredPart late = put(upload, 900, last);
    StoredPart early = put(upload, 7, first);

    boolean completed = parted.complete(upload, List.of(early, late));

    assertThat(completed).isTrue();
    assertThat(sandbox.store().find(upload.key(), PART + 3)).contains(joined(first, last));
    assertThat(sandbox.unfinishedUploads()).doesNotContain(upload.key());
  }

  /** What a writer sends that was given up: its number is its own, so it replaces nothing. */
  @Test
  void dropsPartsThatAreNotNamed() throws IOException {
    PartedUpload upload = parted.begin(sandbox.unique("raw/zombie"), MEDIA_TYPE);
    byte[] first = noise(PART, 1);
    byte[] last = noise(10, 2);
    StoredPart one = put(upload, 1, first);
    put(upload, 2, noise(PART, 3));
    StoredPart three = put(upload, 3, last);
    put(upload, 4, noise(PART, 4));

    boolean completed = parted.complete(upload, List.of(one, three));

    assertThat(completed || refusesOtherParts()).isTrue();
    Optional<byte[]> stored = sandbox.store().find(upload.key(), 2 * PART);
    assertThat(stored.isPresent()).isEqualTo(completed);
    stored.ifPresent(bytes -> assertThat(bytes).isEqualTo(joined(first, last)));
  }

  /** What store check says of this store: such as it is, it never makes another object. */
  private boolean refusesOtherParts() throws StoreException {
    List<StoreContract.Ability> limited = new ArrayList<>();
    StoreContract.check(
        sandbox.store(),
        finding -> {
          if (finding instanceof StoreContract.Limited) {
            limited.add(finding.ability());
          }
        });
    return limited.contains(StoreContract.Ability.DROP_PARTS);
  }

  /** Why no number may be used twice: the upload can't be completed any more. */
  @Test
  void refusesAPartThatAnotherHasReplaced() throws IOException {
    PartedUpload upload = parted.begin(sandbox.unique("raw/replaced"), MEDIA_TYPE);
    StoredPart named = put(upload, 1, noise(10, 1));
    put(upload, 1, noise(10, 2));

    assertThat(parted.complete(upload, List.of(named))).isFalse();
    assertThat(sandbox.store().find(upload.key(), 10)).isEmpty();
  }

  /** Whether it is told of it, as by MinIO, or not, as by S3. */
  @Test
  void changesNothingWhereAnUploadIsCompletedTwice() throws IOException {
    PartedUpload upload = parted.begin(sandbox.unique("raw/twice"), MEDIA_TYPE);
    List<StoredPart> parts = List.of(put(upload, 1, noise(10, 1)));
    parted.complete(upload, parts);

    parted.complete(upload, parts);

    assertThat(sandbox.store().find(upload.key(), 10)).contains(noise(10, 1));
  }

  @Test
  void leavesNothingOfAnAbandonedUpload() throws IOException {
    PartedUpload upload = parted.begin(sandbox.unique("raw/abandoned"), MEDIA_TYPE);
    StoredPart part = put(upload, 1, noise(10, 1));

    parted.abandon(upload);

    assertThat(parted.complete(upload, List.of(part))).isFalse();
    parted.abandon(upload);
    assertThat(sandbox.store().find(upload.key(), 10)).isEmpty();
    assertThat(sandbox.unfinishedUploads()).doesNotContain(upload.key());
  }

  @Test
  void storesWhatHasGatheredAsAnObjectAndGathersAnew() throws IOException {
    String key = sandbox.unique("uploads/tail");
    try (PartSpool spool = parted.spool()) {
      spool.append(noise(100, 1), 0, 100);
      spool.clear();
      spool.append(noise(50, 2), 10, 40);
      parted.put(key, spool, MEDIA_TYPE);
      spool.append(sandbox.store().open(key));

      assertThat(spool.length()).isEqualTo(80);
      byte[] half = Arrays.copyOfRange(noise(50, 2), 10, 50);
      assertThat(spool.head(1000)).isEqualTo(joined(half, half));
    }
  }

  private StoredPart put(PartedUpload upload, int number, byte[] bytes) throws IOException {
    try (PartSpool spool = parted.spool()) {
      spool.append(bytes, 0, bytes.length);
      return parted.put(upload, number, spool);
    }
  }

  private static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
