package io.nightjar.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** A link to the store that counts what comes down from it. */
final class CountingLink implements AutoCloseable {
  private final ServerSocket server;
  private final URI store;
  private final AtomicLong down = new AtomicLong();

  private CountingLink(ServerSocket server, URI store) {
    this.server = server;
    this.store = store;
  }

  static CountingLink to(URI store) throws IOException {
    CountingLink link =
        new CountingLink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), store);
    Thread.ofVirtual().start(link::serve);
    return link;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Bytes that the store has served, heads of its answers included. */
  long down() {
    return down.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket far = new Socket(store.getHost(), store.getPort());
        Thread.ofVirtual().start(() -> carry(client, far, new AtomicLong()));
        Thread.ofVirtual().start(() -> carry(far, client, down));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static void carry(Socket from, Socket to, AtomicLong count) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count.addAndGet(n);
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      // One side is gone; the other one is closed, too.
    }
  }
}
