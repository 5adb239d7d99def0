package io.nightjar.audio.tags;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the recorder says about time, place and itself, as it says it: a clock that was never set is
 * not corrected. Absent where nothing is said or what is said makes no sense.
 *
 * @param recordedAt when the recording began, with the recorder's offset from UTC
 * @param recordedAtLocal when the recording began, of a recorder that tells no offset: its own time
 * @param claimedDurationSeconds known to be wrong at times
 * @param latitudeDegrees −90…90
 * @param longitudeDegrees −180…180
 * @param altitudeMetres above sea level
 * @param accuracyMetres of latitude and longitude
 * @param deviceId as the recorder knows itself
 * @param deviceMake who made it
 * @param deviceModel what it is
 * @param deviceFirmware what runs on it
 * @param originalSampleRateHertz of the microphone, before the recorder resampled or stretched time
 * @param gain of the microphone, in the recorder's own words: a step's name or number, or decibels
 * @param batteryVolts when it recorded
 * @param batteryPercent when it recorded
 * @param temperatureCelsius of the air if the recorder tells it, else its own
 */
public record RecorderClaims(
    Optional<OffsetDateTime> recordedAt,
    Optional<LocalDateTime> recordedAtLocal,
    OptionalDouble claimedDurationSeconds,
    OptionalDouble latitudeDegrees,
    OptionalDouble longitudeDegrees,
    OptionalDouble altitudeMetres,
    OptionalDouble accuracyMetres,
    Optional<String> deviceId,
    Optional<String> deviceMake,
    Optional<String> deviceModel,
    Optional<String> deviceFirmware,
    OptionalInt originalSampleRateHertz,
    Optional<String> gain,
    OptionalDouble batteryVolts,
    OptionalDouble batteryPercent,
    OptionalDouble temperatureCelsius) {}
