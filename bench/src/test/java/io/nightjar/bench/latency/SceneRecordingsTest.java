package io.nightjar.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class SceneRecordingsTest {
  private static final byte[] SCENE = "CPTV and frames".getBytes(StandardCharsets.US_ASCII);

  @Test
  void allShowTheSameAndNoneIsADuplicate() throws Exception {
    var recordings = new SceneRecordings(zipped());

    byte[] first = recordings.next();
    byte[] second = recordings.next();

    assertThat(first).isNotEqualTo(second);
    assertThat(unzipped(first)).isEqualTo(SCENE);
    assertThat(unzipped(second)).isEqualTo(SCENE);
  }

  @Test
  void whatIsNoGzipStreamIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new SceneRecordings(SCENE));
  }

  private static byte[] zipped() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(SCENE);
    }
    return bytes.toByteArray();
  }

  private static byte[] unzipped(byte[] recording) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(recording))) {
      return in.readAllBytes();
    }
  }
}
