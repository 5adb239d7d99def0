package io.nightjar.local.rights;

import io.nightjar.pipeline.meter.PipelineMeter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The families of our own meters in an exposition of Prometheus (its own text format, or
 * OpenMetrics).
 *
 * @param families each with its type and labels
 * @param undescribed names without a text
 */
record MetricFamilies(List<Family> families, List<String> undescribed) {
  private static final String TOTAL = "_total";
  private static final Pattern HELP = Pattern.compile("# HELP (nightjar_\\w+) ?(.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (nightjar_\\w+) (\\w+)");
  private static final Pattern SAMPLE =
      Pattern.compile("(nightjar_\\w+?)(_bucket|_count|_sum)?(?:\\{([^}]*)})? .*");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** What a family says of itself, but for its text. */
  record Family(String name, String type, List<String> labels) {
    static Family of(PipelineMeter meter) {
      return new Family(
          meter.exposed(), meter.kind().type(), meter.labels().stream().sorted().toList());
    }
  }

  static MetricFamilies read(String exposition) {
    Map<String, String> types = new TreeMap<>();
    Map<String, Set<String>> labels = new TreeMap<>();
    List<String> undescribed = new ArrayList<>();
    for (String line : exposition.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches() && help.group(2).isBlank()) {
        undescribed.add(help.group(1));
      } else if (type.matches()) {
        types.put(full(type.group(1), type.group(2)), type.group(2));
      } else if (sample.matches() && sample.group(3) != null) {
        Matcher label = LABEL.matcher(sample.group(3));
        while (label.find()) {
          labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>()).add(label.group(1));
        }
      }
    }
    types.keySet().removeIf(name -> name.endsWith("_max") && isOfAHistogram(name, types));
    List<Family> families = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          Set<String> own = labels.getOrDefault(name, new TreeSet<>());
          own.remove("le");
          families.add(new Family(name, type, List.copyOf(own)));
        });
    return new MetricFamilies(families, undescribed);
  }

  /** OpenMetrics leaves the ending of a counter's samples out of its family's name. */
  private static String full(String name, String type) {
    return type.equals("counter") && !name.endsWith(TOTAL) ? name + TOTAL : name;
  }

  /** A histogram's longest value is a family of its own. */
  private static boolean isOfAHistogram(String name, Map<String, String> types) {
    return types.containsKey(name.substring(0, name.length() - "_max".length()));
  }
}
