package io.nightjar.local.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What scripts rely on: lines of JSON and exit codes. */
@Isolated
class CptvCommandTest {

  private static final Path ODD =
      Path.of(System.getProperty("nightjar.root")).resolve("fixtures/odd");

  @TempDir private Path folder = Path.of("");

  private Path file = Path.of("");

  /** Three frames of two pixels, 0x0100 + n and 0x0200. */
  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("three.cptv");
    try (CptvWriter writer =
        CptvWriter.create(
            Files.newOutputStream(file), Header.builder(2, 1).build(), WriterOptions.GO)) {
      for (int i = 0; i < 3; i++) {
        Frame frame = new Frame(2, 1).setTimeOnMillis(1000 + 100L * i).setBackground(i == 0);
        frame.pixels()[0] = (short) (0x100 + i);
        frame.pixels()[1] = 0x200;
        writer.write(frame);
      }
    }
  }

  @Test
  void hashPrintsTheContractedLine() throws Exception {
    byte[] pixels = HexFormat.of().parseHex("000100020101000202010002");
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pixels));

    Result result = run("hash", "--json", file.toString());

    assertThat(result.code()).isZero();
    assertThat(result.out().strip())
        .isEqualTo(
            String.format(
                Locale.ROOT,
                "{\"file\":\"%s\",\"frames\":3,\"backgroundFrames\":1,\"end\":\"clean\",\"pixelsSha256\":\"%s\"}",
                file,
                sha));
  }

  @Test
  void aFileThatIsNoRecordingHasALineAndAnExitCode() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "text");

    Result result = run("hash", "--json", other.toString(), file.toString());

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.out()).contains("\"end\":\"not-gzip\"").contains("\"end\":\"clean\"");
  }

  @Test
  void verifyTellsACutOffFileFromAWholeOne() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 4));

    assertThat(run("verify", file.toString()).code()).isZero();
    Result result = run("verify", "--json", cut.toString());

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("\"end\":\"truncated-at-boundary\"").contains("\"frames\":3");
  }

  /** {@code fixtures/odd/expected.csv} holds how each odd recording ends. */
  @ParameterizedTest
  @CsvSource({
    "plain.cptv, true",
    "trailing-garbage.cptv, true",
    "cut-in-a-frame.cptv, false",
    "cut-before-the-trailer.cptv, false",
    "broken-compression.cptv, false",
    "wrong-checksum.cptv, false",
    "two-recordings.cptv, false",
    "not-gzip.cptv, false"
  })
  void everyCommandNamesTheEndAlikeAndVerifyFailsOnlyWhereSomethingIsLost(
      String name, boolean complete) throws Exception {
    Path odd = ODD.resolve(name);
    String end =
        Files.readAllLines(ODD.resolve("expected.csv")).stream()
            .filter(line -> line.startsWith(name + ","))
            .map(line -> line.split(",", -1)[1])
            .findFirst()
            .orElseThrow();

    Result verified = run("verify", "--json", odd.toString());

    assertThat(verified.out()).contains("\"end\":\"" + end + "\"", "\"complete\":" + complete);
    assertThat(verified.code()).isEqualTo(complete ? 0 : 3);
    assertThat(run("hash", "--json", odd.toString()).out()).contains("\"end\":\"" + end + "\"");
  }

  @Test
  void anIndexIsWrittenBesideItsRecordingOrWhereItIsTold() throws Exception {
    Path told = folder.resolve("told.idx");

    assertThat(run("index", "-o", told.toString(), file.toString()).code()).isZero();

    assertThat(told).isNotEmptyFile();
    assertThat(folder.resolve("three.cptv.idx")).doesNotExist();
    assertThat(run("index", file.toString()).code()).isZero();
    assertThat(folder.resolve("three.cptv.idx")).hasSameBinaryContentAs(told);
    assertThat(run("index", "-o", file.toString(), file.toString()).code()).isNotZero();
    assertThat(run("verify", file.toString()).code()).isZero();
  }

  @Test
  void cutAndFramesAndIndexLeaveTheirFiles() throws Exception {
    Path part = folder.resolve("part.cptv");

    assertThat(run("cut", "--frames", "2..3", file.toString(), part.toString()).code()).isZero();
    assertThat(run("frames", "-o", folder.resolve("png").toString(), part.toString()).code())
        .isZero();
    assertThat(run("index", "--every", "1", "--json", file.toString()).out())
        .contains("\"frames\":3,\"checkpoints\":4");

    assertThat(run("hash", "--json", part.toString()).out()).contains("\"frames\":2");
    assertThat(folder.resolve("png")).isDirectoryContaining("glob:**/frame-00001.png");
    assertThat(folder.resolve("three.cptv.idx")).exists();
  }

  @Test
  void framesOfACutOffRecordingBecomeOneArray() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 4));
    Path array = folder.resolve("frames.npy");

    Result result = run("frames", "--npy", "-o", array.toString(), "--json", cut.toString());

    assertThat(result.out().strip())
        .isEqualTo("{\"file\":\"" + array + "\",\"frames\":3,\"end\":\"truncated-at-boundary\"}");
    byte[] bytes = Files.readAllBytes(array);
    assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
        .contains("{'descr': '<u2', 'fortran_order': False, 'shape': (3, 1, 2), }");
    assertThat(HexFormat.of().formatHex(bytes, 128, bytes.length))
        .isEqualTo("000100020101000202010002");
  }

  @Test
  void anArrayHasNoColours() {
    String array = folder.resolve("frames.npy").toString();

    Result result = run("frames", "--npy", "--palette", "GREY", "-o", array, file.toString());

    assertThat(result.code()).isNotZero();
    assertThat(folder.resolve("frames.npy")).doesNotExist();
  }

  private record Result(int code, String out) {}

  private static Result run(String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = new CommandLine(new CptvCommand()).execute(arguments);
      return new Result(code, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
