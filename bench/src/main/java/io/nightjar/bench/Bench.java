package io.nightjar.bench;

import io.nightjar.bench.codec.CodecBench;
import java.util.Arrays;
import java.util.List;

/** {@code ./nightjar bench NAME [ARGUMENTS]}. */
public final class Bench {

  private Bench() {}

  /** Runs a benchmark by its name. */
  public static void main(String[] arguments) throws Exception {
    List<String> all = Arrays.asList(arguments);
    if (!all.isEmpty() && all.getFirst().equals("codec")) {
      CodecBench.run(all.subList(1, all.size()));
      return;
    }
    System.err.println("usage: ./nightjar bench codec [--json] [FILE…]");
    System.exit(2);
  }
}
