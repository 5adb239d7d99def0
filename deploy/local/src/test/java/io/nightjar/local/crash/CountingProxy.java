package io.nightjar.local.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Stands in front of a service and counts the bytes that its clients send. */
final class CountingProxy implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket server;
  private final int port;
  private final AtomicLong sent = new AtomicLong();
  private Optional<Mark> mark = Optional.empty();

  /** What to do when so many bytes have passed. */
  private record Mark(long bytes, Runnable action) {}

  private CountingProxy(ServerSocket server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Opens a proxy on a free port. */
  static CountingProxy before(URI service) throws IOException {
    ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    CountingProxy proxy = new CountingProxy(server, service.getPort());
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  /** Where clients find the service through it. */
  URI address() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Bytes that clients have sent, heads included. */
  long sent() {
    return sent.get();
  }

  /** Does something once, as soon as so many bytes have passed. */
  synchronized void at(long bytes, Runnable action) {
    mark = Optional.of(new Mark(bytes, action));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket service = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(() -> pass(client, service, true));
        Thread.ofVirtual().start(() -> pass(service, client, false));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void pass(Socket from, Socket to, boolean counted) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (counted) {
          count(n);
        }
        out.write(buffer, 0, n);
      }
    } catch (IOException e) {
      return; // either side has ended
    }
  }

  private synchronized void count(int bytes) {
    long now = sent.addAndGet(bytes);
    Optional<Mark> reached = mark.filter(next -> now >= next.bytes());
    if (reached.isPresent()) {
      mark = Optional.empty();
      reached.get().action().run();
    }
  }
}
