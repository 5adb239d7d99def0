package io.nightjar.local.store;

import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.MustBeRead;
import io.nightjar.local.terminal.Screen;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreContract;
import io.nightjar.pipeline.store.StoreException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "check",
    header = "Try whether an S3 store does all that the services rely on.",
    description = {
      "The services try the same when they start. Writes under checks/ and removes it"
          + " again; makes the bucket if it is not there.",
      "Exit code 0 only if all holds that is needed; limited is what the services do without, and"
          + " what comes of it."
    })
final class CheckCommand implements Callable<Integer>, MustBeRead {
  @Mixin private final StoreOptions options = new StoreOptions();
  private final Screen screen = Screen.standard();
  private boolean broken;

  private record Line(String ability, boolean kept, boolean needed, String detail) {
    String word() {
      if (kept) {
        return "ok";
      }
      return needed ? "broken" : "limited";
    }
  }

  @Override
  public Integer call() {
    try (ObjectStore store = options.open()) {
      store.prepare();
      StoreContract.check(store, this::show);
    } catch (StoreException e) {
      throw Failure.because("the store can't be tried: " + explained(e), e);
    }
    return broken ? ExitCode.FAILED : ExitCode.OK;
  }

  static String explained(StoreException e) {
    return e.getCause() == null
        ? String.valueOf(e.getMessage())
        : e.getMessage() + " (" + e.getCause() + ")";
  }

  private void show(StoreContract.Finding finding) {
    String ability = finding.ability().label();
    switch (finding) {
      case StoreContract.Kept _ -> show(new Line(ability, true, true, ""));
      case StoreContract.Limited one -> show(new Line(ability, false, false, one.what()));
      case StoreContract.Broken one -> {
        broken = true;
        show(new Line(ability, false, true, one.what()));
      }
    }
  }

  private void show(Line line) {
    if (options.common.json) {
      screen.json(line);
    } else {
      String detail = line.kept() ? "" : ": " + line.detail();
      screen.line(String.format(Locale.ROOT, "%-7s %s%s", line.word(), line.ability(), detail));
    }
  }
}
