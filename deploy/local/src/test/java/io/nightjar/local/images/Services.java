package io.nightjar.local.images;

import java.util.List;

/** The services that have an image. */
public final class Services {
  public static final List<String> NAMES =
      List.of("ingest-service", "thermal-service", "audio-service", "thumbnail-service");

  private Services() {}
}
