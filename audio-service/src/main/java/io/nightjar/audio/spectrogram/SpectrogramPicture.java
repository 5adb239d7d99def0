package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.BitmapFont;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.RgbPicture;
import io.nightjar.imaging.Size;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/**
 * A spectrogram drawn for people: time to the right, frequency upwards, level as colour, each with
 * its scale. A pixel that stands for several columns or bins shows the loudest of them, so that no
 * short call disappears.
 */
final class SpectrogramPicture {

  private static final Region PLOT = new Region(84, 40, 1200, 512);
  private static final Region BAR = new Region(PLOT.right() + 24, PLOT.y(), 20, PLOT.height());
  private static final Size PAGE = new Size(BAR.right() + 84, PLOT.bottom() + 64);
  private static final Palette PALETTE = Palette.INFERNO;

  private static final int PAPER = 0xffffff;
  private static final int INK = 0x202428;
  private static final int PALE_INK = 0x5a6068;
  private static final int TEXT = 2;
  private static final int MARK = 6;

  /**
   * Columns that are drawn side by side: one alone would touch a line of the cache for each pixel.
   */
  private static final int STRIP = 16;

  private final Spectrogram spectrogram;
  private final LevelRange range;
  private final RgbPicture page = new RgbPicture(PAGE);

  /** The page: four bytes a pixel. */
  static long heapBytes() {
    return 4L * PAGE.pixels();
  }

  private SpectrogramPicture(Spectrogram spectrogram) {
    this.spectrogram = spectrogram;
    this.range = LevelRange.of(spectrogram);
  }

  /** Where a part of the sound is on the page; each bound is a share of time or frequency. */
  static Region region(double begin, double end, double low, double high) {
    int left = PLOT.x() + (int) Math.round(begin * PLOT.width());
    int right = PLOT.x() + (int) Math.round(end * PLOT.width());
    int top = PLOT.bottom() - (int) Math.round(high * PLOT.height());
    int bottom = PLOT.bottom() - (int) Math.round(low * PLOT.height());
    return new Region(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /** How large a page is. */
  static long pixels() {
    return PAGE.pixels();
  }

  static RgbPicture of(Spectrogram spectrogram) {
    SpectrogramPicture picture = new SpectrogramPicture(spectrogram);
    picture.page.fill(PAPER);
    picture.drawLevels();
    picture.drawBar();
    picture.drawTimeAxis();
    picture.drawFrequencyAxis();
    picture.drawTitle();
    return picture.page;
  }

  private void drawLevels() {
    int[] colours = coloursOfLevels();
    int[] pixels = page.pixels();
    int[] firstBins = new int[PLOT.height() + 1];
    Arrays.setAll(firstBins, this::binAt);
    short[] loudest = new short[spectrogram.bins()];
    int[][] strip = new int[STRIP][PLOT.height()];
    for (int left = 0; left < PLOT.width(); left += STRIP) {
      for (int x = left; x < left + STRIP; x++) {
        int first = columnAt(x);
        loudest(first, Math.max(first + 1, columnAt(x + 1)), loudest);
        for (int row = 0; row < PLOT.height(); row++) {
          int end = Math.max(firstBins[row] + 1, firstBins[row + 1]);
          int code = loudest(loudest, firstBins[row], end);
          strip[x - left][row] = colours[code];
        }
      }
      for (int row = 0; row < PLOT.height(); row++) {
        int at = (PLOT.bottom() - 1 - row) * PAGE.width() + PLOT.x() + left;
        for (int[] column : strip) {
          pixels[at++] = column[row];
        }
      }
    }
    Region frame = new Region(PLOT.x() - 1, PLOT.y() - 1, PLOT.width() + 2, PLOT.height() + 2);
    page.outline(frame, INK);
  }

  private int[] coloursOfLevels() {
    int[] palette = PALETTE.table();
    int[] colours = new int[Decibels.codes()];
    Arrays.setAll(colours, code -> palette[range.index(Decibels.ofCode((short) code))]);
    return colours;
  }

  /**
   * The column nearest to the left edge of a pixel column; the number of columns past the last
   * pixel.
   */
  private int columnAt(int x) {
    if (x == PLOT.width()) {
      return spectrogram.columns();
    }
    double time = spectrogram.durationSeconds() * x / PLOT.width();
    double column = (time - spectrogram.firstColumnSeconds()) / spectrogram.secondsPerColumn();
    return Math.clamp(Math.round(column), 0, spectrogram.columns() - 1);
  }

  private int binAt(int row) {
    return (int) ((long) row * spectrogram.bins() / PLOT.height());
  }

  private void loudest(int firstColumn, int endColumn, short[] loudest) {
    short[] first = spectrogram.pool().peakCodes(firstColumn);
    System.arraycopy(first, 0, loudest, 0, loudest.length);
    for (int column = firstColumn + 1; column < endColumn; column++) {
      short[] peaks = spectrogram.pool().peakCodes(column);
      for (int k = 0; k < loudest.length; k++) {
        loudest[k] = (short) Math.max(loudest[k], peaks[k]);
      }
    }
  }

  private static int loudest(short[] codes, int from, int to) {
    int loudest = codes[from];
    for (int k = from + 1; k < to; k++) {
      loudest = Math.max(loudest, codes[k]);
    }
    return loudest;
  }

  private void drawBar() {
    int[] colours = PALETTE.table();
    for (int y = 0; y < BAR.height(); y++) {
      int colour = colours[255 - y * 255 / (BAR.height() - 1)];
      page.fill(new Region(BAR.x(), BAR.y() + y, BAR.width(), 1), colour);
    }
    page.outline(new Region(BAR.x() - 1, BAR.y() - 1, BAR.width() + 2, BAR.height() + 2), INK);
    Ticks ticks = Ticks.ofLevel(range.low(), range.high(), 10);
    for (Ticks.Mark mark : ticks.marks()) {
      double share = (mark.at() - range.low()) / (range.high() - range.low());
      int y = BAR.bottom() - 1 - (int) Math.round(share * (BAR.height() - 1));
      page.line(BAR.right() + 1, y, BAR.right() + MARK, y, INK);
      write(mark.label(), BAR.right() + MARK + 6, y - textHeight() / 2, INK);
    }
    write(ticks.title(), BAR.x() - 8, BAR.y() - 26, PALE_INK);
  }

  private void drawTimeAxis() {
    Ticks ticks = Ticks.ofTime(spectrogram.durationSeconds(), 12);
    int labelTop = PLOT.bottom() + MARK + 6;
    for (Ticks.Mark mark : ticks.marks()) {
      int x =
          PLOT.x()
              + (int) Math.round(mark.at() / spectrogram.durationSeconds() * (PLOT.width() - 1));
      page.line(x, PLOT.bottom() + 1, x, PLOT.bottom() + MARK, INK);
      write(mark.label(), x - BitmapFont.width(mark.label(), TEXT) / 2, labelTop, INK);
    }
    int centre = PLOT.x() + PLOT.width() / 2;
    write(
        ticks.title(), centre - BitmapFont.width(ticks.title(), TEXT) / 2, labelTop + 24, PALE_INK);
  }

  private void drawFrequencyAxis() {
    double highest = spectrogram.sampleRate() / 2.0;
    Ticks ticks = Ticks.ofFrequency(highest, 12);
    for (Ticks.Mark mark : ticks.marks()) {
      int y = PLOT.bottom() - 1 - (int) Math.round(mark.at() / highest * (PLOT.height() - 1));
      page.line(PLOT.x() - 1 - MARK, y, PLOT.x() - 2, y, INK);
      int left = PLOT.x() - MARK - 8 - BitmapFont.width(mark.label(), TEXT);
      write(mark.label(), left, y - textHeight() / 2, INK);
    }
    write(ticks.title(), 10, PLOT.y() - 26, PALE_INK);
  }

  private void drawTitle() {
    SpectrogramParameters parameters = spectrogram.parameters();
    String facts =
        String.format(
            Locale.ROOT,
            "%s s at %d Hz%s   window %d   hop %d   %d × %d",
            seconds(spectrogram.durationSeconds()),
            spectrogram.sampleRate(),
            expansion(spectrogram.timeExpansion()),
            parameters.window(),
            parameters.hop() * spectrogram.pool().pooled(),
            spectrogram.bins(),
            spectrogram.columns());
    write(facts, PLOT.right() - 24 - BitmapFont.width(facts, TEXT), PLOT.y() - 26, PALE_INK);
  }

  /** To a hundredth, or what is shorter to two digits. */
  private static String seconds(double seconds) {
    return seconds >= 0.1
        ? String.format(Locale.ROOT, "%.2f", seconds)
        : new BigDecimal(seconds).round(new MathContext(2)).toPlainString();
  }

  private static String expansion(double factor) {
    String text = BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
    return factor == 1 ? "" : "   time expanded × " + text;
  }

  private void write(String text, int x, int y, int colour) {
    BitmapFont.draw(page, text, x, y, colour, TEXT);
  }

  private static int textHeight() {
    return (BitmapFont.HEIGHT - 1) * TEXT;
  }
}
