package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.local.examples.ChildProgram.Result;
import io.nightjar.local.system.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people write against Nightjar, against a stack that runs: the examples, clients that are
 * generated from the API's description, and requests that are. The examples come first, as the
 * topic holds their events alone then.
 */
@Tag("process")
@Tag("python")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Path EXAMPLES = Script.ROOT.resolve("docs/examples");

  /** Of bird-calls.wav, by fixtures/recordings/expected.json: the call that is the loudest. */
  private static final double LOUDEST_DECIBELS = -12.0;

  private static final double LOUDEST_HERTZ = 2500.0;
  private static final double LOUDEST_BEGINS = 2.6;
  private static final double LOUDEST_ENDS = 3.0;

  /** Two bands of eight bins of the spectrum, 94 Hz each. */
  private static final double HERTZ_OF_A_REGION = 188.0;

  private static final double SECONDS_OF_A_WINDOW = 0.09;

  /** Of hedgehog.cptv, by the same file. */
  private static final String FRAMES = "91 frames";

  /**
   * Of fixtures/odd/plain.cptv, by expected.csv there: what a decoder in another language found.
   */
  private static final String PIXELS = "3 frames  0fbc8f6adea2daa5";

  private static final Pattern LOUDEST =
      Pattern.compile("clearest: (-?[0-9.]+) dB at ([0-9]+) Hz, ([0-9.]+) s");

  @TempDir static Path folder;
  private static ExampleStack stack;
  private static PythonEnvironment python;
  private static GeneratedClients clients;
  private static String sound;
  private static String thermal;

  @BeforeAll
  static void up() throws Exception {
    python = PythonEnvironment.prepare();
    stack = ExampleStack.start(folder);
    List<String> ids = stack.upload("bird-calls.wav", "hedgehog.cptv");
    sound = ids.getFirst();
    thermal = ids.getLast();
    clients = new GeneratedClients(Files.createDirectory(folder.resolve("clients")), python, stack);
  }

  @AfterAll
  static void down() throws Exception {
    if (stack != null) {
      stack.stop();
    }
  }

  @Test
  @Order(1)
  void aSubscriberHearsOfEveryStageAndIsToldTheLoudestCall() throws Exception {
    Result result = run(EXAMPLES.resolve("subscribe.py"), "--most", "5");

    List<String> lines = result.succeeded().out().lines().sorted().toList();
    assertThat(lines)
        .extracting(line -> line.split(" ", 4)[0] + " " + line.split(" ", 4)[1])
        .containsExactlyInAnyOrder(
            sound + " io.nightjar.spectrogram.rendered.v1",
            sound + " io.nightjar.thumbnail.rendered.v1",
            thermal + " io.nightjar.thermal.decoded.v1",
            thermal + " io.nightjar.thumbnail.rendered.v1",
            thermal + " io.nightjar.preview.rendered.v1");
    assertThat(lines).allMatch(line -> line.split(" ", 4)[2].equals("completed"));
    Matcher loudest = LOUDEST.matcher(result.out());
    assertThat(loudest.find()).as(result.out()).isTrue();
    assertThat(Double.parseDouble(loudest.group(1))).isCloseTo(LOUDEST_DECIBELS, within(1.0));
    assertThat(Double.parseDouble(loudest.group(2)))
        .isCloseTo(LOUDEST_HERTZ, within(HERTZ_OF_A_REGION));
    assertThat(Double.parseDouble(loudest.group(3)))
        .isBetween(LOUDEST_BEGINS - SECONDS_OF_A_WINDOW, LOUDEST_ENDS);
  }

  @Test
  @Order(2)
  void theReadmesSubscriberPrintsTheSpectrogram() throws Exception {
    String readme = Files.readString(Script.ROOT.resolve("README.md"));
    String block = readme.split("```python\n", 2)[1].split("```", 2)[0];
    Path program = Files.writeString(folder.resolve("readme.py"), here(block));

    Result result =
        ChildProgram.runUntil(
            List.of(python.python().toString(), "-u", program.toString()),
            folder,
            stack.environment(),
            PATIENCE,
            said -> said.lines().anyMatch(line -> line.contains(sound)));

    assertThat(result.succeeded().out()).contains("'spectrogram.webp'", "'waveform.dat'");
    assertThat(result.out()).doesNotContain(thermal);
  }

  /** The address that the README shows is the one that a stack has by itself. */
  private static String here(String program) {
    return program.replace("127.0.0.1:18092", stack.bootstrapServers());
  }

  @Test
  @Order(3)
  void pythonsReaderFindsTheSamePixelsInAllThatIsWritten() throws Exception {
    Path odd = Script.ROOT.resolve("fixtures/odd/plain.cptv");

    Result result =
        run(
            EXAMPLES.resolve("read_with_python.py"),
            ExampleStack.FIXTURES.resolve("hedgehog.cptv").toString(),
            odd.toString());

    List<String> lines = result.succeeded().out().lines().toList();
    assertThat(lines).hasSize(10).allMatch(line -> line.startsWith("same  "));
    assertThat(lines.subList(0, 5)).allMatch(line -> line.contains(FRAMES));
    assertThat(lines.subList(5, 10)).allMatch(line -> line.contains(PIXELS));
  }

  @Test
  @Tag("clients")
  @Order(4)
  void everyOperationAnswersAPythonClientThatIsGenerated() throws Exception {
    clients.generate("python");

    Result result = clients.callWithPython();

    assertThat(result.succeeded().out()).matches("[0-9]{2,} operations\n");
  }

  @Test
  @Tag("clients")
  @Order(5)
  void everyOperationAnswersAJavaClientThatIsGenerated() throws Exception {
    clients.generate("java");
    clients.compileJava();

    Result result = clients.callWithJava();

    assertThat(result.succeeded().out()).matches("[0-9]{2,} operations\n");
  }

  /** Devices, people and operators send what the description allows, and what it does not. */
  @Test
  @Tag("clients")
  @Order(6)
  void everyAnswerToGeneratedRequestsIsAsDescribed() throws Exception {
    Result result = run(PythonEnvironment.script("property_based_test.py"));

    assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
  }

  private static Result run(Path script, String... arguments) throws Exception {
    return python.run(folder, script, stack.environment(), PATIENCE, arguments);
  }
}
