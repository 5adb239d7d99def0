package io.nightjar.pipeline.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nightjar.pipeline.recording.MediaKind;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What is made of a recording only if somebody asks for it, and how: a case for each artefact, with
 * its parameters. In JSON the artefact's name stands among them. The same render always has the
 * same JSON, with all defaults filled in, since its hash is part of the work's version.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "artefact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Render.FramesNpz.class, name = Render.FRAMES_NPZ),
  @JsonSubTypes.Type(value = Render.SpectrogramNpy.class, name = Render.SPECTROGRAM_NPY),
  @JsonSubTypes.Type(value = Render.MelNpy.class, name = Render.MEL_NPY),
})
public sealed interface Render {
  /** Frames as numbers with their times, for NumPy. */
  String FRAMES_NPZ = "frames.npz";

  /** A spectrogram's levels, for NumPy. */
  String SPECTROGRAM_NPY = "spectrogram.npy";

  /** A spectrogram's levels in bands as ears part them, for NumPy. */
  String MEL_NPY = "mel.npy";

  /** The artefact's name. */
  String named();

  /** The kind of recording that it can be made of. */
  default MediaKind kind() {
    return MediaKind.THERMAL;
  }

  /** What is made of sound. */
  sealed interface OfSound extends Render {
    @Override
    default MediaKind kind() {
      return MediaKind.AUDIO;
    }
  }

  /**
   * Frames of a thermal recording.
   *
   * @param from the first one, from 0, background frames counted
   * @param to the first one that is not wanted any more; all are wanted if it is absent
   */
  record FramesNpz(int from, OptionalInt to) implements Render {
    public FramesNpz {
      if (from < 0 || to.orElse(from) < from) {
        throw new IllegalArgumentException("frames from " + from + " to " + to);
      }
    }

    @Override
    public String named() {
      return FRAMES_NPZ;
    }
  }

  /** How the numbers of an array are written. */
  enum Precision {
    /** IEEE 754, 16 bits: levels to a sixteenth of a decibel, in half the space. */
    FLOAT16,
    /** IEEE 754, 32 bits. */
    FLOAT32;

    /** Its name, as NumPy's. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Levels of a sound over frequency and time, as the audio stage measures them.
   *
   * @param type how the numbers are written
   */
  record SpectrogramNpy(Precision type) implements OfSound {
    @Override
    public String named() {
      return SPECTROGRAM_NPY;
    }
  }

  /** Whose bands and windows a mel spectrogram has. */
  enum MelPreset {
    /** 128 bands up to half the sample rate, as librosa has them where nothing else is said. */
    LIBROSA,
    /** The lower of the two pictures that BirdNET 2.4 looks at: 96 bands from 0 to 3 kHz. */
    BIRDNET_LOW,
    /** The upper one: 96 bands from 500 Hz to 15 kHz. */
    BIRDNET_HIGH,
    /** 160 bands from 50 Hz to 11 kHz. */
    BIRDS_160;

    /** Its name in requests. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Levels of a sound in mel bands over time.
   *
   * @param preset bands, window and hop
   * @param type how the numbers are written
   */
  record MelNpy(MelPreset preset, Precision type) implements OfSound {
    @Override
    public String named() {
      return MEL_NPY;
    }
  }
}
