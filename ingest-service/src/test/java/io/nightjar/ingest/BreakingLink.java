package io.nightjar.ingest;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A link to the service that breaks after some bytes up, a number of times, and then holds. */
final class BreakingLink implements AutoCloseable {
  private final ServerSocket server;
  private final int bytes;
  private final AtomicInteger breaksLeft;

  private BreakingLink(ServerSocket server, int bytes, int breaks) {
    this.server = server;
    this.bytes = bytes;
    this.breaksLeft = new AtomicInteger(breaks);
  }

  /**
   * Opens one.
   *
   * @param bytes that a connection carries up before it breaks
   * @param breaks how many connections break
   */
  static BreakingLink open(int bytes, int breaks) throws IOException {
    BreakingLink link =
        new BreakingLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), bytes, breaks);
    Thread.ofVirtual().start(link::serve);
    return link;
  }

  String address() {
    return "http://localhost:" + server.getLocalPort();
  }

  /** How many connections have yet to break. */
  int breaksLeft() {
    return breaksLeft.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket service = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        Thread.ofVirtual().start(() -> carryUp(client, service));
        Thread.ofVirtual().start(() -> carryDown(service, client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void carryUp(Socket client, Socket service) {
    try (client;
        service) {
      InputStream in = client.getInputStream();
      OutputStream out = service.getOutputStream();
      byte[] buffer = new byte[4096];
      int carried = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        carried += n;
        if (carried > bytes && breaksLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          return;
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      return; // the other side has hung up
    }
  }

  private static void carryDown(Socket service, Socket client) {
    try {
      service.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
    } catch (IOException e) {
      return; // the other side has hung up
    }
  }
}
