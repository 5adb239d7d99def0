package io.nightjar.cptv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Drained;
import io.nightjar.cptv.FixedBlocks;
import io.nightjar.cptv.GzipFrame;
import io.nightjar.cptv.Samples;
import io.nightjar.cptv.core.StreamEnd;
import io.nightjar.cptv.fast.parallel.EveryBlockAhead;
import io.nightjar.cptv.inflate.BlocksAhead;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.TableChecksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Our inflater gives the bytes that the JDK's and that of commons-compress give. */
@Tag("thorough")
class InflateOracleTest {

  @TestFactory
  Stream<DynamicTest> realFilesInflateAsWithCommonsCompress() {
    return Samples.recordings()
        .filter(Samples.Golden::complete)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name(),
                    () -> {
                      byte[] file = Files.readAllBytes(golden.file());
                      assertThat(own(file, 1 << 16).bytes()).isEqualTo(commons(file));
                    }));
  }

  @Test
  void generatedDataInflatesAsWithTheJdk() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 400; round++) {
      byte[] data = data(random);
      int level = random.nextInt(10);
      int strategy = random.nextInt(3);
      byte[] file = deflate(data, level, strategy);

      Drained own = own(file, 1 + random.nextInt(5000));

      assertThat(own.end()).isEqualTo(new StreamEnd.Complete());
      assertThat(own.bytes()).as("round %s", round).isEqualTo(data);
      assertThat(own.wrongChecksum()).isEqualTo(-1);
    }
  }

  /** Damage is found at the same place: as many bytes come out, and the end is of the same kind. */
  @Test
  void damagedDataEndsAsWithTheJdk() {
    SplittableRandom random = new SplittableRandom(8);
    for (int round = 0; round < 4000; round++) {
      byte[] data = Arrays.copyOf(data(random), 1 + random.nextInt(3000));
      byte[] file = deflate(data, random.nextInt(10), random.nextInt(3));
      byte[] damaged = damaged(file, random);

      Drained own = own(damaged, 1 << 16);
      Drained jdk = jdk(damaged);

      assertThat(own.bytes()).as("round %s", round).isEqualTo(jdk.bytes());
      assertThat(own.end().getClass()).as("round %s", round).isEqualTo(jdk.end().getClass());
      assertThat(own.wrongChecksum()).as("round %s", round).isEqualTo(jdk.wrongChecksum());
    }
  }

  /** What was decoded ahead gives the same bytes when it is put together. */
  @Test
  void blocksAheadGiveTheBytesOfTheJdk() {
    SplittableRandom random = new SplittableRandom(10);
    int given = 0;
    for (int round = 0; round < 300; round++) {
      byte[] data = data(random);
      byte[] one = deflate(data, 1 + random.nextInt(9), random.nextInt(3));
      byte[] file = random.nextInt(4) == 0 ? twice(one) : one;
      EveryBlockAhead ahead = new EveryBlockAhead(file, random);

      Drained own = own(file, 1 + random.nextInt(5000), ahead);

      assertThat(own.end()).isEqualTo(new StreamEnd.Complete());
      assertThat(own.bytes())
          .as("round %s", round)
          .isEqualTo(file.length > one.length ? twice(data) : data);
      assertThat(own.wrongChecksum()).isEqualTo(-1);
      assertThat(ahead.released()).isEqualTo(ahead.given());
      given += ahead.given();
    }
    assertThat(given).isGreaterThan(100);
  }

  @Test
  void damageInBlocksAheadEndsAsWithTheJdk() {
    SplittableRandom random = new SplittableRandom(11);
    int given = 0;
    for (int round = 0; round < 1000; round++) {
      byte[] file = deflate(data(random), 1 + random.nextInt(9), random.nextInt(3));
      byte[] damaged = damaged(file, random);
      EveryBlockAhead ahead = new EveryBlockAhead(damaged, random);

      Drained own = own(damaged, 1 << 16, ahead);
      Drained jdk = jdk(damaged);

      assertThat(own.bytes()).as("round %s", round).isEqualTo(jdk.bytes());
      assertThat(own.end().getClass()).as("round %s", round).isEqualTo(jdk.end().getClass());
      assertThat(own.wrongChecksum()).as("round %s", round).isEqualTo(jdk.wrongChecksum());
      assertThat(own.end()).isEqualTo(own(damaged, 1 << 16).end());
      given += ahead.given();
    }
    assertThat(given).isGreaterThan(100);
  }

  /**
   * The end of one stream in a file of its own, from a whole byte on: its matches reach before the
   * start. That is as wrong when the blocks were decoded ahead.
   */
  @Test
  void blocksAheadThatReachBeforeTheStartAreRefused() {
    byte[] half = new byte[30_000];
    new SplittableRandom(12).nextBytes(half);
    Deflater deflater = new Deflater(9, true);
    byte[] out = new byte[1 << 17];
    deflater.setInput(half);
    int start = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    byte[] copies = text(half);
    deflater.setInput(copies);
    deflater.finish();
    int end = start + deflater.deflate(out, start, out.length - start);
    deflater.end();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(GzipFrame.header());
    file.write(out, start, end - start);
    EveryBlockAhead ahead = new EveryBlockAhead(file.toByteArray());

    Drained own = own(file.toByteArray(), 1 << 16, ahead);

    assertThat(ahead.given()).isPositive();
    assertThat(own.end()).isInstanceOf(StreamEnd.Corrupt.class);
    assertThat(own.bytes()).isEqualTo(jdk(file.toByteArray()).bytes());
  }

  /** A symbol that does not exist, near the end, is found at the same bit however it is come to. */
  @Test
  void symbolsThatDoNotExistAreFoundAtTheSamePlace() {
    SplittableRandom random = new SplittableRandom(18);
    for (int round = 0; round < 1_000; round++) {
      FixedBlocks blocks = new FixedBlocks();
      blocks.start(false);
      for (int i = random.nextInt(3_000); i > 0; i--) {
        blocks.symbol(random.nextInt(256));
      }
      blocks.symbol(286 + random.nextInt(2));
      byte[] file = blocks.end(new byte[random.nextInt(30)]);

      Drained own = own(file, 1 << 16);

      assertThat(own.end()).isInstanceOf(StreamEnd.Corrupt.class);
      assertThat(own.bytes()).isEqualTo(jdk(file).bytes());
      assertThat(own(file, 1 + random.nextInt(50)).end()).isEqualTo(own.end());
      assertThat(own(file, 1 << 16, new EveryBlockAhead(file)).end()).isEqualTo(own.end());
    }
  }

  /** Something that takes codes of its own, and copies from what came before. */
  private static byte[] text(byte[] before) {
    SplittableRandom random = new SplittableRandom(13);
    byte[] data = new byte[60_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) ('a' + Math.min(random.nextInt(26), random.nextInt(26)));
    }
    System.arraycopy(before, 20_000, data, 500, 10_000);
    return data;
  }

  /** Flips up to three bits of a file, and may cut it off. */
  private static byte[] damaged(byte[] file, SplittableRandom random) {
    for (int flips = random.nextInt(3); flips >= 0; flips--) {
      file[random.nextInt(10, file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return random.nextInt(3) == 0 ? Arrays.copyOf(file, random.nextInt(10, file.length)) : file;
  }

  private static byte[] twice(byte[] bytes) {
    byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
    return both;
  }

  @Test
  void theTableChecksumIsThatOfTheJdk() {
    SplittableRandom random = new SplittableRandom(9);
    TableChecksum own = new TableChecksum();
    CRC32 jdk = new CRC32();
    for (int i = 0; i < 200; i++) {
      byte[] data = data(random);
      int from = random.nextInt(data.length);
      own.update(data, from, data.length - from);
      jdk.update(data, from, data.length - from);
      assertThat(own.value()).isEqualTo(jdk.getValue());
    }
    own.reset();
    own.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);
    assertThat(own.value())
        .as("the check value that catalogues of CRCs give")
        .isEqualTo(0xCBF4_3926L);
  }

  private static Drained own(byte[] file, int chunk) {
    return Drained.of(
        new GzipInflatedBytes(new CompressedInput(new Trickle(file, chunk)), new TableChecksum()));
  }

  private static Drained own(byte[] file, int chunk, BlocksAhead ahead) {
    GzipInflatedBytes inflated =
        new GzipInflatedBytes(new CompressedInput(new Trickle(file, chunk)), new TableChecksum());
    inflated.take(ahead);
    return Drained.of(inflated);
  }

  private static Drained jdk(byte[] file) {
    return Drained.of(new JdkInflatedBytes(new ByteArrayInputStream(file)));
  }

  private static byte[] commons(byte[] file) throws IOException {
    try (InputStream in =
        GzipCompressorInputStream.builder()
            .setInputStream(new ByteArrayInputStream(file))
            .setDecompressConcatenated(true)
            .get()) {
      return in.readAllBytes();
    }
  }

  /** Data with few or many symbols, short and long repeats, near and far. */
  private static byte[] data(SplittableRandom random) {
    byte[] data = new byte[1 + random.nextInt(random.nextBoolean() ? 200 : 150_000)];
    int symbols = 1 << random.nextInt(9);
    int at = 0;
    while (at < data.length) {
      int run = Math.min(data.length - at, 1 + random.nextInt(400));
      if (at > 0 && random.nextInt(3) > 0) {
        int distance = 1 + random.nextInt(Math.min(at, random.nextBoolean() ? 12 : 40_000));
        for (int i = 0; i < run; i++) {
          data[at + i] = data[at + i - distance];
        }
      } else {
        for (int i = 0; i < run; i++) {
          data[at + i] = (byte) Math.min(random.nextInt(symbols), random.nextInt(symbols));
        }
      }
      at += run;
    }
    return data;
  }

  private static byte[] deflate(byte[] data, int level, int strategy) {
    Deflater deflater = new Deflater(level, true);
    deflater.setStrategy(strategy);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(GzipFrame.header());
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, deflater)) {
      deflate.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    deflater.end();
    out.writeBytes(GzipFrame.trailer(data));
    return out.toByteArray();
  }

  /** Hands out a few bytes at a time, as a network does. */
  private static final class Trickle extends ByteArrayInputStream {

    private final int chunk;

    Trickle(byte[] bytes, int chunk) {
      super(bytes);
      this.chunk = chunk;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
      return super.read(into, from, Math.min(length, chunk));
    }
  }
}
