package io.nightjar.thermal.preview;

import io.nightjar.runtime.settings.SettingsRule;

/** Settings of previews that no preview can have. */
public final class PreviewRule implements SettingsRule<PreviewConfig> {
  @Override
  public Class<PreviewConfig> mapping() {
    return PreviewConfig.class;
  }

  @Override
  public void check(PreviewConfig settings) {
    try {
      PreviewSettings.of(settings);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("nightjar.preview: " + e.getMessage(), e);
    }
  }
}
