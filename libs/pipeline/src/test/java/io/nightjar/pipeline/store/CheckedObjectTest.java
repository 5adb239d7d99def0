package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.pipeline.fault.BrokenContractException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CheckedObjectTest {
  /** The digest of "abc": FIPS 180-2, appendix B.1. */
  private static final ObjectRef ABC =
      new ObjectRef(
          "bucket",
          "key",
          3,
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "text/plain");

  @Test
  void whatIsAsItsEventSaysIsRead() throws IOException {
    try (CheckedObject in = checked("abc")) {
      assertThat(in.read()).isEqualTo('a');
      assertThat(in.readAllBytes()).containsExactly('b', 'c');
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsNotIsRefusedAtItsEnd() throws IOException {
    try (CheckedObject in = checked("abd")) {
      assertThat(in.readNBytes(3)).hasSize(3);
      assertThatThrownBy(in::read)
          .isInstanceOf(BrokenContractException.class)
          .hasMessageContaining("key");
    }
  }

  private static CheckedObject checked(String content) {
    return new CheckedObject(
        new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII)), ABC);
  }
}
