package io.nightjar.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCheckTest {
  @TempDir Path folder;

  @Test
  void aThumbnailHasTheSideItsNameSays() throws Exception {
    Path file = folder.resolve("picture");
    ImageIO.write(new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB), "png", file.toFile());

    assertThat(ContentCheck.complaint("thumbnail-64.png", "image/png", file)).isEmpty();
    assertThat(ContentCheck.complaint("thumbnail-320.png", "image/png", file))
        .hasValueSatisfying(complaint -> assertThat(complaint).contains("64"));
  }

  @Test
  void aPictureMustDecode() throws Exception {
    Path file = Files.writeString(folder.resolve("picture"), "\u0089PNG, or so it says");

    assertThat(ContentCheck.complaint("spectrogram.png", "image/png", file)).isPresent();
  }

  @Test
  void aVideoBeginsWithItsIndex() throws Exception {
    Path file = folder.resolve("video");

    Files.writeString(file, "\0\0\0\10ftypisom\0\0moov\0\0mdat");
    assertThat(ContentCheck.complaint("preview.mp4", "video/mp4", file)).isEmpty();

    Files.writeString(file, "\0\0\0\10ftypisom\0\0mdat\0\0moov");
    assertThat(ContentCheck.complaint("preview.mp4", "video/mp4", file)).isPresent();

    Files.writeString(file, "moov and mdat");
    assertThat(ContentCheck.complaint("preview.mp4", "video/mp4", file)).isPresent();
  }

  @Test
  void anArrayHasAsManyBytesAsItsHeaderSays() throws Exception {
    Path file = folder.resolve("array");

    Files.write(file, npy("(2, 3)", 2 * 3 * 4));
    assertThat(ContentCheck.complaint("a.npy", "application/x-npy", file)).isEmpty();

    Files.write(file, npy("(2, 3)", 2 * 3 * 4 - 1));
    assertThat(ContentCheck.complaint("a.npy", "application/x-npy", file)).isPresent();

    Files.write(file, npy("(2, 3,)", 0));
    assertThat(ContentCheck.complaint("a.npy", "application/x-npy", file)).isPresent();

    Files.write(file, new byte[] {1, 2, 3});
    assertThat(ContentCheck.complaint("a.npy", "application/x-npy", file)).isPresent();
  }

  @Test
  void aDocumentIsAJsonObjectWithSomethingInIt() throws Exception {
    Path file = folder.resolve("document");

    assertThat(complaintOf(file, "{\"frames\":1}")).isFalse();
    assertThat(complaintOf(file, "{}")).isTrue();
    assertThat(complaintOf(file, "[1]")).isTrue();
    assertThat(complaintOf(file, "{\"frames\":")).isTrue();
    assertThat(complaintOf(file, "")).isTrue();
  }

  @Test
  void theMediaTypeFitsTheName() throws Exception {
    Path file = Files.writeString(folder.resolve("document"), "{\"frames\":1}");

    assertThat(ContentCheck.complaint("metadata.json", "text/plain", file)).isPresent();
  }

  private static boolean complaintOf(Path file, String text) throws Exception {
    Files.writeString(file, text);
    return ContentCheck.complaint("metadata.json", "application/json", file).isPresent();
  }

  /** As numpy.lib.format describes version 1.0: magic, version, length, padded text, data. */
  private static byte[] npy(String shape, int dataBytes) throws Exception {
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = text + " ".repeat(118 - text.length() - 1) + "\n";
    var out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    out.write(padded.getBytes(StandardCharsets.US_ASCII));
    out.write(new byte[dataBytes]);
    return out.toByteArray();
  }
}
