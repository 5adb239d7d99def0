package io.nightjar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The variables of the manifests are those of docs/configuration.md. */
class SettingsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\| `([A-Z][A-Z0-9_]+)` \\|");
  private static final Pattern REQUIRED =
      Pattern.compile("\\| `(NIGHTJAR_[A-Z0-9_]+)` \\|[^|]*\\|[^|]*\\| \\*\\*required\\*\\*");
  private static final Pattern KAFKA_CLIENT = Pattern.compile("NIGHTJAR_KAFKA_CLIENT__[A-Z_]+_");

  /** The JVM's own, and the framework's beside those that the page names. */
  private static final Set<String> OTHERS = Set.of("JDK_JAVA_OPTIONS", "QUARKUS_MANAGEMENT_HOST");

  /** A service refuses to start with a setting that is another's. */
  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void everyVariableIsASettingOfItsService(String folder) throws IOException {
    for (JsonNode service : PodsTest.services(Rendering.of(folder))) {
      Set<String> own = settingsOf(Rendering.name(service));

      assertThat(variables(Rendering.of(folder), service))
          .as(Rendering.name(service))
          .filteredOn(name -> !OTHERS.contains(name))
          .filteredOn(name -> !KAFKA_CLIENT.matcher(name).matches())
          .isNotEmpty()
          .isSubsetOf(own);
    }
  }

  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void everySettingWithoutADefaultIsGiven(String folder) throws IOException {
    Set<String> required = documented(REQUIRED);

    assertThat(PodsTest.services(Rendering.of(folder)))
        .allSatisfy(
            service ->
                assertThat(variables(Rendering.of(folder), service))
                    .containsAll(
                        required.stream()
                            .filter(
                                name ->
                                    !name.startsWith("NIGHTJAR_TOKEN_")
                                        || Rendering.name(service).equals("ingest-service"))
                            .toList()));
  }

  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void noSecretStandsInAManifest(String folder) {
    Rendering rendering = Rendering.of(folder);

    assertThat(rendering.all("Secret")).isEmpty();
    assertThat(rendering.all("Deployment"))
        .allSatisfy(
            deployment ->
                assertThat(
                        Rendering.elements(PodsTest.container(deployment).path("env"))
                            .filter(
                                variable ->
                                    variable
                                        .path("name")
                                        .asText()
                                        .matches(".*(KEY|JAAS_CONFIG_)$")))
                    .isNotEmpty()
                    .allSatisfy(
                        variable ->
                            assertThat(variable.at("/valueFrom/secretKeyRef/name").asText())
                                .isNotEmpty()));
  }

  private static Set<String> settingsOf(String service) throws IOException {
    String page = Files.readString(Rendering.ROOT.resolve("docs/configuration.md"));
    Set<String> names = new TreeSet<>();
    for (String section : page.split("\n## ", -1)) {
      String users = section.lines().findFirst().orElse("").replaceAll("^`[^`]*`: ", "");
      boolean all =
          users.equals("all services")
              || users.equals("The framework's own")
              || (users.equals("all services but ingest-service")
                  && !service.equals("ingest-service"));
      if (all || (users.contains(service) && !users.contains("but"))) {
        Matcher found = VARIABLE.matcher(section);
        while (found.find()) {
          names.add(found.group(1));
        }
      }
    }
    return names;
  }

  private static Set<String> documented(Pattern pattern) throws IOException {
    Matcher found =
        pattern.matcher(Files.readString(Rendering.ROOT.resolve("docs/configuration.md")));
    Set<String> names = new TreeSet<>();
    while (found.find()) {
      names.add(found.group(1));
    }
    assertThat(names).isNotEmpty();
    return names;
  }

  private static Set<String> variables(Rendering rendering, JsonNode deployment) {
    JsonNode container = PodsTest.container(deployment);
    Stream<String> own =
        Rendering.elements(container.path("env")).map(variable -> variable.path("name").asText());
    Stream<String> shared =
        Rendering.elements(container.path("envFrom"))
            .map(source -> source.at("/configMapRef/name").asText())
            .flatMap(
                name ->
                    rendering.all("ConfigMap").stream()
                        .filter(map -> Rendering.name(map).equals(name)))
            .flatMap(map -> map.path("data").propertyStream())
            .map(java.util.Map.Entry::getKey);
    return Stream.concat(own, shared).collect(Collectors.toCollection(TreeSet::new));
  }
}
