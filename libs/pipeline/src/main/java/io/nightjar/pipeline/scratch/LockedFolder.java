package io.nightjar.pipeline.scratch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A folder beside a lock file that its process holds for as long as it lives: the system lets go of
 * the lock when the process dies, whichever container it ran in, while a process id says nothing
 * outside of its container. The lock is there before the folder and goes after it, so that a folder
 * without a held lock belongs to nobody.
 */
final class LockedFolder {
  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final String LOCK = ".lock";
  private static final int MOST_TRIES = 10;

  /**
   * The lock files of this process. A process that closes any channel on a file loses all its locks
   * on it (POSIX), so it must never open one that it holds. Guarded by the class.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path folder;
  private final Path lock;
  private final FileChannel channel;
  private final Optional<PosixFileAttributes> made;

  private LockedFolder(Path folder, FileChannel channel, Optional<PosixFileAttributes> made) {
    this.folder = folder;
    this.lock = lockOf(folder);
    this.channel = channel;
    this.made = made;
  }

  static boolean isLock(Path file) {
    return file.getFileName().toString().endsWith(LOCK);
  }

  static Path folderOf(Path lock) {
    String name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  /** Makes a new one, empty, for its owner alone, under a name that can't be guessed. */
  static synchronized LockedFolder make(Path all, String prefix) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Path lock = Files.createTempFile(all, prefix, LOCK, OWNERS_FILE);
      FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
      // Someone who found the file before it was locked may have removed it.
      if (channel.tryLock() != null && Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
        HELD.add(lock);
        Path folder = Files.createDirectory(folderOf(lock), OWNER_ONLY);
        return new LockedFolder(folder, channel, Optional.of(attributes(folder)));
      }
      channel.close();
    }
    throw new IOException("no lock can be had in " + all);
  }

  /** Takes the folder of a process that is dead; empty if it lives, or was another user's. */
  static synchronized Optional<LockedFolder> takeOver(Path folder, UserPrincipal user)
      throws IOException {
    Path lock = lockOf(folder);
    if (HELD.contains(lock) || isAnothers(folder, user) || isAnothers(lock, user)) {
      return Optional.empty();
    }
    FileChannel channel =
        FileChannel.open(
            lock, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
    if (channel.tryLock() == null) {
      channel.close();
      return Optional.empty();
    }
    HELD.add(lock);
    return Optional.of(new LockedFolder(folder, channel, Optional.empty()));
  }

  private static boolean isAnothers(Path path, UserPrincipal user) throws IOException {
    try {
      return !attributes(path).owner().equals(user);
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  Path folder() {
    return folder;
  }

  UserPrincipal owner() throws IOException {
    return attributes(folder).owner();
  }

  /** Whether folder and lock are those that were made, still for their owner alone. */
  boolean stands() throws IOException {
    try {
      PosixFileAttributes now = attributes(folder);
      return made.isPresent()
          && Files.exists(lock, LinkOption.NOFOLLOW_LINKS)
          && now.isDirectory()
          && Objects.equals(now.fileKey(), made.get().fileKey())
          && now.owner().equals(made.get().owner())
          && now.permissions().equals(OWNER_ONLY.value());
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Removes the folder, then the lock. */
  void remove() throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      ScratchRoot.removeTree(folder);
    }
    Files.deleteIfExists(lock);
    forget();
  }

  /** Lets go of the lock and leaves what lies there. */
  void forget() throws IOException {
    synchronized (LockedFolder.class) {
      HELD.remove(lock);
    }
    channel.close();
  }

  private static PosixFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
