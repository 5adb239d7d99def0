package io.nightjar.bench.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.motion.TrackLimits;
import io.nightjar.thermal.decode.ThermalDecoder;
import io.nightjar.thermal.decode.ThermalParameters;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongConsumer;

/** What the thermal stage does with one recording, but for the store. */
public final class ThermalPass {

  /** All that the stage makes, as the service has it where nothing else is configured. */
  public static final ThermalParameters WHOLE =
      new ThermalParameters(
          true, Optional.of(new IndexPace(90, 8)), Optional.of(TrackLimits.DEFAULT));

  private ThermalPass() {}

  /**
   * Goes through a recording.
   *
   * @param scratch for the artefacts, which replace those that are there
   * @return its frames; 0 if it can't be read
   */
  public static long run(
      ThermalParameters parameters, InputStream recording, long length, Path scratch)
      throws IOException, InterruptedException {
    return run(parameters, recording, length, scratch, _ -> {});
  }

  /**
   * The same.
   *
   * @param reserve is told how many bytes of heap it takes at most
   */
  public static long run(
      ThermalParameters parameters,
      InputStream recording,
      long length,
      Path scratch,
      LongConsumer reserve)
      throws IOException, InterruptedException {
    var upload = new ThermalDecoder.Upload(recording, length, Instant.EPOCH);
    var decoder = new ThermalDecoder(CptvLimits.DEFAULT, parameters);
    return switch (decoder.decode(upload, scratch, _ -> {}, reserve)) {
      case ThermalDecoder.Recording decoded -> decoded.metadata().frames();
      case ThermalDecoder.Unreadable _ -> 0;
    };
  }
}
