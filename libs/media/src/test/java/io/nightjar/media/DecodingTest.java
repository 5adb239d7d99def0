package io.nightjar.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** What tests that decode files made by hand have in common. */
@Tag("process")
abstract class DecodingTest {

  @TempDir Path folder;
  FfmpegInstallation ffmpeg;
  SoundDecoder decoder;
  final CollectedSamples sink = new CollectedSamples();

  @BeforeEach
  void findFfmpeg() throws IOException {
    ffmpeg = FfmpegInstallation.bundled();
    decoder = new SoundDecoder(ffmpeg, SoundLimits.DEFAULT);
  }

  /** Decodes a file into {@link #sink}. */
  final DecodeOutcome decode(byte[]... parts) throws IOException {
    return decode(sink, parts);
  }

  final DecodeOutcome decode(SampleSink to, byte[]... parts) throws IOException {
    return decoder.decode(Files.write(folder.resolve("recording"), Riff.join(parts)), to);
  }
}
