package io.nightjar.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/codes.md} against the enums and constants that the codes come from. */
class CodesDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final String INGEST = "ingest-service/src/main/java/io/nightjar/ingest/";
  private static final String PIPELINE = "libs/pipeline/src/main/java/io/nightjar/pipeline/";
  private static final String CPTV = "libs/cptv/src/main/java/io/nightjar/cptv/";
  private static final String MEDIA = "libs/media/src/main/java/io/nightjar/media/";
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z0-9-]+)` \\|(.*)$", Pattern.MULTILINE);
  private static final String QUOTED = "\"([a-z]+(?:-[a-z]+)*)\"";

  @Test
  void namesEveryProblemWithItsStatusAndTitle() throws IOException {
    List<String> declared = new ArrayList<>();
    Matcher constants =
        Pattern.compile("^  ([A-Z_]+)\\((\\d+), \"([^\"]+)\"\\)", Pattern.MULTILINE)
            .matcher(source(INGEST + "problem/ProblemCode.java"));
    while (constants.find()) {
      declared.add(
          code(constants.group(1)) + " | " + constants.group(2) + " | " + constants.group(3));
    }

    assertThat(rows("Problems of HTTP calls", " \\| [^|]+ \\|$"))
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void namesEveryCodeOfMembersOfArchives() throws IOException {
    List<String> declared =
        found(INGEST + "archive/MemberCode.java", "^  (MEMBER_[A-Z_]+)\\(").stream()
            .map(CodesDocumentTest::code)
            .toList();

    assertThat(codes("Members of an archive")).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void namesEveryOutcomeOfARecording() throws IOException {
    List<String> declared = new ArrayList<>();
    declared.addAll(found(CPTV + "CptvException.java", "^    [A-Z_]+\\(" + QUOTED));
    declared.addAll(found(CPTV + "Ending.java", "return " + QUOTED + ";"));
    declared.addAll(found(MEDIA + "SoundFault.java", "^  [A-Z_]+\\(" + QUOTED));
    declared.addAll(found(PIPELINE + "stage/StageExecution.java", "Rejected\\(" + QUOTED));
    declared.addAll(
        found(
            "thermal-service/src/main/java/io/nightjar/thermal/ThermalStage.java",
            "Partial\\(" + QUOTED));
    declared.addAll(
        found(
            "thermal-service/src/main/java/io/nightjar/thermal/render/Renderer.java",
            "String [A-Z_]+ = " + QUOTED));
    declared.addAll(
        found(
            "thumbnail-service/src/main/java/io/nightjar/thumbnail/picture/ThumbnailOutcome.java",
            "String [A-Z_]+ = " + QUOTED));
    declared.removeAll(List.of("clean", "complete")); // of recordings with which nothing is wrong

    assertThat(codes("Outcomes of recordings"))
        .containsExactlyInAnyOrderElementsOf(declared.stream().distinct().toList());
  }

  @Test
  void namesEveryCauseOfDeadLetters() throws IOException {
    List<String> declared = new ArrayList<>();
    declared.addAll(found(PIPELINE + "fault/Fault.java", "String [A-Z_]+ = " + QUOTED));
    declared.addAll(found(MEDIA + "ChildFault.java", "^  [A-Z_]+\\(" + QUOTED));
    declared.addAll(found(PIPELINE + "stage/StageRouter.java", "UNREADABLE_EVENT = " + QUOTED));
    declared.addAll(found(PIPELINE + "stage/AnswerFault.java", "String [A-Z_]+ = " + QUOTED));
    declared.addAll(
        found(PIPELINE + "stage/Manifests.java", "BrokenContractException\\(" + QUOTED));

    assertThat(codes("Causes of dead letters"))
        .containsExactlyInAnyOrderElementsOf(declared.stream().distinct().toList());
  }

  private static List<String> codes(String heading) throws IOException {
    return rows(heading, " \\|.*$");
  }

  /** The rows of a section, each without the rest of the line that the last columns are. */
  private static List<String> rows(String heading, String rest) throws IOException {
    String page = source("docs/codes.md");
    int from = page.indexOf("## " + heading);
    assertThat(from).as(heading).isNotNegative();
    int to = page.indexOf("\n## ", from);
    Matcher row = ROW.matcher(page.substring(from, to < 0 ? page.length() : to));
    List<String> rows = new ArrayList<>();
    while (row.find()) {
      rows.add((row.group(1) + " |" + row.group(2)).replaceAll(rest, ""));
    }
    return rows;
  }

  private static List<String> found(String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(source(file));
    List<String> all = new ArrayList<>();
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    assertThat(all).as(file).isNotEmpty();
    return all;
  }

  private static String code(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String source(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
