#!/usr/bin/env python3
"""Tells animals from false triggers in thermal recordings by a simple rule, as a classifier does, and hears which thumbnails follow.

It takes the tracks that Nightjar has found, looks at their pixels, and answers with a label for each.

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
RENDERED = "io.nightjar.thumbnail.rendered.v1"
ANSWERS_ON = "nightjar.tracks.classified"
CLASSIFIED = "io.nightjar.tracks.classified.v1"

NAME = "warm-mover"
VERSION = "2.0"  # another one whenever the code below may find something else in the same recording

MOST_FRAMES = 1000  # that are held in memory; what comes later in a longer recording is not looked at
MOST_TRACKS = 50  # that an answer may have
MOST_POSITIONS = 150  # of all tracks together: an event has room for 16 KiB
WARM = 80  # counts above what surrounds it, about three degrees: an animal at night


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


def animal(track, frames):
    """How likely a track is an animal, from 0 to 1: warmer than what surrounds it, and not always at the same place."""
    warmer, places, lengths = [], [], []
    for at in track["positions"]:
        if at["frame"] >= len(frames):
            break
        frame = frames[at["frame"]].astype(int)
        box = frame[at["y"] : at["y"] + at["height"], at["x"] : at["x"] + at["width"]]
        warmer.append(numpy.percentile(box, 95) - numpy.median(frame))
        places.append((at["x"] + at["width"] / 2, at["y"] + at["height"] / 2))
        lengths.append(max(at["width"], at["height"]))
    if not places:
        return 0.0
    way = numpy.linalg.norm(numpy.ptp(places, axis=0)) / numpy.median(lengths)
    return float(min(1, max(0, numpy.median(warmer) / WARM)) * min(1, way))


def label(track, frames):
    """A track of the answer: the id it has in tracks.json, where it is, and what it is."""
    likely = round(animal(track, frames), 3)
    name, confidence = ("animal", likely) if likely >= 0.5 else ("false-positive", round(1 - likely, 3))
    return {"id": track["id"], "positions": [], "labels": [{"label": name, "confidence": confidence}]}


def some_positions(track, most):
    """Positions may be left out, as the id says whose they are; who reads the answer alone is glad of some of them."""
    positions = track["positions"]
    kept = numpy.unique(numpy.linspace(0, len(positions) - 1, most).round().astype(int))
    return [{name: positions[at][name] for name in ("frame", "x", "y", "width", "height")} for at in kept]


def classify(event):
    """The data of the answer to an event."""
    recording, answered = event["recordingId"], []
    try:
        base = f'/v1/recordings/{recording}/artefacts/{event["stage"]}/{event["version"]}'
        found = json.loads(fetch(base + "/tracks.json"))["tracks"][:MOST_TRACKS]
        if found:
            frames = numpy.load(io.BytesIO(fetch(f"/v1/recordings/{recording}/frames.npy", to=MOST_FRAMES)))
        for track in found:
            answered.append(label(track, frames))
            answered[-1]["positions"] = some_positions(track, max(2, MOST_POSITIONS // len(found)))
    except NothingToRead as why:
        print(f"{recording}: {why}", file=sys.stderr)
        answered = []
    return {
        "recordingId": recording,
        "classifier": {"name": NAME, "version": VERSION},
        "lookedAt": {"stage": event["stage"], "version": event["version"], "name": "tracks.json"},
        "tracks": answered,
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


def show(event):
    """Tells what the thumbnails show that follow an answer."""
    summary = event["summary"]
    what = f'track {summary["track"]}, {summary["label"]} {summary["confidence"]}' if "track" in summary else "no animal"
    names = [artefact["name"] for artefact in event["artefacts"]]
    print(f'{event["recordingId"]} thumbnail: {what}, frame {summary["frame"]}, {len(names)} pictures', flush=True)


def follows(event):
    """Whether thumbnails follow an answer of this very classifier."""
    classifier = event["summary"].get("followed", {}).get("classifier", {})
    return classifier == {"name": NAME, "version": VERSION}


def follow(group, count, only):
    """Answers events, of one recording or of all, until `count` of them are answered, and their thumbnails rendered."""
    servers = {"bootstrap.servers": os.environ["NIGHTJAR_BOOTSTRAP_SERVERS"]}
    consumer = Consumer(
        {**servers, "group.id": group, "auto.offset.reset": "earliest", "enable.auto.commit": False}
    )
    producer = Producer({**servers, "enable.idempotence": True})
    consumer.subscribe([LISTENS_TO])
    answered, awaited = 0, set()
    try:
        while count is None or answered < count or awaited:
            message = consumer.poll(1.0)
            if message is None:
                continue
            if message.error():
                if message.error().retriable():
                    continue  # the broker is on its way back, or the topic is not made yet
                raise KafkaException(message.error())
            headers = {name: (value or b"").decode() for name, value in message.headers() or []}
            if headers.get("ce_type") == RENDERED and follows(event := json.loads(message.value())):
                show(event)
                awaited.discard(event["recordingId"])
            wanted = only is None or headers.get("ce_subject") == only
            if headers.get("ce_type") == DECODED and wanted and (count is None or answered < count):
                answer = classify(json.loads(message.value()))
                publish(producer, answer, headers.get("traceparent"))
                answered += 1
                awaited.add(answer["recordingId"])
                print(f'{answer["recordingId"]} {len(answer["tracks"])} tracks', flush=True)
            consumer.commit(message, asynchronous=False)
    finally:
        consumer.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", default=NAME, help="consumer group; a new one starts at the beginning")
    parser.add_argument("--count", type=int, help="stop after so many answers and the thumbnails that follow them")
    parser.add_argument("--recording", help="pass over all recordings but the one with this id")
    arguments = parser.parse_args()
    for name in ("NIGHTJAR_URL", "NIGHTJAR_TOKEN", "NIGHTJAR_BOOTSTRAP_SERVERS"):
        if not os.environ.get(name):
            sys.exit(f"{name} is not set; see the beginning of {__file__}")
    try:
        follow(arguments.group, arguments.count, arguments.recording)
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
