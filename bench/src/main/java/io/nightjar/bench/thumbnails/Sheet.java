package io.nightjar.bench.thumbnails;

import io.nightjar.imaging.BitmapFont;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.RgbPicture;
import io.nightjar.imaging.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A row for each recording: its name, what is shown, close up, and the runner-up. */
final class Sheet {
  private static final int COLUMN = 328;
  private static final int ROW = 262;
  private static final int TITLE = 18;
  private static final int WHITE = 0xffffff;
  private static final int DARK = 0x202020;

  private final List<Row> rows = new ArrayList<>();

  private record Row(String title, List<IndexedPicture> pictures) {}

  /** Adds a row of up to three pictures, of at most 320 pixels a side. */
  void add(String title, List<IndexedPicture> pictures) {
    rows.add(new Row(title, List.copyOf(pictures)));
  }

  /** Writes it, two recordings beside one another. */
  void write(Path file) throws IOException {
    int perRow = 2;
    int down = (rows.size() + perRow - 1) / perRow;
    var sheet = new RgbPicture(new Size(perRow * 3 * COLUMN, Math.max(1, down) * ROW));
    sheet.fill(DARK);
    for (int i = 0; i < rows.size(); i++) {
      draw(rows.get(i), i % perRow * 3 * COLUMN, i / perRow * ROW, sheet);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      PngWriter.write(sheet, out);
    }
  }

  private static void draw(Row row, int x, int y, RgbPicture sheet) {
    BitmapFont.draw(sheet, row.title(), x + 4, y + 4, WHITE, 1);
    for (int i = 0; i < row.pictures().size(); i++) {
      sheet.blit(row.pictures().get(i).toRgb(), x + i * COLUMN, y + TITLE);
    }
    sheet.fill(new Region(x, y + ROW - 1, 3 * COLUMN, 1), 0x606060);
  }
}
