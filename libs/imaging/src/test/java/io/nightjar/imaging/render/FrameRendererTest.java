package io.nightjar.imaging.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameRendererTest {

  private static final Size FRAME = new Size(16, 12);
  private static final Levels LEVELS = new Levels(0, 255);
  private static final FrameSink NOBODY = _ -> {};

  /** Frames of one value each: their number. */
  private static final class Numbers implements FrameSource {
    private final int frames;
    private int next;

    Numbers(int frames) {
      this.frames = frames;
    }

    @Override
    public int next(GreyPicture frame) {
      if (next == frames) {
        return END;
      }
      for (int i = 0; i < frame.samples().length; i++) {
        frame.samples()[i] = (short) next;
      }
      return next++;
    }
  }

  @Test
  void whoAsksForOneFrameGetsOne() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    RenderTarget small = plain(new Size(8, 6));
    RenderTarget large = plain(new Size(32, 24));
    renderer.add(small);
    renderer.add(large);
    Numbers two = new Numbers(2);

    assertThat(renderer.step(two)).isTrue();
    assertThat(seen(small)).isEqualTo("8: 0");
    assertThat(renderer.step(two)).isTrue();
    assertThat(seen(small)).isEqualTo("8: 1");
    assertThat(seen(large)).isEqualTo("32: 1");
    assertThat(renderer.step(two)).isFalse();
  }

  @Test
  void everyTargetHasEveryFrameInItsOwnSize() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    List<String> drawn = new ArrayList<>();
    renderer.add(plain(new Size(8, 6)), target -> drawn.add(seen(target)));
    renderer.add(plain(new Size(32, 24)), target -> drawn.add(seen(target)));

    FrameRenderer.End end = renderer.run(new Numbers(2));

    assertThat(end).isEqualTo(FrameRenderer.End.FINISHED);
    assertThat(drawn).containsExactly("8: 0", "32: 0", "8: 1", "32: 1");
  }

  @Test
  void targetsComeAndGoWhileItRuns() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    RenderTarget first = plain(new Size(8, 6));
    RenderTarget second = plain(new Size(32, 24));
    List<String> drawn = new ArrayList<>();
    renderer.add(
        first,
        target -> {
          drawn.add(seen(target));
          if (target.number() == 0) {
            renderer.add(second, other -> drawn.add(seen(other)));
          } else if (target.number() == 2) {
            renderer.remove(first);
          }
        });

    renderer.run(new Numbers(4));

    assertThat(drawn).containsExactly("8: 0", "8: 1", "32: 1", "8: 2", "32: 2", "32: 3");
  }

  @Test
  void aCancelledRunEndsAtTheNextFrameAndAnotherGoesOn() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    var source = new Numbers(3);
    List<Integer> drawn = new ArrayList<>();
    renderer.add(
        plain(FRAME),
        target -> {
          drawn.add(target.number());
          if (target.number() == 1) {
            renderer.cancel();
          }
        });

    FrameRenderer.End cancelled = renderer.run(source);
    List<Integer> before = List.copyOf(drawn);
    FrameRenderer.End finished = renderer.run(source);

    assertThat(cancelled).isEqualTo(FrameRenderer.End.CANCELLED);
    assertThat(before).containsExactly(0, 1);
    assertThat(finished).isEqualTo(FrameRenderer.End.FINISHED);
    assertThat(drawn).containsExactly(0, 1, 2);
  }

  @Test
  void aSinkThatFailsEndsTheRunAndAnotherCanBegin() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    RenderTarget target = plain(FRAME);
    renderer.add(
        target,
        _ -> {
          throw new IOException("full");
        });

    assertThatThrownBy(() -> renderer.run(new Numbers(3))).hasMessage("full");

    renderer.remove(target);
    assertThat(renderer.run(new Numbers(3))).isEqualTo(FrameRenderer.End.FINISHED);
  }

  @Test
  void twoRunsAtOnceAreRefused() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    renderer.add(
        plain(FRAME),
        _ -> assertThatIllegalStateException().isThrownBy(() -> renderer.run(new Numbers(1))));

    assertThat(renderer.run(new Numbers(1))).isEqualTo(FrameRenderer.End.FINISHED);
  }

  @Test
  void aTargetForOtherFramesIsRefused() {
    var renderer = new FrameRenderer(FRAME);
    Size other = new Size(12, 16);
    RenderTarget target =
        new RenderTarget(other, TargetSettings.plain(other, Fit.FILL, Palette.GREY, LEVELS));

    assertThatIllegalArgumentException().isThrownBy(() -> renderer.add(target, NOBODY));
  }

  /** What the JVM itself allocates by the way must not grow with the frames. */
  @Test
  void aFrameAllocatesNothing() throws IOException {
    var renderer = new FrameRenderer(FRAME);
    byte[] rgb = new byte[3 * 32 * 32];
    renderer.add(marked(Fit.CONTAIN, Overlay.Style.CORNERS), target -> target.writeRgb(rgb));
    renderer.add(marked(Fit.COVER, Overlay.Style.OUTLINE), target -> target.setLevels(LEVELS));
    renderer.run(new Numbers(100));

    long ofThousand = allocated(renderer, new Numbers(1_000));
    long ofFiveThousand = allocated(renderer, new Numbers(5_000));

    assertThat(ofFiveThousand - ofThousand).isLessThan(4_000);
  }

  private static long allocated(FrameRenderer renderer, FrameSource source) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    renderer.run(source);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static RenderTarget marked(Fit fit, Overlay.Style style) {
    List<Overlay> overlays =
        List.of(
            Overlay.Boxes.always(List.of(new Region(3, 3, 4, 4), new Region(9, 1, 9, 9)), style),
            new Overlay.Counter());
    return new RenderTarget(
        FRAME,
        new TargetSettings(
            new Size(32, 32), Optional.empty(), fit, Palette.INFERNO, LEVELS, overlays));
  }

  private static RenderTarget plain(Size size) {
    return new RenderTarget(FRAME, TargetSettings.plain(size, Fit.FILL, Palette.GREY, LEVELS));
  }

  /** The picture's width, and the number that its last pixel shows. */
  private static String seen(RenderTarget target) {
    byte[] indices = target.picture().indices();
    return target.picture().size().width() + ": " + indices[indices.length - 1];
  }
}
