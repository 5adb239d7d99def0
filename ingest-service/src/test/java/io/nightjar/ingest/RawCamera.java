package io.nightjar.ingest;

import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A camera on a weak link: it speaks HTTP byte by byte, and may fall silent anywhere. */
final class RawCamera implements AutoCloseable {
  /** Its name, for its next try over a better link. */
  static final String NAME = "camera-raw";

  private final Socket socket;
  private final String name;

  private RawCamera(Socket socket, String name) {
    this.socket = socket;
    this.name = name;
  }

  /** Connects to the service under test. */
  static RawCamera connect() throws IOException {
    return connect(NAME);
  }

  /** The same with another camera. */
  static RawCamera connect(String name) throws IOException {
    return new RawCamera(new Socket(InetAddress.getLoopbackAddress(), RestAssured.port), name);
  }

  /** Sends a body in one chunk of a stream of unknown length, and returns what it is told. */
  static String sendChunked(byte[] body) throws IOException, InterruptedException {
    try (RawCamera camera = connect()) {
      Thread sender = Thread.ofVirtual().start(() -> camera.sendAllOrBreakOff(body));
      InputStream in = camera.socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      sender.join();
      return answer;
    }
  }

  /** Sends a whole body, and reads nothing before; returns what came in the answer's chunks. */
  static String sendThenRead(String path, byte[] body) throws IOException {
    try (RawCamera camera = connect()) {
      camera.begin(path, "Content-Length: " + body.length);
      camera.send(body, body.length);
      return camera.chunks();
    }
  }

  /** What comes in the chunks of an answer behind which the connection is closed. */
  String chunks() throws IOException {
    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return unchunked(answer.substring(answer.indexOf("\r\n\r\n") + 4));
  }

  private static String unchunked(String chunks) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; ; ) {
      int end = chunks.indexOf("\r\n", at);
      int length = Integer.parseInt(chunks.substring(at, end), 16);
      if (length == 0) {
        return text.toString();
      }
      text.append(chunks, end + 2, end + 2 + length);
      at = end + 2 + length + 2;
    }
  }

  /** Sends a head and the first bytes of a body, and returns what it is told to that. */
  static String sendHeadOnly(String framing, byte[] start) throws IOException {
    return sendHeadOnly("/v1/recordings", framing, start);
  }

  /** The same to any address. */
  static String sendHeadOnly(String path, String framing, byte[] start) throws IOException {
    try (RawCamera camera = connect()) {
      camera.begin(path, framing);
      camera.send(start, start.length);
      return camera.answer();
    }
  }

  /** Begins an upload. */
  void begin(String framing) throws IOException {
    begin("/v1/recordings", framing);
  }

  /** Begins a request with a body. */
  void begin(String path, String framing) throws IOException {
    String token = DeviceTokensFor.device("group", name);
    send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: audio/wav\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\n"
            + framing
            + "\r\n\r\n");
  }

  /** Begins any request of this camera. */
  void begin(String method, String path, String... headers) throws IOException {
    send(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + DeviceTokensFor.device("group", name)
            + "\r\n"
            + String.join("\r\n", headers)
            + "\r\n\r\n");
  }

  /** Begins a chunk of a resumable upload. */
  void patch(String device, String path, int length) throws IOException {
    send(
        "PATCH "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + "Content-Type: application/offset+octet-stream\r\nAuthorization: Bearer "
            + DeviceTokensFor.device("group", device)
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n");
  }

  /** Sends the first bytes of a body. */
  void send(byte[] body, int length) throws IOException {
    send(body, 0, length);
  }

  /** Sends some bytes of a body. */
  void send(byte[] body, int from, int length) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(body, from, length);
    out.flush();
  }

  /** Hangs up. */
  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The first answer, whose length its head must tell; the service still waits for the body. */
  String answer() throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      answer.append(line).append('\n');
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (int n = 0; n < length; n++) {
      answer.append((char) in.read());
    }
    return answer.toString();
  }

  private void sendAllOrBreakOff(byte[] body) {
    try {
      begin("Transfer-Encoding: chunked\r\nConnection: close");
      send(Integer.toHexString(body.length) + "\r\n");
      send(body, body.length);
      send("\r\n0\r\n\r\n");
    } catch (IOException e) {
      return; // the service may refuse before the end; its answer tells
    }
  }

  private void send(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    send(bytes, bytes.length);
  }
}
