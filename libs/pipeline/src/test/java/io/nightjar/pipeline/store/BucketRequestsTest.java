package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;
import okio.ByteString;
import org.junit.jupiter.api.Test;

/** What a store without buckets is asked. */
class BucketRequestsTest {
  private static final URI NO_STORE = URI.create("http://127.0.0.1:1");

  private Optional<ByteString> sent = Optional.empty();

  /** Amazon's rule: there, a body that names this region is refused. */
  @Test
  void makeABucketOfTheRegionWithoutANameWithoutABody() throws IOException {
    makeBucketIn("us-east-1");

    assertThat(sent).contains(ByteString.EMPTY);
  }

  @Test
  void nameEveryOtherRegion() throws IOException {
    makeBucketIn("eu-west-3");

    assertThat(sent.orElseThrow().utf8())
        .contains("<LocationConstraint>eu-west-3</LocationConstraint>");
  }

  private void makeBucketIn(String region) throws IOException {
    BentStore.Bend empty =
        (asked, store, body) -> {
          if (asked.method().equals("HEAD")) {
            return new BentStore.Answered(404, Headers.EMPTY, ByteString.EMPTY);
          }
          sent = body;
          return new BentStore.Answered(200, Headers.EMPTY, ByteString.EMPTY);
        };
    try (BentStore bent = new BentStore(NO_STORE, empty);
        ObjectStore store =
            new MinioObjectStore(
                new StoreSettings(
                    bent.endpoint(), region, "new", "key", "secret", Duration.ofSeconds(10)))) {
      store.prepare();
    }
  }
}
