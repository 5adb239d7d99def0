package io.nightjar.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** Folders that hold programs to be run: no other user may have put anything into them. */
final class OwnFolder {

  /** Only their owner can enter them. */
  static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final int STICKY = 0x200; // only a file's owner can remove or rename it
  private static final int WRITABLE_BY_OTHERS = 0x12; // by group, and by all

  private OwnFolder() {}

  /**
   * Creates a folder that only this user can enter, or makes sure that nobody else can put
   * something into the one that is there, or take it away.
   *
   * @throws IOException if others can
   */
  static void create(Path folder) throws IOException {
    Files.createDirectories(folder, PRIVATE);
    boolean mine = isMine(folder);
    int mode = mode(folder);
    if (mine && (mode & WRITABLE_BY_OTHERS) != 0) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    } else if (!mine && !isRoots(folder)) {
      throw new IOException(folder + " belongs to another user; programs found in it would be run");
    } else if (!mine && (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0) {
      throw new IOException(
          folder + " can be written by others; programs found in it would be run");
    }
  }

  /** Whether nobody but this user, or root, can have made or changed what stands at a path. */
  static boolean isTrusted(Path path) throws IOException {
    boolean plain = !Files.isSymbolicLink(path);
    return plain && (isMine(path) || isRoots(path)) && (mode(path) & WRITABLE_BY_OTHERS) == 0;
  }

  private static boolean isMine(Path path) throws IOException {
    return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(CurrentUser.NAME);
  }

  private static boolean isRoots(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
  }

  private static int mode(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes a folder with all that is in it; nothing if it is not there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The user of this process, by what its files belong to: containers may have no name for it. */
  private static final class CurrentUser {
    static final UserPrincipal NAME = ofNewFile();

    private static UserPrincipal ofNewFile() {
      try {
        Path file = Files.createTempFile("nightjar", "");
        try {
          return Files.getOwner(file);
        } finally {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
