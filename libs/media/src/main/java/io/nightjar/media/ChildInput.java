package io.nightjar.media;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Feeds a child's standard input, on a thread of its own, and takes the time that the child needs
 * for it: what the writer itself takes, or waits for, is not the child's.
 */
final class ChildInput {

  /** Writes the standard input of a child. */
  @FunctionalInterface
  interface Writer {

    /**
     * Writes all that the child is to read. The stream is closed afterwards.
     *
     * @throws IOException if what is to be written can't be had; the child is killed. Failures of
     *     the stream itself are to be passed on: they mean that the child reads no more
     */
    void writeAll(OutputStream input) throws IOException;
  }

  /** The child reads no more: it has ended, or was killed. */
  private static final class ChildGoneException extends IOException {
    private static final long serialVersionUID = 1;

    ChildGoneException(IOException cause) {
      super("the child reads no more", cause);
    }
  }

  private final OutputStream pipe;
  private final Writer writer;
  private final Runnable killing;
  private final Thread thread;
  private boolean childsTurn;
  private long turnBegan;
  private long childsNanos;
  private boolean complete;
  private boolean abandoned;
  private Optional<Throwable> failure = Optional.empty();

  private ChildInput(OutputStream pipe, Writer writer, Runnable killing) {
    this.pipe = pipe;
    this.writer = writer;
    this.killing = killing;
    this.thread = Thread.ofPlatform().daemon().name("ffmpeg-input").unstarted(this::feed);
  }

  /**
   * Begins to feed a child.
   *
   * @param killing ends the child; called if the writer fails
   */
  static ChildInput start(OutputStream pipe, Writer writer, Runnable killing) {
    ChildInput input = new ChildInput(pipe, writer, killing);
    input.thread.start();
    return input;
  }

  private void feed() {
    try {
      writer.writeAll(new Pipe());
      beginTurn(); // from here on the child works off what it has
      closePipe();
      noteComplete();
    } catch (ChildGoneException gone) {
      beginTurn(); // how it ended tells more than that it has
    } catch (Throwable thrown) {
      fail(thrown);
    }
  }

  private void closePipe() throws ChildGoneException {
    try {
      pipe.close();
    } catch (IOException e) {
      throw new ChildGoneException(e);
    }
  }

  /** What is thrown once nobody waits for the writer any more says nothing: it was interrupted. */
  private void fail(Throwable thrown) {
    synchronized (this) {
      if (!abandoned) {
        failure = Optional.of(thrown);
      }
    }
    killing.run();
    beginTurn();
  }

  private synchronized void noteComplete() {
    complete = true;
  }

  private synchronized void beginTurn() {
    childsTurn = true;
    turnBegan = System.nanoTime();
  }

  private synchronized void endTurn() {
    childsNanos += System.nanoTime() - turnBegan;
    childsTurn = false;
  }

  /** How long the child has been working, or has not taken what it was given. */
  synchronized Duration childsTime() {
    return Duration.ofNanos(childsNanos + (childsTurn ? System.nanoTime() - turnBegan : 0));
  }

  /** Whether all was written. */
  synchronized boolean complete() {
    return complete;
  }

  /** What the writer threw, unless the child was gone before. */
  synchronized Optional<Throwable> failure() {
    return failure;
  }

  /** Wants nothing of the writer any more; to be called once the child has ended. */
  void abandon() {
    synchronized (this) {
      abandoned = true;
    }
    thread.interrupt();
  }

  /** The writer's thread. */
  Thread thread() {
    return thread;
  }

  /** The child's end of the pipe, which counts the time that writing takes as the child's. */
  private final class Pipe extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      beginTurn();
      try {
        pipe.write(bytes, offset, length);
      } catch (IOException e) {
        throw new ChildGoneException(e);
      } finally {
        endTurn();
      }
    }
  }
}
