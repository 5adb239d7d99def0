package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaletteTest {

  /**
   * Colours and hashes of matplotlib 3.11.2: SHA-256 of {@code to_hex} of all 256 entries, as
   * bytes.
   */
  @ParameterizedTest
  @CsvSource({
    "VIRIDIS, 440154, 21918c, fde725, 18545f7c72a02f02a54f2e3f6ff9dcf357e0190ab9117a1f8fae44c6eaf179e0",
    "INFERNO, 000004, bc3754, fcffa4, e24e8bd38b972989f64c42856b2b274df5ada3a62bc01bf8e83500a2ea938ad4",
    "MAGMA,   000004, b73779, fcfdbf, f95197e8391d18e2c1db50f2a1ab8650ab7c2a9acb781704a8156872615f002b",
    "PLASMA,  0d0887, cc4778, f0f921, 7463ac7565e754490c2c358e89b54a99da3e9b3c0be7734ed66b9fc78958b9a6",
    "CIVIDIS, 00224e, 7d7c78, fee838, 40881f40490dc08ae8b1442b52b01c7169d27124ccb4a501cd0ee290079cc1e1"
  })
  void isTheTableOfMatplotlib(Palette palette, String first, String middle, String last, String sha)
      throws NoSuchAlgorithmException {
    assertThat(palette.colour(0)).isEqualTo(HexFormat.fromHexDigits(first));
    assertThat(palette.colour(128)).isEqualTo(HexFormat.fromHexDigits(middle));
    assertThat(palette.colour(255)).isEqualTo(HexFormat.fromHexDigits(last));
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(palette.bytes());
    assertThat(HexFormat.of().formatHex(hash)).isEqualTo(sha);
  }

  @Test
  void greyGoesFromBlackToWhiteInEqualSteps() {
    for (int i = 0; i < 256; i++) {
      assertThat(Palette.GREY.colour(i)).isEqualTo(i * 0x010101);
    }
  }

  @Test
  void itsTableIsTheCallersOwn() {
    Palette.INFERNO.table()[0] = 0xffffff;
    assertThat(Palette.INFERNO.table()[0]).isEqualTo(0x000004);
  }
}
