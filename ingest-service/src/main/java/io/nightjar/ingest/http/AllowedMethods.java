package io.nightjar.ingest.http;

import java.util.regex.Pattern;

/** What may be done with each address of the API, for the header {@code Allow} of a 405. */
final class AllowedMethods {
  private static final Pattern COLLECTION = Pattern.compile("/v1/recordings/?");
  private static final Pattern ARCHIVES = Pattern.compile("/v1/archives/?");

  private AllowedMethods() {}

  /** The methods, as the header lists them. */
  static String of(String path) {
    if (ARCHIVES.matcher(path).matches()) {
      return "OPTIONS, POST";
    }
    return COLLECTION.matcher(path).matches() ? "GET, HEAD, OPTIONS, POST" : "GET, HEAD, OPTIONS";
  }
}
