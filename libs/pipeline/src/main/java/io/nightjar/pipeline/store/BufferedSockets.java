package io.nightjar.pipeline.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * Prompt sockets that hand bytes to the system by 32 KiB, or when they are flushed. OkHttp writes 8
 * KiB at a time, and each write wakes the store: 512 times for 4 MB.
 */
final class BufferedSockets extends PromptSockets {
  private static final int BUFFER = 32 * 1024;

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new BufferedSocket();
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static final class BufferedSocket extends Socket {
    private Optional<OutputStream> buffered = Optional.empty();

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      OutputStream plain = super.getOutputStream(); // throws where it is closed
      OutputStream stream = buffered.orElseGet(() -> new BufferedOutputStream(plain, BUFFER));
      buffered = Optional.of(stream);
      return stream;
    }
  }
}
