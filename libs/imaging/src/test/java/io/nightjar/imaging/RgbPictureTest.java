package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RgbPictureTest {

  private static final int INK = 0xffffff;

  private final RgbPicture picture = new RgbPicture(new Size(6, 4));

  @Test
  void fillsARegionAndClipsIt() {
    picture.fill(new Region(4, 2, 100, 100), INK);
    picture.fill(new Region(-5, -5, 6, 6), INK);
    picture.fill(new Region(50, 50, 2, 2), INK);
    assertDrawn("#.....", "......", "....##", "....##");
  }

  @Test
  void anIndexedPictureFillsARegionAndClipsItToo() {
    var indexed = new IndexedPicture(picture.size(), Palette.GREY);
    indexed.fill(new Region(4, 2, 100, 100), 255);
    indexed.fill(new Region(-5, -5, 6, 6), 255);
    indexed.fill(new Region(50, 50, 2, 2), 255);
    assertThat(art(indexed.toRgb())).containsExactly("#.....", "......", "....##", "....##");
  }

  @Test
  void outlinesTheOutermostPixelsOfARegion() {
    picture.outline(new Region(1, 0, 4, 4), INK);
    assertDrawn(".####.", ".#..#.", ".#..#.", ".####.");
  }

  @Test
  void outlinesARegionThatIsPartlyOutside() {
    picture.outline(new Region(-1, 1, 4, 9), INK);
    assertDrawn("......", "###...", "..#...", "..#...");
  }

  @Test
  void drawsLinesInAllDirections() {
    picture.line(0, 0, 3, 3, INK);
    picture.line(5, 3, 5, 0, INK);
    picture.line(4, 0, 2, 0, INK);
    assertDrawn("#.####", ".#...#", "..#..#", "...#.#");
  }

  @Test
  void drawsAPointAndAShallowLine() {
    picture.line(0, 3, 0, 3, INK);
    picture.line(0, 0, 5, 1, INK);
    assertDrawn("###...", "...###", "......", "#.....");
  }

  @Test
  void copiesAPictureAndClipsIt() {
    var stamp = new RgbPicture(new Size(3, 2));
    stamp.fill(INK);
    picture.blit(stamp, -2, -1);
    picture.blit(stamp, 4, 3);
    picture.blit(stamp, 2, 1);
    picture.blit(stamp, 6, 0);
    picture.blit(stamp, 0, -2);
    assertDrawn("#.....", "..###.", "..###.", "....##");
  }

  @Test
  void paintsItAll() {
    picture.fill(INK);
    assertDrawn("######", "######", "######", "######");
  }

  @Test
  void writesText() {
    var line = new RgbPicture(new Size(BitmapFont.width("−1°", 1), BitmapFont.HEIGHT));
    BitmapFont.draw(line, "−1°", 0, 0, INK, 1);
    assertThat(art(line))
        .containsExactly(
            "........#....##..",
            ".......##...#..#.",
            "........#...#..#.",
            "#####...#....##..",
            "........#........",
            "........#........",
            ".......###.......",
            ".................");
  }

  @Test
  void enlargesTextInWholePixels() {
    BitmapFont.draw(picture, "1", -2, -2, INK, 2);
    assertDrawn("####..", "####..", "..##..", "..##..");
  }

  @Test
  void anUnknownCharacterShowsAsAQuestionMark() {
    var unknown = new RgbPicture(new Size(5, 8));
    var known = new RgbPicture(new Size(5, 8));
    BitmapFont.draw(unknown, "ā", 0, 0, INK, 1);
    BitmapFont.draw(known, "?", 0, 0, INK, 1);
    assertThat(unknown.pixels()).containsExactly(known.pixels()).contains(INK);
  }

  @Test
  void eachPrintableCharacterLooksDifferent() {
    String characters = "";
    for (char c = ' '; c <= '~'; c++) {
      characters += c;
    }
    assertThat((characters + "°−µ×·").chars().mapToObj(c -> String.join("\n", glyph((char) c))))
        .doesNotHaveDuplicates()
        .hasSize(100);
  }

  @Test
  void knowsHowWideTextIs() {
    assertThat(BitmapFont.width("", 3)).isZero();
    assertThat(BitmapFont.width("a", 1)).isEqualTo(5);
    assertThat(BitmapFont.width("ab", 2)).isEqualTo(22);
  }

  private static String[] glyph(char character) {
    var cell = new RgbPicture(new Size(5, BitmapFont.HEIGHT));
    BitmapFont.draw(cell, String.valueOf(character), 0, 0, INK, 1);
    return art(cell);
  }

  private void assertDrawn(String... rows) {
    assertThat(art(picture)).containsExactly(rows);
  }

  private static String[] art(RgbPicture picture) {
    String[] rows = new String[picture.size().height()];
    for (int y = 0; y < rows.length; y++) {
      var row = new StringBuilder();
      for (int x = 0; x < picture.size().width(); x++) {
        row.append(picture.pixel(x, y) == INK ? '#' : '.');
      }
      rows[y] = row.toString();
    }
    return rows;
  }
}
