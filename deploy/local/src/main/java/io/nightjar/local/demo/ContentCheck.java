package io.nightjar.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Looks into an artefact by its media type: whether a reader of that type could use it. */
final class ContentCheck {
  /** A thumbnail's name holds the length of its longer side. */
  private static final Pattern SIDE =
      Pattern.compile("(?:thumbnail|track-\\d{1,10})-(\\d{1,5})\\.png");

  private ContentCheck() {}

  /**
   * What is wrong with a file; empty if nothing is.
   *
   * @param name the artefact's name
   * @param mediaType as ingest-service gives it
   */
  static Optional<String> complaint(String name, String mediaType, Path file) throws IOException {
    if (Files.size(file) == 0) {
      return Optional.of("empty");
    }
    String expected = mediaTypeOf(name);
    if (!mediaType.equals(expected)) {
      return Optional.of("its media type is " + mediaType + " and should be " + expected);
    }
    return switch (mediaType) {
      case "image/png" -> picture(name, file);
      case "image/webp" -> webPicture(file);
      case "application/json" -> document(file);
      case "application/x-npy" -> array(file);
      case "video/mp4" -> video(file);
      default -> Optional.empty();
    };
  }

  private static String mediaTypeOf(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "png" -> "image/png";
      case "webp" -> "image/webp";
      case "json" -> "application/json";
      case "npy" -> "application/x-npy";
      case "mp4" -> "video/mp4";
      default -> "application/octet-stream";
    };
  }

  private static Optional<String> picture(String name, Path file) throws IOException {
    BufferedImage picture = ImageIO.read(file.toFile());
    if (picture == null) {
      return Optional.of("no picture");
    }
    Matcher side = SIDE.matcher(name);
    int longer = Math.max(picture.getWidth(), picture.getHeight());
    if (side.matches() && longer != Integer.parseInt(side.group(1))) {
      return Optional.of("its longer side has " + longer + " pixels");
    }
    return Optional.empty();
  }

  /** By the format's container: RIFF, its length, WEBP, and then the picture's chunk. */
  private static Optional<String> webPicture(Path file) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    boolean picture = bytes.startsWith("RIFF") && bytes.startsWith("WEBPVP8", 8);
    return picture ? Optional.empty() : Optional.of("no WebP picture");
  }

  /**
   * Players can begin at once: what the file is stands first, and its index before its pictures.
   */
  private static Optional<String> video(Path file) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    int index = bytes.indexOf("moov");
    boolean playable = bytes.startsWith("ftyp", 4) && index > 0 && index < bytes.indexOf("mdat");
    return playable
        ? Optional.empty()
        : Optional.of("no MP4 file, or one with its index at its end");
  }

  private static Optional<String> document(Path file) throws IOException {
    try {
      JsonNode document = Json.read(Files.readAllBytes(file), JsonNode.class);
      return document.isObject() && !document.isEmpty()
          ? Optional.empty()
          : Optional.of("no JSON object, or an empty one");
    } catch (IOException malformed) {
      return Optional.of("no JSON");
    }
  }

  private static Optional<String> array(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      NpyHeader header = NpyHeader.read(in);
      long expected = header.length() + header.dataBytes();
      return expected == Files.size(file)
          ? Optional.empty()
          : Optional.of(String.format(Locale.ROOT, "its header tells of %d bytes", expected));
    } catch (NpyHeader.Malformed malformed) {
      return Optional.ofNullable(malformed.getMessage());
    }
  }
}
