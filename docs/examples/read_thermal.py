#!/usr/bin/env python3
"""Reads what Nightjar makes of a thermal recording: its telemetry, its tracks, and the animals cut out of its frames.

    pip install numpy
    eval "$(./nightjar env --reader)"
    python docs/examples/read_thermal.py RECORDING_ID

Needs NIGHTJAR_URL and NIGHTJAR_TOKEN in the environment, and numpy. Prints what the camera tells of the recording, and a line
for each track that is taken for an animal: when it is in sight, how far it gets, and how much warmer it is than what surrounds it.
"""

import argparse
import io
import json
import os
import sys
import urllib.error
import urllib.request

import numpy


def fetch(path):
    """Returns the bytes of an answer."""
    url = os.environ["NIGHTJAR_URL"].rstrip("/") + path
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + os.environ["NIGHTJAR_TOKEN"]})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def column(telemetry, name):
    """A column of numbers, one for each frame; not-a-number where nothing is known."""
    return numpy.array(telemetry[name], dtype=float)


def print_telemetry(telemetry):
    moments = ~numpy.array(telemetry["background"], dtype=bool)
    affected = numpy.array(telemetry["affected"], dtype=bool)
    times = column(telemetry, "timeMillis")[moments] / 1000
    print(f'{telemetry["frames"]} frames, {(~moments).sum()} of them background')
    if len(times):
        print(f"{numpy.nanmax(times):.1f} s from the first to the last, {affected.sum()} frames soon after a correction")
    temperatures = column(telemetry, "temperatureCelsius")
    if not numpy.isnan(temperatures).all():
        print(f"camera at {numpy.nanmin(temperatures):.2f} to {numpy.nanmax(temperatures):.2f} degrees Celsius")


def print_track(track, frames, telemetry):
    positions = track["positions"]
    times = column(telemetry, "timeMillis")
    ways = numpy.array([(at["centroidX"], at["centroidY"]) for at in positions])
    warmer = []
    for at in positions:
        frame = frames[at["frame"]].astype(int)
        box = frame[at["y"] : at["y"] + at["height"], at["x"] : at["x"] + at["width"]]
        warmer.append(box.max() - numpy.median(frame))
    first, last = positions[0]["frame"], positions[-1]["frame"]
    print(
        f'track {track["id"]}: score {track["score"]:.2f}, frames {first} to {last}, {len(positions)} positions, '
        f"{(times[last] - times[first]) / 1000:.1f} s, {numpy.linalg.norm(ways[-1] - ways[0]):.0f} pixels far, "
        f"up to {max(warmer):.0f} counts warmer"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recording", help="the recording's id")
    recording = parser.parse_args().recording
    for name in ("NIGHTJAR_URL", "NIGHTJAR_TOKEN"):
        if not os.environ.get(name):
            sys.exit(f"{name} is not set; see the beginning of {__file__}")
    try:
        telemetry = json.loads(fetch(f"/v1/recordings/{recording}/artefacts/thermal/telemetry.json"))
        tracks = json.loads(fetch(f"/v1/recordings/{recording}/artefacts/thermal/tracks.json"))
        print_telemetry(telemetry)
        animals = [track for track in tracks["tracks"] if track["score"] >= tracks["threshold"]]
        if animals:  # a long recording is better fetched in pieces, by from and to
            frames = numpy.load(io.BytesIO(fetch(f"/v1/recordings/{recording}/frames.npy")))
            for track in animals:
                print_track(track, frames, telemetry)
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.url}: {error.code} {error.read().decode(errors='replace')}")


if __name__ == "__main__":
    main()
