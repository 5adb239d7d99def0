#!/usr/bin/env python3
"""Has the arrays of a sound recording made, reads them with NumPy, and compares them with what librosa makes of the sound.

    pip install numpy librosa==0.11.0
    eval "$(./nightjar env)"
    python docs/examples/read_sound.py RECORDING_ID

Needs NIGHTJAR_URL and NIGHTJAR_TOKEN in the environment: a token of the recording's device, of a person who may see it, or of
an operator. librosa reads WAV, FLAC, Ogg and MP3, and no M4A. Prints a line for each array: its shape, its loudest place, and the
greatest difference from librosa. Exits with 1 if one differs by more than it may.
"""

import argparse
import io
import json
import os
import sys
import time
import urllib.error
import urllib.request

import librosa
import numpy
import scipy.signal

# As in docs/reading.md, under "Renders".
PRESETS = {
    "librosa": dict(n_fft=2048, hop_length=512, n_mels=128, fmin=0.0, fmax=None, htk=False, norm="slaney"),
    "birdnet-low": dict(n_fft=2048, hop_length=278, n_mels=96, fmin=0.0, fmax=3000.0, htk=True, norm=None),
    "birdnet-high": dict(n_fft=1024, hop_length=280, n_mels=96, fmin=500.0, fmax=15000.0, htk=True, norm=None),
    "birds-160": dict(n_fft=2048, hop_length=512, n_mels=160, fmin=50.0, fmax=11000.0, htk=False, norm="slaney"),
}

# In dB. The spectrogram is computed in single precision: little of it is left in cells far below the loudest of their column.
MEL_DIFFERENCE = 0.001
SPECTROGRAM_DIFFERENCE = 0.05

PATIENCE = 120  # seconds


def ask(path, body=None):
    """Returns the status and the bytes of an answer; with a body it is a POST of JSON."""
    request = urllib.request.Request(
        os.environ["NIGHTJAR_URL"].rstrip("/") + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["NIGHTJAR_TOKEN"], "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.status, answer.read()


def render(recording, artefact, **parameters):
    """Has an array made, waits until it is, and loads it: dB, frequency × time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        status, answer = ask(f"/v1/recordings/{recording}/renders", {"artefact": artefact, "parameters": parameters})
        told = json.loads(answer)
        if status == 200 and told["status"] == "rejected":
            sys.exit(f'{artefact}: {told["code"]}')
        if status == 200:
            return numpy.load(io.BytesIO(ask(told["location"])[1]))
        time.sleep(0.5)
    sys.exit(f"{artefact} was not made within {PATIENCE} s")


def librosas_mel(samples, rate, preset):
    """What docs/reading.md promises mel.npy to be; of several channels the mean of their power."""
    power = librosa.feature.melspectrogram(
        y=samples, sr=rate, power=2.0, window="hann", center=True, pad_mode="constant", dtype=numpy.float64, **PRESETS[preset]
    )
    return librosa.power_to_db(power.mean(axis=0), ref=1.0, amin=1e-10, top_db=None)


def librosas_spectrogram(samples, about):
    """What audio.json tells spectrogram.npy to be: 0 dB is a full-scale sine, columns are means of neighbouring spectra."""
    window = scipy.signal.windows.blackmanharris(about["windowSamples"], sym=True)
    transform = librosa.stft(
        samples, n_fft=len(window), hop_length=about["hopSamples"], window=window, center=True, pad_mode="constant"
    )
    power = (numpy.abs(transform) ** 2).mean(axis=0) / window.sum() ** 2
    power[1:-1] *= 4  # the first and the last frequency have no mirror
    power = power[:, : -(-samples.shape[1] // about["hopSamples"])]  # no column is centred behind the last sample
    firsts = numpy.arange(0, power.shape[1], about["spectraPerColumn"])
    counts = numpy.diff(numpy.append(firsts, power.shape[1]))
    return 10 * numpy.log10(numpy.add.reduceat(power, firsts, axis=1) / counts + 1e-10)


def compare(name, made, expected, most):
    """Prints how far they are apart, and returns whether that is as little as it may be."""
    if made.shape != expected.shape:
        print(f"{name}: {made.shape}, but librosa has {expected.shape}")
        return False
    difference = numpy.abs(made - expected).max()
    row, column = numpy.unravel_index(numpy.argmax(made), made.shape)
    print(f"{name}: {made.shape}, loudest {made[row, column]:.1f} dB in row {row}, column {column}; {difference:.6f} dB from librosa")
    return bool(difference <= most)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording", help="the recording's id")
    recording = parser.parse_args().recording
    for name in ("NIGHTJAR_URL", "NIGHTJAR_TOKEN"):
        if not os.environ.get(name):
            sys.exit(f"{name} is not set; see the beginning of {__file__}")
    try:
        sound = io.BytesIO(ask(f"/v1/recordings/{recording}/raw")[1])
        samples, rate = librosa.load(sound, sr=None, mono=False, dtype=numpy.float64)
        samples = numpy.atleast_2d(samples)
        about = json.loads(ask(f"/v1/recordings/{recording}/artefacts/audio/audio.json")[1])["spectrogram"]
        spectrogram = render(recording, "spectrogram.npy")
        same = [compare("spectrogram.npy", spectrogram, librosas_spectrogram(samples, about), SPECTROGRAM_DIFFERENCE)]
        for preset in PRESETS:
            mel = render(recording, "mel.npy", preset=preset)
            same.append(compare(f"mel.npy, {preset}", mel, librosas_mel(samples, rate, preset), MEL_DIFFERENCE))
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.url}: {error.code} {error.read().decode(errors='replace')}")
    sys.exit(0 if all(same) else 1)


if __name__ == "__main__":
    main()
