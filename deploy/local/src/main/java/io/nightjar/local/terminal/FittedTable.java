package io.nightjar.local.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Rows under headings that fit a width: each column is as wide as its widest cell, but for some
 * that give way where there is no room, whose cells are cut in the middle. Cells are made
 * {@linkplain Cells#plain plain}.
 */
public final class FittedTable {
  private static final int GAP = 2;
  private static final int NARROWEST = 5;

  private final Set<String> yielding;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table with no rows yet.
   *
   * @param yielding the headings of the columns that give way
   */
  public FittedTable(Set<String> yielding, String... headings) {
    this.yielding = Set.copyOf(yielding);
    rows.add(List.of(headings));
  }

  /** Adds a row with as many cells as there are headings. */
  public void row(Object... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(Arrays.stream(cells).map(cell -> Cells.plain(String.valueOf(cell))).toList());
  }

  /** The lines of the table, headings first, without blanks at the ends. */
  public List<String> lines(int width) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], Cells.width(row.get(column)));
      }
    }
    narrow(widths, width - GAP * (widths.length - 1));
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /** Takes from the widest column that gives way, as long as one can. */
  private void narrow(int[] widths, int room) {
    for (int excess = Arrays.stream(widths).sum() - room; excess > 0; excess--) {
      int widest = -1;
      for (int column = 0; column < widths.length; column++) {
        boolean yields = yielding.contains(rows.getFirst().get(column));
        if (yields
            && widths[column] > NARROWEST
            && (widest < 0 || widths[column] > widths[widest])) {
          widest = column;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(Cells.fit(row.get(column), widths[column])).append(" ".repeat(GAP));
    }
    return line.toString().stripTrailing();
  }
}
