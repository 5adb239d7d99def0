package io.nightjar.ingest.archive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a member. It is never used as a path here; but whoever reads the results may, so one
 * that could do harm is refused.
 *
 * @param text as the archive has it
 */
record MemberName(String text) {
  private static final Pattern SEGMENTS = Pattern.compile("[/\\\\]");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  /** Apple's shadows of files, Windows' and Linux' folders, thumbnails of Windows. */
  private static final Set<String> OF_SYSTEMS =
      Set.of("__macosx", "system volume information", "$recycle.bin", "lost+found", "thumbs.db");

  /** What recordings are called; for the choice of words alone, since the content decides. */
  private static final Pattern OF_RECORDING =
      Pattern.compile(
          "(?i).*\\.(cptv|wav|w64|rf64|aiff?|aifc|au|snd|caf|flac|mp4|m4a|mov|3gp|mp[123]|og[ga]|opus|aac"
              + "|amr|awb|mk[av]|webm)",
          Pattern.DOTALL);

  /** Why no member of this name is taken, if none is. */
  Optional<MemberCode> obstacle(int most) {
    if (text.length() > most) {
      return Optional.of(MemberCode.MEMBER_NAME_TOO_LONG);
    }
    if (text.isEmpty() || isRooted() || climbs() || text.codePoints().anyMatch(MemberName::harms)) {
      return Optional.of(MemberCode.MEMBER_NAME_UNSAFE);
    }
    return segments().anyMatch(MemberName::isHidden)
        ? Optional.of(MemberCode.MEMBER_HIDDEN)
        : Optional.empty();
  }

  /** Whether one expects a recording behind it. */
  boolean promisesRecording() {
    return OF_RECORDING.matcher(text).matches();
  }

  /** As it may be shown: not longer than so, and without what could harm a terminal. */
  String shown(int most) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(most)
        .forEach(letter -> shown.appendCodePoint(harms(letter) ? 0xFFFD : letter));
    return shown.toString();
  }

  private boolean isRooted() {
    return text.startsWith("/") || text.startsWith("\\") || DRIVE.matcher(text).matches();
  }

  private boolean climbs() {
    return segments().anyMatch(".."::equals);
  }

  private java.util.stream.Stream<String> segments() {
    return Arrays.stream(SEGMENTS.split(text));
  }

  private static boolean isHidden(String segment) {
    return (segment.startsWith(".") && !segment.equals("."))
        || OF_SYSTEMS.contains(segment.toLowerCase(Locale.ROOT));
  }

  private static boolean harms(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
