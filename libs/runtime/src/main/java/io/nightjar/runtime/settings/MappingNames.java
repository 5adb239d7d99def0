package io.nightjar.runtime.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The configuration mappings of a service: each module names its own in a file. */
final class MappingNames {
  /** One class a line. */
  static final String FILE = "META-INF/nightjar/settings";

  private MappingNames() {}

  /** Those of every module on the class path. */
  static List<Class<?>> onClassPath() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    List<Class<?>> mappings = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.getResources(FILE))) {
        try (InputStream lines = file.openStream()) {
          String names = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
          for (String name : names.lines().filter(line -> !line.isBlank()).toList()) {
            mappings.add(Class.forName(name.strip(), false, loader));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(FILE + " names a mapping that is not there", e);
    }
    return mappings;
  }
}
