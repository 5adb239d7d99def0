package io.nightjar.thermal.decode;

import io.nightjar.cptv.index.IndexPace;
import io.nightjar.motion.TrackLimits;
import java.util.Optional;

/**
 * What is made of a recording beside its metadata, and how.
 *
 * @param telemetry whether {@code telemetry.json} is made
 * @param index how far apart the checkpoints of {@code recording.idx} are, if it is made
 * @param tracks how much {@code tracks.json} may hold, if it is made
 */
public record ThermalParameters(
    boolean telemetry, Optional<IndexPace> index, Optional<TrackLimits> tracks) {}
