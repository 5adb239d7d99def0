package io.nightjar.runtime.settings;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * All that is wrong with the settings of a service, found before anything else runs: what is
 * missing, malformed or unknown, and what contradicts itself.
 *
 * @param mappings every mapping of the service
 * @param rules what the mappings alone can't tell
 * @param sources a configuration with all its sources and without mappings
 * @param variables the names of all environment variables
 */
public record SettingsReport(
    List<Class<?>> mappings,
    List<SettingsRule<?>> rules,
    Supplier<SmallRyeConfigBuilder> sources,
    Collection<String> variables) {
  private static final String OURS = "nightjar.";

  /** System properties of the build and of the command line. */
  private static final Set<String> OTHERS =
      Set.of("nightjar.root", "nightjar.terminal", "nightjar.docs.write");

  /** How the framework names a setting, whatever it has to say of it. */
  private static final Pattern SETTING = Pattern.compile("property (nightjar\\.\\S+) ");

  private static final String MISSING = "SRCFG00014";
  private static final String EMPTY = "SRCFG00040";
  private static final String UNKNOWN_REFERENCE = "SRCFG00011";

  /** Of the service that runs: what is on its class path. */
  public static SettingsReport ofThisService() {
    List<SettingsRule<?>> rules = new ArrayList<>();
    ServiceLoader.load(SettingsRule.class).forEach(rules::add);
    return new SettingsReport(
        MappingNames.onClassPath(), rules, ConfigUtils::configBuilder, System.getenv().keySet());
  }

  /** One line for each, in no need of a look at the code; empty if a start makes sense. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    SmallRyeConfig config;
    try {
      config = read(mappings);
      mappings.forEach(mapping -> keepRules(config, mapping, problems));
    } catch (ConfigValidationException e) {
      mappings.forEach(mapping -> problems.addAll(problemsOf(mapping)));
      problems.addAll(unknown(read(List.of())));
      return problems;
    }
    problems.addAll(unknown(config));
    return problems;
  }

  private SmallRyeConfig read(List<Class<?>> some) {
    SmallRyeConfigBuilder builder = sources.get().withValidateUnknown(false);
    some.forEach(builder::withMapping);
    return builder.build();
  }

  private List<String> problemsOf(Class<?> mapping) {
    List<String> problems = new ArrayList<>();
    try {
      keepRules(read(List.of(mapping)), mapping, problems);
    } catch (ConfigValidationException e) {
      SmallRyeConfig plain = read(List.of());
      for (int i = 0; i < e.getProblemCount(); i++) {
        problems.add(problem(mapping, e.getProblem(i).getMessage(), plain));
      }
    }
    return problems;
  }

  private static String problem(Class<?> mapping, String said, SmallRyeConfig plain) {
    Matcher name = SETTING.matcher(said + " ");
    if (!name.find()) {
      return "the settings " + ConfigClass.configClass(mapping).getPrefix() + ".* can't be read";
    }
    String setting = name.group(1);
    Expectation expected = Expectation.of(mapping, setting);
    return setting
        + " ("
        + StrayVariables.variable(setting)
        + ") "
        + fault(setting, said, expected, plain)
        + "; expected: "
        + expected.text();
  }

  private static String fault(
      String setting, String said, Expectation expected, SmallRyeConfig plain) {
    if (said.contains(MISSING) || said.contains(EMPTY)) {
      return "is missing";
    }
    if (said.contains(UNKNOWN_REFERENCE)) {
      return "has ${...} in it, which stands for another setting; write \\${ for the mere characters";
    }
    return Optional.ofNullable(plain.getConfigValue(setting).getRawValue())
        .filter(text -> !expected.secret())
        .filter(text -> !text.contains("@")) // an address may have a password in it
        .map(text -> "is \"" + text + "\"")
        .orElse("can't be read");
  }

  private void keepRules(SmallRyeConfig config, Class<?> mapping, List<String> problems) {
    for (SettingsRule<?> rule : rules) {
      if (rule.mapping() == mapping) {
        note(rule, config, problems);
      }
    }
  }

  private static <T> void note(SettingsRule<T> rule, SmallRyeConfig config, List<String> problems) {
    try {
      rule.check(config.getConfigMapping(rule.mapping()));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
  }

  private List<String> unknown(SmallRyeConfig config) {
    Set<String> known =
        mappings.stream()
            .flatMap(mapping -> ConfigClass.configClass(mapping).getProperties().keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
    Stream<String> keys =
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
            .filter(name -> name.startsWith(OURS) && !OTHERS.contains(name))
            .filter(name -> known.stream().noneMatch(setting -> covers(setting, name)))
            .filter(name -> !isOfTheEnvironment(config, name))
            .sorted();
    return Stream.concat(
            keys.map(name -> unknown(name, known.stream())),
            StrayVariables.among(variables, known).stream()
                .map(name -> unknown(name, known.stream().map(StrayVariables::variable))))
        .toList();
  }

  private static String unknown(String name, Stream<String> known) {
    return name
        + " is no setting of this service"
        + Likeness.nearest(name, known.toList())
            .map(near -> "; expected: perhaps " + near)
            .orElse("");
  }

  /** Variables are looked at as such: what they would be called as keys is a guess. */
  private static boolean isOfTheEnvironment(SmallRyeConfig config, String name) {
    String source = config.getConfigValue(name).getSourceName();
    return source != null && source.startsWith("EnvConfigSource");
  }

  private static boolean covers(String setting, String name) {
    return setting.endsWith("*")
        ? name.startsWith(setting.substring(0, setting.length() - 1))
        : name.equals(setting);
  }
}
