package io.nightjar.media;

import static io.nightjar.media.Riff.BIG;
import static io.nightjar.media.Riff.LITTLE;
import static io.nightjar.media.Riff.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.DecodeOutcome.Decoded;
import io.nightjar.media.DecodeOutcome.DecodedPartially;
import io.nightjar.media.DecodeOutcome.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wave files as recorders of the field write them, beside the specification. */
@Tag("process")
class OddWaveTest extends DecodingTest {

  private static final int RATE = 16_000;
  private static final int SAMPLES = 4_000;

  /** 2 kHz with an amplitude of a quarter: it repeats after 8 samples. */
  private static final double[] TONE = tone();

  private static double[] tone() {
    double[] tone = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      tone[i] = 0.25 * Math.sin(2 * Math.PI * 2_000 * i / RATE);
    }
    return tone;
  }

  /** The tone in integers of some bits, moved to the left by others. */
  private static int[] tone(int bits, int moved) {
    return Arrays.stream(TONE)
        .mapToInt(x -> (int) Math.round(x * (1L << (bits - 1))) << moved)
        .toArray();
  }

  private void assertTone(int bits) {
    int[] integers = tone(bits, 0);
    float[] expected = new float[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      expected[i] = (float) (integers[i] / (double) (1L << (bits - 1)));
    }
    assertThat(sink.sampleRate).isEqualTo(RATE);
    assertThat(sink.samples).isEqualTo(expected);
  }

  private static byte[] pcm16() {
    return LITTLE.integers(2, tone(16, 0));
  }

  private static byte[] format16() {
    return LITTLE.format(1, 1, RATE, 2, 16);
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "24, 8", "20, 12", "32, 0"})
  void anExtensibleHeadersSamplesAreLeftAligned(int validBits, int moved) throws IOException {
    byte[] data = LITTLE.integers(4, tone(validBits, moved));

    DecodeOutcome outcome =
        decode(
            LITTLE.file(
                "RIFF", LITTLE.extensible(1, RATE, 4, 32, validBits), LITTLE.chunk("data", data)));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertTone(validBits);
  }

  /** ALSA's S24_LE, which {@code arecord} writes, and the same of 16 bits. */
  @ParameterizedTest
  @CsvSource({"24, 4", "16, 4", "16, 3"})
  void aPlainHeadersSamplesFillTheLowestOfTooManyBytes(int bits, int bytes) throws IOException {
    byte[] data = LITTLE.integers(bytes, tone(bits, 0));

    DecodeOutcome outcome =
        decode(
            LITTLE.file(
                "RIFF", LITTLE.format(1, 1, RATE, bytes, bits), LITTLE.chunk("data", data)));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertTone(bits);
  }

  @Test
  void unlessTheSamplesShowThatTheyFillTheHighest() throws IOException {
    byte[] data = LITTLE.integers(4, tone(24, 8));

    DecodeOutcome outcome =
        decode(LITTLE.file("RIFF", LITTLE.format(1, 1, RATE, 4, 24), LITTLE.chunk("data", data)));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertTone(24);
  }

  @ParameterizedTest
  @CsvSource({
    "16, RIFF, pcm_s16le", "24, RIFF, pcm_s24le", "32, RIFF, pcm_s32le",
    "16, RIFX, pcm_s16be", "24, RIFX, pcm_s24be", "32, RIFX, pcm_s32be",
  })
  void readsBothByteOrders(int bits, String id, String codec) throws IOException {
    Riff riff = id.equals("RIFX") ? BIG : LITTLE;
    byte[] data = riff.integers(bits / 8, tone(bits, 0));

    DecodeOutcome outcome =
        decode(riff.file(id, riff.format(1, 1, RATE, bits / 8, bits), riff.chunk("data", data)));

    assertThat(((Decoded) outcome).info().codec()).isEqualTo(codec);
    assertTone(bits);
  }

  @Test
  void readsUnsignedBytesAndDoublePrecision() throws IOException {
    ByteBuffer doubles = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0.5).putDouble(-0.25);
    CollectedSamples ofDoubles = new CollectedSamples();

    decode(
        LITTLE.file(
            "RIFF",
            LITTLE.format(1, 1, RATE, 1, 8),
            LITTLE.chunk("data", bytes(0, 128, 255, 192))));
    decode(
        ofDoubles,
        LITTLE.file(
            "RIFF", LITTLE.format(3, 1, RATE, 8, 64), LITTLE.chunk("data", doubles.array())));

    assertThat(sink.samples).containsExactly(-1f, 0f, 127 / 128f, 0.5f);
    assertThat(ofDoubles.samples).containsExactly(0.5f, -0.25f);
  }

  /** 8000 bytes of sound are there, whatever these sizes say. */
  @ParameterizedTest
  @CsvSource({
    "0,          0,          gives no length",
    "10000000,   0,          gives no length",
    "7ffff024,   7ffff000,   gives no length",
    "80000024,   80000000,   gives no length",
    "ffffffff,   ffffffff,   gives no length",
    "ffffffff,   ffffffdb,   gives no length",
    "0,          ffffffff,   gives no length",
    "1f90,       1f6c,       says 8044 bytes of sound", // 44 too many
    "1f64,       1f64,       says 8036 bytes of sound", // the RIFF chunk's size in both places
    "1f64,       100000,     says 1048576 bytes of sound", // but the RIFF chunk ends with the file
    "7f4,        7d0,        says 2000 bytes of sound", // a quarter
    "1f64,       7d0,        says 2000 bytes of sound",
  })
  void whatIsThereDecidesHowMuchSoundThereIs(String riffSize, String dataSize, String note)
      throws IOException {
    byte[] data = LITTLE.chunkOfSize("data", HexFormat.fromHexDigitsToLong(dataSize), pcm16());

    DecodeOutcome outcome =
        decode(
            LITTLE.fileOfSize("RIFF", HexFormat.fromHexDigitsToLong(riffSize), format16(), data));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(((Decoded) outcome).sound().notes()).singleElement().asString().contains(note);
    assertTone(16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LIST", "guan", "bext", "JUNK", "abcd"})
  void chunksBehindTheSoundAreNoSound(String id) throws IOException {
    byte[] trailer = LITTLE.chunk(id, new byte[300]);

    DecodeOutcome outcome =
        decode(LITTLE.file("RIFF", format16(), LITTLE.chunk("data", pcm16()), trailer));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(((Decoded) outcome).sound().notes()).isEmpty();
    assertTone(16);
  }

  @Test
  void reservedZerosAndTagsBehindTheSoundAreNoSound() throws IOException {
    byte[] whole = LITTLE.file("RIFF", format16(), LITTLE.chunk("data", pcm16()));
    byte[] tag = Arrays.copyOf("TAGtitle".getBytes(StandardCharsets.US_ASCII), 128);
    CollectedSamples tagged = new CollectedSamples();

    DecodeOutcome zeros = decode(Arrays.copyOf(whole, 20_000));
    DecodeOutcome tags = decode(tagged, whole, tag);

    assertThat(zeros).isInstanceOf(Decoded.class);
    assertThat(tags).isInstanceOf(Decoded.class);
    assertTone(16);
    assertThat(tagged.samples).hasSize(SAMPLES);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 43, 45, 250, 4_000})
  void saysHowMuchOfTheSoundIsMissing(int missing) throws IOException {
    byte[] whole = LITTLE.file("RIFF", format16(), LITTLE.chunk("data", pcm16()));

    DecodeOutcome outcome = decode(Arrays.copyOf(whole, whole.length - missing));

    assertThat(outcome).isInstanceOf(DecodedPartially.class);
    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(((DecodedPartially) outcome).reason()).startsWith(missing + " bytes missing");
    assertThat(sink.samples).hasSize(SAMPLES - (missing + 1) / 2);
  }

  /** EBU Tech 3306: the size stands in {@code ds64}, and the other one is all ones. */
  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void seesThatAFileWithLongSizesIsCut(String id) throws IOException {
    ByteBuffer sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    sizes.putLong(36 + 36 + 8_000).putLong(8_000).putLong(SAMPLES);
    byte[] whole =
        LITTLE.fileOfSize(
            id,
            0xffffffffL,
            LITTLE.chunk("ds64", sizes.array()),
            format16(),
            LITTLE.chunkOfSize("data", 0xffffffffL, pcm16()));
    CollectedSamples cutSink = new CollectedSamples();

    DecodeOutcome complete = decode(whole);
    DecodeOutcome cut = decode(cutSink, Arrays.copyOf(whole, whole.length - 1_000));

    assertThat(complete).isInstanceOf(Decoded.class);
    assertTone(16);
    assertThat(((DecodedPartially) cut).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(cutSink.samples).hasSize(SAMPLES - 500);
  }

  /** Sizes count the header of 24 bytes in, and chunks stand at multiples of eight. */
  @ParameterizedTest
  @CsvSource({"8024, 0", "8024, 1000", "24, 0", "-1, 0"})
  void readsWave64(long dataSize, int missing) throws IOException {
    String guid = "f3acd3118cd100c04f8edb8a";
    ByteBuffer head = ByteBuffer.allocate(104).order(ByteOrder.LITTLE_ENDIAN);
    head.put(HexFormat.of().parseHex("726966662e91cf11a5d628db04c10000")).putLong(104 + 8_000);
    head.put("wave".getBytes(StandardCharsets.US_ASCII)).put(HexFormat.of().parseHex(guid));
    head.put("fmt ".getBytes(StandardCharsets.US_ASCII)).put(HexFormat.of().parseHex(guid));
    head.putLong(40).put(format16(), 8, 16);
    head.put("data".getBytes(StandardCharsets.US_ASCII)).put(HexFormat.of().parseHex(guid));
    head.putLong(dataSize);
    byte[] whole = join(head.array(), pcm16());

    DecodeOutcome outcome = decode(Arrays.copyOf(whole, whole.length - missing));

    if (missing == 0) {
      assertThat(((Decoded) outcome).info().container()).isEqualTo("w64");
      assertTone(16);
    } else {
      assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    }
  }

  @Test
  void halfASampleAtTheEndIsNoLoss() throws IOException {
    byte[] half = Arrays.copyOf(pcm16(), 7_999);

    DecodeOutcome outcome =
        decode(
            LITTLE.fileOfSize(
                "RIFF", 36 + 7_999, format16(), LITTLE.chunkOfSize("data", 7_999, half)));

    assertThat(((Decoded) outcome).sound().notes()).containsExactly("the last sample is cut");
    assertThat(sink.samples).hasSize(SAMPLES - 1);
  }

  @Test
  void findsTheSoundBehindAChunkWithoutItsPadByte() throws IOException {
    byte[] list =
        LITTLE.chunkOfSize(
            "LIST", 17, "INFOICMT\5\0\0\0abcd\0".getBytes(StandardCharsets.US_ASCII));

    DecodeOutcome outcome =
        decode(LITTLE.file("RIFF", format16(), list, LITTLE.chunk("data", pcm16())));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertTone(16);
  }

  @ParameterizedTest
  @ValueSource(ints = {250, 2_000, 500_000, 1_000_000})
  void takesTheRatesOfElephantsAndBats(int rate) throws IOException {
    DecodeOutcome outcome = decode(Wav.pcm16(rate, 1, (short) 16_384, (short) -16_384));

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(sink.sampleRate).isEqualTo(rate);
    assertThat(sink.samples).containsExactly(0.5f, -0.5f);
  }

  @Test
  void aHeaderThatClaimsNoSoundAndHasChunksBehindHasNone() throws IOException {
    DecodeOutcome outcome =
        decode(
            LITTLE.file(
                "RIFF",
                format16(),
                LITTLE.chunk("data", new byte[0]),
                LITTLE.chunk("LIST", new byte[100])));

    assertThat(((Rejected) outcome).fault()).isEqualTo(SoundFault.NO_SOUND);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
