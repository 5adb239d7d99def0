package io.nightjar.runtime.settings;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;

/**
 * Keeps the machine's locale from protocols. Kafka's SCRAM client, for one, writes the digits of
 * the default locale into its proof, and is refused under those of Bengali.
 */
@ApplicationScoped
class NeutralLocale {
  void set(@Observes @Priority(1) StartupEvent event) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
  }
}
