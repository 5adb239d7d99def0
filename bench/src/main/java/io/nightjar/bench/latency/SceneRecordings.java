package io.nightjar.bench.latency;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Recordings of one scene, no two of which have the same bytes, so that none is a duplicate: each
 * has another time in the header of its gzip stream (RFC 1952, MTIME), which no checksum covers and
 * no decoder looks at. Thread-safe.
 */
final class SceneRecordings {
  private static final int TIME = 4;
  private static final int GZIP_HEADER = 10;
  private static final int GZIP_MAGIC = 0x8b1f; // as a little-endian number

  private final byte[] scene;
  private final AtomicInteger serial = new AtomicInteger();

  SceneRecordings(byte[] scene) {
    if (scene.length < GZIP_HEADER
        || Short.toUnsignedInt(little(scene).getShort(0)) != GZIP_MAGIC) {
      throw new IllegalArgumentException("no gzip stream");
    }
    this.scene = scene.clone();
  }

  /** Recordings of what a CPTV file shows. */
  static SceneRecordings of(Path file) throws IOException {
    return new SceneRecordings(Files.readAllBytes(file));
  }

  /** One that has not been there before. */
  byte[] next() {
    byte[] recording = scene.clone();
    little(recording).putInt(TIME, serial.incrementAndGet());
    return recording;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
