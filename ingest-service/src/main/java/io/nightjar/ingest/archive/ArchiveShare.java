package io.nightjar.ingest.archive;

import io.nightjar.ingest.fairness.DeviceShares;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What an archive takes of its device's share. Packing is no way around it: each recording counts
 * as an upload that begins, and where more comes out of the archive than was sent, what came out
 * counts. For one thread.
 */
final class ArchiveShare {
  private final DeviceShares.Share share;
  private final LongSupplier sent;
  private long unpacked;
  private long counted;

  /**
   * A share of an archive whose own bytes are paced already.
   *
   * @param sent how many these are so far
   */
  ArchiveShare(DeviceShares.Share share, LongSupplier sent) {
    this.share = share;
    this.sent = sent;
  }

  /** Begins a recording; see {@link DeviceShares.Share#beginNext}. */
  Duration beginNext() {
    return share.beginNext();
  }

  /** A member's bytes, no faster than the device may send as many. */
  InputStream paced(InputStream member) {
    return share.paced(member, this::beyondSent);
  }

  /** How many of a member's bytes count beside those that were sent. */
  int beyondSent(int bytes) {
    unpacked += bytes;
    long beyond = Math.max(0, unpacked - sent.getAsLong() - counted);
    counted += beyond;
    return (int) beyond; // never more than came just now
  }

  void close() {
    share.close();
  }
}
