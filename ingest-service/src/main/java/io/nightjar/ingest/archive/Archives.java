package io.nightjar.ingest.archive;

import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.Uploads;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Takes archives: each member that is a recording goes the way of a plain upload. Thread-safe. */
public final class Archives {
  private final Uploads uploads;
  private final ArchiveLimits limits;
  private final BooleanSupplier departing;
  private final Semaphore places;

  /**
   * Takes archives as so many uploads.
   *
   * @param departing whether the service is about to end, and no further member is to be begun
   */
  public Archives(Uploads uploads, ArchiveLimits limits, BooleanSupplier departing) {
    this.uploads = uploads;
    this.limits = limits;
    this.departing = departing;
    this.places = new Semaphore(limits.atOnce());
  }

  /** How many archives are under way. */
  public int underWay() {
    return limits.atOnce() - places.availablePermits();
  }

  /**
   * Looks at an archive's first bytes. It holds one place among the archives and one among the
   * uploads until it is closed.
   *
   * @param share its device's, which is given back with the places
   * @throws ProblemException if it can't be begun; nothing of it was taken then
   */
  public OpenArchive open(InputStream body, Uploads.Envelope envelope, DeviceShares.Share share) {
    if (envelope.length().orElse(0) > limits.inflatedBytes()) {
      throw Inflation.tooLarge(limits);
    }
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.OVERLOADED, limits.atOnce() + " archives are under way");
    }
    boolean opened = false;
    try {
      Uploads.Place place = uploads.enter();
      try {
        ArchiveSource source = ArchiveSource.open(share.paced(body), envelope, limits);
        OpenArchive archive =
            new OpenArchive(
                source,
                place,
                new ArchiveShare(share, source::sentBytes),
                envelope,
                limits,
                departing,
                places::release);
        opened = true;
        return archive;
      } finally {
        if (!opened) {
          place.close();
        }
      }
    } finally {
      if (!opened) {
        places.release();
      }
    }
  }
}
