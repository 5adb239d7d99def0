package io.nightjar.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;

/** Ports of the loopback address, the only one that a local stack listens on. */
public final class LoopbackPorts {
  static final String HOST = "127.0.0.1";

  /** Below those that systems give to outgoing connections (Linux: from 32768 on). */
  private static final int FIRST = 20_000;

  private static final int BEYOND = 32_000;
  private static final int TRIES = 1_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private LoopbackPorts() {}

  /**
   * The port to listen on: the wanted one, or a free one if that is 0.
   *
   * @throws RefusedStart if the wanted port is taken, before anything has been written or started
   */
  static int choose(Part part, int wanted) throws IOException {
    if (wanted == 0) {
      return free();
    }
    if (!isFree(wanted)) {
      throw RefusedStart.portTaken(part, wanted);
    }
    return wanted;
  }

  /**
   * A port that nothing listens on, at random out of 12,000 that no outgoing connection is given: a
   * server that is started there a little later, or again after it was killed, finds it free.
   *
   * @throws IOException if none is found
   */
  public static int free() throws IOException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      int port = RANDOM.nextInt(FIRST, BEYOND);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException("no free port found from " + FIRST + " on");
  }

  /** Whether nothing listens on a port of the loopback address. */
  public static boolean isFree(int port) {
    try (var probe = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
