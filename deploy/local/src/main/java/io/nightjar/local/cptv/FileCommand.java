package io.nightjar.local.cptv;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.fast.FastReader;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.local.terminal.CommonOptions;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that reads recordings from files, as streams. */
abstract class FileCommand implements Callable<Integer> {

  @Mixin final CommonOptions common = new CommonOptions();

  final Screen screen = Screen.standard();

  /** Opens a recording; it need not be one. */
  static CptvReader open(Path file) throws IOException, CptvException {
    try {
      return FastReader.openParallel(Files.newInputStream(file), CptvLimits.DEFAULT);
    } catch (NoSuchFileException e) {
      throw Failure.because("there is no file " + file, e);
    }
  }

  /** Opens a file that has to be a recording. */
  static CptvReader recording(Path file) throws IOException {
    try {
      return open(file);
    } catch (CptvException e) {
      throw Failure.because(file + " is no recording: " + e.getMessage(), e);
    }
  }
}
