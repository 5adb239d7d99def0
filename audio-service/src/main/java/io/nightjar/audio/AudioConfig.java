package io.nightjar.audio;

import io.nightjar.runtime.settings.Flag;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/**
 * What the audio stage makes of recordings beside {@code audio.json} and {@code spectrogram.webp}.
 * With other values it is another version of itself.
 */
@ConfigMapping(prefix = "nightjar.audio")
public interface AudioConfig {
  /**
   * Whether {@code spectrogram.npy} is made of each recording: up to 16 MiB. It can also be asked
   * for as a render.
   */
  @WithDefault("false")
  @WithConverter(Flag.class)
  boolean array();

  /** Whether {@code waveform.dat} is made, from which players draw a waveform: up to 8 KiB. */
  @WithDefault("true")
  @WithConverter(Flag.class)
  boolean waveform();
}
