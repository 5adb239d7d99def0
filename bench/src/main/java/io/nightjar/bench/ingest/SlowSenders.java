package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many devices on weak links, all served by one thread. Each announces a recording, sends as much
 * of it as ingest looks at before it stores anything, and then a few bytes a second, which at that
 * pace would take days.
 */
final class SlowSenders implements AutoCloseable {
  private static final int SIZE = 4_000_000;

  /** A little more than the 64 KiB by which ingest tells the format. */
  private static final int AT_ONCE = 68 * 1024;

  /** A little more than ingest asks for at least. */
  private static final int DRIP = 128;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Selector selector;
  private final List<Sender> senders = new ArrayList<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "slow senders");
  private int broken;
  private volatile boolean closed;

  /** One device: its connection, and what it may send now. */
  private static final class Sender {
    private final SocketChannel channel;
    private final ByteBuffer head;
    private final ByteBuffer bytes;

    Sender(SocketChannel channel, byte[] head, byte[] recording) {
      this.channel = channel;
      this.head = ByteBuffer.wrap(head);
      this.bytes = ByteBuffer.wrap(recording).limit(AT_ONCE);
    }

    boolean hasRemaining() {
      return head.hasRemaining() || bytes.hasRemaining();
    }

    void send() throws IOException {
      channel.write(new ByteBuffer[] {head, bytes});
    }
  }

  private SlowSenders(Selector selector) {
    this.selector = selector;
  }

  /** Begins so many uploads, each of a device of its own. */
  static SlowSenders begin(int count, Stack stack) throws IOException {
    SlowSenders all = new SlowSenders(Selector.open());
    URI ingest = stack.ingest();
    byte[] recording = Recordings.make(SIZE);
    for (int n = 0; n < count; n++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(ingest.getHost(), ingest.getPort()));
      Sender sender = new Sender(channel, head(stack.deviceToken("slow-" + n)), recording);
      channel.register(all.selector, SelectionKey.OP_CONNECT, sender);
      all.senders.add(sender);
    }
    all.thread.setDaemon(true);
    all.thread.start();
    return all;
  }

  private static byte[] head(String deviceToken) {
    String head =
        "POST /v1/recordings HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + deviceToken
            + "\r\nContent-Length: "
            + SIZE
            + "\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /** How many were answered, which none should be so early, by the status. */
  synchronized Map<Integer, Integer> answers() {
    return new TreeMap<>(answers);
  }

  /** How many connections ended without an answer. */
  synchronized int broken() {
    return broken;
  }

  /** How many go on sending. */
  synchronized int sending() {
    return senders.size();
  }

  /** Gives so many uploads up. */
  synchronized void giveUp(int count) throws IOException {
    for (int n = 0; n < count && !senders.isEmpty(); n++) {
      senders.removeLast().channel.close();
    }
  }

  private void run() {
    long next = System.nanoTime() + PAUSE.toNanos();
    try {
      while (!closed) {
        long left = (next - System.nanoTime()) / 1_000_000;
        if (left > 0) {
          selector.select(this::serve, left);
        } else {
          drip();
          next += PAUSE.toNanos();
        }
      }
    } catch (IOException e) {
      System.err.println("nightjar: the slow senders ended: " + e);
    }
  }

  private void serve(SelectionKey key) {
    Sender sender = (Sender) key.attachment();
    try {
      if (key.isConnectable()) {
        sender.channel.finishConnect();
      }
      if (key.isReadable()) {
        hear(sender);
      } else {
        send(key, sender);
      }
    } catch (IOException e) {
      end(sender);
    }
  }

  private static void send(SelectionKey key, Sender sender) throws IOException {
    sender.send();
    int writing = sender.hasRemaining() ? SelectionKey.OP_WRITE : 0;
    key.interestOps(SelectionKey.OP_READ | writing);
  }

  /** "HTTP/1.1 503 …": the status stands behind nine characters. */
  private synchronized void hear(Sender sender) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(1024);
    if (sender.channel.read(answer) < 12) {
      end(sender);
      return;
    }
    String start = new String(answer.array(), 9, 3, StandardCharsets.US_ASCII);
    answers.merge(Integer.parseInt(start), 1, Integer::sum);
    senders.remove(sender);
    sender.channel.close();
  }

  private synchronized void end(Sender sender) {
    if (senders.remove(sender)) {
      broken++;
    }
    try {
      sender.channel.close();
    } catch (IOException e) {
      return; // it is gone all the same
    }
  }

  private synchronized void drip() {
    for (Sender sender : List.copyOf(senders)) {
      SelectionKey key = sender.channel.keyFor(selector);
      if (key != null && key.isValid() && !sender.hasRemaining()) {
        sender.bytes.limit(Math.min(sender.bytes.capacity(), sender.bytes.limit() + DRIP));
        key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    giveUp(Integer.MAX_VALUE);
    selector.close();
  }
}
