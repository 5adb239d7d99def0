#!/usr/bin/env python3
"""Finds what is warm and moves in thermal recordings, and answers with its tracks, as a classifier does.

Needs confluent-kafka and numpy, and to be told where Nightjar is: `eval "$(./nightjar env --reader)"` for the local stack, or
NIGHTJAR_URL, NIGHTJAR_TOKEN and NIGHTJAR_BOOTSTRAP_SERVERS in the environment for any other.

Delivery is at least once, and so is the answer: the same answer has the same ce_id and the same bytes, so that nobody
need remember what was answered already. An offset is committed once the answer is safe.
"""

import argparse
import datetime
import io
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

import numpy
from confluent_kafka import Consumer, KafkaException, Producer

LISTENS_TO = "nightjar.artefact.created"
DECODED = "io.nightjar.thermal.decoded.v1"
ANSWERS_ON = "nightjar.tracks.classified"
CLASSIFIED = "io.nightjar.tracks.classified.v1"

NAME = "warm-mover"
VERSION = "1.0"  # another one whenever the code below may find something else in the same recording

MOST_FRAMES = 1000  # that are held in memory; a longer recording is judged by its beginning
WARMER = 40  # counts above the background, which is about a degree and a half
FEWEST_PIXELS = 6
FEWEST_FRAMES = 3
MOST_POSITIONS = 150  # an event has room for 16 KiB


class NothingToRead(Exception):
    """The recording has no frames that can be read, or is gone."""


def fetch(path, **query):
    """What the ingest service gives; a passing fault is waited out, for that is nobody's answer."""
    url = os.environ["NIGHTJAR_URL"].rstrip("/") + path + "?" + urllib.parse.urlencode(query)
    request = urllib.request.Request(url, headers={"Authorization": "Bearer " + os.environ["NIGHTJAR_TOKEN"]})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            if error.code == 404:
                raise NothingToRead(json.load(error)["code"]) from None
            if error.code < 500 and error.code != 429:
                raise
            pause = float(error.headers.get("Retry-After", 10))
        except OSError:  # the network, or an answer that was cut
            pause = 10
        time.sleep(pause)


def sightings(frames, background_frames):
    """Where something is warmer than what usually stands there: a box for each frame that shows it."""
    moving = frames[background_frames:].astype(numpy.int32)
    if len(moving) < FEWEST_FRAMES:
        return []
    above = moving - numpy.median(moving, axis=0)
    above -= numpy.median(above, axis=(1, 2), keepdims=True)  # the camera warms up, and calibrates itself
    found = []
    for index, frame in enumerate(above):
        rows, columns = numpy.nonzero(frame > max(WARMER, frame.max() / 3))
        if len(rows) >= FEWEST_PIXELS:
            found.append(
                {
                    "frame": background_frames + index,
                    "x": int(columns.min()),
                    "y": int(rows.min()),
                    "width": int(columns.max() - columns.min()) + 1,
                    "height": int(rows.max() - rows.min()) + 1,
                }
            )
    return found


def tracks(found):
    """One track of all that was seen; a real classifier would tell several animals apart."""
    if len(found) < FEWEST_FRAMES:
        return []
    kept = numpy.unique(numpy.linspace(0, len(found) - 1, MOST_POSITIONS).round().astype(int))
    steadiness = len(found) / (found[-1]["frame"] - found[0]["frame"] + 1)
    return [
        {
            "id": 1,
            "positions": [found[index] for index in kept],
            "labels": [{"label": "animal", "confidence": round(steadiness, 3)}],
        }
    ]


def classify(event):
    """The data of the answer to an event."""
    recording, summary = event["recordingId"], event["summary"]
    try:
        array = fetch(f"/v1/recordings/{recording}/frames.npy", to=MOST_FRAMES)
        found = sightings(numpy.load(io.BytesIO(array)), summary["backgroundFrames"])
    except NothingToRead as why:
        print(f"{recording}: {why}", file=sys.stderr)
        found = []
    return {
        "recordingId": recording,
        "classifier": {"name": NAME, "version": VERSION},
        "lookedAt": {"stage": event["stage"], "version": event["version"], "name": "frames.npy"},
        "tracks": tracks(found),
    }


def publish(producer, answer, trace):
    """Returns once the answer is safe on all in-sync replicas."""
    recording, looked_at = answer["recordingId"], answer["lookedAt"]["version"]
    same = "\n".join((CLASSIFIED, recording, NAME, VERSION, looked_at))
    headers = {
        "ce_specversion": "1.0",
        "ce_id": str(uuid.uuid5(uuid.NAMESPACE_URL, same)),
        "ce_source": "/classifiers/" + NAME,
        "ce_type": CLASSIFIED,
        "ce_subject": recording,
        "ce_time": datetime.datetime.now(datetime.timezone.utc).isoformat().replace("+00:00", "Z"),
        "ce_dataschema": "urn:nightjar:schema:" + CLASSIFIED,
        "content-type": "application/json",
    }
    if trace:
        headers["traceparent"] = trace
    failures = []
    producer.produce(
        ANSWERS_ON,
        key=recording,
        value=json.dumps(answer, separators=(",", ":")).encode(),
        headers=headers,
        on_delivery=lambda error, message: failures.append(error) if error else None,
    )
    producer.flush()
    if failures:
        raise KafkaException(failures[0])


def follow(group, count):
    """Answers events until `count` of them are answered."""
    servers = {"bootstrap.servers": os.environ["NIGHTJAR_BOOTSTRAP_SERVERS"]}
    consumer = Consumer(
        {**servers, "group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False}
    )
    producer = Producer({**servers, "enable.idempotence": True})
    consumer.subscribe([LISTENS_TO])
    answered = 0
    try:
        while count is None or answered < count:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                if message.error().retriable():
                    continue  # the broker is on its way back, or the topic is not made yet
                raise KafkaException(message.error())
            headers = {name: (value or b"").decode() for name, value in message.headers() or []}
            if headers.get("ce_type") == DECODED:
                answer = classify(json.loads(message.value()))
                publish(producer, answer, headers.get("traceparent"))
                answered += 1
                print(f'{answer["recordingId"]} {len(answer["tracks"])} tracks', flush=True)
            consumer.commit(message, asynchronous=False)
    finally:
        consumer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", default=NAME, help="consumer group; a new one starts at the beginning")
    parser.add_argument("--count", type=int, help="stop after so many answers")
    arguments = parser.parse_args()
    for name in ("NIGHTJAR_URL", "NIGHTJAR_TOKEN", "NIGHTJAR_BOOTSTRAP_SERVERS"):
        if not os.environ.get(name):
            sys.exit(f"{name} is not set; see the beginning of {__file__}")
    try:
        follow(arguments.group, arguments.count)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
