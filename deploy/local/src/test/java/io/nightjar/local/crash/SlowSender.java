package io.nightjar.local.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A device at the other end of a raw connection: it sends when it likes, and may not listen. */
final class SlowSender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Socket socket;

  private SlowSender(Socket socket) {
    this.socket = socket;
  }

  /**
   * Connects and sends the head of an upload.
   *
   * @param headers of the request, beside {@code Host}, each with its line break
   */
  static SlowSender begin(URI ingest, String headers) throws IOException {
    return begin(ingest, "POST /v1/recordings", headers);
  }

  /**
   * The same for any request.
   *
   * @param request its method and its path
   */
  static SlowSender begin(URI ingest, String request, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), ingest.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    SlowSender sender = new SlowSender(socket);
    String head = request + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    sender.send(head.getBytes(StandardCharsets.US_ASCII));
    return sender;
  }

  void send(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /** Sends a body, or as much of it as is taken: its sender may be answered before. */
  void sendUntilAnswered(byte[] body) {
    try {
      send(body);
    } catch (IOException closed) {
      return; // what was answered can be read all the same
    }
  }

  /** Sends a body and does not stop at an answer; how many bytes of it were taken. */
  long sendWhateverComes(long size) {
    byte[] block = new byte[64 * 1024];
    long sent = 0;
    try {
      while (sent < size) {
        send(block);
        sent += block.length;
      }
    } catch (IOException closed) {
      return sent;
    }
    return sent;
  }

  /** The start of what was answered, or as much of it as came before the connection ended. */
  String answer() throws IOException {
    InputStream in = socket.getInputStream();
    byte[] answer = in.readNBytes(12);
    byte[] rest = new byte[4096];
    int n = in.read(rest);
    return new String(answer, StandardCharsets.ISO_8859_1)
        + new String(rest, 0, Math.max(0, n), StandardCharsets.ISO_8859_1);
  }

  /** The same, if it comes in time. */
  Optional<String> answer(Duration patience) throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    try {
      return Optional.of(answer());
    } catch (SocketTimeoutException nothing) {
      return Optional.empty();
    } finally {
      socket.setSoTimeout((int) PATIENCE.toMillis());
    }
  }

  /** Waits until the service ends the connection; false if it does not. */
  boolean isEnded() throws IOException {
    try (InputStream in = socket.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
