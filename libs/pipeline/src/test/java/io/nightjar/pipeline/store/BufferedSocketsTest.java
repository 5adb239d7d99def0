package io.nightjar.pipeline.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What waits in the buffer must go out below TLS, too, from the handshake's first record on. */
@Tag("process")
@Timeout(120)
class BufferedSocketsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final int LARGE = 300_000;

  private byte[] received = {};

  @Test
  void carryTls(@TempDir Path folder) throws Exception {
    KeyStore keys = selfSigned(folder.resolve("keys.p12"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    SSLContext context = context(keys, trust);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", this::answer);
    server.start();
    OkHttpClient http =
        new OkHttpClient.Builder()
            .socketFactory(new BufferedSockets())
            .sslSocketFactory(
                context.getSocketFactory(), (X509TrustManager) trust.getTrustManagers()[0])
            .build();
    byte[] body = new byte[LARGE];
    new Random(LARGE).nextBytes(body);
    Request request =
        new Request.Builder()
            .url("https://localhost:" + server.getAddress().getPort())
            .put(RequestBody.create(body))
            .build();
    try {
      for (int n = 0; n < 2; n++) {
        try (Response response = http.newCall(request).execute()) {
          assertThat(response.body().string()).isEqualTo("taken");
        }
        assertThat(Arrays.equals(received, body)).isTrue();
      }
    } finally {
      server.stop(0);
      MinioObjectStore.close(http);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    received = exchange.getRequestBody().readAllBytes();
    byte[] answer = "taken".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static SSLContext context(KeyStore keys, TrustManagerFactory trust)
      throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "store",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stored = Files.newInputStream(file)) {
      keys.load(stored, PASSWORD);
    }
    return keys;
  }
}
