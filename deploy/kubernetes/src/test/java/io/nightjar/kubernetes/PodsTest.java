package io.nightjar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every Deployment, whoever adds the next one. */
class PodsTest {
  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void theirHealthIsAskedFor(String folder) {
    assertThat(Rendering.of(folder).all("Deployment"))
        .isNotEmpty()
        .allSatisfy(
            deployment -> {
              JsonNode container = container(deployment);
              Set<String> ports =
                  Rendering.elements(container.path("ports"))
                      .map(port -> port.path("name").asText())
                      .collect(Collectors.toSet());
              for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                JsonNode asked = container.path(probe);
                String port =
                    asked.at("/httpGet/port").asText(asked.at("/tcpSocket/port").asText());
                assertThat(ports).as(probe).contains(port);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void theirMemoryIsTheirsAndTheirProcessorsAreShared(String folder) {
    assertThat(Rendering.of(folder).all("Deployment"))
        .allSatisfy(
            deployment -> {
              JsonNode resources = container(deployment).path("resources");
              assertThat(resources.at("/requests/cpu").asText()).isNotEmpty();
              assertThat(resources.at("/limits").has("cpu")).isFalse();
              assertThat(resources.at("/limits/memory").asText())
                  .isNotEmpty()
                  .isEqualTo(resources.at("/requests/memory").asText());
            });
  }

  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void theyMayDoNothingBeyondTheirWork(String folder) {
    assertThat(Rendering.of(folder).all("Deployment"))
        .allSatisfy(
            deployment -> {
              JsonNode pod = pod(deployment);
              assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
              assertThat(pod.path("serviceAccountName").asText())
                  .isIn(Rendering.of(folder).names("ServiceAccount"));
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
              assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                  .isEqualTo("RuntimeDefault");
              JsonNode security = container(deployment).path("securityContext");
              assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
            });
    assertThat(Rendering.of(folder).all("ServiceAccount"))
        .allSatisfy(
            account ->
                assertThat(account.path("automountServiceAccountToken").asBoolean(true)).isFalse());
  }

  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void theirScratchIsBoundedAndWithinTheirDisk(String folder) {
    assertThat(Rendering.of(folder).all("Deployment"))
        .allSatisfy(
            deployment -> {
              long limit =
                  Quantities.bytes(
                      container(deployment).at("/resources/limits/ephemeral-storage").asText());
              long scratch =
                  Rendering.elements(pod(deployment).path("volumes"))
                      .filter(volume -> volume.has("emptyDir"))
                      .mapToLong(
                          volume -> Quantities.bytes(volume.at("/emptyDir/sizeLimit").asText()))
                      .sum();
              assertThat(scratch).isPositive().isLessThan(limit);
            });
  }

  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void eachHasABudgetOfDisruptionsAndAnIsolation(String folder) {
    Rendering rendering = Rendering.of(folder);

    assertThat(rendering.all("Deployment"))
        .allSatisfy(
            deployment -> {
              assertThat(rendering.all("PodDisruptionBudget"))
                  .anyMatch(budget -> selects(budget.at("/spec/selector"), deployment));
              assertThat(rendering.all("NetworkPolicy"))
                  .anyMatch(
                      policy ->
                          selects(policy.at("/spec/podSelector"), deployment)
                              && policy.at("/spec/policyTypes").size() == 2
                              && !policy.path("spec").has("ingress")
                              && !policy.path("spec").has("egress"));
              assertThat(rendering.names("PriorityClass"))
                  .contains(pod(deployment).path("priorityClassName").asText());
            });
  }

  /** 30 s is what a service takes at most (docs/deployment.md). */
  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void servicesHaveTheTimeToFinishWhatTheyHold(String folder) {
    assertThat(services(Rendering.of(folder)))
        .hasSize(4)
        .allSatisfy(
            deployment -> {
              int pause = container(deployment).at("/lifecycle/preStop/sleep/seconds").asInt();
              assertThat(pod(deployment).path("terminationGracePeriodSeconds").asInt())
                  .isGreaterThanOrEqualTo(pause + 40);
            });
  }

  static List<JsonNode> services(Rendering rendering) {
    return rendering.all("Deployment").stream()
        .filter(deployment -> Rendering.name(deployment).endsWith("-service"))
        .toList();
  }

  static JsonNode pod(JsonNode deployment) {
    return deployment.at("/spec/template/spec");
  }

  static JsonNode container(JsonNode deployment) {
    assertThat(pod(deployment).path("containers")).hasSize(1);
    return pod(deployment).at("/containers/0");
  }

  private static boolean selects(JsonNode selector, JsonNode deployment) {
    JsonNode labels = deployment.at("/spec/template/metadata/labels");
    return !selector.path("matchLabels").isEmpty()
        && selector
            .path("matchLabels")
            .propertyStream()
            .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
  }
}
