package io.nightjar.audio.tags;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * GUANO, the metadata of bat detectors (D. Riggs, "Grand Unified Acoustic Notation Ontology", 1.0):
 * lines of {@code key: value} in a chunk of their own.
 */
final class Guano {

  static final String CHUNK = "guan";

  private static final int MOST_FIELDS = 128;
  private static final int LONGEST_FIELD = 1024;

  private Guano() {}

  /** The fields in file order; keys with their name spaces, such as {@code OAD|Recording}. */
  static Map<String, String> parse(ByteBuffer chunk) {
    byte[] bytes = new byte[chunk.limit()];
    chunk.get(0, bytes);
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : TagText.decode(bytes).split("\n", -1)) {
      int colon = line.indexOf(':');
      if (colon > 0 && fields.size() < MOST_FIELDS) {
        String key = line.substring(0, colon).strip();
        String value = line.substring(colon + 1).strip().replace("\\n", "\n");
        if (!key.isEmpty() && key.length() <= LONGEST_FIELD) {
          fields.putIfAbsent(key, shortened(value));
        }
      }
    }
    return fields;
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_FIELD ? value : value.substring(0, LONGEST_FIELD);
  }
}
