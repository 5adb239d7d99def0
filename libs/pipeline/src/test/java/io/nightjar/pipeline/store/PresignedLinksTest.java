package io.nightjar.pipeline.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
class PresignedLinksTest {
  private static final String KEY = "raw/group/K%C4%81k%C4%81/2026/03/01/a b+c.wav";

  private final StoreSettings settings;
  private final PresignedLinks links;

  PresignedLinksTest(Sandbox sandbox) {
    settings = sandbox.storeSettings();
    links = new PresignedLinks(settings, settings.endpoint(), Duration.ofMinutes(1));
  }

  @Test
  void giveOneObjectAndItsRangesToWhoHasNoKey() throws Exception {
    try (ObjectStore store = new MinioObjectStore(settings)) {
      store.prepare();
      store.put(KEY, "0123456789".getBytes(US_ASCII), "audio/wav");
    }

    URI link = links.to(KEY);

    assertThat(get(link, "bytes=2-4").body()).isEqualTo("234");
    assertThat(get(link, "bytes=0-").headers().firstValue("Content-Type")).contains("audio/wav");
    URI another = URI.create(link.toString().replace("a%20b", "x"));
    assertThat(get(another, "bytes=0-").statusCode()).isEqualTo(403);
    assertThat(get(URI.create(link.toString().replaceAll("\\?.*", "")), "bytes=0-").statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.5S", "P7DT1S"})
  void liveForAsLongAsAStoreSignsFor(Duration life) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PresignedLinks(settings, settings.endpoint(), life));
  }

  private static HttpResponse<String> get(URI link, String range)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(link).header("Range", range).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString(US_ASCII));
    }
  }
}
