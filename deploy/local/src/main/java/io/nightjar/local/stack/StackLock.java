package io.nightjar.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * Lets one command at a time start or stop processes of a stack. It is a lock on a file, which the
 * system frees when the holder ends in whatever way.
 */
final class StackLock {
  private final StackFolder folder;
  private final Runnable beforeWaiting;

  StackLock(StackFolder folder, Runnable beforeWaiting) {
    this.folder = folder;
    this.beforeWaiting = beforeWaiting;
  }

  /** Does a task when it is its turn. */
  <T> T holding(Task<T> task) throws IOException, InterruptedException {
    Files.createDirectories(folder.run());
    try (FileChannel file =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (file.tryLock() == null) {
        beforeWaiting.run();
        file.lock();
      }
      return task.run();
    }
  }

  /** What is to be done alone. */
  interface Task<T> {
    T run() throws IOException, InterruptedException;
  }
}
