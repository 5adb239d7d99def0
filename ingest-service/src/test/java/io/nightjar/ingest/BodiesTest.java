package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What senders of the field put around a recording, byte by byte. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class BodiesTest {
  private static final String CRLF = "\r\n";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static int seed = 1_000;

  /** CPTV's magic and a header without fields, in the gzip stream that every CPTV file is. */
  private static final byte[] CPTV = gzip("CPTV\u0002H\u0000".getBytes(StandardCharsets.US_ASCII));

  @BeforeEach
  void awaitReadiness() {
    ServiceStart.awaitReady();
  }

  private static byte[] sound() {
    return Sounds.wav(20_000, seed++);
  }

  static Stream<Arguments> taken() {
    byte[] plain = sound();
    byte[] coded = sound();
    byte[] codedForm = sound();
    byte[] form = sound();
    return Stream.of(
        Arguments.of("no type at all", "", plain, plain),
        Arguments.of("a type that is none", "Content-Type: wav" + CRLF, sound(), null),
        Arguments.of("a malformed type", "Content-Type: ;;;/" + CRLF, sound(), null),
        Arguments.of("another type", "Content-Type: text/html; charset=x" + CRLF, sound(), null),
        Arguments.of("text asked for", "Accept: text/plain" + CRLF, sound(), null),
        Arguments.of("a malformed accept", "Accept: ???" + CRLF, sound(), null),
        Arguments.of("gzip", "Content-Encoding: gzip" + CRLF, gzip(coded), coded),
        Arguments.of("identity", "Content-Encoding: identity" + CRLF, sound(), null),
        Arguments.of("CPTV said to be gzip", "Content-Encoding: gzip" + CRLF, CPTV, CPTV),
        Arguments.of(
            "CPTV in gzip", "Content-Encoding: x-gzip" + CRLF, gzip(other(CPTV)), other(CPTV)),
        Arguments.of(
            "a form", "Content-Type: multipart/form-data; boundary=B" + CRLF, form(form), form),
        Arguments.of(
            "a form in gzip",
            "Content-Type: multipart/form-data; boundary=B"
                + CRLF
                + "Content-Encoding: GZIP"
                + CRLF,
            gzip(form(codedForm)),
            codedForm),
        Arguments.of(
            "no form though it says so",
            "Content-Type: multipart/form-data; boundary=B" + CRLF,
            sound(),
            null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("taken")
  void takesARecordingInWhateverItComes(String what, String headers, byte[] body, byte[] recording)
      throws IOException {
    String answer = exchange(headers, body);

    String sha256 = Sha256.of(recording == null ? body : recording);
    assertThat(answer).as(what).startsWith("HTTP/1.1 201").contains("\"sha256\":\"" + sha256);
    assertThat(answer).containsIgnoringCase("content-type: application/json");
  }

  static Stream<Arguments> refused() {
    byte[] cut = java.util.Arrays.copyOf(gzip(sound()), 9_000);
    byte[] damaged = gzip(sound());
    damaged[damaged.length - 5] ^= 1; // in the CRC
    String form = "Content-Type: multipart/form-data; boundary=B" + CRLF;
    return Stream.of(
        Arguments.of("br", "Content-Encoding: br" + CRLF, sound(), 415, "encoding-unsupported"),
        Arguments.of(
            "no gzip", "Content-Encoding: gzip" + CRLF, sound(), 400, "encoding-malformed"),
        Arguments.of("cut gzip", "Content-Encoding: gzip" + CRLF, cut, 400, "incomplete-body"),
        Arguments.of(
            "damaged gzip", "Content-Encoding: gzip" + CRLF, damaged, 400, "encoding-malformed"),
        Arguments.of(
            "more than is taken, in gzip",
            "Content-Encoding: gzip" + CRLF,
            gzip(Sounds.wav(RecordingsTest.LARGEST_SOUND + 1, 1)),
            413,
            "too-large"),
        Arguments.of(
            "a form without a file",
            form,
            ascii(
                String.join(
                    CRLF,
                    "--B",
                    "Content-Disposition: form-data; name=\"a\"",
                    "",
                    "b",
                    "--B--",
                    "")),
            400,
            "form-malformed"),
        Arguments.of(
            "a form that ends early", form, ascii("--B\r\nContent-"), 400, "incomplete-body"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void saysWhatIsWrongWithTheWrapping(
      String what, String headers, byte[] body, int status, String code) throws IOException {
    String answer = exchange(headers, body);

    assertThat(answer).as(what).startsWith("HTTP/1.1 " + status).contains("\"code\":\"" + code);
  }

  @Test
  void checksTheDigestOfTheBodyAsItWasSent() throws IOException {
    byte[] sound = sound();
    byte[] coded = gzip(sound);

    String wrong = exchange("Content-Digest: " + digest(sound) + CRLF + gzipped(), coded);
    String alsoWrong = exchange("Content-Digest: " + digest(coded) + CRLF, sound);
    String right =
        exchange(
            "Content-Digest: "
                + digest(coded)
                + CRLF
                + "Repr-Digest: "
                + digest(sound)
                + CRLF
                + gzipped(),
            coded);

    assertThat(wrong).startsWith("HTTP/1.1 400").contains("digest-mismatch");
    assertThat(alsoWrong).startsWith("HTTP/1.1 400").contains("digest-mismatch");
    assertThat(right).startsWith("HTTP/1.1 201");
  }

  @Test
  void asksForTheBodyOfASenderThatWaitsForThatAndForNoOther() throws IOException {
    byte[] sound = sound();

    String welcome = head(authorization() + "Expect: 100-continue" + CRLF, sound.length);
    String stranger = head("Expect: 100-continue" + CRLF, sound.length);
    String tooLarge = head(authorization() + "Expect: 100-continue" + CRLF, 700_000_000L);

    assertThat(welcome).startsWith("HTTP/1.1 100");
    assertThat(stranger).startsWith("HTTP/1.1 401");
    assertThat(tooLarge).startsWith("HTTP/1.1 413");
  }

  @Test
  void closesTheConnectionOfASenderThatIsRefusedBeforeItsBodyEnds() throws IOException {
    try (Socket socket = connect()) {
      send(socket, ascii(post("Content-Length: 1000000" + CRLF)));
      send(socket, new byte[500_000]);

      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(all).startsWith("HTTP/1.1 401").containsIgnoringCase("connection: close");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/recordings/x HTTP/1.1",
        "GET /nothing HTTP/1.1",
        "GET /v1/recordings/x HTTP/1.0",
        "POST /v1/recordings HTTP/1.1"
      })
  void tellsARequestWithoutHostThatOneIsMissing(String line) throws IOException {
    try (Socket socket = connect()) {
      send(socket, ascii(line + CRLF + "Connection: close" + CRLF + CRLF));

      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(all)
          .containsPattern("^HTTP/1.[01] 400")
          .contains("application/problem+json", "\"code\":\"bad-request\"", "Host");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/recordings | GET, HEAD, OPTIONS, POST",
        "/v1/recordings/x | GET, HEAD, OPTIONS",
        "/v1/recordings/x/raw | GET, HEAD, OPTIONS",
        "/v1/recordings/x/artefacts/a/b | GET, HEAD, OPTIONS"
      })
  void saysWhatIsAllowedInsteadOfWhatIsNotAndToWhoAsks(String path, String allowed) {
    String token = DeviceTokensFor.device("group", "c");

    given().options(path).then().statusCode(200).header("Allow", equalTo(allowed));

    given()
        .header("Authorization", "Bearer " + token)
        .put(path)
        .then()
        .statusCode(405)
        .header("Allow", equalTo(allowed));
  }

  @Test
  void namesTheRecordingByAPathThatHoldsBehindAnyProxy() throws IOException {
    String answer =
        exchange(
            "X-Forwarded-Proto: https" + CRLF + "X-Forwarded-Host: recordings.example" + CRLF,
            sound());

    assertThat(answer).containsPattern("(?mi)^location: /v1/recordings/[0-9a-f-]{36}$");
  }

  private static String gzipped() {
    return "Content-Encoding: gzip" + CRLF;
  }

  private static String digest(byte[] body) {
    byte[] hash = HexFormat.of().parseHex(Sha256.of(body));
    return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  /** The same recording in another gzip stream: another content, since its bytes differ. */
  private static byte[] other(byte[] cptv) {
    byte[] other = cptv.clone();
    other[4] = 9; // the time in the gzip header
    return other;
  }

  private static byte[] form(byte[] file) {
    String head =
        String.join(
            CRLF,
            "--B",
            "Content-Disposition: form-data; name=\"file\"; filename=\"x.wav\"",
            "Content-Type: audio/wav",
            CRLF);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ascii(head));
    out.writeBytes(file);
    out.writeBytes(ascii(CRLF + "--B--" + CRLF));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String authorization() {
    String token = DeviceTokensFor.device("group", "camera-odd");
    return "Authorization: Bearer " + token + CRLF;
  }

  private static String post(String headers) {
    return "POST /v1/recordings HTTP/1.1" + CRLF + "Host: localhost" + CRLF + headers + CRLF;
  }

  private static String exchange(String headers, byte[] body) throws IOException {
    try (Socket socket = connect()) {
      send(
          socket,
          ascii(
              post(
                  authorization()
                      + headers
                      + "Connection: close"
                      + CRLF
                      + "Content-Length: "
                      + body.length
                      + CRLF)));
      send(socket, body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Sends a head, and returns the first that comes back. */
  private static String head(String headers, long length) throws IOException {
    try (Socket socket = connect()) {
      send(socket, ascii(post(headers + "Content-Length: " + length + CRLF)));
      byte[] answer = new byte[1024];
      int n = socket.getInputStream().read(answer);
      return new String(answer, 0, n, StandardCharsets.ISO_8859_1);
    }
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }
}
