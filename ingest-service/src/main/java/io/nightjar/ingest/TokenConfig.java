package io.nightjar.ingest;

import io.nightjar.runtime.settings.Expects;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How the tokens are made and verified that this service gives out. */
@ConfigMapping(prefix = "nightjar.token")
public interface TokenConfig {
  /**
   * A JSON Web Key Set of P-256 keys: the first private one signs, all verify. A changed file is
   * taken up without a new start.
   */
  @Expects("the file with the keys that sign tokens, as ./nightjar token --new-key makes one")
  Path keysFile();

  /** The issuer that tokens name. */
  @WithDefault("nightjar")
  String issuer();

  /** How long a device's token is good; a camera that is told none other keeps it for good. */
  @WithDefault("3650d")
  @WithConverter(Time.class)
  Duration deviceLifetime();

  /** How long the token of a person's local account is good. */
  @WithDefault("12h")
  @WithConverter(Time.class)
  Duration personLifetime();
}
