package io.nightjar.runtime.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Environment variables that are meant as settings and are none: {@code NIGHTJAR_STORE_ENDPOIN}.
 */
final class StrayVariables {
  private static final String OURS = "NIGHTJAR_";

  /**
   * What the command line reads, or tells with its command env, and whoever starts a service from
   * the same shell passes on.
   */
  private static final Pattern COMMAND_LINE =
      Pattern.compile("NIGHTJAR_(HOME|BUILD|URL|TOKEN|BOOTSTRAP_SERVERS|PORT_BASE|[A-Z0-9]+_PORT)");

  /** What Kubernetes tells every container of a service that is called nightjar-something. */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "NIGHTJAR_\\w+_(SERVICE_(HOST|PORT(_\\w+)?)"
              + "|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private StrayVariables() {}

  /**
   * The variables that set nothing.
   *
   * @param variables the names of all variables
   * @param settings the names of all settings; one that ends with {@code *} stands for a map's
   */
  static List<String> among(Collection<String> variables, Collection<String> settings) {
    Set<String> known =
        settings.stream().map(StrayVariables::variable).collect(Collectors.toUnmodifiableSet());
    return variables.stream()
        .filter(variable -> variable.startsWith(OURS))
        .filter(variable -> !COMMAND_LINE.matcher(variable).matches())
        .filter(variable -> !KUBERNETES.matcher(variable).matches())
        .filter(variable -> known.stream().noneMatch(name -> names(name, variable)))
        .sorted()
        .toList();
  }

  /** The variable that sets a setting: {@code nightjar.store.access-key} by its capitals. */
  static String variable(String setting) {
    return setting.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
  }

  private static boolean names(String known, String variable) {
    return known.endsWith("*")
        ? variable.startsWith(known.substring(0, known.length() - 1) + "_")
        : variable.equals(known);
  }
}
