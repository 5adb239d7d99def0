package io.nightjar.pipeline.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchSpaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PIECE = 64 * 1024;
  private static final byte[] BYTES = new byte[4 * PIECE];

  @TempDir Path folder;

  @Test
  void givesNoMoreThanThereIs() throws IOException {
    ScratchSpace space = new ScratchSpace(folder, 4 * PIECE, Duration.ZERO);
    ScratchFile one = space.open("one");
    ScratchFile other = space.open("other");
    one.append(BYTES, 0, 3 * PIECE);
    other.append(BYTES, 0, PIECE);

    assertThatExceptionOfType(ScratchFullException.class)
        .isThrownBy(() -> other.append(BYTES, 0, 1));

    assertThat(space.used()).isEqualTo(4 * PIECE);
    assertThat(other.length()).isEqualTo(PIECE);
    one.close();
    other.append(BYTES, 0, 1);
    other.close();
    assertThat(space.used()).isZero();
  }

  @Test
  void aFileThatWaitsGoesOnWhenAnotherHasGone() throws Exception {
    ScratchSpace space = new ScratchSpace(folder, 4 * PIECE, Duration.ofMinutes(5));
    ScratchFile one = space.open("one");
    one.append(BYTES, 0, BYTES.length);
    ScratchFile other = space.open("other");
    Thread waiting = Thread.ofPlatform().start(() -> append(other));
    await().atMost(PATIENCE).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    one.close();

    assertThat(waiting.join(Duration.ofMinutes(1))).isTrue();
    assertThat(other.length()).isEqualTo(1);
    other.close();
  }

  @Test
  void aFileThatIsClearedKeepsItsRoomAndTakesNoMoreForTheSameLength() throws IOException {
    ScratchSpace space = new ScratchSpace(folder, 4 * PIECE, Duration.ZERO);
    try (ScratchFile file = space.open("one")) {
      file.append(BYTES, 0, BYTES.length);

      file.clear();

      file.append(new byte[] {7}, 0, 1);
      assertThat(file.read(0, 1)).containsExactly(7);
      assertThat(file.length()).isEqualTo(1);
      assertThat(space.used()).isEqualTo(4 * PIECE);
    }
  }

  @Test
  void aFileThatIsClosedTwiceGivesItsRoomBackOnce() throws IOException {
    ScratchSpace space = new ScratchSpace(folder, 4 * PIECE, Duration.ZERO);
    ScratchFile other = space.open("other");
    other.append(BYTES, 0, 2 * PIECE);
    ScratchFile one = space.open("one");
    one.append(BYTES, 0, PIECE);
    one.close();

    one.close();

    assertThat(space.used()).isEqualTo(2 * PIECE);
    other.close();
  }

  private static void append(ScratchFile file) {
    try {
      file.append(BYTES, 0, 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
