package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.fault.Fault;

/** What one attempt at a work came to. Outages are waited out, so they are no result. */
sealed interface WorkResult {

  /** The manifest stands: this worker's, or that of another who was faster. */
  record Committed(Manifests.Stored manifest) implements WorkResult {}

  /** The machine failed; nothing is committed. */
  record MachineFailed(Fault.OfMachine fault) implements WorkResult {}

  /** A document that the work needs can't be read; nothing is committed. */
  record ContractBroken(Fault.OfContract fault) implements WorkResult {}
}
