package io.nightjar.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;

/** Amounts as Kubernetes writes them. */
final class Quantities {
  private Quantities() {}

  static long bytes(String quantity) {
    return Quantity.getAmountInBytes(new Quantity(quantity)).longValueExact();
  }
}
