package io.nightjar.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A camera of the field, which sends recorded requests byte for byte. */
final class FieldCamera {
  private final Map<String, String> values = new HashMap<>();

  FieldCamera(String group, String device) {
    values.put("group", group);
    values.put("device", device);
  }

  /** What it was told. */
  record Answer(int status, JsonNode body) {}

  /** Sends the token that it was given, as it was given. */
  FieldCamera with(String name, String value) {
    values.put(name, value);
    return this;
  }

  /** Sends a file in its next uploads. */
  FieldCamera sending(byte[] file) {
    values.put("file", new String(file, ISO_8859_1));
    values.put("sha1", HexFormat.of().formatHex(sha1(file)));
    return this;
  }

  /** Sends a recorded request. */
  Answer send(String name) throws IOException {
    values.put("host", "127.0.0.1:" + RestAssured.port);
    String text;
    try (InputStream recorded = FieldCamera.class.getResourceAsStream("/field/" + name + ".http")) {
      text = new String(recorded.readAllBytes(), ISO_8859_1);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    int head = text.indexOf("\r\n\r\n") + 4;
    String length = Integer.toString(text.length() - head);
    text = text.substring(0, head).replace("{length}", length) + text.substring(head);
    return answer(exchange(text.getBytes(ISO_8859_1)));
  }

  private static String exchange(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      Thread.ofVirtual().start(() -> write(socket, request));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      return; // the service may refuse before the end; its answer tells
    }
  }

  private static Answer answer(String response) throws IOException {
    int status = Integer.parseInt(response.split(" ", 3)[1]);
    String body = response.substring(response.indexOf("\r\n\r\n") + 4);
    return new Answer(status, new ObjectMapper().readTree(body));
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
