package io.nightjar.local;

import io.nightjar.local.client.FrameForm;
import io.nightjar.local.terminal.Failure;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which frame is fetched, and how it looks. */
final class FrameOptions {
  private static final int LAST = 999_999_999;

  @Option(
      names = "--frame",
      paramLabel = "K",
      description = {
        "Fetch one frame of a thermal recording, by its number from 0, background frames counted: a"
            + " picture in colours (PNG), or its counts with --raw or --png16.",
        "Default: none."
      })
  private @Nullable Integer number;

  @Option(
      names = "--palette",
      paramLabel = "P",
      description = {
        "With --frame: inferno, viridis, magma, plasma, cividis or grey.",
        "Default: inferno."
      })
  private @Nullable String palette;

  @Option(
      names = "--png16",
      description = "With --frame: a picture of 16 bits of grey, whose values are the raw counts.")
  private boolean png16;

  /** The number of the frame, if one is wanted. */
  OptionalInt number() {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /**
   * What is wanted of it.
   *
   * @param raw whether that is the counts alone
   * @throws Failure if that makes no sense
   */
  FrameForm form(boolean raw) {
    if (number().orElse(0) < 0 || number().orElse(0) > LAST) {
      throw Failure.usage("--frame is a number from 0 to " + LAST);
    }
    if ((raw ? 1 : 0) + (png16 ? 1 : 0) + (palette == null ? 0 : 1) > 1) {
      throw Failure.usage("one of --palette, --raw and --png16");
    }
    if (raw) {
      return FrameForm.COUNTS;
    }
    return png16 ? FrameForm.GREY16 : FrameForm.picture(Optional.ofNullable(palette));
  }

  /**
   * To be called where no frame is wanted.
   *
   * @throws Failure if something is said of one nevertheless
   */
  void requireUnused() {
    if (png16 || palette != null) {
      throw Failure.usage("--palette and --png16 need --frame");
    }
  }
}
