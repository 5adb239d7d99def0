package io.nightjar.ingest.view;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code If-None-Match} (RFC 9110, section 13.1.2). */
public final class EntityTags {
  private static final Pattern TAG = Pattern.compile("\\G\\s*(?:W/)?(\"[^\"]*\")\\s*(?:,|$)");

  private EntityTags() {}

  /**
   * Whether a caller's list holds a tag, by weak comparison: {@code W/} makes no difference. A list
   * that is malformed holds what stands before its fault.
   *
   * @param list value of the header
   * @param tag with its quotes
   */
  public static boolean hold(String list, String tag) {
    if (list.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(list);
    while (tags.find()) {
      if (tags.group(1).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
