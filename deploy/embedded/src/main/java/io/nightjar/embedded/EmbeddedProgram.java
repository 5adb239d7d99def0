package io.nightjar.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the broker and the object store in this JVM until it is told to stop (SIGTERM). Exit codes:
 * 0 stopped, 1 failed, 2 usage, 3 port taken, 4 data folder in use, 5 folder unfit for objects.
 */
public final class EmbeddedProgram {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedProgram.class);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private boolean stopped;

  private EmbeddedProgram() {}

  /** Starts the parts that the arguments name; see {@link Arguments#USAGE}. */
  public static void main(String[] args) throws InterruptedException {
    var program = new EmbeddedProgram();
    try {
      Arguments arguments = Arguments.parse(List.of(args), System.getenv());
      Runtime.getRuntime().addShutdownHook(new Thread(program::stop, "stop"));
      program.start(arguments);
    } catch (RefusedStart refused) {
      System.err.println(refused.getMessage());
      System.exit(refused.exitCode());
    } catch (Exception failure) {
      LOG.error("could not start", failure);
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private synchronized void start(Arguments arguments) throws Exception {
    arguments.livesWith().ifPresent(EmbeddedProgram::endWith);
    running.push(lock(arguments.data()));
    Map<String, String> addresses = new TreeMap<>();
    if (arguments.parts().contains(Part.S3)) {
      StorePart store = StorePart.start(arguments.data().resolve(Part.S3.label()), arguments);
      running.push(store);
      addresses.put(ReadyFile.S3, store.endpoint());
    }
    if (arguments.parts().contains(Part.KAFKA)) {
      KafkaPart kafka =
          KafkaPart.start(
              arguments.data().resolve(Part.KAFKA.label()),
              arguments.kafkaPort(),
              arguments.kafkaProperties());
      running.push(kafka);
      addresses.put(ReadyFile.KAFKA, kafka.bootstrapServers());
    }
    System.out.println("ready: " + addresses);
    if (arguments.readyFile().isPresent()) {
      ReadyFile.write(arguments.readyFile().get(), addresses);
    }
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception failure) {
        LOG.warn("a part did not stop cleanly", failure);
      }
    }
  }

  private static void endWith(long pid) {
    ProcessHandle other =
        ProcessHandle.of(pid)
            .orElseThrow(() -> RefusedStart.usage("--lives-with: no such process: " + pid));
    Thread.ofPlatform()
        .daemon()
        .name("lives-with-" + pid)
        .start(
            () -> {
              other.onExit().join();
              System.exit(0);
            });
  }

  private static AutoCloseable lock(Path data) throws IOException {
    FileChannel file =
        FileChannel.open(
            Files.createDirectories(data).resolve(".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return file;
      }
    } catch (OverlappingFileLockException heldHere) {
      // Falls through: held is held, by whomever.
    }
    file.close();
    throw RefusedStart.dataInUse(data);
  }
}
