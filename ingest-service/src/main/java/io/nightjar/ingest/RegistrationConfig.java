package io.nightjar.ingest;

import io.nightjar.ingest.registration.RegistrationMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How devices become known that nobody has registered. */
@ConfigMapping(prefix = "nightjar.registration")
public interface RegistrationConfig {
  /**
   * Who may register a device: every device itself, one that has an invitation, or only the owners
   * of its group and the operators. While an owner has opened a group, devices register there in
   * any case.
   */
  @WithDefault("closed")
  RegistrationMode mode();
}
