package io.nightjar.runtime.settings;

/** The rules of the settings that all services share: those of the records made from them. */
final class SharedRules {
  private SharedRules() {}

  /** Client properties are Kafka's, and none on which delivery rests. */
  public static final class OfKafka implements SettingsRule<KafkaConfig> {
    @Override
    public Class<KafkaConfig> mapping() {
      return KafkaConfig.class;
    }

    @Override
    public void check(KafkaConfig settings) {
      new SharedSettings().kafka(settings);
    }
  }

  /** No text is blank. */
  public static final class OfStore implements SettingsRule<StoreConfig> {
    @Override
    public Class<StoreConfig> mapping() {
      return StoreConfig.class;
    }

    @Override
    public void check(StoreConfig settings) {
      new SharedSettings().store(settings);
    }
  }

  /** The lowest is below the highest. */
  public static final class OfLimits implements SettingsRule<LimitsConfig> {
    @Override
    public Class<LimitsConfig> mapping() {
      return LimitsConfig.class;
    }

    @Override
    public void check(LimitsConfig settings) {
      new SharedSettings().limits(settings);
    }
  }

  /** A part is less than the whole. */
  public static final class OfDerived implements SettingsRule<DerivedConfig> {
    @Override
    public Class<DerivedConfig> mapping() {
      return DerivedConfig.class;
    }

    @Override
    public void check(DerivedConfig settings) {
      try {
        SharedSettings.share(settings);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("nightjar.derived: " + e.getMessage(), e);
      }
    }
  }
}
