package io.nightjar.bench.ingest;

/**
 * What is sent.
 *
 * @param bytes of each upload
 * @param clients that send at the same time, each one upload after the other
 */
record Load(int bytes, int clients) {

  /** The size as people say it. */
  String size() {
    return bytes < 1_000_000 ? bytes / 1_000 + " KB" : bytes / 1_000_000 + " MB";
  }
}
