package io.nightjar.local.crash;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One upload through replicas in turn, each of which is killed before a chunk, amid one or right
 * behind it. Some chunks are larger than a part. The same seed gives the same kills as far as what
 * survives them is the same.
 */
final class KillsAmidChunks {
  private static final int MIB = 1024 * 1024;
  private static final int SMALLEST_CHUNK = 2 * MIB;
  private static final int LARGEST_CHUNK = 8 * MIB;

  private final List<ServiceProcess> replicas;
  private final ChunkedCamera camera;
  private final byte[] recording;
  private final SplittableRandom random;
  private int killsLeft;
  private int killed;

  KillsAmidChunks(
      List<ServiceProcess> replicas,
      ChunkedCamera camera,
      byte[] recording,
      long seed,
      int mostKills) {
    this.replicas = replicas;
    this.camera = camera;
    this.recording = recording;
    this.random = new SplittableRandom(seed);
    this.killsLeft = mostKills;
  }

  /** How often a replica was killed. */
  int killed() {
    return killed;
  }

  /** Sends the recording, and returns its id. */
  String send() {
    String path =
        await("an upload to begin")
            .atMost(TappedStack.PATIENCE)
            .until(
                () -> camera.begin(replicas.getFirst().address(), recording.length),
                Optional::isPresent)
            .orElseThrow();
    for (int turn = 0; ; turn++) {
      ServiceProcess replica = replicas.get(turn % replicas.size());
      ChunkedCamera.Standing standing = ask(replica, path);
      if (standing.recordingId().isPresent()) {
        return standing.recordingId().get();
      }
      sendChunk(replica, path, (int) standing.offset());
    }
  }

  private ChunkedCamera.Standing ask(ServiceProcess replica, String path) {
    return await("a replica to tell where the upload stands")
        .atMost(TappedStack.PATIENCE)
        .until(() -> camera.ask(replica.address(), path), Optional::isPresent)
        .orElseThrow();
  }

  private void sendChunk(ServiceProcess replica, String path, int offset) {
    int size =
        Math.min(recording.length - offset, random.nextInt(SMALLEST_CHUNK, LARGEST_CHUNK + 1));
    boolean last = offset + size == recording.length;
    boolean fatal = killsLeft > 0 && (last || random.nextInt(3) > 0);
    if (!fatal) {
      camera.send(replica.address(), path, offset, bytes(offset, size), size);
      return;
    }
    killsLeft--;
    killed++;
    int at = random.nextInt(size + 1); // at 0 it is before the chunk's first byte
    camera.send(
        replica.address(), path, offset, new Fuse(bytes(offset, size), at, replica::kill), size);
    replica.kill();
    replica.launchAgain();
  }

  private InputStream bytes(int offset, int size) {
    return new ByteArrayInputStream(recording, offset, size);
  }

  /** Bytes that do something once so many of them were taken. */
  private static final class Fuse extends InputStream {
    private final InputStream bytes;
    private final Runnable deed;
    private int left;

    Fuse(InputStream bytes, int length, Runnable deed) {
      this.bytes = bytes;
      this.left = length;
      this.deed = deed;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("the client reads buffers");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        deed.run();
        left = -1;
      }
      int n = bytes.read(buffer, offset, left > 0 ? Math.min(left, length) : length);
      left -= left > 0 ? n : 0;
      return n;
    }
  }
}
