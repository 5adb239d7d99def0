package io.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the protocol that others have written, over a link that breaks. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class TusJavaClientTest {
  private static final String TOKEN = DeviceTokensFor.device("group", "camera-java");
  private static final int BREAKS = 3;

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  @Test
  void uploadsOverALinkThatBreaks(@TempDir Path folder) throws Exception {
    byte[] sound = Sounds.wav(9_000_000, 90_000);
    Path file = folder.resolve("night.wav");
    Files.write(file, sound);
    try (BreakingLink link = BreakingLink.open(1_500_000, BREAKS)) {
      TusClient client = new TusClient();
      client.setUploadCreationURL(URI.create(link.address() + "/v1/uploads").toURL());
      client.setHeaders(Map.of("Authorization", "Bearer " + TOKEN));
      client.enableResuming(new TusURLMemoryStore());
      Attempts attempts = new Attempts(client, new TusUpload(file.toFile()));

      assertThat(attempts.makeAttempts()).isTrue();

      assertThat(link.breaksLeft()).isZero();
      assertThat(attempts.number).isEqualTo(BREAKS + 1);
      assertThat(digestOfRecording(attempts.location)).isEqualTo(Sha256.of(sound));
    }
  }

  private static final class Attempts extends TusExecutor {
    private final TusClient client;
    private final TusUpload upload;
    private URL location = URI.create("http://localhost/").toURL();
    private int number;

    Attempts(TusClient client, TusUpload upload) throws IOException {
      this.client = client;
      this.upload = upload;
      setDelays(new int[] {50, 100, 200, 400, 800, 1600});
    }

    @Override
    protected void makeAttempt() throws ProtocolException, IOException {
      number++;
      TusUploader uploader = client.resumeOrCreateUpload(upload);
      location = uploader.getUploadURL();
      uploader.setChunkSize(64 * 1024);
      while (uploader.uploadChunk() > -1) {
        assertThat(uploader.getOffset()).isLessThanOrEqualTo(upload.getSize());
      }
      uploader.finish();
    }
  }

  private static String digestOfRecording(URL upload) throws IOException {
    HttpURLConnection head = (HttpURLConnection) upload.openConnection();
    head.setRequestMethod("HEAD");
    head.setRequestProperty("Authorization", "Bearer " + TOKEN);
    head.setRequestProperty("Tus-Resumable", "1.0.0");
    String id = head.getHeaderField("Nightjar-Recording-Id");
    String recording =
        RestAssured.given().auth().oauth2(TOKEN).get("/v1/recordings/" + id).asString();
    return new ObjectMapper().readTree(recording).at("/sha256").asText();
  }
}
