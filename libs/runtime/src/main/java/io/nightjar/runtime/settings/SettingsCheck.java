package io.nightjar.runtime.settings;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * Refuses a start with settings that fit no rule, all of them in one message. What is missing or no
 * value of its type the framework refuses before, in the same manner.
 */
@ApplicationScoped
class SettingsCheck {
  private static final String OURS = "nightjar.";

  /** System properties of the build and of the command line. */
  private static final Set<String> OTHERS =
      Set.of("nightjar.root", "nightjar.terminal", "nightjar.docs.write");

  private final Config config;
  private final BeanManager beans;
  private final SharedSettings shared;
  private final KafkaConfig kafka;
  private final StoreConfig store;
  private final LimitsConfig limits;

  SettingsCheck(
      Config config,
      BeanManager beans,
      SharedSettings shared,
      KafkaConfig kafka,
      StoreConfig store,
      LimitsConfig limits) {
    this.config = config;
    this.beans = beans;
    this.shared = shared;
    this.kafka = kafka;
    this.store = store;
    this.limits = limits;
  }

  void check(@Observes @Priority(1) StartupEvent event) {
    List<String> problems = new ArrayList<>(unknown());
    note(problems, () -> shared.kafka(kafka));
    note(problems, () -> shared.store(store));
    note(problems, () -> shared.limits(limits));
    if (!problems.isEmpty()) {
      throw new ConfigurationException(
          "The configuration does not fit:\n\t" + String.join("\n\t", problems));
    }
  }

  private static void note(List<String> problems, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }

  private List<String> unknown() {
    Set<String> known = known();
    Stream<String> keys =
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .filter(name -> name.startsWith(OURS) && !OTHERS.contains(name))
            .filter(name -> known.stream().noneMatch(setting -> covers(setting, name)))
            .filter(name -> !isOfTheEnvironment(name))
            .sorted();
    return Stream.concat(keys, StrayVariables.among(System.getenv().keySet(), known).stream())
        .map(name -> name + " is no setting of this service")
        .toList();
  }

  /** Variables are looked at as such: what they would be called as keys is a guess. */
  private boolean isOfTheEnvironment(String name) {
    String source = config.getConfigValue(name).getSourceName();
    return source != null && source.startsWith("EnvConfigSource");
  }

  private static boolean covers(String setting, String name) {
    return setting.endsWith("*")
        ? name.startsWith(setting.substring(0, setting.length() - 1))
        : name.equals(setting);
  }

  /** Every setting of every mapping that the service has. */
  private Set<String> known() {
    return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
        .flatMap(bean -> bean.getTypes().stream())
        .filter(type -> type instanceof Class<?> c && c.isAnnotationPresent(ConfigMapping.class))
        .flatMap(type -> ConfigClass.configClass((Class<?>) type).getProperties().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }
}
