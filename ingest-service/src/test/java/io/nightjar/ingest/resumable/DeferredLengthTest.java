package io.nightjar.ingest.resumable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.Sounds;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.Chunk.Role;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads whose length is told late, or never. */
@Tag("process")
class DeferredLengthTest {
  private static final DeviceIdentity DEVICE = Sender.DEVICE;
  private static final int MIB = 1024 * 1024;
  private static final OptionalLong NOT_SAID = OptionalLong.empty();

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

  /** Ends within a part, at its end, behind it, and where nothing but the head is there. */
  @ParameterizedTest
  @CsvSource({"1000,1", "5242880,2", "5242881,3", "10485760,4", "11000000,5"})
  void becomesTheRecordingOnceItsLengthIsToldBehindAllBytes(int size, int seed) throws Exception {
    byte[] sound = Sounds.wav(size, seed);
    String id = begin();
    UploadStatus open = append(id, sound, 0, size, NOT_SAID, Role.UP_TO_THE_LENGTH);

    UploadStatus last = append(id, sound, size, size, OptionalLong.of(size), Role.UP_TO_THE_LENGTH);

    assertThat(open.length()).isEmpty();
    assertThat(open.recordingId()).isEmpty();
    assertIsRecording(last, sound);
    assertNothingIsLeftOf(id);
  }

  @ParameterizedTest
  @CsvSource({"1000,11", "5242880,12", "11000000,13"})
  void becomesTheRecordingWithTheBytesThatAreSaidToBeTheLast(int size, int seed) throws Exception {
    byte[] sound = Sounds.wav(size, seed);
    String id = begin();
    append(id, sound, 0, 600, NOT_SAID, Role.MORE_FOLLOWS);

    UploadStatus last =
        fleet
            .replica()
            .append(DEVICE, id, chunk(sound, 600, size, OptionalLong.empty(), NOT_SAID, Role.LAST));

    assertThat(last.length()).hasValue(size);
    assertIsRecording(last, sound);
    assertNothingIsLeftOf(id);
  }

  /** A chunk that says to have all bytes, and breaks off: what it said of the length stays. */
  @Test
  void keepsTheLengthThatFollowsFromAChunkWhichBreaksOff() throws Exception {
    byte[] sound = Sounds.wav(1000, 21);
    String id = begin();
    Chunk broken = new Sender(sound).broken(0, sound.length, 300);

    assertProblem(
        ProblemCode.INCOMPLETE_BODY,
        () ->
            fleet
                .replica()
                .append(
                    DEVICE,
                    id,
                    new Chunk(
                        0, broken.length(), NOT_SAID, Role.LAST, Optional.empty(), broken.body())));

    UploadStatus status = fleet.replica().status(DEVICE, id);
    assertThat(status.offset()).isEqualTo(300);
    assertThat(status.length()).hasValue(1000);
    assertThat(status.recordingId()).isEmpty();
  }

  /** All bytes are there, and it is not said that these are all. */
  @Test
  void isOpenUntilItsEndIsSaid() throws Exception {
    byte[] sound = Sounds.wav(5 * MIB, 22);
    String id = begin();
    UploadStatus whole =
        append(id, sound, 0, sound.length, OptionalLong.of(sound.length), Role.MORE_FOLLOWS);

    UploadStatus last =
        append(id, sound, sound.length, sound.length, OptionalLong.empty(), Role.LAST);

    assertThat(whole.isWholeButOpen()).isTrue();
    assertThat(whole.recordingId()).isEmpty();
    assertIsRecording(last, sound);
    assertNothingIsLeftOf(id);
  }

  @ParameterizedTest
  @ValueSource(longs = {999, 1001})
  void takesNoOtherLengthThanWasSaid(long other) throws Exception {
    byte[] sound = Sounds.wav(1000, 23);
    String id = begin();
    append(id, sound, 0, 100, OptionalLong.of(1000), Role.UP_TO_THE_LENGTH);

    assertProblem(
        ProblemCode.UPLOAD_LENGTH_INCONSISTENT,
        () -> append(id, sound, 100, 200, OptionalLong.of(other), Role.UP_TO_THE_LENGTH));

    assertThat(fleet.replica().status(DEVICE, id).offset()).isEqualTo(100);
  }

  @Test
  void takesNoLengthBelowWhatHasCome() throws Exception {
    byte[] sound = Sounds.wav(1000, 24);
    String id = begin();
    append(id, sound, 0, 100, NOT_SAID, Role.UP_TO_THE_LENGTH);

    assertProblem(
        ProblemCode.UPLOAD_LENGTH_INCONSISTENT,
        () -> append(id, sound, 100, 100, OptionalLong.of(99), Role.UP_TO_THE_LENGTH));
  }

  @Test
  void takesNoLengthAboveTheLargest() throws Exception {
    byte[] sound = Sounds.wav(1000, 25);
    String id = begin();

    assertProblem(
        ProblemCode.TOO_LARGE,
        () ->
            append(
                id,
                sound,
                0,
                1000,
                OptionalLong.of(Fleet.LARGEST_SOUND + 1L),
                Role.UP_TO_THE_LENGTH));
  }

  /** The limit of its kind shows with the head, and holds though nobody has said a length. */
  @Test
  void endsOnceMoreHasComeThanItsKindMayHave() throws Exception {
    byte[] thermal = new byte[Fleet.LARGEST_THERMAL + 1];
    thermal[0] = 0x1f;
    thermal[1] = (byte) 0x8b;
    thermal[2] = 8;
    String id = begin();

    assertProblem(
        ProblemCode.TOO_LARGE,
        () ->
            fleet
                .replica()
                .append(
                    DEVICE,
                    id,
                    chunk(
                        thermal,
                        0,
                        thermal.length,
                        OptionalLong.empty(),
                        NOT_SAID,
                        Role.UP_TO_THE_LENGTH)));

    assertProblem(ProblemCode.UPLOAD_GONE, () -> fleet.replica().status(DEVICE, id));
    assertNothingIsLeftOf(id);
  }

  @Test
  void isNoRecordingWithoutABytes() throws Exception {
    String id = begin();

    assertProblem(
        ProblemCode.EMPTY_BODY,
        () ->
            fleet
                .replica()
                .append(
                    DEVICE,
                    id,
                    chunk(new byte[0], 0, 0, OptionalLong.empty(), NOT_SAID, Role.LAST)));

    assertProblem(ProblemCode.UPLOAD_GONE, () -> fleet.replica().status(DEVICE, id));
  }

  /** A sender that is told no id can't come back: nothing may stay that counts against it. */
  @Test
  void leavesNothingOfACreationWhoseBytesBreakOff() throws Exception {
    byte[] sound = Sounds.wav(1000, 26);
    Chunk broken = new Sender(sound).broken(0, sound.length, 300);

    assertProblem(
        ProblemCode.INCOMPLETE_BODY,
        () ->
            fleet
                .replica()
                .create(
                    new DeviceIdentity("group", "breaks"),
                    OptionalLong.of(1000),
                    UploadMetadata.NONE,
                    broken));

    assertThat(fleet.keys("uploads/open/group/breaks/")).isEmpty();
    assertThat(fleet.keys("uploads/tail/")).noneMatch(key -> key.contains("/breaks/"));
  }

  /** A document of a release that knew no late length. */
  @Test
  void readsTheLengthThatWasAlwaysThere() throws Exception {
    String id = new Sender(Sounds.wav(1000, 27)).begin(fleet.replica());
    String prefix = "uploads/state/group/camera-1/" + id + "/";
    byte[] document = fleet.store().find(fleet.keys(prefix).getLast(), MIB).orElseThrow();

    assertThat(new String(document, java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"length\":1000");
    assertThat(Json.read(document, UploadState.class).announced().length()).hasValue(1000);
  }

  private static String begin() throws IOException {
    return fleet.replica().create(DEVICE, NOT_SAID, UploadMetadata.NONE).id().toString();
  }

  private static UploadStatus append(
      String id, byte[] sound, int from, int to, OptionalLong total, Role role)
      throws IOException, InterruptedException {
    return fleet
        .replica()
        .append(DEVICE, id, chunk(sound, from, to, OptionalLong.of(to - from), total, role));
  }

  private static Chunk chunk(
      byte[] sound, int from, int to, OptionalLong length, OptionalLong total, Role role) {
    return new Chunk(
        from,
        length,
        total,
        role,
        Optional.empty(),
        new ByteArrayInputStream(sound, from, to - from));
  }

  private static void assertIsRecording(UploadStatus status, byte[] sound) throws IOException {
    RecordingId recording = status.recordingId().orElseThrow();
    assertThat(Arrays.equals(fleet.raw(recording), sound)).isTrue();
    assertThat(fleet.recording(recording).raw().sha256()).isEqualTo(Sha256.of(sound));
    assertThat(fleet.recording(recording).raw().size()).isEqualTo(sound.length);
  }

  private static void assertProblem(ProblemCode code, ThrowingCallable call) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(call)
        .extracting(ProblemException::code)
        .isEqualTo(code);
  }

  private static void assertNothingIsLeftOf(String id) throws IOException {
    assertThat(fleet.keys("uploads/")).filteredOn(key -> key.contains(id)).hasSize(1);
    assertThat(fleet.unfinished()).noneMatch(key -> key.contains(id));
  }
}
