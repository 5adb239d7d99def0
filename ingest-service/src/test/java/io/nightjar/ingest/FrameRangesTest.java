package io.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.ingest.frames.FrameAnswer;
import io.nightjar.ingest.frames.FrameForm;
import io.nightjar.ingest.frames.SingleFrames;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a frame costs the store: counted on the line between the service and it. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class FrameRangesTest {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;
  private static final int FRAMES = 900;
  private static final int INTERVAL = 90;
  private static final long SEED = 11;

  /** As docs/reading.md says: what is fetched beyond the frame. */
  private static final long READ_AHEAD = 128 * 1024;

  /** A block of the compression that begins before the checkpoint. */
  private static final long BLOCK = 64 * 1024;

  /** What the inflater takes in at once, which may begin another piece. */
  private static final long BUFFER = 64 * 1024;

  /** Of all answers together: they are a handful. */
  private static final long HEADS = 16 * 1024;

  private final DecodingPlaces places =
      new DecodingPlaces(1, 64 << 20, Duration.ofSeconds(1), new SimpleMeterRegistry());

  @BeforeEach
  void start() {
    ServiceStart.awaitReady();
  }

  @Test
  void ofALongRecordingOnlyWhatLiesBehindTheCheckpointIsFetched() throws Exception {
    byte[] file = IndexedRecording.noise(WIDTH, HEIGHT, FRAMES, SEED);
    byte[] index = IndexedRecording.index(file, INTERVAL);
    ObjectRef raw = put("raw", file);
    ObjectRef stored = put("index", index);
    var shape = new ThermalRecording.Shape(FRAMES, HEIGHT, WIDTH);
    var recording =
        new ThermalRecording(
            raw,
            Optional.of(shape),
            Optional.of(new ThermalRecording.Index(stored, shape)),
            Optional.empty());

    for (int behind : new int[] {0, 1, 44, INTERVAL - 1}) {
      int number = 630 + behind;
      long served = served(recording, number);

      long needed = (long) file.length * (behind + 1) / FRAMES;
      assertThat(served - index.length)
          .as("frame " + number + " of a file of " + file.length)
          .isPositive()
          .isLessThanOrEqualTo(needed + READ_AHEAD + BLOCK + BUFFER + HEADS);
    }
    assertThat(places.taken()).isZero();
  }

  /** What the store serves for a frame, which must be the right one. */
  private long served(ThermalRecording recording, int number) throws Exception {
    StoreSettings direct = LocalInfrastructure.store();
    try (CountingLink link = CountingLink.to(direct.endpoint());
        ObjectStore store = new MinioObjectStore(by(link, direct))) {
      SingleFrames frames = new SingleFrames(store, limits(), places);
      Sink sink = new Sink();

      frames.write(recording, number, new FrameForm.Numbers(), sink);

      assertThat(sink.numbers()).isEqualTo(IndexedRecording.pixels(WIDTH, HEIGHT, number, SEED));
      return link.down();
    }
  }

  private static StoreSettings by(CountingLink link, StoreSettings direct) {
    return new StoreSettings(
        link.address(),
        direct.region(),
        direct.bucket(),
        direct.accessKey(),
        direct.secretKey(),
        direct.timeout());
  }

  private static Limits.Thermal limits() {
    return new Limits.Thermal(1L << 32, 1_000_000, 4096, 1 << 22, 1L << 32);
  }

  private static ObjectRef put(String name, byte[] content) throws Exception {
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      String key = "checks/frames/" + UUID.randomUUID() + "-" + name;
      store.put(key, content, "application/octet-stream");
      return new ObjectRef(
          store.bucket(), key, content.length, Sha256.of(content), "application/octet-stream");
    }
  }

  /** Takes a frame's numbers. */
  private static final class Sink implements FrameAnswer {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public boolean isGone() {
      return false;
    }

    @Override
    public OutputStream begin(OptionalLong length) {
      return bytes;
    }

    short[] numbers() {
      short[] numbers = new short[bytes.size() / 2];
      ByteBuffer.wrap(bytes.toByteArray())
          .order(ByteOrder.LITTLE_ENDIAN)
          .asShortBuffer()
          .get(numbers);
      return numbers;
    }
  }
}
