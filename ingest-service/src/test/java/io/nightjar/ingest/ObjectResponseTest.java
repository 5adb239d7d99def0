package io.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PresignedLinks;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoreSettings;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where readers are sent to the store itself. */
class ObjectResponseTest {
  private static final StoreSettings NOBODY_THERE =
      new StoreSettings(
          URI.create("http://127.0.0.1:1"),
          "us-east-1",
          "nightjar",
          "key",
          "secret",
          Duration.ofSeconds(1));

  private static final ObjectRef OBJECT =
      new ObjectRef("nightjar", "raw/g/d/x.wav", 10, "ab".repeat(32), "audio/wav");

  private final PresignedLinks links =
      new PresignedLinks(NOBODY_THERE, URI.create("https://s3.example.org"), Duration.ofMinutes(5));

  @Test
  void sendsReadersToTheAddressThatTheyCanReach() throws StoreException {
    try (ObjectStore store = new MinioObjectStore(NOBODY_THERE)) {
      Response response =
          response(store).to(Optional.of("bytes=0-1"), Optional.empty(), Optional.empty());

      assertThat(response.getStatus()).isEqualTo(307);
      assertThat(response.getLocation())
          .hasScheme("https")
          .hasHost("s3.example.org")
          .hasPath("/nightjar/raw/g/d/x.wav")
          .hasParameter("X-Amz-Expires", "300");
      assertThat(response.getHeaderString("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void saysByItselfThatNothingHasChanged() throws StoreException {
    try (ObjectStore store = new MinioObjectStore(NOBODY_THERE)) {
      Response response =
          response(store)
              .to(Optional.empty(), Optional.empty(), Optional.of("\"" + OBJECT.sha256() + "\""));

      assertThat(response.getStatus()).isEqualTo(304);
    }
  }

  private ObjectResponse response(ObjectStore store) {
    return new ObjectResponse(
        store, Optional.of(links), OBJECT, ObjectResponse.Caching.REVALIDATED);
  }
}
