#!/usr/bin/env python3
"""Follows Nightjar's completion events and tells where each sound calls, as a classifier would.

Needs confluent-kafka and numpy, and to be told where Nightjar is: `eval "$(./nightjar env --reader)"` for the local stack, or
NIGHTJAR_URL, NIGHTJAR_TOKEN and NIGHTJAR_BOOTSTRAP_SERVERS in the environment for any other.

Delivery is at least once: a repeat has the same ce_id, which is why handled ids are remembered, and an offset is
committed only after its event was handled.
"""

import argparse
import io
import json
import os
import sys
import urllib.parse
import urllib.request

import numpy
from confluent_kafka import Consumer, KafkaException

TOPIC = "nightjar.artefact.created"
SPECTROGRAM = "io.nightjar.spectrogram.rendered.v1"


def fetch(nightjar, recording, stage, name):
    """An artefact's bytes, over the ingest service's HTTP API."""
    path = "/".join(urllib.parse.quote(part, safe="") for part in (recording, "artefacts", stage, name))
    request = urllib.request.Request(
        f'{nightjar["NIGHTJAR_URL"].rstrip("/")}/v1/recordings/{path}',
        headers={"Authorization": "Bearer " + nightjar["NIGHTJAR_TOKEN"]},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def loudest(decibels, sample_rate, seconds):
    """Where the spectrogram (frequency × time, dB) is loudest: hertz and seconds."""
    if decibels.size == 0:
        return "an empty recording"
    row, column = numpy.unravel_index(numpy.argmax(decibels), decibels.shape)
    hertz = row * sample_rate / 2 / (decibels.shape[0] - 1)
    second = column * seconds / decibels.shape[1]
    return f"{decibels[row, column]:.1f} dB at {hertz:.0f} Hz, {second:.2f} s"


def clearest(activity):
    """Of what stands out of a sound, by its audio.json, the region that is loudest: its level, middle and beginning."""
    regions = activity["regions"]
    if not regions["peakDbfs"]:
        return "nothing calls"
    best = max(range(len(regions["peakDbfs"])), key=lambda i: regions["peakDbfs"][i])
    hertz = (regions["lowHertz"][best] + regions["highHertz"][best]) / 2
    return f'{regions["peakDbfs"][best]:.1f} dB at {hertz:.0f} Hz, {regions["beginSeconds"][best]:.2f} s'


def handle(nightjar, headers, data):
    """Says what an event says; of a sound, where it calls, and where its spectrogram is loudest if there is an array of it."""
    line = f'{data["recordingId"]} {headers["ce_type"]} {data["status"]}'
    if headers["ce_type"] == SPECTROGRAM:
        sound = json.loads(fetch(nightjar, data["recordingId"], data["stage"], "audio.json"))
        if "activity" in sound:  # not in those of before
            regions = sound["activity"]["regionsFound"]
            line += f' {regions} calls, {sound["activity"]["activityPercent"]} % active, clearest: {clearest(sound["activity"])}'
        if any(artefact["name"] == "spectrogram.npy" for artefact in data["artefacts"]):
            decibels = numpy.load(io.BytesIO(fetch(nightjar, data["recordingId"], data["stage"], "spectrogram.npy")))
            summary = data["summary"]
            line += f' {decibels.shape} loudest: {loudest(decibels, summary["sampleRateHertz"], summary["durationSeconds"])}'
    print(line, flush=True)


def follow(nightjar, group, most):
    """Handles events until `most` of them are handled; each effect once, though its event may come twice."""
    consumer = Consumer(
        {
            "bootstrap.servers": nightjar["NIGHTJAR_BOOTSTRAP_SERVERS"],
            "group.id": group,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    consumer.subscribe([TOPIC])
    handled = set()  # a real classifier keeps them where it keeps its results
    try:
        while most is None or len(handled) < most:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                raise KafkaException(message.error())
            headers = {name: (value or b"").decode() for name, value in message.headers() or []}
            if headers["ce_id"] not in handled:
                handle(nightjar, headers, json.loads(message.value()))
                handled.add(headers["ce_id"])
            consumer.commit(message, asynchronous=False)
    finally:
        consumer.close()


def environment():
    """Where Nightjar is, by the variables that tell it."""
    names = ["NIGHTJAR_URL", "NIGHTJAR_TOKEN", "NIGHTJAR_BOOTSTRAP_SERVERS"]
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        sys.exit(f'{" and ".join(missing)} must be set; for the local stack: eval "$(./nightjar env --reader)"')
    return {name: os.environ[name] for name in names}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", default="example-classifier", help="consumer group; a new one starts at the beginning")
    parser.add_argument("--most", type=int, help="stop after so many events")
    arguments = parser.parse_args()
    try:
        follow(environment(), arguments.group, arguments.most)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
