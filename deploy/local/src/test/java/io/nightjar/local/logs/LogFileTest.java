package io.nightjar.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last lines of a log, and those that come, whatever happens to its file. */
class LogFileTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private Path path;
  private LogFile log;

  @BeforeEach
  void begin() {
    path = folder.resolve("a.log");
    log = new LogFile(path);
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @ParameterizedTest
  @CsvSource({"2, three four", "1, four", "4, one two three four", "9, one two three four"})
  void tellsTheLastLines(long most, String expected) throws Exception {
    append("one\ntwo\nthree\nfour\n");

    log.goToLast(most);
    log.tell(told::add);

    assertThat(told).containsExactly(expected.split(" "));
  }

  @Test
  void tellsTheLastLinesOfAFileOfManyBlocks() throws Exception {
    List<String> all = IntStream.range(0, 50_000).mapToObj(number -> "line " + number).toList();
    Files.write(path, all);

    log.goToLast(30_000);
    log.tell(told::add);

    assertThat(told).isEqualTo(all.subList(20_000, 50_000));
  }

  @Test
  void tellsWhatComesAndALineWhenItHasEnded() throws Exception {
    append("old\n");
    log.goToLast(0);

    append("new\nha");
    log.tell(told::add);
    append("lf\n");
    log.tell(told::add);

    assertThat(told).containsExactly("new", "half");
  }

  @Test
  void goesOnWithAFileThatWasCut() throws Exception {
    append("one\ntwo\n");
    log.goToLast(9);
    log.tell(told::add);

    Files.writeString(path, "anew\n", StandardOpenOption.TRUNCATE_EXISTING);
    log.tell(told::add);

    assertThat(told).containsExactly("one", "two", "anew");
  }

  @Test
  void goesOnWithAnotherFileOfTheNameAndMissesNothingOfTheFirst() throws Exception {
    append("one\n");
    log.goToLast(9);
    log.tell(told::add);

    append("last\nwords");
    Files.move(path, folder.resolve("a.log.1"));
    log.tell(told::add);
    append("anew\n");
    log.tell(told::add);
    log.tell(told::add);

    assertThat(told).containsExactly("one", "last", "words", "anew");
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws Exception {
    log.goToLast(9);
    boolean early = log.tell(told::add);

    append("one\n");
    log.tell(told::add);

    assertThat(early).isFalse();
    assertThat(told).containsExactly("one");
  }

  @Test
  void tellsALineWithoutEndInPieces() throws Exception {
    append("x".repeat(3 * LogFile.LONGEST_LINE) + "\n");

    log.goToLast(1);
    log.tell(told::add);

    assertThat(told).allMatch(piece -> piece.length() <= LogFile.LONGEST_LINE + 64 * 1024);
    assertThat(String.join("", told)).hasSize(3 * LogFile.LONGEST_LINE);
  }

  private void append(String text) throws IOException {
    Files.writeString(
        path, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
