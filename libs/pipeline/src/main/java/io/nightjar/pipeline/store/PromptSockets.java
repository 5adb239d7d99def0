package io.nightjar.pipeline.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets that send at once (TCP_NODELAY). OkHttp's own hold the last bytes of a request back until
 * those before are acknowledged, which Linux may delay by 40 ms: every seventh to third small PUT
 * waited for that timer.
 */
public class PromptSockets extends SocketFactory {
  private static final SocketFactory PLAIN = SocketFactory.getDefault();

  @Override
  public Socket createSocket() throws IOException {
    return prompt(PLAIN.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return prompt(PLAIN.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return prompt(PLAIN.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return prompt(PLAIN.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return prompt(PLAIN.createSocket(host, port, from, fromPort));
  }

  private static Socket prompt(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    return socket;
  }
}
