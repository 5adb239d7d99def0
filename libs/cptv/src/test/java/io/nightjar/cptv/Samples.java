package io.nightjar.cptv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of real recordings beside the checkout, where it is present. */
public final class Samples {

  private Samples() {}

  /**
   * What two independent decoders say of a recording.
   *
   * @param file where it is
   * @param frames −1 if the file is no recording
   * @param complete whether its gzip stream is complete
   */
  public record Golden(
      Path file,
      int version,
      int frames,
      int backgroundFrames,
      boolean complete,
      String pixelsSha256,
      List<String> header) {

    public String name() {
      return String.valueOf(file.getFileName());
    }
  }

  public static Optional<Path> folder() {
    Path folder =
        Path.of(System.getProperty("nightjar.root", "../.."), "../shared/samples").normalize();
    return Files.isDirectory(folder) ? Optional.of(folder) : Optional.empty();
  }

  /** Returns the thermal recordings of golden.json; none without the folder. */
  public static Stream<Golden> golden() {
    return folder().stream().flatMap(Samples::read);
  }

  public static Stream<Golden> recordings() {
    return golden().filter(golden -> golden.frames() >= 0);
  }

  private static Stream<Golden> read(Path folder) {
    String json;
    try {
      json = Files.readString(folder.resolve("golden.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TreeMap<String, Integer> starts = new TreeMap<>();
    Matcher keys = Pattern.compile("\"((?:thermal|audio)/[^\"]+)\": *\\{").matcher(json);
    while (keys.find()) {
      starts.put(keys.group(1), keys.end());
    }
    return starts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("thermal/"))
        .map(
            entry -> {
              int end =
                  starts.values().stream()
                      .filter(start -> start > entry.getValue())
                      .min(Integer::compare)
                      .orElse(json.length());
              return golden(folder.resolve(entry.getKey()), json.substring(entry.getValue(), end));
            });
  }

  private static Golden golden(Path file, String json) {
    return new Golden(
        file,
        number(json, "version"),
        number(json, "frames"),
        number(json, "background_frames"),
        json.contains("\"gzip_complete\": true"),
        find(json, "\"pixels_sha256\": *\"([0-9a-f]+)\"").orElse(""),
        Pattern.compile("\"(.\\[\\d+\\]=(?:[^\"\\\\]|\\\\.)*)\"")
            .matcher(json)
            .results()
            .map(result -> result.group(1))
            .toList());
  }

  private static int number(String json, String key) {
    return find(json, "\"" + key + "\": *(\\d+)").map(Integer::parseInt).orElse(-1);
  }

  private static Optional<String> find(String json, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(json);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
