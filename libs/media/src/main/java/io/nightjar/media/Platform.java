package io.nightjar.media;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The operating systems and processors that the FFmpeg build serves, and what it consists of on
 * each.
 */
enum Platform {
  LINUX_X86_64("linux-x86_64", "LD_LIBRARY_PATH"),
  LINUX_ARM64("linux-arm64", "LD_LIBRARY_PATH"),
  MACOSX_X86_64("macosx-x86_64", "DYLD_LIBRARY_PATH"),
  MACOSX_ARM64("macosx-arm64", "DYLD_LIBRARY_PATH");

  private static final List<String> EXECUTABLES = List.of("ffmpeg", "ffprobe");

  private static final List<String> LINUX_LIBRARIES =
      List.of(
          "libavcodec.so.62",
          "libavfilter.so.11",
          "libavformat.so.62",
          "libavutil.so.60",
          "libswresample.so.6",
          "libswscale.so.9");

  private static final List<String> MACOSX_LIBRARIES =
      List.of(
          "libatomic.1.dylib",
          "libavcodec.62.dylib",
          "libavdevice.62.dylib",
          "libavfilter.11.dylib",
          "libavformat.62.dylib",
          "libavutil.60.dylib",
          "libswresample.6.dylib",
          "libswscale.9.dylib");

  private final String classifier;
  private final String libraryPathVariable;

  Platform(String classifier, String libraryPathVariable) {
    this.classifier = classifier;
    this.libraryPathVariable = libraryPathVariable;
  }

  /**
   * The platform of this JVM.
   *
   * @throws IOException if no FFmpeg build exists for it
   */
  static Platform current() throws IOException {
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
  }

  static Platform of(String osName, String osArch) throws IOException {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    boolean x86 = osArch.equals("amd64") || osArch.equals("x86_64");
    if (os.startsWith("linux") && (arm || x86)) {
      return arm ? LINUX_ARM64 : LINUX_X86_64;
    }
    if (os.startsWith("mac") && (arm || x86)) {
      return arm ? MACOSX_ARM64 : MACOSX_X86_64;
    }
    throw new IOException("no FFmpeg build for " + osName + " on " + osArch);
  }

  /** The name of the folder inside the jar, and of the jar's classifier. */
  String classifier() {
    return classifier;
  }

  /** The environment variable by which the loader finds libraries beside the executable. */
  String libraryPathVariable() {
    return libraryPathVariable;
  }

  /** All files of an installation. */
  List<String> files() {
    List<String> stubs = stubs().stream().map(StubLibrary::soname).toList();
    return Stream.of(executables(), libraries(), stubs).flatMap(List::stream).toList();
  }

  List<String> executables() {
    return EXECUTABLES;
  }

  /** The libraries to unpack. */
  List<String> libraries() {
    return isLinux() ? LINUX_LIBRARIES : MACOSX_LIBRARIES;
  }

  /** The libraries to put in as stubs, see {@link StubLibrary}. */
  List<StubLibrary> stubs() {
    return switch (this) {
      case LINUX_X86_64 -> StubLibrary.forFfmpeg(StubLibrary.Machine.X86_64);
      case LINUX_ARM64 -> StubLibrary.forFfmpeg(StubLibrary.Machine.AARCH64);
      case MACOSX_X86_64, MACOSX_ARM64 -> List.of();
    };
  }

  boolean isLinux() {
    return this == LINUX_X86_64 || this == LINUX_ARM64;
  }
}
