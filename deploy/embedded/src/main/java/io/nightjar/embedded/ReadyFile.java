package io.nightjar.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file by which the program says that it is ready, and where: a flat JSON object of strings,
 * which appears whole or not at all.
 */
final class ReadyFile {
  static final String KAFKA = "kafka";
  static final String S3 = "s3";

  private static final Pattern ENTRY = Pattern.compile("\"([a-z0-9]+)\"\\s*:\\s*\"([^\"]*)\"");

  private ReadyFile() {}

  static void write(Path file, Map<String, String> addresses) throws IOException {
    var json = new StringBuilder("{");
    new TreeMap<>(addresses)
        .forEach(
            (name, value) ->
                json.append(json.length() > 1 ? "," : "")
                    .append('"')
                    .append(name)
                    .append("\":\"")
                    .append(value)
                    .append('"'));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.writeString(draft, json.append("}\n"));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The addresses, once the program has written them. */
  static Optional<EmbeddedAddresses> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var found = new TreeMap<String, String>();
    for (Matcher entry = ENTRY.matcher(Files.readString(file)); entry.find(); ) {
      found.put(entry.group(1), entry.group(2));
    }
    return Optional.of(
        new EmbeddedAddresses(
            Optional.ofNullable(found.get(KAFKA)), Optional.ofNullable(found.get(S3))));
  }
}
