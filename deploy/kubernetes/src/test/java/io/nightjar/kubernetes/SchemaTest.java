package io.nightjar.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every manifest is one that its kind has, with a value of the right type. */
class SchemaTest {
  @ParameterizedTest
  @MethodSource("io.nightjar.kubernetes.Rendering#folders")
  void everyObjectIsWrittenAsItsKindAsks(String folder) {
    Rendering rendering = Rendering.of(folder);

    assertThat(rendering.objects()).hasSizeGreaterThan(20);
    assertThat(rendering.objects())
        .allSatisfy(
            object -> assertThat(Kinds.mistakes(object)).as(object.toPrettyString()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1, Deployment, '{template: {spec: {containers: [{name: a, livenessProb: {}}]}}}', livenessProb",
    "apps/v1, Deployment, '{replicas: many}', many",
    "networking.k8s.io/v1, NetworkPolicy, '{egress: [{too: []}]}', too",
    "keda.sh/v1alpha1, ScaledObject, '{scaleTargetRef: {name: a}, triggers: [], maxReplicas: 6}', maxReplicas",
    "kafka.strimzi.io/v1beta2, KafkaUser, '{authorisation: {type: simple}}', authorisation",
    "gateway.networking.k8s.io/v1, HTTPRoute, '{rules: [{timeout: {}}]}', timeout"
  })
  void whatItsKindDoesNotKnowIsNamed(String version, String kind, String spec, String named)
      throws IOException {
    JsonNode object =
        Rendering.YAML.readTree(
            "{apiVersion: " + version + ", kind: " + kind + ", spec: " + spec + "}");

    assertThat(Kinds.mistakes(object)).singleElement().asString().contains(named);
  }

  @Test
  void whatIsNoKindIsNamed() throws IOException {
    JsonNode object = Rendering.YAML.readTree("{apiVersion: v1, kind: Deployment}");

    assertThat(Kinds.mistakes(object)).containsExactly("no such kind: v1/Deployment");
  }
}
