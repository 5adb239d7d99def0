package io.nightjar.runtime.settings;

import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.store.StoreSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The records that libraries take, as the service is configured. */
@Singleton
class SharedSettings {
  /** Those of a broker whose name is known by now. */
  @Produces
  @Singleton
  KafkaSettings reachable(KafkaConfig config) {
    KafkaSettings settings = kafka(config);
    BrokerNames.await(settings.bootstrapServers());
    return settings;
  }

  KafkaSettings kafka(KafkaConfig config) {
    return new KafkaSettings(
        config.bootstrapServers(),
        topics(config),
        config.sessionTimeout(),
        config.publishTimeout(),
        ClientNames.dotted(config.client()));
  }

  private static TopicSettings topics(KafkaConfig config) {
    int copies = Math.min(Short.MAX_VALUE, config.replicationFactor());
    int inSync =
        Math.min(Short.MAX_VALUE, config.minInsyncReplicas().orElse(Math.max(1, copies - 1)));
    return new TopicSettings(
        config.partitions(),
        (short) copies,
        (short) inSync,
        config.eventRetention(),
        config.deadLetterRetention());
  }

  @Produces
  @Singleton
  StoreSettings store(StoreConfig config) {
    return new StoreSettings(
        config.endpoint(),
        config.region(),
        config.bucket(),
        config.accessKey(),
        config.secretKey(),
        config.timeout(),
        config.bodySigning());
  }

  @Produces
  @Singleton
  ExpectedStages stages(StagesConfig config) {
    return new ExpectedStages(config.preview());
  }

  @Produces
  @Singleton
  DerivedShare derived(DerivedConfig config) {
    return share(config);
  }

  static DerivedShare share(DerivedConfig config) {
    return new DerivedShare(
        config.percent(),
        config.leastBytes(),
        config.thumbnailPercent(),
        config.leastThumbnailBytes());
  }

  @Produces
  @Singleton
  Limits limits(LimitsConfig config) {
    return new Limits(
        new Limits.Upload(
            config.thermalBytes(),
            config.audioBytes(),
            config.uploadsAtOnce(),
            new Limits.PerDevice(
                config.uploadsPerDevice(),
                config.uploadsPerDeviceMinute(),
                config.bytesPerDeviceSecond())),
        new Limits.Thermal(
            config.inflatedBytes(),
            config.frames(),
            config.framePixelsPerSide(),
            config.framePixels(),
            config.recordingPixels()),
        new Limits.Sound(
            config.sound(),
            config.channels(),
            config.lowestSampleRate(),
            config.highestSampleRate()));
  }
}
