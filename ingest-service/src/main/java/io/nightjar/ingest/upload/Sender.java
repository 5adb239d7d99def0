package io.nightjar.ingest.upload;

import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.SenderClaims;
import java.util.Optional;

/** What a sender says beside a recording's bytes; it may do so behind them. */
public interface Sender {

  /** What it says of the recording; asked when its last byte has come. */
  SenderClaims claims();

  /** All that it says, as a JSON document to be kept, where there is more; asked likewise. */
  default Optional<byte[]> document() {
    return Optional.empty();
  }

  /** What a recording of unknown format is to be kept as; it is refused unless this says so. */
  default Optional<MediaKind> otherwise() {
    return Optional.empty();
  }
}
