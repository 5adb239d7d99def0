package io.nightjar.ingest;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One who asks for frames and then reads nothing, or goes. */
final class FrameReader implements AutoCloseable {
  private final Socket socket;

  private FrameReader(Socket socket) {
    this.socket = socket;
  }

  /** Asks for the frames of a recording; returns when the answer has begun. */
  static FrameReader ask(String id, String token) throws IOException {
    FrameReader reader =
        new FrameReader(new Socket(InetAddress.getLoopbackAddress(), RestAssured.port));
    String request =
        "GET /v1/recordings/"
            + id
            + "/frames.npy HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n";
    reader.socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    if (reader.socket.getInputStream().read() != 'H') {
      throw new IOException("no answer");
    }
    return reader;
  }

  /** Reads all that is left, and returns how many bytes that were. */
  long drain() throws IOException {
    InputStream in = socket.getInputStream();
    return in.transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A recording whose frames are all alike, of a moment at which no other was made. */
  static byte[] recording(int width, int height, int frames) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Header header =
        Header.builder(width, height)
            .set(HeaderField.DEVICE_ID, System.nanoTime() & 0xFFFF_FFFFL)
            .build();
    try (CptvWriter writer = CptvWriter.create(file, header, WriterOptions.GO)) {
      Frame frame = new Frame(width, height);
      for (int i = 0; i < frames; i++) {
        writer.write(frame.setTimeOnMillis(1000 + 111L * i));
      }
    }
    return file.toByteArray();
  }
}
