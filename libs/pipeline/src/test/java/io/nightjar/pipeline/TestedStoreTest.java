package io.nightjar.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.pipeline.store.StoreSettings;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
class TestedStoreTest {
  private static final Map<String, String> NAMED =
      Map.of(
          "NIGHTJAR_TEST_STORE_ENDPOINT", "http://127.0.0.1:7070",
          "NIGHTJAR_TEST_STORE_REGION", "eu-west-3",
          "NIGHTJAR_TEST_STORE_ACCESS_KEY", "key",
          "NIGHTJAR_TEST_STORE_SECRET_KEY", "secret");

  @Test
  void isNoneWhereTheEnvironmentNamesNone() {
    assertThat(TestedStore.named(Map.of("NIGHTJAR_STORE_ENDPOINT", "http://127.0.0.1:1")))
        .isEmpty();
  }

  @Test
  void isTheOneThatTheEnvironmentNames() {
    StoreSettings settings = TestedStore.named(NAMED).orElseThrow().bucket("sweeps-1");

    assertThat(settings.endpoint()).isEqualTo(URI.create("http://127.0.0.1:7070"));
    assertThat(settings.region()).isEqualTo("eu-west-3");
    assertThat(settings.accessKey()).isEqualTo("key");
    assertThat(settings.secretKey()).isEqualTo("secret");
    assertThat(settings.bucket()).matches("nightjar-test-[0-9a-f]{8}-sweeps-1");
  }

  @Test
  void needsKeys() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TestedStore.named(Map.of("NIGHTJAR_TEST_STORE_ENDPOINT", "http://127.0.0.1:7070")))
        .withMessage("NIGHTJAR_TEST_STORE_ENDPOINT needs NIGHTJAR_TEST_STORE_ACCESS_KEY");
  }
}
