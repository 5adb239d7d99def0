package io.nightjar.bench;

import io.nightjar.bench.audio.AudioBench;
import io.nightjar.bench.codec.CodecBench;
import io.nightjar.bench.ingest.IngestBench;
import io.nightjar.bench.latency.LatencyBench;
import io.nightjar.bench.preview.PreviewBench;
import io.nightjar.bench.thermal.ThermalBench;
import io.nightjar.bench.thumbnails.ThumbnailsBench;
import io.nightjar.bench.tracks.TracksBench;
import java.util.Arrays;
import java.util.List;

/** {@code ./nightjar bench NAME [ARGUMENTS]}. */
public final class Bench {

  private Bench() {}

  /** Runs a benchmark by its name. */
  public static void main(String[] arguments) throws Exception {
    List<String> all = Arrays.asList(arguments);
    String name = all.isEmpty() ? "" : all.getFirst();
    switch (name) {
      case "codec" -> CodecBench.run(all.subList(1, all.size()));
      case "audio" -> AudioBench.run(all.subList(1, all.size()));
      case "tracks" -> TracksBench.run(all.subList(1, all.size()));
      case "thermal" -> ThermalBench.run(all.subList(1, all.size()));
      case "thumbnails" -> thumbnails(all.subList(1, all.size()));
      case "preview" -> PreviewBench.run(all.subList(1, all.size()));
      case "ingest" -> IngestBench.run(all.subList(1, all.size()));
      default -> {
        if (!name.isEmpty()) {
          System.err.println("nightjar: there is no benchmark \"" + name + "\"");
        }
        System.err.println("usage: ./nightjar bench codec [--json] [FILE…]");
        System.err.println("       ./nightjar " + AudioBench.USAGE);
        System.err.println("       ./nightjar " + TracksBench.USAGE);
        System.err.println("       ./nightjar " + ThermalBench.USAGE);
        System.err.println("       ./nightjar " + ThumbnailsBench.USAGE);
        System.err.println("       ./nightjar " + PreviewBench.USAGE);
        System.err.println("       ./nightjar " + LatencyBench.USAGE);
        System.err.println("       ./nightjar " + IngestBench.USAGE);
        System.exit(2);
      }
    }
  }

  private static void thumbnails(List<String> arguments) throws Exception {
    if (arguments.contains(LatencyBench.OPTION)) {
      LatencyBench.run(arguments);
    } else {
      ThumbnailsBench.run(arguments);
    }
  }
}
