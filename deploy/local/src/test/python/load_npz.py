"""Opens a frames.npz with NumPy and says as JSON what is in it: load_npz.py FILE"""

import hashlib
import json
import sys

import numpy

with numpy.load(sys.argv[1]) as file:
    frames, numbers, times = file["frames"], file["numbers"], file["times"]
    print(
        json.dumps(
            {
                "names": sorted(file.files),
                "frames": {"shape": frames.shape, "type": frames.dtype.str},
                "sha256": hashlib.sha256(frames.tobytes()).hexdigest(),
                "numbers": {"values": numbers.tolist(), "type": numbers.dtype.str},
                "times": {"type": times.dtype.str, "none": int(numpy.isnan(times).sum())},
                "steps": numpy.round(numpy.diff(times[~numpy.isnan(times)]), 3).tolist(),
            }
        )
    )
