package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.container.Chunk;
import io.nightjar.media.container.DeclaredLength;
import io.nightjar.media.container.FileBytes;
import io.nightjar.media.container.FlacCheck;
import io.nightjar.media.container.FrameCheck;
import io.nightjar.media.container.MovieFile;
import io.nightjar.media.container.OggCheck;
import io.nightjar.media.container.PcmLayout;
import io.nightjar.media.container.StreamCheck;
import io.nightjar.media.container.WaveFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No file makes a reader throw, point beyond the file, or run for ever. */
@Timeout(120)
class HostileContainersTest {

  private static final int ROUNDS = 400;

  @TempDir Path folder;

  static Stream<Arguments> files() {
    short[] samples = new short[1_000];
    byte[] pcm = new byte[2_000];
    byte[] format = Riff.LITTLE.format(1, 1, 16_000, 2, 16);
    byte[] data = Riff.LITTLE.chunk("data", pcm);
    ByteBuffer mp3 = ByteBuffer.allocate(10 * 216);
    for (int i = 0; i < 10; i++) {
      mp3.putInt(216 * i, 0xfff368c0);
    }
    return Stream.of(
        Arguments.of(
            "RIFF", Riff.LITTLE.file("RIFF", format, data, Riff.LITTLE.chunk("LIST", pcm))),
        Arguments.of(
            "RF64",
            Riff.LITTLE.file("RF64", Riff.LITTLE.chunk("ds64", new byte[28]), format, data)),
        Arguments.of(
            "RIFX",
            Riff.BIG.file(
                "RIFX", Riff.BIG.extensible(2, 48_000, 8, 32, 24), Riff.BIG.chunk("data", pcm))),
        Arguments.of("FLAC", Flac.file(samples)),
        Arguments.of("Ogg", Riff.join(Flac.oggPages(samples))),
        Arguments.of("MP3", mp3.array()),
        Arguments.of("CAF", OtherContainersTest.Plain.CAF.file(pcm)),
        Arguments.of("AU", OtherContainersTest.Plain.AU.file(pcm)),
        Arguments.of("nothing", new byte[3_000]));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyReaderTakesEveryDamage(String name, byte[] whole) throws IOException {
    SplittableRandom random = new SplittableRandom(name.length());
    for (int round = 0; round < ROUNDS; round++) {
      Path file = Files.write(folder.resolve("recording"), damaged(whole, random));

      List<StreamCheck> checks = new ArrayList<>();
      Optional<WaveFile> wave;
      Optional<PcmLayout> layout = Optional.empty();
      long size;
      try (FileBytes bytes = FileBytes.open(file)) {
        size = bytes.size();
        FlacCheck.of(bytes).ifPresent(checks::add);
        OggCheck.of(bytes).ifPresent(checks::add);
        FrameCheck.ofMp3(bytes).ifPresent(checks::add);
        FrameCheck.ofAdts(bytes).ifPresent(checks::add);
        DeclaredLength.check(bytes).ifPresent(checks::add);
        assertThat(MovieFile.startOfType(bytes)).isBetween(0L, size);
        wave = WaveFile.read(bytes);
        if (wave.isPresent()) {
          layout = PcmLayout.of(wave.get(), bytes);
        }
      }

      for (StreamCheck check : checks) {
        assertThat(check.start()).isBetween(0L, check.end());
        assertThat(check.end()).isLessThanOrEqualTo(size);
        assertThat(check.samples()).isNotNegative();
      }
      for (Chunk chunk : wave.map(WaveFile::chunks).orElse(List.of())) {
        assertThat(chunk.start()).isBetween(12L, size);
        assertThat(chunk.start() + chunk.length()).isBetween(chunk.start(), size);
      }
      layout.ifPresent(
          pcm ->
              assertThat(pcm.start() + pcm.frames() * pcm.frameBytes())
                  .isBetween(pcm.start(), size));
    }
  }

  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 100));
    for (int hit = random.nextInt(6); hit > 0 && damaged.length > 0; hit--) {
      int reach = random.nextInt(3) == 0 ? damaged.length : Math.min(damaged.length, 120);
      int extreme = random.nextInt(4) == 0 ? -1 : random.nextInt();
      damaged[random.nextInt(reach)] = (byte) extreme;
    }
    return damaged;
  }
}
