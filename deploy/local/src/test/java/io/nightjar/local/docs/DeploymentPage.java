package io.nightjar.local.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that {@code docs/deployment.md} tells to set. */
public final class DeploymentPage {
  private static final Path PAGE =
      Path.of(System.getProperty("nightjar.root")).resolve("docs/deployment.md");
  private static final Pattern VARIABLE =
      Pattern.compile("^([A-Z][A-Z0-9_]+)=(.*)$", Pattern.MULTILINE);

  private DeploymentPage() {}

  /**
   * What a service is told: what all are, and what is its own.
   *
   * @param service its folder
   */
  public static Map<String, String> variables(String service) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>(block("every service"));
    if (service.equals("ingest-service")) {
      variables.putAll(block("ingest-service beside them"));
    }
    return variables;
  }

  private static Map<String, String> block(String title) throws IOException {
    String page = Files.readString(PAGE);
    String head = "```sh\n# " + title + "\n";
    int from = page.indexOf(head);
    if (from < 0) {
      throw new IOException("the page has no variables for " + title);
    }
    Matcher line = VARIABLE.matcher(page.substring(from, page.indexOf("\n```", from)));
    Map<String, String> variables = new LinkedHashMap<>();
    while (line.find()) {
      variables.put(line.group(1), line.group(2));
    }
    return variables;
  }
}
