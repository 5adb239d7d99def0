package io.nightjar.ingest.resumable;

import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.pipeline.store.PartedUpload;
import io.nightjar.pipeline.store.StoredPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a resumable upload has come.
 *
 * @param offset bytes that are safe: those of the parts, then those of the tail
 * @param digest state of the SHA-256 of these bytes
 * @param format as told by the first bytes; empty as long as these are too few
 * @param upload the upload in parts; empty before the first part
 * @param nextPart the lowest part number that nobody has used or reserved
 * @param parts in the order of their numbers
 * @param tail what has come behind the last part, in its order
 */
record Progress(
    long offset,
    String digest,
    Optional<MediaFormat> format,
    Optional<PartedUpload> upload,
    int nextPart,
    List<StoredPart> parts,
    List<Segment> tail) {
  Progress {
    parts = List.copyOf(parts);
    tail = List.copyOf(tail);
  }

  /** Nothing has come yet. */
  static Progress none() {
    return new Progress(
        0,
        new RunningDigest().state(),
        Optional.empty(),
        Optional.empty(),
        1,
        List.of(),
        List.of());
  }

  /** Bytes of the tail. */
  long tailSize() {
    return tail.stream().mapToLong(Segment::size).sum();
  }

  /** The same with every number below another taken. */
  Progress reserving(int next) {
    return new Progress(offset, digest, format, upload, next, parts, tail);
  }

  /** The parts with one more. */
  List<StoredPart> partsWith(StoredPart part) {
    return Stream.concat(parts.stream(), Stream.of(part)).toList();
  }

  /** The tail with one more segment. */
  List<Segment> tailWith(Segment segment) {
    return Stream.concat(tail.stream(), Stream.of(segment)).toList();
  }
}
