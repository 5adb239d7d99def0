package io.nightjar.pipeline.store;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The store answers, but does not do what this pipeline relies on: trying again does not help, and
 * running on would lose or double recordings.
 */
public final class StoreContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what is missing. */
  StoreContractException(String bucket, List<StoreContract.Broken> broken) {
    super(
        broken.stream()
            .map(one -> one.ability().label() + ": " + one.what())
            .collect(
                Collectors.joining(
                    "; ", "the store of bucket " + bucket + " can't be used: ", "")));
  }
}
