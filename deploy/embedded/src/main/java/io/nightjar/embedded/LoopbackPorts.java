package io.nightjar.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback address, the only one this program listens on. */
final class LoopbackPorts {
  static final String HOST = "127.0.0.1";

  private LoopbackPorts() {}

  /**
   * The port to listen on: the wanted one, or a free one if that is 0.
   *
   * @throws RefusedStart if the wanted port is taken, before anything has been written or started
   */
  static int choose(Part part, int wanted) throws IOException {
    try (var probe = new ServerSocket(wanted, 1, InetAddress.ofLiteral(HOST))) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      if (wanted == 0) {
        throw taken;
      }
      throw RefusedStart.portTaken(part, wanted);
    }
  }

  static int free() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      return probe.getLocalPort();
    }
  }
}
