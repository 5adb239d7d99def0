package io.nightjar.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a running service really shows, {@code RightsTest} holds against the same table. */
class MetricsDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final Path DOCUMENT = ROOT.resolve("docs/metrics.md");
  private static final Pattern METER_OF_ITS_OWN =
      Pattern.compile(
          "(Counter|Gauge|TimeGauge|Timer|DistributionSummary)\\.builder\\("
              + "|\\.(counter|gauge|timer|summary)\\(\\s*\"");
  private static final String HOW =
      "docs/metrics.md does not say what the table of meters says; write it anew with\n"
          + "./mvnw -pl deploy/local -am verify -Dtest=MetricsDocumentTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dnightjar.docs.write=true\n";

  @Test
  void saysWhatTheTableSays() throws IOException {
    String document = MetricsDocument.text();

    if (Boolean.getBoolean("nightjar.docs.write")) {
      Files.writeString(DOCUMENT, document);
    }

    assertThat(Files.readString(DOCUMENT)).as(HOW).isEqualTo(document);
  }

  @Test
  void noOtherClassMakesAMeter() throws IOException {
    assertThat(sources())
        .filteredOn(source -> !source.endsWith("PipelineMeter.java"))
        .filteredOn(source -> METER_OF_ITS_OWN.matcher(read(source)).find())
        .isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> !file.startsWith(ROOT.resolve("bench")))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
