package io.nightjar.local.cptv;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.NpyFrames;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Picture;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.Size;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "frames",
    header = "Write the frames of a recording as PNG files, or as one NumPy array.",
    description = {
      "The pictures are called frame-00000.png and so on: 16-bit grey, pixel for pixel, unless a"
          + " palette is named: then each frame from its coldest to its warmest pixel.",
      "The array is uint16, time × row × column, background frames included."
    })
final class FramesCommand extends FileCommand implements MustBeRead {

  @Parameters(index = "0", paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER/FILE",
      description = "The folder for the pictures, made if it is not there; or the array's file.")
  private Path target = Path.of("");

  @Option(names = "--npy", description = "Write one array instead of pictures.")
  private boolean npy;

  @Option(
      names = "--palette",
      paramLabel = "PALETTE",
      description = {
        "The colours, from cold to warm. Default: none, 16-bit grey.",
        "viridis: from violet over green to yellow.",
        "inferno: from black over red to light yellow.",
        "magma: from black over purple to light pink.",
        "plasma: from blue over pink to yellow.",
        "cividis: from blue to yellow, for colour-blind eyes.",
        "grey: from black to white, 8 bits."
      })
  private @Nullable Palette palette;

  private record Pictures(String folder, int frames, String end) {}

  private record Array(String file, int frames, String end) {}

  @Override
  public Integer call() throws IOException {
    if (npy && palette != null) {
      throw Failure.usage("give either --npy or --palette");
    }
    if (npy) {
      array();
    } else {
      pictures();
    }
    return ExitCode.OK;
  }

  /** Reads twice: the number of frames stands before the first one. */
  private void array() throws IOException {
    Array result = counted();
    NewFile.write(
        target,
        file,
        out -> {
          try (CptvReader reader = recording(file)) {
            Size size = new Size(reader.header().width(), reader.header().height());
            NpyFrames frames = NpyFrames.begin(out, result.frames(), size);
            Frame frame = reader.newFrame();
            while (frames.left() > 0 && reader.read(frame)) {
              frames.add(frame.pixels());
            }
            if (frames.left() > 0) {
              throw Failure.because(file + " has changed while it was read");
            }
          }
        });
    say(result, result.frames() + " frames in " + target + " (" + result.end() + ")");
  }

  private Array counted() throws IOException {
    try (CptvReader reader = recording(file)) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        // Only its end is wanted.
      }
      return new Array(target.toString(), reader.frames(), reader.ending().code());
    }
  }

  private void pictures() throws IOException {
    Files.createDirectories(target);
    try (CptvReader reader = recording(file)) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        Path picture = target.resolve(String.format(Locale.ROOT, "frame-%05d.png", frame.number()));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(picture))) {
          PngWriter.write(picture(frame), out);
        }
      }
      Pictures result = new Pictures(target.toString(), reader.frames(), reader.ending().code());
      say(result, result.frames() + " pictures in " + target + " (" + result.end() + ")");
    }
  }

  private void say(Record result, String words) {
    if (common.json) {
      screen.json(result);
    } else {
      screen.note(words);
    }
  }

  private Picture picture(Frame frame) {
    Size size = new Size(frame.width(), frame.height());
    return palette == null ? new GreyPicture(size, frame.pixels()) : coloured(frame, size, palette);
  }

  private static IndexedPicture coloured(Frame frame, Size size, Palette palette) {
    int low = 65_535;
    int high = 0;
    for (short pixel : frame.pixels()) {
      low = Math.min(low, pixel & 0xFFFF);
      high = Math.max(high, pixel & 0xFFFF);
    }
    int span = Math.max(1, high - low);
    byte[] indices = new byte[frame.pixels().length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (byte) (255 * ((frame.pixels()[i] & 0xFFFF) - low) / span);
    }
    return new IndexedPicture(size, palette, indices);
  }
}
