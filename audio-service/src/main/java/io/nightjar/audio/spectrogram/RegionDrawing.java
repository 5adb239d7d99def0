package io.nightjar.audio.spectrogram;

import io.nightjar.audio.activity.SoundActivity;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.RgbPicture;
import io.nightjar.media.DecodeOutcome;
import io.nightjar.media.DecodedSound;
import io.nightjar.media.SoundDecoder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A recording's picture with a frame around each region that stands out: to look at what is found.
 *
 * @param picture the page
 * @param activity what was found
 */
public record RegionDrawing(RgbPicture picture, SoundActivity activity) {

  private static final int FRAME = 0x30ff90;

  /**
   * Decodes a recording and draws it, at the pace at which it plays.
   *
   * @throws IOException if nothing of it can be decoded, or the machine failed
   */
  public static RegionDrawing of(SoundDecoder decoder, Path recording) throws IOException {
    AnalysisSink sink = new AnalysisSink(SpectrogramParameters.DEFAULT);
    return switch (decoder.decode(recording, sink)) {
      case DecodeOutcome.Decoded decoded -> draw(sink, decoded.sound());
      case DecodeOutcome.DecodedPartially part -> draw(sink, part.sound());
      case DecodeOutcome.Rejected rejected ->
          throw new IOException(recording + ": " + rejected.reason());
    };
  }

  private static RegionDrawing draw(AnalysisSink sink, DecodedSound sound) {
    Spectrogram spectrogram = sink.measurement().spectrogram().finish(sound.sampleRate(), 1);
    SoundActivity activity = sink.measurement().activity().finish(1);
    RgbPicture page = SpectrogramPicture.of(spectrogram);
    SoundActivity.Regions regions = activity.regions();
    double seconds = spectrogram.durationSeconds();
    double hertz = spectrogram.sampleRate() / 2.0;
    for (int i = 0; i < regions.beginSeconds().size(); i++) {
      Region frame =
          SpectrogramPicture.region(
              regions.beginSeconds().get(i) / seconds,
              Math.min(1, regions.endSeconds().get(i) / seconds),
              regions.lowHertz().get(i) / hertz,
              regions.highHertz().get(i) / hertz);
      page.outline(frame, FRAME);
    }
    return new RegionDrawing(page, activity);
  }
}
