package io.nightjar.media;

import io.nightjar.media.container.StreamCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as FFmpeg is to read it.
 *
 * @param file a local file
 * @param size of it in bytes
 * @param check which part of it, and whether it lacks a header
 */
record SoundSource(Path file, long size, StreamCheck check) {

  /**
   * Containers that hold sound and refer to no other file. Others, such as playlists, could make
   * FFmpeg read files of this machine.
   */
  private static final String CONTAINERS =
      "wav,w64,aiff,au,caf,flac,ogg,mp3,aac,amr,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm";

  /** FFmpeg's options up to the input. */
  List<String> options() {
    boolean whole = check.start() == 0 && check.end() == size;
    List<String> options = new ArrayList<>(List.of("-hide_banner"));
    options.addAll(List.of("-protocol_whitelist", whole ? "file" : "file,subfile"));
    options.addAll(List.of("-format_whitelist", CONTAINERS));
    options.addAll(List.of("-err_detect", "crccheck"));
    switch (check.header()) {
      case LEFT_OUT -> options.addAll(List.of("-f", "flac"));
      case LENGTH_IGNORED -> options.addAll(List.of("-f", "wav", "-ignore_length", "1"));
      case READ, STANDS_ALONE -> {}
    }
    String name = "file:" + file.toAbsolutePath();
    String part = "subfile,,start," + check.start() + ",end," + check.end() + ",,:" + name;
    options.addAll(List.of("-i", whole ? name : part));
    return options;
  }
}
