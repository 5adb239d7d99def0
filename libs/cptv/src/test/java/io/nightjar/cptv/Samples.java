package io.nightjar.cptv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recordings of which it is known what is in them: small ones of the repository, and the folder of
 * real ones beside the checkout, where it is present.
 */
public final class Samples {

  private static final Set<String> ENDS =
      Set.of("clean", "truncated-in-frame", "empty", "not-gzip");

  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private Samples() {}

  /**
   * What other decoders say of a recording.
   *
   * @param file where it is
   * @param frames −1 if the file is no recording
   * @param complete whether its gzip stream is complete
   * @param header its fields, none if that is not told
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

  /** Returns the folder of the small odd files that belong to the repository. */
  public static Path odd() {
    return Path.of(System.getProperty("nightjar.root", "../.."), "fixtures/odd").normalize();
  }

  /** Returns the small files of the repository, and where they are present the real ones. */
  public static Stream<Golden> golden() {
    return Stream.concat(kept(), folder().stream().flatMap(Samples::read));
  }

  /** Of the small files those that end as real ones do: whole, cut in a frame, or no recording. */
  private static Stream<Golden> kept() {
    List<String> lines;
    try {
      lines = Files.readAllLines(odd().resolve("expected.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.stream()
        .map(line -> line.split(",", -1))
        .filter(row -> ENDS.contains(row[1]))
        .map(
            row ->
                new Golden(
                    odd().resolve(row[0]),
                    row[0].equals("raw.cptv") ? 1 : 2,
                    row[2].isEmpty() ? -1 : Integer.parseInt(row[2]),
                    row[3].isEmpty() ? -1 : Integer.parseInt(row[3]),
                    row[1].equals("clean"),
                    row[12].isEmpty() ? SHA256_OF_NOTHING : row[12],
                    List.of()));
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
