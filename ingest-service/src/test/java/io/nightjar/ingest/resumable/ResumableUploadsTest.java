package io.nightjar.ingest.resumable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.Sounds;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.SenderClaims;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class ResumableUploadsTest {
  private static final DeviceIdentity DEVICE = Sender.DEVICE;
  private static final int MIB = 1024 * 1024;

  @SuppressWarnings("NullAway.Init")
  private static Fleet fleet;

  @BeforeAll
  static void start() throws Exception {
    fleet = Fleet.start();
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @Test
  void goesOnOnAnyReplicaWithChunksOfAnySize() throws Exception {
    byte[] sound = Sounds.wav(11 * MIB + 7, 1);
    Sender sender = new Sender(sound);
    List<ResumableUploads> replicas = List.of(fleet.replica(), fleet.replica(), fleet.replica());
    String id = sender.begin(replicas.getFirst());
    SplittableRandom random = new SplittableRandom(5);
    UploadStatus status = replicas.getLast().status(DEVICE, id);

    for (int n = 0; status.offset() < sound.length; n++) {
      int from = (int) status.offset();
      int to = Math.min(sound.length, from + (1 << random.nextInt(23)));
      status = replicas.get(n % 3).append(DEVICE, id, sender.chunk(from, to));
      assertThat(status.offset()).isEqualTo(to);
    }

    RecordingId recording = status.recordingId().orElseThrow();
    assertThat(Arrays.equals(fleet.raw(recording), sound)).isTrue();
    assertThat(fleet.recording(recording).raw().sha256()).isEqualTo(Sha256.of(sound));
    assertThat(fleet.recording(recording).raw().size()).isEqualTo(sound.length);
    assertThat(fleet.announcements(recording)).isOne();
    assertNothingIsLeftOf(id);
  }

  @Test
  void takesChunksOfOneByte() throws Exception {
    byte[] sound = Sounds.wav(60, 2);
    Sender sender = new Sender(sound);
    ResumableUploads replica = fleet.replica();
    String id = sender.begin(replica);

    for (int n = 0; n < sound.length; n++) {
      replica.append(DEVICE, id, sender.chunk(n, n + 1));
    }

    RecordingId recording = replica.status(DEVICE, id).recordingId().orElseThrow();
    assertThat(fleet.raw(recording)).isEqualTo(sound);
    assertNothingIsLeftOf(id);
  }

  /** More pieces than one document shall name, none of which fills a part. */
  @Test
  void gathersManySmallChunksBehindTheHead() throws Exception {
    byte[] sound = Sounds.wav(80_000, 3);
    Sender sender = new Sender(sound);
    ResumableUploads replica = fleet.replica();
    String id = sender.begin(replica);
    replica.append(DEVICE, id, sender.chunk(0, 70_000));

    for (int n = 70_000; n < 70_070; n++) {
      replica.append(DEVICE, id, sender.chunk(n, n + 1));
    }
    UploadStatus last = replica.append(DEVICE, id, sender.chunk(70_070, sound.length));

    assertThat(fleet.raw(last.recordingId().orElseThrow())).isEqualTo(sound);
    assertNothingIsLeftOf(id);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 70_000, 5 * MIB, 5 * MIB + 1, 7 * MIB + 123})
  void keepsEveryByteOfAChunkThatBreaksOff(int after) throws Exception {
    byte[] sound = Sounds.wav(8 * MIB, after);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());

    assertProblem(
        ProblemCode.INCOMPLETE_BODY,
        () -> fleet.replica().append(DEVICE, id, sender.broken(0, sound.length, after)));

    assertThat(fleet.replica().status(DEVICE, id).offset()).isEqualTo(after);
    UploadStatus last = fleet.replica().append(DEVICE, id, sender.chunk(after, sound.length));
    assertThat(Arrays.equals(fleet.raw(last.recordingId().orElseThrow()), sound)).isTrue();
  }

  /** The link broke without a word; the chunk waits for bytes that never come. */
  @Test
  void makesSafeWhatHasComeOfAChunkWhenItsSenderAsksAgain() throws Exception {
    byte[] sound = Sounds.wav(6 * MIB, 20);
    Sender sender = new Sender(sound);
    ResumableUploads replica = fleet.replica();
    String id = sender.begin(replica);
    Sender.Stalled stalled = sender.stalled(0, sound.length, 3 * MIB + 5);
    Attempt silent = Attempt.of(() -> replica.append(DEVICE, id, stalled.chunk()));
    stalled.awaitReached();

    UploadStatus status = replica.status(DEVICE, id);

    assertThat(status.offset()).isEqualTo(3 * MIB + 5);
    assertThat(silent.problem()).isEqualTo(ProblemCode.UPLOAD_LOCKED);
    UploadStatus last = replica.append(DEVICE, id, sender.chunk(3 * MIB + 5, sound.length));
    assertThat(Arrays.equals(fleet.raw(last.recordingId().orElseThrow()), sound)).isTrue();
  }

  @Test
  void makesSafeWhatHasComeWhenAReplicaEnds() throws Exception {
    byte[] sound = Sounds.wav(1 * MIB, 21);
    Sender sender = new Sender(sound);
    ResumableUploads replica = fleet.replica();
    String id = sender.begin(replica);
    Sender.Stalled stalled = sender.stalled(0, sound.length, 1000);
    Attempt cut = Attempt.of(() -> replica.append(DEVICE, id, stalled.chunk()));
    stalled.awaitReached();

    replica.depart();

    assertThat(cut.problem()).isEqualTo(ProblemCode.SHUTTING_DOWN);
    assertThat(fleet.replica().status(DEVICE, id).offset()).isEqualTo(1000);
  }

  /**
   * A replica that hangs, and sends its part when others have gone on: it is told so, and the
   * recording is that of the others.
   */
  @Test
  void doesNotTakeALatePartIntoTheRecording() throws Exception {
    byte[] sound = Sounds.wav(11 * MIB, 4);
    byte[] other = sound.clone();
    Arrays.fill(other, 6 * MIB, other.length, (byte) 7);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    Sender.Stalled stalled = new Sender(other).stalled(0, other.length, 9 * MIB);
    Attempt late = Attempt.of(() -> fleet.replica().append(DEVICE, id, stalled.chunk()));
    stalled.awaitReached();
    assertThat(fleet.replica().status(DEVICE, id).offset()).isEqualTo(5 * MIB);
    fleet.replica().append(DEVICE, id, sender.chunk(5 * MIB, 10 * MIB + 9));

    stalled.release();
    assertThat(late.problem()).isEqualTo(ProblemCode.UPLOAD_LOCKED);
    UploadStatus last =
        fleet.replica().append(DEVICE, id, sender.chunk(10 * MIB + 9, sound.length));

    RecordingId recording = last.recordingId().orElseThrow();
    assertThat(Arrays.equals(fleet.raw(recording), sound)).isTrue();
    assertThat(fleet.recording(recording).raw().sha256()).isEqualTo(Sha256.of(sound));
    assertNothingIsLeftOf(id);
  }

  /** The same where the others have finished by then. */
  @Test
  void doesNotChangeAFinishedRecordingByALatePart() throws Exception {
    byte[] sound = Sounds.wav(11 * MIB, 5);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    Sender.Stalled stalled = sender.stalled(0, sound.length, 9 * MIB);
    Attempt late = Attempt.of(() -> fleet.replica().append(DEVICE, id, stalled.chunk()));
    stalled.awaitReached();
    UploadStatus last = fleet.replica().append(DEVICE, id, sender.chunk(5 * MIB, sound.length));

    stalled.release();

    assertThat(late.failed()).isTrue();
    assertThat(Arrays.equals(fleet.raw(last.recordingId().orElseThrow()), sound)).isTrue();
    assertThat(fleet.replica().status(DEVICE, id)).isEqualTo(last);
  }

  @Test
  void lets1Of8WritersWinAndCorruptsNothing() throws Exception {
    int size = 100_000;
    byte[][] sounds = new byte[8][];
    for (int n = 0; n < sounds.length; n++) {
      sounds[n] = Sounds.wav(size, 6);
      Arrays.fill(sounds[n], 70_000, 80_000, (byte) n);
    }
    Sender first = new Sender(sounds[0]);
    String id = first.begin(fleet.replica());
    fleet.replica().append(DEVICE, id, first.chunk(0, 70_000));

    List<Attempt> attempts =
        Arrays.stream(sounds)
            .map(
                sound ->
                    Attempt.of(
                        () ->
                            fleet
                                .replica()
                                .append(DEVICE, id, new Sender(sound).chunk(70_000, 80_000))))
            .toList();

    List<Attempt> winners = attempts.stream().filter(attempt -> !attempt.failed()).toList();
    assertThat(winners).hasSize(1);
    assertThat(attempts)
        .filteredOn(Attempt::failed)
        .extracting(Attempt::problem)
        .isSubsetOf(ProblemCode.UPLOAD_LOCKED, ProblemCode.UPLOAD_OFFSET_MISMATCH);
    byte[] sound = sounds[attempts.indexOf(winners.getFirst())];
    UploadStatus last = fleet.replica().append(DEVICE, id, new Sender(sound).chunk(80_000, size));
    RecordingId recording = last.recordingId().orElseThrow();
    assertThat(fleet.raw(recording)).isEqualTo(sound);
    assertThat(fleet.recording(recording).raw().sha256()).isEqualTo(Sha256.of(sound));
    assertNothingIsLeftOf(id);
  }

  @Test
  void discardsAChunkWhoseChecksumIsWrongHoweverManyPartsItHas() throws Exception {
    byte[] sound = Sounds.wav(12 * MIB, 7);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    String right =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-1").digest(Arrays.copyOf(sound, 11 * MIB)));
    String wrong = Base64.getEncoder().encodeToString(new byte[20]);

    assertProblem(
        ProblemCode.CHECKSUM_MISMATCH,
        () -> fleet.replica().append(DEVICE, id, sender.chunk(0, 11 * MIB, "sha1 " + wrong)));

    assertThat(fleet.replica().status(DEVICE, id).offset()).isZero();
    assertThat(fleet.unfinished()).noneMatch(key -> key.contains(id));
    fleet.replica().append(DEVICE, id, sender.chunk(0, 11 * MIB, "sha1 " + right));
    UploadStatus last = fleet.replica().append(DEVICE, id, sender.chunk(11 * MIB, sound.length));
    assertThat(Arrays.equals(fleet.raw(last.recordingId().orElseThrow()), sound)).isTrue();
    assertNothingIsLeftOf(id);
  }

  @Test
  void givesUpAnUploadThatIsNotWhatWasPromised() throws Exception {
    byte[] sound = Sounds.wav(6 * MIB, 8);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica(), Sha256.of(new byte[1]));
    fleet.replica().append(DEVICE, id, sender.chunk(0, 5 * MIB));

    assertProblem(
        ProblemCode.DIGEST_MISMATCH,
        () -> fleet.replica().append(DEVICE, id, sender.chunk(5 * MIB, sound.length)));

    assertProblem(ProblemCode.UPLOAD_GONE, () -> fleet.replica().status(DEVICE, id));
    assertThat(fleet.keys("raw/")).noneMatch(key -> key.contains(id));
    assertNothingIsLeftOf(id);
  }

  @Test
  void keepsAPromise() throws Exception {
    byte[] sound = Sounds.wav(1000, 9);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica(), Sha256.of(sound));

    UploadStatus status = fleet.replica().append(DEVICE, id, sender.chunk(0, 1000));

    assertThat(status.recordingId()).isPresent();
  }

  @Test
  void keepsWhatTheSenderSaysOfTheRecording() throws Exception {
    byte[] sound = Sounds.wav(1000, 30);
    ResumableUploads replica = fleet.replica();
    String metadata = "filename bmlnaHQud2F2,recorded-at MjAyNi0wNy0wMVQyMjowMDowMCsxMjowMA==";
    String id =
        replica
            .create(DEVICE, OptionalLong.of(1000), UploadMetadata.parse(metadata))
            .id()
            .toString();

    UploadStatus status = replica.append(DEVICE, id, new Sender(sound).chunk(0, 1000));

    assertThat(fleet.recording(status.recordingId().orElseThrow()).sender())
        .contains(
            new SenderClaims(
                Optional.of(Instant.parse("2026-07-01T10:00:00Z")), Optional.of("night.wav")));
  }

  @Test
  void refusesWhatIsNoRecordingByItsFirstBytes() throws Exception {
    byte[] text = new byte[6 * MIB];
    Arrays.fill(text, (byte) 'x');
    Sender sender = new Sender(text);
    String id = sender.begin(fleet.replica());

    assertProblem(
        ProblemCode.NOT_A_RECORDING,
        () -> fleet.replica().append(DEVICE, id, sender.broken(0, text.length, 70_000)));

    assertProblem(ProblemCode.UPLOAD_GONE, () -> fleet.replica().status(DEVICE, id));
    assertNothingIsLeftOf(id);
  }

  @Test
  void refusesAThermalRecordingAboveTheLimitOfItsKind() throws Exception {
    byte[] thermal = new byte[Fleet.LARGEST_THERMAL + 1];
    thermal[0] = 0x1f;
    thermal[1] = (byte) 0x8b;
    thermal[2] = 8;
    Sender sender = new Sender(thermal);
    String id = sender.begin(fleet.replica());

    assertProblem(
        ProblemCode.TOO_LARGE,
        () -> fleet.replica().append(DEVICE, id, sender.broken(0, thermal.length, 70_000)));

    assertNothingIsLeftOf(id);
  }

  @Test
  void isNotThereForAnotherDevice() throws Exception {
    Sender sender = new Sender(Sounds.wav(1000, 10));
    String id = sender.begin(fleet.replica());
    DeviceIdentity neighbour = new DeviceIdentity("group", "camera-2");

    assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> fleet.replica().status(neighbour, id));
    assertProblem(
        ProblemCode.UPLOAD_NOT_FOUND,
        () -> fleet.replica().append(neighbour, id, sender.chunk(0, 1000)));
    assertProblem(ProblemCode.UPLOAD_NOT_FOUND, () -> fleet.replica().terminate(neighbour, id));
    fleet.replica().terminate(DEVICE, id);
  }

  @Test
  void tellsTheFirstIdOfContentThatTheDeviceHasSentBefore() throws Exception {
    byte[] sound = Sounds.wav(6 * MIB, 11);
    Sender sender = new Sender(sound);
    ResumableUploads replica = fleet.replica();
    UploadStatus first =
        replica.append(DEVICE, sender.begin(replica), sender.chunk(0, sound.length));
    String id = sender.begin(replica);

    UploadStatus second = replica.append(DEVICE, id, sender.chunk(0, sound.length));

    assertThat(second.recordingId()).isEqualTo(first.recordingId());
    assertThat(replica.status(DEVICE, id)).isEqualTo(second);
    assertThat(fleet.keys("raw/")).noneMatch(key -> key.contains(id));
    assertNothingIsLeftOf(id);
  }

  @Test
  void refusesMoreOpenUploadsThanADeviceMayHave() throws Exception {
    DeviceIdentity device = new DeviceIdentity("group", "busy");
    ResumableUploads replica = fleet.replica();
    String first = replica.create(device, OptionalLong.of(10), UploadMetadata.NONE).id().toString();
    for (int n = 1; n < Fleet.OPEN_PER_DEVICE; n++) {
      replica.create(device, OptionalLong.of(10), UploadMetadata.NONE);
    }

    assertProblem(
        ProblemCode.TOO_MANY_UNFINISHED,
        () -> replica.create(device, OptionalLong.of(10), UploadMetadata.NONE));

    replica.terminate(device, first);
    assertThat(replica.create(device, OptionalLong.of(10), UploadMetadata.NONE).offset()).isZero();
  }

  @Test
  void leavesNothingOfATerminatedUpload() throws Exception {
    byte[] sound = Sounds.wav(8 * MIB, 12);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    fleet.replica().append(DEVICE, id, sender.chunk(0, 6 * MIB));

    fleet.replica().terminate(DEVICE, id);

    assertProblem(ProblemCode.UPLOAD_GONE, () -> fleet.replica().status(DEVICE, id));
    assertNothingIsLeftOf(id);
  }

  private static void assertProblem(ProblemCode code, ThrowingCallable call) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call)
        .extracting(ProblemException::code)
        .isEqualTo(code);
  }

  /** But for the one document that says how it ended. */
  private static void assertNothingIsLeftOf(String id) throws IOException {
    assertThat(fleet.keys("uploads/")).filteredOn(key -> key.contains(id)).hasSize(1);
    assertThat(fleet.unfinished()).noneMatch(key -> key.contains(id));
  }
}
