package io.nightjar.motion;

import io.nightjar.cptv.Frame;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws frames of a recording, with the boxes of tracks: green for animals, red for others. */
final class ContactSheet {

  private static final int COLUMNS = 6;
  private static final int PICTURES = 36;
  private static final int SCALE = 2;

  private ContactSheet() {}

  static void write(Path file, List<Frame> frames, List<Track> tracks) throws IOException {
    int every = (frames.size() + PICTURES - 1) / PICTURES;
    int width = SCALE * frames.getFirst().width();
    int height = SCALE * frames.getFirst().height();
    int rows = ((frames.size() + every - 1) / every + COLUMNS - 1) / COLUMNS;
    var sheet = new BufferedImage(COLUMNS * width, rows * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    for (int i = 0; i * every < frames.size(); i++) {
      Graphics2D place =
          (Graphics2D)
              graphics.create(i % COLUMNS * width, i / COLUMNS * height, width - 2, height - 2);
      place.drawImage(picture(frames.get(i * every)), 0, 0, width, height, null);
      draw(tracks, i * every, place);
      place.dispose();
    }
    graphics.dispose();
    Files.createDirectories(file.getParent());
    ImageIO.write(sheet, "png", file.toFile());
  }

  private static void draw(List<Track> tracks, int frame, Graphics2D on) {
    for (Track track : tracks) {
      on.setColor(track.score() >= Track.THRESHOLD ? Color.GREEN : Color.RED);
      for (Position at : track.positions()) {
        if (at.frame() == frame) {
          on.drawRect(
              SCALE * at.x() - 1,
              SCALE * at.y() - 1,
              SCALE * at.width() + 1,
              SCALE * at.height() + 1);
        }
      }
    }
  }

  private static BufferedImage picture(Frame frame) {
    int[] sorted = new int[frame.pixels().length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = frame.pixels()[i] & 0xffff;
    }
    Arrays.sort(sorted);
    int dark = sorted[sorted.length / 50];
    int bright = Math.max(dark + 60, sorted[sorted.length - 20]);
    var picture = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        int grey = Math.clamp((frame.pixel(x, y) - dark) * 255 / (bright - dark), 0, 255);
        picture.setRGB(x, y, grey * 0x1_01_01);
      }
    }
    return picture;
  }
}
