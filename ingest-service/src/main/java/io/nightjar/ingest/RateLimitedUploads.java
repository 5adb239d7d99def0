package io.nightjar.ingest;

import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.vertx.core.http.HttpServerResponse;

/** Lets uploads in by their device's share; each answer tells what is left of that. */
final class RateLimitedUploads {
  private RateLimitedUploads() {}

  /**
   * Begins an upload of a device. Whatever its answer will be, the headers say what the device may
   * still upload.
   *
   * @throws io.nightjar.ingest.problem.ProblemException {@code too-many-uploads} if it has too many
   *     under way, or has begun too many lately
   */
  static DeviceShares.Share enter(
      DeviceShares shares, DeviceIdentity device, HttpServerResponse response) {
    try {
      return shares.enter(device);
    } finally {
      AllowanceHeaders.put(response, shares.allowance(device));
    }
  }
}
