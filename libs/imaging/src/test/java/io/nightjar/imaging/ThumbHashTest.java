package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbHashTest {

  /** What the algorithm's own implementation (npm thumbhash 0.1.1) makes of the same pictures. */
  @ParameterizedTest
  @CsvSource({
    "GRADIENT, 32, 24, XRgODZpwd4eBiIiHiHiIh3iACPeI",
    "PORTRAIT,  5,  9, lukNHBpwB4mIiId4eHiJBwf3iA==",
    "SQUARE,   16, 16, lwYKPxiQh4cwiHiJh3iIhoh3GBmfkH8G",
    "SPOT,     64, 48, iRYCDYIkf8J5lmegHDipayR6QKIH",
    "BLACK,    10, 10, AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA",
    "ROW,     100,  1, WYoxmaiHh4eIiAh4iYgAiNc=",
    "WIDE,     64,  2, 2nYSsYxxd3eAeHiIhI8IiHc="
  })
  void isThatOfTheAlgorithmsOwnImplementation(Pattern pattern, int width, int height, String hash) {
    RgbPicture picture = pattern.picture(width, height);

    assertThat(ThumbHash.of(picture)).isEqualTo(hash);
  }

  /** Of these the other implementation gives the same five first bytes, and noise after them. */
  @ParameterizedTest
  @CsvSource({"GREY, 10, 10, IAgCBwA="})
  void ofAFlatPictureOnlyTheColourIsKept(Pattern pattern, int width, int height, String beginning) {
    byte[] hash = ThumbHash.bytes(pattern.picture(width, height));

    byte[] begins = Base64.getDecoder().decode(beginning);
    assertThat(hash).startsWith(begins);
    assertThat(hash).hasSize(24);
    for (int i = begins.length; i < hash.length; i++) {
      assertThat(hash[i]).isZero();
    }
  }

  @Test
  void ofASinglePixelThereIsAHash() {
    assertThat(ThumbHash.bytes(Pattern.GRADIENT.picture(1, 1))).hasSizeBetween(5, 25);
  }

  @Test
  void ofAPictureWithAPaletteItIsThatOfItsColours() {
    var indexed = new IndexedPicture(new Size(20, 10), Palette.INFERNO);
    indexed.fill(new Region(3, 2, 9, 5), 200);

    assertThat(ThumbHash.of(indexed)).isEqualTo(ThumbHash.of(indexed.toRgb()));
  }

  @Test
  void fitsIntoAFieldOfAnEvent() {
    assertThat(ThumbHash.of(Pattern.SQUARE.picture(320, 320))).hasSizeLessThanOrEqualTo(36);
  }

  @Test
  void samplesWithoutLevelsHaveNone() {
    var samples = new GreyPicture(new Size(1, 1), new short[1]);

    assertThatThrownBy(() -> ThumbHash.of(samples)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Pictures by formula, so that any implementation can be given the same. */
  private enum Pattern {
    GRADIENT {
      @Override
      int colour(int x, int y) {
        return rgb(8 * x, 10 * y, 4 * (x + y));
      }
    },
    PORTRAIT {
      @Override
      int colour(int x, int y) {
        return rgb(x * 50, y * 28, x * y * 7);
      }
    },
    SQUARE {
      @Override
      int colour(int x, int y) {
        return rgb(x * x, y * y, (16 * x) ^ (16 * y));
      }
    },
    SPOT {
      @Override
      int colour(int x, int y) {
        int distance = (x - 40) * (x - 40) + (y - 20) * (y - 20);
        int value = distance < 64 ? 255 - 3 * distance : 20;
        return rgb(value, value >> 1, 64);
      }
    },
    BLACK {
      @Override
      int colour(int x, int y) {
        return 0;
      }
    },
    GREY {
      @Override
      int colour(int x, int y) {
        return rgb(128, 128, 128);
      }
    },
    ROW {
      @Override
      int colour(int x, int y) {
        return rgb(2 * x, 255 - 2 * x, x);
      }
    },
    WIDE {
      @Override
      int colour(int x, int y) {
        return rgb(4 * x, 2 * x, 255 * y);
      }
    };

    abstract int colour(int x, int y);

    static int rgb(int red, int green, int blue) {
      return ((red & 0xff) << 16) | ((green & 0xff) << 8) | (blue & 0xff);
    }

    RgbPicture picture(int width, int height) {
      var picture = new RgbPicture(new Size(width, height));
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          picture.set(x, y, colour(x, y));
        }
      }
      return picture;
    }
  }
}
