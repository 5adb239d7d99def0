package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.scratch.ScratchSpace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a part gathers: in the heap while there is room, else in a file. */
class SpooledPartTest {
  private static final int BUFFER = 16 * 1024;
  private static final int CHUNK = 64 * 1024;

  private final ScratchSpace scratch;

  SpooledPartTest(@TempDir Path folder) {
    this.scratch = new ScratchSpace(folder, 64 << 20, Duration.ZERO);
  }

  /** A buffer of 16 KiB each, and 128 KiB of chunks for all; one that is full looks for more. */
  @ParameterizedTest
  @CsvSource({
    "0, true",
    "16384, true",
    "16385, true",
    "147455, true",
    "147456, false",
    "1000000, false"
  })
  void holdsItsBytesInTheHeapAsLongAsThereIsRoom(int size, boolean inHeap) throws IOException {
    byte[] body = bytes(size);
    HeapChunks heap = new HeapChunks(2 * CHUNK + 1);

    try (SpooledPart part = new SpooledPart(scratch, false, heap)) {
      part.fill(new ByteArrayInputStream(body), 1 << 20);

      assertThat(part.heap().isPresent()).isEqualTo(inHeap);
      assertThat(part.length()).isEqualTo(size);
      assertThat(bytesOf(part)).isEqualTo(body);
      assertThat(scratch.used()).isEqualTo(inHeap ? 0 : pieces(size));
    }

    assertThat(scratch.used()).isZero();
  }

  @Test
  void leavesTheHeapToOthersOnceItHasAFile() throws IOException {
    HeapChunks heap = new HeapChunks(2 * CHUNK);
    try (SpooledPart large = new SpooledPart(scratch, false, heap);
        SpooledPart small = new SpooledPart(scratch, false, heap)) {
      large.fill(new ByteArrayInputStream(bytes(BUFFER + 2 * CHUNK + 1)), 1 << 20);

      small.fill(new ByteArrayInputStream(bytes(BUFFER + 2 * CHUNK - 1)), 1 << 20);

      assertThat(large.heap()).isEmpty();
      assertThat(small.heap()).isPresent();
    }
  }

  @Test
  void goesThroughAFileWhereOthersHaveTheHeap() throws IOException {
    HeapChunks heap = new HeapChunks(CHUNK);
    byte[] body = bytes(BUFFER + 1);
    try (SpooledPart first = new SpooledPart(scratch, false, heap);
        SpooledPart second = new SpooledPart(scratch, false, heap)) {
      first.fill(new ByteArrayInputStream(bytes(BUFFER + 1)), 1 << 20);

      second.fill(new ByteArrayInputStream(body), 1 << 20);

      assertThat(second.heap()).isEmpty();
      assertThat(bytesOf(second)).isEqualTo(body);
    }
    try (SpooledPart after = new SpooledPart(scratch, false, heap)) {
      after.fill(new ByteArrayInputStream(body), 1 << 20);
      assertThat(after.heap()).as("after the others have ended").isPresent();
    }
  }

  @Test
  void takesThePlaceOfThePartBefore() throws IOException {
    HeapChunks heap = new HeapChunks(CHUNK);
    byte[] body = bytes(200_000);
    try (SpooledPart part = new SpooledPart(scratch, false, heap)) {
      ByteArrayInputStream stream = new ByteArrayInputStream(body);
      part.fill(stream, 150_000);
      assertThat(part.heap()).isEmpty();

      part.fill(stream, 150_000);

      assertThat(part.length()).isEqualTo(50_000);
      assertThat(part.heap()).isPresent();
      assertThat(bytesOf(part)).isEqualTo(Arrays.copyOfRange(body, 150_000, 200_000));
    }
  }

  private static byte[] bytesOf(SpooledPart part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (part.heap().isPresent()) {
      part.heap().get().forEach(bytes::writeBytes);
      return Arrays.copyOf(bytes.toByteArray(), (int) part.length());
    }
    RandomAccessFile file = part.file();
    byte[] read = new byte[(int) part.length()];
    file.readFully(read);
    return read;
  }

  /** Room on the disk is taken by pieces of 64 KiB. */
  private static long pieces(int size) {
    return (size + 65_535L) / 65_536 * 65_536;
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
