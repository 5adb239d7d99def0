package io.nightjar.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.identity.RecordingId;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingNumbersTest {
  /** {@code int(hashlib.sha256(f"{id}/{attempt}".encode()).hexdigest()[:16], 16) >> 11}. */
  @ParameterizedTest
  @CsvSource({
    "01890a5d-ac96-774b-bcce-b302099a8057, 0, 6289065221568229",
    "01890a5d-ac96-774b-bcce-b302099a8057, 1, 6510354664557660",
    "019a1b2c-3d4e-7f50-8123-456789abcdef, 0, 1016117534741088",
    "019a1b2c-3d4e-7f50-8123-456789abcdef, 1, 247885366725113",
    "00000000-0000-7000-8000-000000000000, 1, 360434778007108"
  })
  void aNumberIsTheFirst53BitsOfADigest(String id, int attempt, long number) {
    RecordingId recording = RecordingId.parse(id).orElseThrow();

    assertThat(RecordingNumbers.candidate(recording, attempt)).isEqualTo(number);
  }

  /** What a double holds exactly, as the field's clients keep it; all of the 53 bits are used. */
  @Test
  void everyNumberHas53BitsAtMost() {
    LongStream numbers =
        LongStream.range(0, 10_000)
            .mapToObj(n -> new RecordingId(new UUID(0x7000L, Long.MIN_VALUE | n)))
            .mapToLong(id -> RecordingNumbers.candidate(id, 0));

    assertThat(numbers.boxed())
        .allMatch(number -> number >= 0 && number < 1L << 53 && (long) (double) number == number)
        .anyMatch(number -> number >= 1L << 52)
        .doesNotHaveDuplicates();
  }
}
