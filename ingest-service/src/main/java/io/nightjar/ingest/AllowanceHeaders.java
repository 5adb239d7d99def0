package io.nightjar.ingest;

import io.nightjar.ingest.fairness.Allowance;
import io.vertx.core.http.HttpServerResponse;

/** Tells a device in the answer to an upload what it may still upload. */
final class AllowanceHeaders {
  private AllowanceHeaders() {}

  static void put(HttpServerResponse response, Allowance allowance) {
    response
        .putHeader(Allowance.POLICY_HEADER, allowance.policy())
        .putHeader(Allowance.STATE_HEADER, allowance.state());
  }
}
