package io.nightjar.imaging.render;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Size;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Draws each frame of a recording onto all targets that are registered. Frames are drawn on the
 * thread that calls {@link #run}; targets can be added and removed, and the run cancelled, from any
 * thread and by the sinks themselves, and it takes effect at the next frame. A run allocates
 * nothing for a frame.
 *
 * {@snippet :
 * FrameRenderer renderer = new FrameRenderer(frame);
 * renderer.add(new RenderTarget(frame, settings), target -> target.writeRgb(rgb));
 * FrameRenderer.End end = renderer.run(source);
 * }
 */
public final class FrameRenderer {

  /** Why a run ended. */
  public enum End {
    /** The source has no more frames. */
    FINISHED,
    /** It was {@linkplain #cancel() cancelled}; another run goes on with the next frame. */
    CANCELLED
  }

  private record Registered(RenderTarget target, FrameSink sink) {}

  private final Size size;
  private final GreyPicture frame;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile boolean cancelled;

  /** Never changed but replaced, so that a run can go through it while targets come and go. */
  private volatile Registered[] targets = {};

  /** A renderer for frames of one size. */
  public FrameRenderer(Size size) {
    this(new GreyPicture(size));
  }

  /**
   * A renderer for frames of one size.
   *
   * @param frame is handed to sources, and drawn as they leave it
   */
  public FrameRenderer(GreyPicture frame) {
    this.size = frame.size();
    this.frame = frame;
  }

  /** Draws on a target, too, from the next frame on; who asks for frames one by one looks at it. */
  public void add(RenderTarget target) {
    add(target, _ -> {});
  }

  /**
   * Draws on a target, too, from the next frame on.
   *
   * @param sink is handed the target after each frame
   * @throws IllegalArgumentException if the target is for frames of another size
   */
  public synchronized void add(RenderTarget target, FrameSink sink) {
    if (!target.frame().equals(size)) {
      throw new IllegalArgumentException(target.frame() + " is not " + size);
    }
    Registered[] more = Arrays.copyOf(targets, targets.length + 1);
    more[targets.length] = new Registered(target, sink);
    targets = more;
  }

  /** Draws no longer on a target, from the next frame on. Nothing happens if it is not there. */
  public synchronized void remove(RenderTarget target) {
    targets =
        Arrays.stream(targets).filter(one -> one.target() != target).toArray(Registered[]::new);
  }

  /** Ends the run under way before its next frame. Nothing happens if there is none. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Draws frames until there are no more, or the run is cancelled. May be called again, with the
   * same source or another.
   *
   * @throws IOException what the source or a sink threw; the targets after that sink were not drawn
   *     on
   * @throws IllegalStateException if a run is under way
   */
  public End run(FrameSource source) throws IOException {
    begin();
    try {
      cancelled = false;
      while (!cancelled) {
        if (!drawNext(source)) {
          return End.FINISHED;
        }
      }
      return End.CANCELLED;
    } finally {
      running.set(false);
    }
  }

  /**
   * Draws one frame, for who asks for one picture after the other, as an encoder does.
   *
   * @return whether there was another
   * @throws IOException as {@link #run}
   * @throws IllegalStateException if a run is under way
   */
  public boolean step(FrameSource source) throws IOException {
    begin();
    try {
      return drawNext(source);
    } finally {
      running.set(false);
    }
  }

  private void begin() {
    if (!running.compareAndSet(false, true)) {
      throw new IllegalStateException("a run is under way");
    }
  }

  private boolean drawNext(FrameSource source) throws IOException {
    int number = source.next(frame);
    if (number == FrameSource.END) {
      return false;
    }
    for (Registered one : targets) {
      one.target().draw(frame, number);
      one.sink().drawn(one.target());
    }
    return true;
  }
}
