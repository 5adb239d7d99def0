package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever runs a service is told why its store refuses. */
@Tag("process")
@ExtendWith(BrokerAndStore.class)
class StoreReasonTest {
  private final StoreSettings right;

  StoreReasonTest(Sandbox sandbox) {
    this.right = sandbox.storeSettings();
  }

  @Test
  void namesASecretThatIsNotTheKeysByTheCodeThatTheStoreGave() {
    assertThat(reason(right.endpoint(), right.accessKey(), "wr0ng"))
        .startsWith("the store refuses with 403 SignatureDoesNotMatch: ")
        .contains("nightjar.store.secret-key")
        .doesNotContain("wr0ng");
  }

  @Test
  void namesAnAccessKeyThatTheStoreDoesNotKnow() {
    assertThat(reason(right.endpoint(), "nobody", right.secretKey()))
        .matches(
            "the store refuses with (403 InvalidAccessKeyId|404 XAdminUserNotFound): it does not"
                + " know nightjar.store.access-key");
  }

  @Test
  void namesARefusedConnectionAnUnknownHostAndWhatIsNoTls() {
    URI tls = URI.create(right.endpoint().toString().replace("http:", "https:"));

    assertThat(reasonAt("http://127.0.0.1:1")).isEqualTo("the connection is refused");
    assertThat(reasonAt("http://store.invalid"))
        .isEqualTo("no address is known for the name store.invalid");
    assertThat(reasonAt(tls.toString())).startsWith("TLS fails: ");
  }

  @Test
  void theReadinessOfAServiceSaysTheSame() {
    StoreSettings wrong = settings(right.endpoint(), right.accessKey(), "wr0ng");
    try (MinioObjectStore store = new MinioObjectStore(wrong)) {
      StorePreparation preparation = new StorePreparation(store, InstantSource.system());

      StoreException refused = catchThrowableOfType(StoreException.class, preparation::run);

      assertThat(preparation.obstacle())
          .contains("the object store can't be used: " + refused.reason());
    }
  }

  private String reasonAt(String endpoint) {
    return reason(URI.create(endpoint), right.accessKey(), right.secretKey());
  }

  private String reason(URI endpoint, String accessKey, String secretKey) {
    try (MinioObjectStore store = new MinioObjectStore(settings(endpoint, accessKey, secretKey))) {
      return catchThrowableOfType(StoreException.class, store::prepare).reason();
    }
  }

  private StoreSettings settings(URI endpoint, String accessKey, String secretKey) {
    return new StoreSettings(
        endpoint, right.region(), right.bucket(), accessKey, secretKey, Duration.ofSeconds(10));
  }
}
