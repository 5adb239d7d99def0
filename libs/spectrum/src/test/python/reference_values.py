"""Makes the reference values of ReferenceTest with NumPy and SciPy (2.4 and 1.17):

    python libs/spectrum/src/test/python/reference_values.py > \
        libs/spectrum/src/test/resources/io/nightjar/spectrum/reference.txt

Each line: window, hop, column, bin, and the power |STFT|^2 / (sum of window)^2 in double precision.
"""

import numpy as np
from scipy.signal import ShortTimeFFT
from scipy.signal.windows import blackmanharris


def sound(samples):
    """Pairs of opposite samples: no offset, which Stft would go on with at the ends."""
    n = np.arange(samples, dtype=np.int64) // 2
    value = ((31 * n * n + 17 * n + 7) % 1009) / 1009.0 - 0.5
    return np.where(np.arange(samples) % 2 == 0, value, -value).astype(np.float32)


def values(size, hop, samples, bins):
    window = blackmanharris(size, sym=True)
    transform = ShortTimeFFT(window, hop, fs=1.0)
    columns = -(-samples // hop)
    spectra = transform.stft(sound(samples).astype(np.float64), p0=0, p1=columns)
    power = np.abs(spectra) ** 2 / window.sum() ** 2
    for column in range(columns):
        for k in bins:
            print(size, hop, column, k, f"{power[k, column]:.9e}")


values(64, 16, 200, range(33))
values(128, 128, 700, range(0, 65, 4))
values(60, 17, 150, range(31))
values(2048, 512, 3000, range(0, 1025, 32))
values(4096, 1022, 3000, range(0, 2049, 128))
