package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.identity.DeviceIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;

/** What a client of the protocol sends of one recording. */
final class Sender {
  static final DeviceIdentity DEVICE = new DeviceIdentity("group", "camera-1");

  private final byte[] recording;

  Sender(byte[] recording) {
    this.recording = recording;
  }

  /** Begins, and returns the upload's id. */
  String begin(ResumableUploads replica) throws IOException {
    return replica
        .create(DEVICE, OptionalLong.of(recording.length), UploadMetadata.NONE)
        .id()
        .toString();
  }

  /** Begins with a promise of what the whole will be. */
  String begin(ResumableUploads replica, String sha256) throws IOException {
    String value = Base64.getEncoder().encodeToString(sha256.getBytes(StandardCharsets.US_ASCII));
    return replica
        .create(DEVICE, OptionalLong.of(recording.length), UploadMetadata.parse("sha256 " + value))
        .id()
        .toString();
  }

  /** A chunk that says how long it is. */
  Chunk chunk(int from, int to) {
    return new Chunk(
        from,
        OptionalLong.of(to - from),
        OptionalLong.empty(),
        Chunk.Role.UP_TO_THE_LENGTH,
        Optional.empty(),
        new ByteArrayInputStream(recording, from, to - from));
  }

  /** A chunk with a checksum. */
  Chunk chunk(int from, int to, String checksum) {
    return new Chunk(
        from,
        OptionalLong.of(to - from),
        OptionalLong.empty(),
        Chunk.Role.UP_TO_THE_LENGTH,
        Optional.of(ChunkChecksum.parse(checksum)),
        new ByteArrayInputStream(recording, from, to - from));
  }

  /** A chunk that breaks off after some bytes. */
  Chunk broken(int from, int to, int after) {
    return new Chunk(
        from,
        OptionalLong.of(to - from),
        OptionalLong.empty(),
        Chunk.Role.UP_TO_THE_LENGTH,
        Optional.empty(),
        new InputStream() {
          private int at = from;

          @Override
          public int read() throws IOException {
            if (at == after) {
              throw new IOException("connection reset");
            }
            return recording[at++] & 0xFF;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (at == after) {
              throw new IOException("connection reset");
            }
            int n = Math.min(length, after - at);
            System.arraycopy(recording, at, buffer, offset, n);
            at += n;
            return n;
          }
        });
  }

  /** A chunk whose bytes stop at a place until they are let on. */
  Stalled stalled(int from, int to, int at) {
    return new Stalled(from, to, at);
  }

  /** A chunk that hangs on its way. */
  final class Stalled {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final Chunk chunk;

    private Stalled(int from, int to, int stop) {
      this.chunk =
          new Chunk(
              from,
              OptionalLong.of(to - from),
              OptionalLong.empty(),
              Chunk.Role.UP_TO_THE_LENGTH,
              Optional.empty(),
              new InputStream() {
                private int at = from;

                @Override
                public int read() {
                  throw new UnsupportedOperationException();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                  if (at == stop) {
                    reached.countDown();
                    await(released);
                  }
                  if (at == to) {
                    return -1;
                  }
                  int n = Math.min(length, (at < stop ? stop : to) - at);
                  System.arraycopy(recording, at, buffer, offset, n);
                  at += n;
                  return n;
                }
              });
    }

    Chunk chunk() {
      return chunk;
    }

    void awaitReached() throws InterruptedIOException {
      await(reached);
    }

    void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedIOException {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
    }
  }
}
