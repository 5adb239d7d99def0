package io.nightjar.local.stack;

import io.nightjar.embedded.StartupCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a stack's JVMs do with the class caches of their programs. */
@FunctionalInterface
interface ClassCaches {
  /** Each program starts from its cache, if it has one that fits. */
  ClassCaches USED = (name, jar) -> StartupCache.options(jar);

  /**
   * The options of a JVM.
   *
   * @param name the program's name in the stack
   * @param jar what the JVM runs
   */
  List<String> options(String name, Path jar) throws IOException;
}
