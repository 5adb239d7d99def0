package io.nightjar.local.docs;

import java.util.Locale;
import java.util.Optional;

/**
 * One setting, as its mapping declares it.
 *
 * @param name the key, dots and all
 * @param kind the converter that reads it, or its Java type
 * @param standard the value where none is given, if the mapping has one
 * @param required whether a service starts without it
 * @param description what its Javadoc says
 */
record Setting(
    String name, String kind, Optional<String> standard, boolean required, String description) {

  /** The environment variable that sets it. */
  String variable() {
    String capitals = name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    return isMap() ? capitals + "__NAME_" : capitals;
  }

  /** Its key, with a place for a map's names. */
  String key() {
    return isMap() ? name + ".\"name\"" : name;
  }

  /** What values it takes. */
  String type() {
    return switch (kind) {
      case "Count", "LongCount" -> "whole number from 1";
      case "Flag" -> "`true` or `false`";
      case "Bytes" -> "size: `1048576`, `256M`, `4G`";
      case "Time" -> "time: `30`, `500ms`, `14d`";
      case "HttpAddress" -> "address";
      case "Path" -> name.endsWith("-file") ? "file" : "folder";
      case "RegistrationMode" -> "`open`, `invitation` or `closed`";
      case "Map" -> "text, one key for each name";
      case "String" -> "text";
      case "List" -> "texts, separated by commas";
      case "Palette" -> "`viridis`, `inferno`, `magma`, `plasma`, `cividis` or `grey`";
      case "boolean" -> "`true` or `false`";
      case "BodySigning" -> "`where-needed` or `always`";
      default -> throw new IllegalStateException("no words for values of type " + kind);
    };
  }

  /** What a bare number means. */
  String unit() {
    if (name.contains("sample-rate")) {
      return "Hz";
    }
    if (name.contains("pixels") || name.endsWith("-side")) {
      return "pixels";
    }
    return switch (kind) {
      case "Bytes" -> "bytes";
      case "Time" -> "seconds";
      default -> "";
    };
  }

  private boolean isMap() {
    return kind.equals("Map");
  }
}
