package io.nightjar.cptv.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every kept input, and the same few thousand changes of each, in every build. */
@Tag("thorough")
class FuzzReplayTest {

  static final Path SEEDS =
      Path.of(System.getProperty("nightjar.root", "../.."), "libs/cptv/src/test/resources/fuzz");

  private static final int CHANGES = 400;

  @TestFactory
  Stream<DynamicTest> keptInputsAndChangesOfThemAreHandled() {
    return Arrays.stream(Target.values())
        .map(target -> DynamicTest.dynamicTest(target.folder(), () -> replay(target)));
  }

  private static void replay(Target target) throws IOException {
    List<Path> seeds;
    try (Stream<Path> files = Files.list(SEEDS.resolve(target.folder()))) {
      seeds = files.sorted().toList();
    }
    assertThat(seeds).isNotEmpty();
    SplittableRandom random = new SplittableRandom(target.folder().length());
    for (Path seed : seeds) {
      byte[] input = Files.readAllBytes(seed);
      target.accept(input);
      for (int i = 0; i < CHANGES; i++) {
        byte[] changed = change(input, random);
        try {
          target.accept(changed);
        } catch (AssertionError | RuntimeException defect) {
          throw new AssertionError("change " + i + " of " + seed.getFileName(), defect);
        }
      }
    }
  }

  /** Flips bits, sets bytes to telling values, copies, cuts out or cuts off parts. */
  private static byte[] change(byte[] input, SplittableRandom random) {
    byte[] bytes = input.clone();
    for (int times = 1 + random.nextInt(4); times > 0 && bytes.length > 1; times--) {
      int at = random.nextInt(bytes.length);
      int length = 1 + random.nextInt(Math.min(16, bytes.length - at));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = new byte[] {0, 1, -1, 127, -128}[random.nextInt(5)];
        case 2 ->
            System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
        case 3 -> bytes = Arrays.copyOf(bytes, at + 1);
        default -> {
          byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
          System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
          bytes = shorter;
        }
      }
    }
    return bytes;
  }
}
