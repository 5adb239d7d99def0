#!/usr/bin/env python3
"""Writes what librosa makes of a sound that is given by a formula, for MelSpectrumTest.

    pip install librosa==0.11.0
    python mel_values.py > ../resources/io/nightjar/audio/mel/librosa.csv

A line is a preset, a sample rate, the number of columns, the number of one column, and the level of each of its bands in dB.
"""

import sys

import librosa
import numpy

PRESETS = {
    "librosa": dict(n_fft=2048, hop_length=512, n_mels=128, fmin=0.0, fmax=None, htk=False, norm="slaney"),
    "birdnet-low": dict(n_fft=2048, hop_length=278, n_mels=96, fmin=0.0, fmax=3000.0, htk=True, norm=None),
    "birdnet-high": dict(n_fft=1024, hop_length=280, n_mels=96, fmin=500.0, fmax=15000.0, htk=True, norm=None),
    "birds-160": dict(n_fft=2048, hop_length=512, n_mels=160, fmin=50.0, fmax=11000.0, htk=False, norm="slaney"),
}
SAMPLES = 12_000


def sound():
    """A falling tone above noise of which the state is multiplied by 1103515245, plus 12345, modulo 2^31."""
    state = 1987
    samples = numpy.empty(SAMPLES)
    for n in range(SAMPLES):
        state = (state * 1103515245 + 12345) % 2**31
        noise = state / 2**30 - 1
        samples[n] = 0.25 * numpy.sin(2 * numpy.pi * (0.15 - 0.05 * n / SAMPLES) * n) + 0.001 * noise
    return samples.astype(numpy.float32).astype(numpy.float64)


def main():
    samples = sound()
    for name, preset in PRESETS.items():
        for rate in (48_000, 16_000):
            power = librosa.feature.melspectrogram(
                y=samples, sr=rate, power=2.0, window="hann", center=True, pad_mode="constant", dtype=numpy.float64, **preset
            )
            decibels = librosa.power_to_db(power, ref=1.0, amin=1e-10, top_db=None)
            for column in (0, 9):
                levels = ";".join(f"{level:.4f}" for level in decibels[:, column])
                sys.stdout.write(f"{name},{rate},{decibels.shape[1]},{column},{levels}\n")


if __name__ == "__main__":
    main()
