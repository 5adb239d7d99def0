package io.nightjar.pipeline.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.ObjectRef;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is made of a recording only if somebody asks for it, and how: a case for each artefact, with
 * its parameters. In JSON the artefact's name stands among them. The same render always has the
 * same JSON, with all defaults filled in, since its hash is part of the work's version.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "artefact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Render.FramesNpz.class, name = Render.FRAMES_NPZ),
  @JsonSubTypes.Type(value = Render.PreviewMp4.class, name = Render.PREVIEW_MP4),
  @JsonSubTypes.Type(value = Render.SpectrogramNpy.class, name = Render.SPECTROGRAM_NPY),
  @JsonSubTypes.Type(value = Render.MelNpy.class, name = Render.MEL_NPY),
  @JsonSubTypes.Type(value = Render.SpectrogramTiles.class, name = Render.SPECTROGRAM_TILES),
})
public sealed interface Render {
  /** Frames as numbers with their times, for NumPy. */
  String FRAMES_NPZ = "frames.npz";

  /** Frames as a video in false colours. */
  String PREVIEW_MP4 = "preview.mp4";

  /** A spectrogram's levels, for NumPy. */
  String SPECTROGRAM_NPY = "spectrogram.npy";

  /** A spectrogram's levels in bands as ears part them, for NumPy. */
  String MEL_NPY = "mel.npy";

  /** A spectrogram's levels as a pyramid of tiles, for pages that zoom. */
  String SPECTROGRAM_TILES = "spectrogram.tiles";

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

  /**
   * A thermal recording as a video.
   *
   * @param from the first frame, from 0, background frames counted; they are never shown
   * @param to the first one that is not wanted any more; all are wanted if it is absent
   * @param palette the name of the colours, in lower case
   * @param width of the video, in pixels
   * @param levels the contrast; that of the frames which are shown if it is absent
   * @param frameCounter whether the number of each frame is shown
   * @param tracks the {@code tracks.json} whose animals have boxes; no boxes if it is absent. Its
   *     digest is hashed with the rest, so that other tracks make another work
   */
  record PreviewMp4(
      int from,
      OptionalInt to,
      String palette,
      int width,
      Optional<Contrast> levels,
      boolean frameCounter,
      Optional<ObjectRef> tracks)
      implements Render {
    public static final int NARROWEST = 64;
    public static final int WIDEST = 1920;

    public PreviewMp4 {
      if (from < 0 || to.orElse(from) < from) {
        throw new IllegalArgumentException("frames from " + from + " to " + to);
      }
      if (width < NARROWEST || width > WIDEST) {
        throw new IllegalArgumentException("a video is 64 … 1920 pixels wide: " + width);
      }
    }

    @Override
    public String named() {
      return PREVIEW_MP4;
    }
  }

  /**
   * Which counts of the sensor become the first and the last colour.
   *
   * @param low 0 … 65535
   * @param high above {@code low}, likewise
   */
  record Contrast(int low, int high) {
    private static final int HIGHEST = 0xffff;

    public Contrast {
      if (low < 0 || high > HIGHEST || high <= low) {
        throw new IllegalArgumentException("levels from " + low + " to " + high);
      }
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

  /**
   * A spectrogram's levels as a pyramid of tiles.
   *
   * @param from the second from which on tiles are wanted, 0 for the beginning
   * @param to the second up to which they are; to the end if it is absent
   */
  record SpectrogramTiles(int from, OptionalInt to) implements OfSound {
    /** What the value 0 stands for, in dB, and all below it. */
    public static final double LOWEST_DECIBELS = -127.5;

    /** From a value to the next, in dB. */
    public static final double DECIBELS_PER_STEP = 0.5;

    public SpectrogramTiles {
      if (from < 0 || to.orElse(Integer.MAX_VALUE) <= from) {
        throw new IllegalArgumentException("seconds from " + from + " to " + to);
      }
    }

    @Override
    public String named() {
      return SPECTROGRAM_TILES;
    }
  }
}
