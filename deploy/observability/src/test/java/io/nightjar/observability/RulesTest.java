package io.nightjar.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.nightjar.pipeline.meter.PipelineMeter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What rules and dashboard ask for exists, and what they say is explained and tried. */
class RulesTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final Path FOLDER = ROOT.resolve("deploy/observability");
  private static final Path FRAMEWORK = FOLDER.resolve("src/test/resources/framework-metrics.txt");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Our own metrics, those of the framework, and those that the recording rules make. */
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:nightjar[_:]|http_|kafka_|jvm_|process_|system_)[a-z0-9_:]+");

  private static final Pattern PART = Pattern.compile("_(?:bucket|count|sum|max)$");

  @Test
  void everyMetricExists() throws IOException {
    Set<String> known = new TreeSet<>(Files.readAllLines(FRAMEWORK));
    Stream.of(PipelineMeter.values()).map(PipelineMeter::exposed).forEach(known::add);
    rules("recording-rules.yaml").forEach(rule -> known.add(rule.path("record").asText()));

    Set<String> asked = metrics(expressions());

    assertThat(asked).hasSizeGreaterThan(15).isSubsetOf(known);
  }

  /** A label that a meter does not have selects nothing, and never says so. */
  @Test
  void everyLabelThatIsSelectedIsTheMeters() throws IOException {
    Set<String> scraped = Set.of("service", "pod", "le");

    for (PipelineMeter meter : PipelineMeter.values()) {
      Pattern selection =
          Pattern.compile("\\b" + meter.exposed() + "(?:_bucket|_count|_sum|_max)?\\{([^}]*)}");
      for (String expression : expressions()) {
        Matcher found = selection.matcher(expression);
        while (found.find()) {
          Set<String> labels =
              Stream.of(found.group(1).split(","))
                  .map(label -> label.replaceAll("[=!~].*", "").strip())
                  .filter(label -> !scraped.contains(label))
                  .collect(Collectors.toSet());
          assertThat(meter.labels()).as(expression).containsAll(labels);
        }
      }
    }
  }

  @Test
  void everyAlertSaysWhatToDo() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/operations/alerts.md"));
    List<String> alerts =
        rules("alerting-rules.yaml").stream().map(rule -> rule.path("alert").asText()).toList();

    assertThat(page.lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
        .containsExactlyInAnyOrderElementsOf(alerts);
    assertThat(rules("alerting-rules.yaml"))
        .allSatisfy(
            rule ->
                assertThat(rule.at("/annotations/runbook").asText())
                    .isEqualTo(
                        "docs/operations/alerts.md#"
                            + rule.path("alert").asText().toLowerCase(Locale.ROOT)));
  }

  @Test
  void everyAlertIsTriedSoundingAndQuiet() throws IOException {
    Set<String> sounding = new TreeSet<>();
    for (JsonNode test : YAML.readTree(file("alerting-rules.test.yaml")).path("tests")) {
      for (JsonNode trial : test.path("alert_rule_test")) {
        if (!trial.path("exp_alerts").isEmpty()) {
          sounding.add(trial.path("alertname").asText());
        }
      }
    }

    assertThat(rules("alerting-rules.yaml").stream().map(rule -> rule.path("alert").asText()))
        .containsExactlyInAnyOrderElementsOf(sounding);
  }

  /**
   * A group that the order leaves out is evaluated at a random place: its trials fail now and then.
   */
  @Test
  void theTrialsEvaluateEveryGroupAndRecordingRulesBeforeAlerts() throws IOException {
    List<String> recording = groups("recording-rules.yaml");
    List<String> alerting = groups("alerting-rules.yaml");

    for (String trials : List.of("alerting-rules.test.yaml", "recorded-run.test.yaml")) {
      List<String> order = new ArrayList<>();
      YAML.readTree(file(trials))
          .path("group_eval_order")
          .forEach(group -> order.add(group.asText()));

      assertThat(order)
          .as(trials)
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(recording.stream(), alerting.stream()).toList());
      assertThat(order.subList(0, recording.size())).containsExactlyInAnyOrderElementsOf(recording);
    }
  }

  /**
   * On series that were made up, and on those of a run. Passed over without promtool, but on CI.
   */
  @Test
  void alertsSoundWhenTheyShould() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        System.getenv("CI") != null || onPath("promtool"), "promtool is not on the PATH");

    Process process =
        new ProcessBuilder(
                "promtool", "test", "rules", "alerting-rules.test.yaml", "recorded-run.test.yaml")
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  private static List<String> expressions() throws IOException {
    List<String> all = new ArrayList<>();
    for (String file : List.of("recording-rules.yaml", "alerting-rules.yaml")) {
      rules(file).forEach(rule -> all.add(rule.path("expr").asText()));
    }
    for (JsonNode panel : YAML.readTree(file("dashboard.json")).path("panels")) {
      panel.path("targets").forEach(target -> all.add(target.path("expr").asText()));
    }
    return all;
  }

  private static Set<String> metrics(List<String> expressions) {
    return expressions.stream()
        .flatMap(expression -> METRIC.matcher(expression).results())
        .map(found -> found.group())
        .map(name -> name.startsWith("nightjar:") ? name : PART.matcher(name).replaceAll(""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<JsonNode> rules(String file) throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : YAML.readTree(file(file)).path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    assertThat(rules).isNotEmpty();
    return rules;
  }

  private static List<String> groups(String file) throws IOException {
    List<String> names = new ArrayList<>();
    YAML.readTree(file(file))
        .path("groups")
        .forEach(group -> names.add(group.path("name").asText()));
    assertThat(names).isNotEmpty();
    return names;
  }

  private static File file(String name) {
    return FOLDER.resolve(name).toFile();
  }

  private static boolean onPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
