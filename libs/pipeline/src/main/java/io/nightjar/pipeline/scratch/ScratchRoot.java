package io.nightjar.pipeline.scratch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the scratch folders of one process lie: copies of recordings, which can be large and are
 * nobody else's business. The root has a name that can't be guessed and is its owner's alone; what
 * killed processes of the same service and user have left beside it is removed. Thread-safe.
 */
public final class ScratchRoot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchRoot.class);
  private static final String PREFIX = "nightjar-";

  private final Path all;
  private final String prefix;
  private final Object lock = new Object();
  private LockedFolder own;

  private ScratchRoot(Path all, String prefix, LockedFolder own) {
    this.all = all;
    this.prefix = prefix;
    this.own = own;
  }

  /** The folder for temporary files, where scratch folders lie unless another is chosen. */
  public static Path defaultFolder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /**
   * A root for this process.
   *
   * @param all the folder that it lies in, which may be shared with other containers; made, for its
   *     owner alone, if it is not there
   * @param service the processes whose leftovers are removed
   * @throws UncheckedIOException if no folder can be made and locked there
   */
  public static ScratchRoot in(Path all, String service) {
    try {
      if (!Files.isDirectory(all)) {
        Files.createDirectories(all, LockedFolder.OWNER_ONLY);
      }
      Path real = all.toRealPath();
      String prefix = PREFIX + service + "-";
      ScratchRoot root = new ScratchRoot(real, prefix, LockedFolder.make(real, prefix));
      root.removeLeftovers();
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the scratch folder " + all, e);
    }
  }

  /**
   * A new empty folder. Where the root has vanished, because something cleans the folder for
   * temporary files, or is no longer what was made, there is a new root first.
   */
  public Path newFolder() throws IOException {
    synchronized (lock) {
      if (!own.stands()) {
        LOG.atWarn()
            .addKeyValue("folder", own.folder())
            .log("The scratch folder is gone; a new one");
        own.forget();
        own = LockedFolder.make(all, prefix);
      }
      return Files.createTempDirectory(own.folder(), "work-", LockedFolder.OWNER_ONLY);
    }
  }

  /** Removes the root with all that is in it. */
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      own.remove();
    }
  }

  /** Removes a folder and all that is in it; follows no link. */
  public static void removeTree(Path tree) throws IOException {
    try (Stream<Path> entries = Files.walk(tree)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What can't be removed is left to the next process: it must not stop this one. */
  private void removeLeftovers() throws IOException {
    UserPrincipal user = own.owner();
    for (Path folder : siblings()) {
      try {
        Optional<LockedFolder> dead = LockedFolder.takeOver(folder, user);
        if (dead.isPresent()) {
          dead.get().remove();
          LOG.atInfo().addKeyValue("folder", folder).log("Removed what a dead process left");
        }
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("folder", folder)
            .addKeyValue("cause", String.valueOf(e))
            .log("What a dead process left can't be removed");
      }
    }
  }

  /** The folders of the service, also those of which only the lock is there. */
  private Set<Path> siblings() throws IOException {
    Set<Path> folders = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(all, prefix + "*")) {
      for (Path entry : entries) {
        boolean link = Files.isSymbolicLink(entry);
        if (!link && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          folders.add(entry);
        } else if (!link && LockedFolder.isLock(entry)) {
          folders.add(LockedFolder.folderOf(entry));
        }
      }
    }
    return folders;
  }
}
