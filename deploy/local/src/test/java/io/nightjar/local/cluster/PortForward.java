package io.nightjar.local.cluster;

import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * A port in the cluster that is reached at one of the loopback address. Where its pod goes, another
 * one takes its place; calls that fall into the gap fail.
 */
final class PortForward implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String LOOPBACK = "127.0.0.1";
  private static final long PAUSE_MILLIS = 200;

  private final Kubectl kubectl;
  private final String target;
  private final int local;
  private final int remote;
  private final Thread keeper;
  private volatile boolean closed;

  private PortForward(Kubectl kubectl, String target, int local, int remote) {
    this.kubectl = kubectl;
    this.target = target;
    this.local = local;
    this.remote = remote;
    keeper = Thread.ofPlatform().daemon().name("port-forward " + target).start(this::keep);
  }

  /** Opens one, and waits until it takes connections. */
  static PortForward to(Kubectl kubectl, String target, int remote) throws IOException {
    return open(kubectl, target, LoopbackPorts.free(), remote);
  }

  /** The same with one number on both sides, as a broker tells its clients where to come back. */
  static PortForward same(Kubectl kubectl, String target, int port) {
    return open(kubectl, target, port, port);
  }

  private static PortForward open(Kubectl kubectl, String target, int local, int remote) {
    PortForward opened = new PortForward(kubectl, target, local, remote);
    await(target + " to be reached").atMost(PATIENCE).until(opened::accepts);
    return opened;
  }

  /** Host and port. */
  String address() {
    return LOOPBACK + ":" + local;
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.ofLiteral(LOOPBACK), local)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private void keep() {
    while (!closed) {
      try {
        Process process = kubectl.start("port-forward", target, local + ":" + remote);
        try {
          process.waitFor();
        } finally {
          process.destroy();
        }
        Thread.sleep(PAUSE_MILLIS);
      } catch (IOException | InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    keeper.interrupt();
  }
}
