#!/usr/bin/env python3
"""Reads what Nightjar writes with the Python reader of the CPTV format, and compares every pixel.

    python3 -m venv venv && venv/bin/pip install cptv==1.5.5
    venv/bin/python docs/examples/read_with_python.py FILE.cptv…

Writes each recording anew in every form that `./nightjar cptv transcode` has, and prints a line for each form: the frames,
and the SHA-256 over all pixels (row by row, 16 bits little-endian) as Python reads them. Exits with 1 if one differs from
what `./nightjar cptv hash` says about the recording itself. (Python's reader knows the versions 1 and 2.)
"""

import argparse
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

import cptv

NIGHTJAR = pathlib.Path(__file__).resolve().parents[2] / "nightjar"
FORMS = [
    ["--widths=TIGHT", "--order=GO", "--members=ONE"],
    ["--widths=BYTES", "--order=TC2", "--members=TWO"],
    ["--widths=BYTES_12", "--order=TC2", "--members=TWO_COUNTED"],
    ["--widths=TIGHT", "--order=PYTHON", "--members=ONE"],
    ["--restart-every=9"],
]


def nightjar(*arguments):
    """Runs a command of the codec and returns what it prints."""
    return subprocess.run([NIGHTJAR, "cptv", *arguments], check=True, capture_output=True, text=True).stdout


def read_with_python(path):
    """Returns how many frames Python finds, and the digest of their pixels."""
    digest = hashlib.sha256()
    frames = 0
    with open(path, "rb") as file:
        for frame in cptv.CPTVReader(file):
            digest.update(frame.pix.astype("<u2").tobytes())
            frames += 1
    return frames, digest.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="+", type=pathlib.Path)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for file in parser.parse_args().file:
            expected = json.loads(nightjar("hash", "--json", str(file)))
            for form in FORMS:
                written = pathlib.Path(folder) / "written.cptv"
                nightjar("transcode", *form, str(file), str(written))
                try:
                    frames, pixels = read_with_python(written)
                    same = (frames, pixels) == (expected["frames"], expected["pixelsSha256"])
                    found = f"{frames} frames  {pixels[:16]}"
                except OSError as refusal:
                    same, found = False, f"Python refuses it: {refusal}"
                wrong += not same
                print(f"{'same' if same else 'DIFFERENT'}  {file.name}  {' '.join(form)}  {found}")
                written.unlink()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
