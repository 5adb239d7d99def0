package io.nightjar.audio.tags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveTagsTest {

  private static final byte[] SOUND = WaveBytes.chunk("data", new byte[1000]);
  private static final byte[] GUANO =
      WaveBytes.chunk(
          "guan", "GUANO|Version: 1.0\nNote: kākā\\nnest\n\n Serial :  A:1 \nbad\n:x\n");

  private static final Map<String, String> FIELDS =
      Map.of("GUANO|Version", "1.0", "Note", "kākā\nnest", "Serial", "A:1");

  @TempDir Path folder;

  @Test
  void readsGuanoBeforeAndBehindTheSound() throws IOException {
    assertThat(read(WaveBytes.file(SOUND, GUANO)).guano()).isEqualTo(FIELDS);
    assertThat(read(WaveBytes.file(GUANO, SOUND)).guano()).isEqualTo(FIELDS);
  }

  /** EBU Tech 3306: the sound's length of 64 bits stands in a chunk of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void readsFilesOf64Bits(String id) throws IOException {
    ByteBuffer sizes = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    sizes.putLong(8, 1000);
    byte[] file = WaveBytes.file(WaveBytes.chunk("ds64", sizes.array()), SOUND, GUANO);
    System.arraycopy(WaveBytes.ascii(id), 0, file, 0, 4);
    int sound = indexOf(file, "data");
    Arrays.fill(file, 4, 8, (byte) -1);
    Arrays.fill(file, sound + 4, sound + 8, (byte) -1);

    assertThat(read(file).guano()).isEqualTo(FIELDS);
  }

  @Test
  void readsBigEndianFiles() throws IOException {
    byte[] content =
        WaveBytes.concat(
            WaveBytes.ascii("WAVE"),
            WaveBytes.chunk(ByteOrder.BIG_ENDIAN, "data", new byte[300]),
            WaveBytes.chunk(
                ByteOrder.BIG_ENDIAN,
                "LIST",
                WaveBytes.concat(
                    WaveBytes.ascii("INFO"),
                    WaveBytes.chunk(ByteOrder.BIG_ENDIAN, "ICMT", WaveBytes.ascii("a tūī")))),
            WaveBytes.chunk(ByteOrder.BIG_ENDIAN, "guan", WaveBytes.ascii("Serial: 7")));

    WaveTags tags = read(WaveBytes.chunk(ByteOrder.BIG_ENDIAN, "RIFX", content));

    assertThat(tags.guano()).isEqualTo(Map.of("Serial", "7"));
    assertThat(tags.info()).containsKey("comment");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8,        Enregistré à Tübingen",
    "ISO-8859-1,   Enregistré à Tübingen",
    "windows-1252, Enregistré à Tübingen – 5 €",
    "US-ASCII,     Recorded at dawn",
  })
  void readsCommentsInTheEncodingsOfTheField(String charset, String comment) throws IOException {
    byte[] list = WaveBytes.info("ICMT", comment.getBytes(Charset.forName(charset)));

    WaveTags tags = read(WaveBytes.file(list, SOUND));

    assertThat(tags.info()).containsExactly(Map.entry("comment", comment));
  }

  @Test
  void readsBroadcastWave() throws IOException {
    byte[] file =
        WaveBytes.file(WaveBytes.broadcast("F8 recorder", "2023-05-30", "10:34:00"), SOUND);

    assertThat(read(file).broadcast())
        .contains(
            new BroadcastExtension(
                Optional.of("F8 recorder"), Optional.of(LocalDateTime.of(2023, 5, 30, 10, 34))));
  }

  @ParameterizedTest
  @CsvSource({
    "2011-04-15, 16-22-43, 2011-04-15T16:22:43",
    "2011:04:15, 16.22.43, 2011-04-15T16:22:43",
    "2011-04-31, 16:22:43,", // a day that is not
    "0000-00-00, 00:00:00,",
    "'',         '',"
  })
  void readsBroadcastTimesWithAnySeparator(String date, String time, LocalDateTime expected)
      throws IOException {
    byte[] file = WaveBytes.file(WaveBytes.broadcast("", date, time), SOUND);

    assertThat(read(file).broadcast())
        .contains(new BroadcastExtension(Optional.empty(), Optional.ofNullable(expected)));
  }

  /** A recorder that lost power before it wrote the sound's size. */
  @Test
  void readsWhatStandsBeforeASoundOfUnknownLength() throws IOException {
    byte[] file = WaveBytes.file(GUANO, SOUND);
    int sound = indexOf(file, "data");
    Arrays.fill(file, sound + 4, sound + 8, (byte) 0);

    assertThat(read(file).guano()).isEqualTo(FIELDS);
  }

  @Test
  void findsAChunkBehindOneWithoutItsPadByte() throws IOException {
    byte[] list = WaveBytes.info("ICMT", WaveBytes.ascii("abcd\0"));
    byte[] odd = Arrays.copyOf(list, list.length - 1);
    odd[4]--;

    WaveTags tags = read(WaveBytes.file(odd, GUANO, SOUND));

    assertThat(tags.info()).containsEntry("comment", "abcd");
    assertThat(tags.guano()).isEqualTo(FIELDS);
  }

  @Test
  void readsNothingOfOtherFiles() throws IOException {
    WaveTags none = new WaveTags(Map.of(), Map.of(), Optional.empty());

    assertThat(read(new byte[0])).isEqualTo(none);
    assertThat(read(WaveBytes.ascii("RIFF"))).isEqualTo(none);
    assertThat(read(WaveBytes.chunk("RIFF", WaveBytes.concat(WaveBytes.ascii("AVI "), GUANO))))
        .isEqualTo(none);
  }

  /** A chunk that says it has 4 GiB has what the file has, and no more than is sensible. */
  @Test
  void readsNoMoreThanThereIs() throws IOException {
    byte[] huge = WaveBytes.chunk("guan", "Serial: 7\n" + "x: y\n".repeat(100_000));
    byte[] cut = WaveBytes.file(SOUND, Arrays.copyOf(GUANO, 40));
    Arrays.fill(cut, cut.length - 36, cut.length - 32, (byte) -1);

    assertThat(read(WaveBytes.file(huge)).guano()).isEqualTo(Map.of("Serial", "7", "x", "y"));
    assertThat(read(cut).guano()).containsEntry("GUANO|Version", "1.0");
  }

  @Test
  void keepsNoMoreFieldsThanIsSensible() throws IOException {
    StringBuilder text = new StringBuilder("Note: " + "long ".repeat(1000) + "\n");
    for (int i = 0; i < 1000; i++) {
      text.append("key").append(i).append(": value\n");
    }

    Map<String, String> fields =
        read(WaveBytes.file(WaveBytes.chunk("guan", text.toString()))).guano();

    assertThat(fields).hasSize(128);
    assertThat(fields.get("Note")).hasSize(1024);
  }

  @Test
  void endsWithAnyDamage() throws IOException {
    byte[] whole =
        WaveBytes.file(
            WaveBytes.info("ICMT", "ü".getBytes(StandardCharsets.ISO_8859_1)),
            WaveBytes.broadcast("x", "2011-04-15", "16:22:43"),
            WaveBytes.chunk("data", new byte[10]),
            GUANO);
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 500; run++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int i = 0; i < 5 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }

      assertThat(read(damaged)).isNotNull();
    }
  }

  private WaveTags read(byte[] file) throws IOException {
    return WaveTags.read(Files.write(folder.resolve("x.wav"), file));
  }

  private static int indexOf(byte[] file, String id) {
    return new String(file, StandardCharsets.ISO_8859_1).indexOf(id);
  }
}
