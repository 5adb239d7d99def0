package io.nightjar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Topics, rights and scaling follow docs/configuration.md, which is made from the code, and whose
 * rights {@code RightsTest} gives the services.
 */
class MessageLogTest {
  private static final List<String> WORKERS =
      List.of("audio-service", "thermal-service", "thumbnail-service");
  private static final String PRODUCTION = "overlays/production";
  private static final String TRIED = "overlays/evaluation-keda";

  @Test
  void eachServiceHasExactlyTheRightsThatItNeeds() throws IOException {
    Map<String, Set<String>> needed = new TreeMap<>();
    for (List<String> row : rows("## Rights on the message log")) {
      Set<String> rights = new TreeSet<>();
      codes(row.get(1)).forEach(topic -> rights.add("topic Read " + topic));
      codes(row.get(2)).forEach(topic -> rights.add("topic Write " + topic));
      codes(row.get(3)).forEach(group -> rights.add("group Read " + group));
      needed.put(row.getFirst(), rights);
    }

    Map<String, Set<String>> given =
        Rendering.of(PRODUCTION).all("KafkaUser").stream()
            .filter(user -> !Rendering.name(user).equals("keda"))
            .collect(
                Collectors.toMap(
                    Rendering::name, MessageLogTest::rights, (a, b) -> a, TreeMap::new));

    assertThat(given).isEqualTo(needed);
  }

  @Test
  void kedaMayOnlyLook() {
    JsonNode keda =
        Rendering.of(PRODUCTION).all("KafkaUser").stream()
            .filter(user -> Rendering.name(user).equals("keda"))
            .findFirst()
            .orElseThrow();

    assertThat(rights(keda))
        .containsExactly("group Describe nightjar-", "topic Describe nightjar.");
  }

  @Test
  void eachServiceIsTheUserOfItsName() {
    assertThat(PodsTest.services(Rendering.of(PRODUCTION)))
        .allSatisfy(
            service ->
                assertThat(
                        Rendering.elements(PodsTest.container(service).path("env"))
                            .filter(
                                variable -> variable.path("name").asText().endsWith("JAAS_CONFIG_"))
                            .map(variable -> variable.at("/valueFrom/secretKeyRef/name").asText()))
                    .containsExactly(Rendering.name(service)));
  }

  @Test
  void everyTopicIsMadeAsTheServicesWouldMakeIt() throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    for (List<String> row : rows("## Topics")) {
      String topic = codes(row.getFirst()).getFirst();
      boolean deadLetters = row.get(1).contains("dead-letter");
      String shape = "6 3 " + Duration.ofDays(deadLetters ? 90 : 14).toMillis() + " " + row.get(2);
      if (topic.contains("{service}")) {
        WORKERS.forEach(worker -> wanted.put(topic.replace("{service}", worker), shape));
      } else {
        wanted.put(topic, shape);
      }
    }

    Map<String, String> made =
        Rendering.of(PRODUCTION).all("KafkaTopic").stream()
            .collect(
                Collectors.toMap(
                    Rendering::name, MessageLogTest::shape, (a, b) -> a, TreeMap::new));

    assertThat(made).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {PRODUCTION, TRIED, "src/test/kustomize/every-component"})
  void workersComeForWhatTheyRead(String folder) throws IOException {
    Map<String, Set<String>> read = new TreeMap<>();
    for (List<String> row : rows("## Rights on the message log")) {
      if (WORKERS.contains(row.getFirst())) {
        String group = codes(row.get(3)).getFirst();
        read.put(
            row.getFirst(),
            codes(row.get(1)).stream()
                .map(topic -> group + " " + topic)
                .collect(Collectors.toSet()));
      }
    }

    Map<String, Set<String>> watched =
        Rendering.of(folder).all("ScaledObject").stream()
            .collect(
                Collectors.toMap(
                    object -> object.at("/spec/scaleTargetRef/name").asText(),
                    MessageLogTest::triggers,
                    (a, b) -> a,
                    TreeMap::new));

    assertThat(watched).isEqualTo(read);
  }

  /** KEDA asks the log from a namespace of its own, where a service's short name means nothing. */
  @ParameterizedTest
  @ValueSource(strings = {PRODUCTION, TRIED})
  void theLogHasOneNameInAllNamespaces(String folder) {
    JsonNode settings =
        Rendering.of(folder).all("ConfigMap").stream()
            .filter(map -> Rendering.name(map).startsWith("nightjar-settings"))
            .findFirst()
            .orElseThrow();

    assertThat(settings.at("/data/NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS").asText())
        .matches("[a-z-]+\\.nightjar\\.svc:[0-9]+");
  }

  private static Set<String> triggers(JsonNode object) {
    return Rendering.elements(object.at("/spec/triggers"))
        .map(trigger -> trigger.path("metadata"))
        .map(of -> of.path("consumerGroup").asText() + " " + of.path("topic").asText())
        .collect(Collectors.toSet());
  }

  private static Set<String> rights(JsonNode user) {
    return Rendering.elements(user.at("/spec/authorization/acls"))
        .flatMap(
            acl ->
                Rendering.elements(acl.path("operations"))
                    .map(
                        operation ->
                            String.join(
                                " ",
                                acl.at("/resource/type").asText(),
                                operation.asText(),
                                acl.at("/resource/name").asText())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String shape(JsonNode topic) {
    return Stream.of(
            "/spec/partitions",
            "/spec/replicas",
            "/spec/config/retention.ms",
            "/spec/config/max.message.bytes")
        .map(pointer -> topic.at(pointer).asText())
        .collect(Collectors.joining(" "));
  }

  /** The rows of the first table below a heading. */
  private static List<List<String>> rows(String heading) throws IOException {
    String page = Files.readString(Rendering.ROOT.resolve("docs/configuration.md"));
    List<List<String>> rows =
        page.substring(page.indexOf(heading + "\n"))
            .lines()
            .dropWhile(line -> !line.startsWith("|---"))
            .skip(1)
            .takeWhile(line -> line.startsWith("|"))
            .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
            .toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static List<String> codes(String cell) {
    return Arrays.stream(cell.split(","))
        .map(code -> code.replace("`", "").strip())
        .filter(code -> !code.isEmpty())
        .toList();
  }
}
