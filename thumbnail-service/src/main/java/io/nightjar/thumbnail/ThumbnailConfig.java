package io.nightjar.thumbnail;

import io.nightjar.imaging.Palette;
import io.nightjar.runtime.settings.Count;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;

/** What the thumbnail stage draws. With other values it is another version of itself. */
@ConfigMapping(prefix = "nightjar.thumbnail")
public interface ThumbnailConfig {
  /**
   * Tracks of a recording that have thumbnails of their own, the most conspicuous first. For each
   * of them up to ten seconds of the recording are read. An event has room for those of five, of
   * fewer where names are long; then the least conspicuous have none.
   */
  @WithDefault("4")
  @WithConverter(Count.class)
  int tracks();

  /**
   * Tracks of a classifier's answer that have thumbnails of their own, animals first. An event has
   * room for those of five, of fewer where names and labels are long; then the last have none.
   */
  @WithDefault("5")
  @WithConverter(Count.class)
  int classifiedTracks();

  /** The colours, from cold to warm. */
  @WithDefault("inferno")
  Palette palette();

  /**
   * Labels of classifiers that say that a track is no animal, in any case: thumbnails of a
   * recording prefer what has another label, and show the whole frame where there is none.
   */
  @WithDefault("false-positive,none,nothing")
  List<String> noAnimal();
}
