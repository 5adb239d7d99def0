package io.nightjar.local.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

/**
 * Stands between a service and its store, passes every byte on, and lets a test strike at the very
 * request that it waits for.
 */
final class StoreTap implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_REQUEST_LINE = 2048;

  /** When to strike. */
  enum Moment {
    /** The request has not reached the store, and never will. */
    BEFORE,
    /** The store has done what it was asked for, but the service has not heard of it. */
    AFTER
  }

  /** What to wait for, and what to do then. */
  private record Strike(Pattern request, Moment moment, boolean once, Runnable action) {}

  private final ServerSocket server;
  private final InetSocketAddress store;
  private Optional<Strike> armed = Optional.empty();

  private StoreTap(ServerSocket server, InetSocketAddress store) {
    this.server = server;
    this.store = store;
  }

  /** Opens a tap on a free port. */
  static StoreTap on(URI store) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    ServerSocket server = new ServerSocket(0, 64, loopback);
    StoreTap tap = new StoreTap(server, new InetSocketAddress(loopback, store.getPort()));
    Thread.ofVirtual().start(tap::accept);
    return tap;
  }

  /** Where a service finds the store through the tap. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Strikes at the first request whose line the pattern finds, and never again. */
  synchronized void strikeOnce(String request, Moment moment, Runnable action) {
    armed = Optional.of(new Strike(Pattern.compile(request), moment, true, action));
  }

  /** Strikes at every request whose line the pattern finds, until {@link #disarm}. */
  synchronized void strikeAlways(String request, Moment moment, Runnable action) {
    armed = Optional.of(new Strike(Pattern.compile(request), moment, false, action));
  }

  /**
   * Lets every connection hang, as a store does that neither answers nor ends anything.
   *
   * @return ends it: what hung is cut then, and what comes anew is passed on
   */
  Runnable hang() {
    CountDownLatch over = new CountDownLatch(1);
    strikeAlways(".", Moment.BEFORE, () -> awaitEnd(over));
    return () -> {
      disarm();
      over.countDown();
    };
  }

  private static void awaitEnd(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Strikes no more. */
  synchronized void disarm() {
    armed = Optional.empty();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** The strike that a request calls for. */
  private synchronized Optional<Strike> called(String requestLine) {
    Optional<Strike> strike = armed.filter(s -> s.request().matcher(requestLine).find());
    if (strike.isPresent() && strike.get().once()) {
      armed = Optional.empty();
    }
    return strike;
  }

  private void accept() {
    try {
      while (true) {
        Socket service = server.accept();
        Socket upstream = new Socket();
        if (connects(upstream)) {
          Connection connection = new Connection(service, upstream);
          Thread.ofVirtual().start(connection::requests);
          Thread.ofVirtual().start(connection::responses);
        } else {
          service.close();
        }
      }
    } catch (IOException e) {
      if (!server.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private boolean connects(Socket upstream) {
    try {
      upstream.connect(store);
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** One connection of the service, passed on in both directions. */
  private final class Connection {
    private final Socket service;
    private final Socket upstream;
    private volatile Optional<Strike> pending = Optional.empty();

    Connection(Socket service, Socket upstream) {
      this.service = service;
      this.upstream = upstream;
    }

    /** A request's line stands at the start of what is sent. */
    void requests() {
      byte[] buffer = new byte[BUFFER];
      try (service;
          upstream) {
        InputStream in = service.getInputStream();
        OutputStream out = upstream.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          Optional<Strike> strike = called(line(buffer, n));
          if (strike.isPresent() && strike.get().moment() == Moment.BEFORE) {
            strike.get().action().run();
            return;
          }
          pending = strike.isPresent() ? strike : pending;
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        return; // one side is gone; closing the other is all there is to do
      }
    }

    void responses() {
      byte[] buffer = new byte[BUFFER];
      try (service;
          upstream) {
        InputStream in = upstream.getInputStream();
        OutputStream out = service.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (pending.isPresent() && !interim(buffer, n)) {
            pending.get().action().run();
            return;
          }
          out.write(buffer, 0, n);
        }
      } catch (IOException e) {
        return; // as above
      }
    }
  }

  /** {@code 100 Continue} is no answer yet. */
  private static boolean interim(byte[] buffer, int n) {
    return line(buffer, n).startsWith("HTTP/1.1 1");
  }

  private static String line(byte[] buffer, int n) {
    String start =
        new String(buffer, 0, Math.min(n, LONGEST_REQUEST_LINE), StandardCharsets.ISO_8859_1);
    int end = start.indexOf('\r');
    return end < 0 ? start : start.substring(0, end);
  }
}
