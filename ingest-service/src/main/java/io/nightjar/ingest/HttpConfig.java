package io.nightjar.ingest;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How senders are treated that are slow, refused, or still sending when a replica ends. */
@ConfigMapping(prefix = "nightjar.http")
public interface HttpConfig {
  /** The longest silence in a body that is being read; then 408. */
  @WithDefault("60s")
  @WithConverter(Time.class)
  Duration bodyPause();

  /**
   * The fewest bytes a second that a body may bring, over each {@code body-window}; then 408. Time
   * in which it is ingest that does not read does not count.
   */
  @WithDefault("100")
  @WithConverter(Bytes.class)
  long bodyLeastRate();

  /** Over how long the rate of a body is looked at. */
  @WithDefault("60s")
  @WithConverter(Time.class)
  Duration bodyWindow();

  /** How long a body may take in all; then 408. */
  @WithDefault("24h")
  @WithConverter(Time.class)
  Duration bodyDeadline();

  /**
   * What is read of a body that was refused, so that its sender hears why; then its connection is
   * closed.
   */
  @WithDefault("64M")
  @WithConverter(Bytes.class)
  long refusedBytes();

  /** How long a body that was refused is read for that. */
  @WithDefault("30s")
  @WithConverter(Time.class)
  Duration refusedTime();

  /** How long running requests are waited for at the end. */
  @WithDefault("25s")
  @WithConverter(Time.class)
  Duration departure();
}
