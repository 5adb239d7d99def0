package io.nightjar.cptv.inflate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a source threw, kept until all that came before is delivered. */
public final class SourceFailure {

  private SourceFailure() {}

  /** Throws it, unchanged; nothing if it is null. */
  public static void rethrow(@Nullable Exception failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException failed -> throw failed;
      case RuntimeException failed -> throw failed;
      case Exception impossible -> throw new IllegalStateException(impossible);
    }
  }
}
