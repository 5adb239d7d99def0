package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.cptv.fast.FastReader;
import io.nightjar.cptv.file.CptvReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Every small odd or damaged file of the repository reads as its table says, in each way to read.
 * The table is written by hand, its digests by a decoder in Python.
 */
class OddRecordingsTest {

  private static final String TABLE = "../../fixtures/odd/expected.csv";

  private interface Opening {
    CptvReader open(InputStream in, CptvLimits limits) throws IOException, CptvException;
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = TABLE, numLinesToSkip = 1)
  void theReaderGivesWhatTheTableSays(ArgumentsAccessor row) throws Exception {
    readsAs(row, CptvReader::open);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = TABLE, numLinesToSkip = 1)
  void theReaderWithTheInflaterOfTheJdkGivesTheSame(ArgumentsAccessor row) throws Exception {
    readsAs(row, CptvReader::openWithJdkInflater);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = TABLE, numLinesToSkip = 1)
  void theReaderWithVectorsGivesTheSame(ArgumentsAccessor row) throws Exception {
    readsAs(row, FastReader::open);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(files = TABLE, numLinesToSkip = 1)
  void theReaderOnTwoThreadsGivesTheSame(ArgumentsAccessor row) throws Exception {
    readsAs(row, FastReader::openParallel);
  }

  private static void readsAs(ArgumentsAccessor row, Opening opening) throws Exception {
    byte[] file = Files.readAllBytes(Samples.odd().resolve(row.getString(0)));
    if (row.getString(2) == null) {
      assertThatThrownBy(
              () -> opening.open(new ByteArrayInputStream(file), CptvLimits.DEFAULT).close())
          .isInstanceOfSatisfying(
              CptvException.class, refused -> assertThat(refused.code()).isEqualTo(text(row, 1)));
    } else {
      try (CptvReader reader = opening.open(new ByteArrayInputStream(file), CptvLimits.DEFAULT)) {
        framesAre(row, reader);
        headerIs(row, reader.header());
      }
    }
  }

  private static void framesAre(ArgumentsAccessor row, CptvReader reader) throws IOException {
    Frame frame = reader.newFrame();
    PixelHash hash = new PixelHash();
    while (reader.read(frame)) {
      hash.add(frame);
    }
    assertThat(reader.ending().code()).isEqualTo(text(row, 1));
    assertThat(reader.frames()).isEqualTo(row.getInteger(2));
    assertThat(reader.backgroundFrames()).isEqualTo(row.getInteger(3));
    if (reader.frames() > 0) {
      assertThat(hash.hex()).isEqualTo(text(row, 12));
    }
    assertThat(reader.findings().stream().map(finding -> finding.kind().code()))
        .containsExactlyInAnyOrder(
            text(row, 11).isEmpty() ? new String[0] : text(row, 11).split(" ", -1));
  }

  private static void headerIs(ArgumentsAccessor row, Header header) {
    assertThat(header.recordedAt().map(Instant::toString).orElse("")).isEqualTo(text(row, 6));
    isNear(header.latitude(), row.getDouble(7));
    isNear(header.longitude(), row.getDouble(8));
    isNear(header.altitude(), row.getDouble(9));
    isNear(header.accuracy(), row.getDouble(10));
  }

  private static void isNear(OptionalDouble found, @Nullable Double expected) {
    if (expected == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found.orElse(Double.NaN)).isCloseTo(expected, within(1e-5));
    }
  }

  private static String text(ArgumentsAccessor row, int column) {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
