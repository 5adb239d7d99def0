package io.nightjar.thermal.preview.video;

import io.nightjar.media.VideoFormat;
import io.nightjar.media.VideoFrames;
import java.io.IOException;
import java.nio.file.Path;

/** What becomes of the frames of a video, one after the other. */
@FunctionalInterface
public interface Encoding {

  /** As {@link io.nightjar.media.VideoEncoder#encodeMp4}. */
  void encode(VideoFormat format, long mostFrames, VideoFrames frames, Path mp4) throws IOException;
}
