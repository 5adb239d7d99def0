package io.nightjar.imaging.render;

import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.util.List;
import java.util.Optional;

/**
 * How a picture of a frame is to look.
 *
 * @param size of the picture
 * @param view the part of the frame to show, in its pixels; empty for all of it
 * @param fit how that is brought into the picture
 * @param palette its colours
 * @param levels its contrast; can be changed later
 * @param overlays what is drawn over it, in this order
 */
public record TargetSettings(
    Size size,
    Optional<Region> view,
    Fit fit,
    Palette palette,
    Levels levels,
    List<Overlay> overlays) {

  public TargetSettings {
    overlays = List.copyOf(overlays);
  }

  /** A whole frame with nothing drawn over it. */
  public static TargetSettings plain(Size size, Fit fit, Palette palette, Levels levels) {
    return new TargetSettings(size, Optional.empty(), fit, palette, levels, List.of());
  }

  /** The same with a part of the frame instead of all of it. */
  public TargetSettings of(Region part) {
    return new TargetSettings(size, Optional.of(part), fit, palette, levels, overlays);
  }

  /** The same with something drawn over it. */
  public TargetSettings with(List<Overlay> drawn) {
    return new TargetSettings(size, view, fit, palette, levels, drawn);
  }
}
