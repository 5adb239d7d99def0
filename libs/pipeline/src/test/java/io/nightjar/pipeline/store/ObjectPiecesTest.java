package io.nightjar.pipeline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ObjectPiecesTest {
  private static final int SIZE = 2 * ObjectPieces.PIECE + 100;

  private final byte[] object = new byte[SIZE];
  private final List<String> fetched = new ArrayList<>();

  ObjectPiecesTest() {
    new Random(1).nextBytes(object);
  }

  private InputStream fetch(long offset, long length) {
    fetched.add(offset + "+" + length);
    return new ByteArrayInputStream(object, (int) offset, (int) length);
  }

  @Test
  void allIsReadInPieces() throws IOException {
    byte[] read;
    try (InputStream in = new ObjectPieces(this::fetch, SIZE, 50)) {
      read = in.readAllBytes();
    }

    assertThat(read).isEqualTo(Arrays.copyOfRange(object, 50, SIZE));
    assertThat(fetched).containsExactly("50+131072", "131122+131072", "262194+50");
  }

  @Test
  void nothingIsFetchedBeforeItIsAskedFor() throws IOException {
    try (InputStream in = new ObjectPieces(this::fetch, SIZE, 0)) {
      assertThat(fetched).isEmpty();
      assertThat(in.read()).isEqualTo(object[0] & 0xFF);
    }
    assertThat(fetched).containsExactly("0+131072");
  }

  @Test
  void fromTheEndOnThereIsNothing() throws IOException {
    try (InputStream in = new ObjectPieces(this::fetch, SIZE, SIZE)) {
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(fetched).isEmpty();
  }

  @Test
  void anObjectThatIsShorterIsTheStoresFault() {
    InputStream in = new ObjectPieces((_, _) -> new ByteArrayInputStream(new byte[10]), SIZE, 0);

    assertThatThrownBy(in::readAllBytes).isInstanceOf(StoreException.class);
  }
}
