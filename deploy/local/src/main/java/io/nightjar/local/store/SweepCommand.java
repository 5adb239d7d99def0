package io.nightjar.local.store;

import io.nightjar.local.terminal.Amounts;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.Screen;
import io.nightjar.local.terminal.Table;
import io.nightjar.local.terminal.TimeSpan;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.sweep.Orphan;
import io.nightjar.pipeline.sweep.StoreSweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sweep",
    header = "Find what crashes left in the store, and remove it if that is wanted.",
    description =
        "Shows only what nothing names any more, and recordings that the listing does not"
            + " show; with --delete they are removed, and listed. What is younger than"
            + " --older-than, or named by a recording, outbox entry or manifest, is left"
            + " alone.")
final class SweepCommand implements Callable<Integer>, MustBeRead {
  private static final Duration YOUNGEST_TO_DELETE = Duration.ofHours(1);

  @Mixin private final StoreOptions options = new StoreOptions();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "24h",
      description = {
        "Leave alone what is younger, in s, m, h or d: for example 36h or 7d. Choose more"
            + " than your longest upload and your longest outage take.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String age = "";

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      description = {
        "Look only for these, separated by commas. Default: all.",
        "raw: uploads that were never accepted.",
        "artefact: artefacts that no manifest names.",
        "attempt: marks of attempts at works that have ended.",
        "claim: claims whose recording is gone.",
        "upload: uploads in parts that nobody completes.",
        "entry: entries of the listing whose recording is gone.",
        "unlisted: recordings that the listing does not show.",
        "leftover: ended leases, and expired states of resumable uploads."
      })
  private Set<Orphan.Kind> only = new HashSet<>();

  @Option(
      names = "--delete",
      description =
          "Remove what is found, and list the recordings that are not listed. Without it,"
              + " nothing is changed.")
  private boolean delete;

  private final Screen screen = Screen.standard();
  private final Map<Orphan.Kind, Sum> sums = new EnumMap<>(Orphan.Kind.class);

  private record Sum(long found, long mended, long bytes) {
    static final Sum NONE = new Sum(0, 0, 0);

    Sum plus(Orphan orphan, boolean done) {
      return new Sum(found + 1, mended + (done ? 1 : 0), bytes + orphan.size());
    }
  }

  private record Line(Orphan.Kind kind, String key, long size, Instant since, boolean mended) {}

  @Override
  public Integer call() {
    Duration old = TimeSpan.parse(age);
    if (delete && old.compareTo(YOUNGEST_TO_DELETE) < 0) {
      throw Failure.usage("--delete takes no --older-than below 1h: that may be at work");
    }
    Set<Orphan.Kind> kinds = only.isEmpty() ? EnumSet.allOf(Orphan.Kind.class) : only;
    try (ObjectStore store = options.open()) {
      StoreSweep sweep = new StoreSweep(store, old, Clock.systemUTC());
      sweep.find(kinds, orphan -> show(orphan, delete && sweep.mend(orphan)));
    } catch (StoreException e) {
      throw Failure.because("the store can't be swept: " + CheckCommand.explained(e), e);
    }
    sum();
    return ExitCode.OK;
  }

  /** As they are found: a table would have to hold them all. */
  private void show(Orphan orphan, boolean done) {
    sums.merge(
        orphan.kind(), Sum.NONE.plus(orphan, done), (before, none) -> before.plus(orphan, done));
    if (options.common.json) {
      screen.json(new Line(orphan.kind(), orphan.key(), orphan.size(), orphan.since(), done));
    } else {
      screen.line(
          String.format(
              Locale.ROOT,
              "%-9s %10s  %s  %s",
              orphan.kind().text(),
              Amounts.bytes(orphan.size()),
              orphan.since(),
              orphan.key()));
    }
  }

  private void sum() {
    if (options.common.json) {
      return;
    }
    if (sums.isEmpty()) {
      screen.note("nothing is orphaned");
      return;
    }
    var table = new Table("kind", "found", "size", "mended");
    sums.forEach(
        (kind, sum) ->
            table.row(kind.text(), sum.found(), Amounts.bytes(sum.bytes()), sum.mended()));
    screen.line("");
    screen.table(table);
    if (!delete) {
      screen.note("nothing was changed; --delete mends what is told here");
    }
  }
}
