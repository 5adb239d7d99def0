package io.nightjar.cptv.fast.vector;

import io.nightjar.cptv.core.DeltaDecoder;
import io.nightjar.cptv.core.PlainDeltaDecoder;

/** Chooses how bodies are decoded. */
public final class DeltaDecoders {

  private static final DeltaDecoder FASTEST =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
          ? new VectorDeltaDecoder()
          : new PlainDeltaDecoder();

  private DeltaDecoders() {}

  /**
   * Returns the decoder with vectors, if this virtual machine was started with {@code --add-modules
   * jdk.incubator.vector}, else the plain one. To ask for the module pays in a process that decodes
   * for minutes: vectors need the optimising compiler, and until it has come, decoding the first
   * frames takes about half a second more.
   */
  public static DeltaDecoder fastest() {
    return FASTEST;
  }
}
