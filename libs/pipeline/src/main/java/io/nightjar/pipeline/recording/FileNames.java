package io.nightjar.pipeline.recording;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the names of files promise, on a card, in a folder or in an archive. For choices among many
 * files only: what a file is, its content tells.
 */
public final class FileNames {
  private static final Pattern OF_RECORDING =
      Pattern.compile(
          ".*\\.(cptv|wav|wave|w64|rf64|aiff?|aifc|au|snd|caf|flac|mp4|m4a|mov|3gp|mp[123]|og[ga]|opus"
              + "|aac|amr|awb|mk[av]|webm)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern OF_ARCHIVE =
      Pattern.compile(
          ".*\\.(zip|tar|tar\\.gz|tgz|tar\\.zst|tzst)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** Apple's shadows of files, Windows' and Linux' folders, Windows' thumbnails. */
  private static final Set<String> OF_SYSTEMS =
      Set.of("__macosx", "system volume information", "$recycle.bin", "lost+found", "thumbs.db");

  private FileNames() {}

  /** Whether one expects a recording behind a name. */
  public static boolean promiseRecording(String name) {
    return OF_RECORDING.matcher(name).matches();
  }

  /** Whether one expects an archive behind a name that may be sent as one upload. */
  public static boolean promiseArchive(String name) {
    return OF_ARCHIVE.matcher(name).matches();
  }

  /** Whether a file or folder, without what it lies in, is hidden or a system's own. */
  public static boolean areHidden(String name) {
    boolean dotted = name.startsWith(".") && !name.equals(".") && !name.equals("..");
    return dotted || OF_SYSTEMS.contains(name.toLowerCase(Locale.ROOT));
  }
}
