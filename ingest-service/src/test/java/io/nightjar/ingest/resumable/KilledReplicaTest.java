package io.nightjar.ingest.resumable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.Sounds;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class KilledReplicaTest {
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

  /**
   * Two chunks, the second of which completes the recording, killed before each of their calls of
   * the store in turn: the sender asks another replica where it stands and goes on.
   */
  @Test
  void losesNothingWhereverAReplicaIsKilled() throws Exception {
    boolean survived = false;
    for (int fatal = 1; !survived; fatal++) {
      byte[] sound = Sounds.wav(100_000, fatal);
      Sender sender = new Sender(sound);
      String id = sender.begin(fleet.replica());
      MortalStore store = new MortalStore(fatal);
      survived = sendsAll(fleet.replica(store.over(fleet.store())), sender, id, sound.length);

      RecordingId recording = goesOn(sender, id, sound.length);

      assertThat(fleet.raw(recording)).as("killed at call %s", fatal).isEqualTo(sound);
      assertThat(fleet.recording(recording).raw().sha256()).isEqualTo(Sha256.of(sound));
      assertThat(recording).hasToString(id);
      assertThat(fleet.announcements(recording)).isPositive();
      assertThat(fleet.keys("outbox/")).isEmpty();
    }
  }

  private static boolean sendsAll(ResumableUploads mortal, Sender sender, String id, int size)
      throws Exception {
    try {
      mortal.append(DEVICE, id, sender.chunk(0, 80_000));
      mortal.append(DEVICE, id, sender.chunk(80_000, size));
      return true;
    } catch (MortalStore.Killed e) {
      return false;
    }
  }

  private static RecordingId goesOn(Sender sender, String id, int size) throws Exception {
    int offset = (int) fleet.replica().status(DEVICE, id).offset();
    if (offset < size) {
      fleet.replica().append(DEVICE, id, sender.chunk(offset, size));
    }
    return fleet.replica().status(DEVICE, id).recordingId().orElseThrow();
  }

  /** Killed while a chunk comes in: what was written down by then is safe. */
  @Test
  void keepsThePartsOfAChunkInWhichAReplicaIsKilled() throws Exception {
    byte[] sound = Sounds.wav(11 * MIB, 3);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    Sender.Stalled neverEnds = sender.stalled(0, sound.length, 10 * MIB + 1);
    Attempt.of(() -> fleet.replica().append(DEVICE, id, neverEnds.chunk()));
    neverEnds.awaitReached();

    UploadStatus status = fleet.replica().status(DEVICE, id);

    assertThat(status.offset()).isEqualTo(10 * MIB);
    UploadStatus last = fleet.replica().append(DEVICE, id, sender.chunk(10 * MIB, sound.length));
    assertThat(Arrays.equals(fleet.raw(last.recordingId().orElseThrow()), sound)).isTrue();
  }

  /** Others have gone on so far that the document which it would write next is removed again. */
  @Test
  void aWriterThatSleptHasLostThoughItsNumberIsFree() throws Exception {
    byte[] sound = Sounds.wav(1000, 6);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    UploadStates states = new UploadStates(fleet.store());
    Revision asleep = states.find(prefix(id)).orElseThrow();
    for (int n = 0; n < 500; n += 100) {
      fleet.replica().append(DEVICE, id, sender.chunk(n, n + 100));
    }
    List<String> before = fleet.keys(prefix(id));
    assertThat(before).noneMatch(key -> key.endsWith("00000001.json"));

    assertThatExceptionOfType(OvertakenException.class)
        .isThrownBy(() -> states.commit(asleep, asleep.state()));

    assertThat(fleet.keys(prefix(id))).isEqualTo(before);
  }

  /** All bytes are safe, the replica is killed, and the camera never comes back. */
  @Test
  void finishesWhatItsSenderDoesNotComeBackFor() throws Exception {
    byte[] sound = Sounds.wav(1000, 4);
    Sender sender = new Sender(sound);
    String id = sender.begin(fleet.replica());
    leaveUnfinished(sender, id, sound.length);
    RecordingId recording = RecordingId.parse(id).orElseThrow();
    assertThat(fleet.keys("recordings/")).noneMatch(key -> key.contains(id));

    fleet.turnClock(Duration.ofMinutes(2));
    fleet.replica().sweep();

    assertThat(fleet.raw(recording)).isEqualTo(sound);
    assertThat(fleet.announcements(recording)).isOne();
    assertThat(fleet.replica().status(DEVICE, id).recordingId()).contains(recording);
  }

  /** Kills a replica right before it would make the object out of its parts. */
  private static void leaveUnfinished(Sender sender, String id, int size) throws Exception {
    List<String> before = fleet.unfinished();
    for (int fatal = 1; ; fatal++) {
      MortalStore store = new MortalStore(fatal);
      ResumableUploads mortal = fleet.replica(store.over(fleet.store()));
      try {
        mortal.append(DEVICE, id, sender.chunk((int) offset(id), size));
      } catch (MortalStore.Killed e) {
        if (isReceived(id)) {
          assertThat(fleet.unfinished()).hasSize(before.size() + 1);
          return;
        }
      }
    }
  }

  private static boolean isReceived(String id) throws Exception {
    return new UploadStates(fleet.store())
        .find(prefix(id))
        .orElseThrow()
        .state()
        .receipt()
        .isPresent();
  }

  private static long offset(String id) throws Exception {
    return new UploadStates(fleet.store())
        .find(prefix(id))
        .orElseThrow()
        .state()
        .progress()
        .offset();
  }

  private static String prefix(String id) {
    return "uploads/state/group/camera-1/" + id + "/";
  }

  @Test
  void givesUpWhatHasExpiredAndForgetsItLater() throws Exception {
    Sender sender = new Sender(Sounds.wav(8 * MIB, 5));
    String id = sender.begin(fleet.replica());
    fleet.replica().append(DEVICE, id, sender.chunk(0, 6 * MIB));
    assertThat(fleet.unfinished()).anyMatch(key -> key.contains(id));

    fleet.turnClock(Fleet.LIFE);

    assertThat(problemOf(id)).isEqualTo(ProblemCode.UPLOAD_GONE);
    fleet.replica().sweep();
    assertThat(fleet.unfinished()).noneMatch(key -> key.contains(id));
    assertThat(fleet.keys("uploads/")).filteredOn(key -> key.contains(id)).hasSize(1);
    assertThat(problemOf(id)).isEqualTo(ProblemCode.UPLOAD_GONE);
    fleet.turnClock(Duration.ofDays(1).plusMinutes(1));
    fleet.replica().sweep();
    assertThat(fleet.keys("uploads/")).noneMatch(key -> key.contains(id));
    assertThat(problemOf(id)).isEqualTo(ProblemCode.UPLOAD_NOT_FOUND);
  }

  private static ProblemCode problemOf(String id) throws Exception {
    try {
      throw new AssertionError(fleet.replica().status(DEVICE, id));
    } catch (ProblemException e) {
      return e.code();
    }
  }
}
