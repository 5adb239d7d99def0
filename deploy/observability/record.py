#!/usr/bin/env python3
"""Plays 35 minutes of Nightjar under Prometheus, and writes the series that the rules ask for into recorded-run.test.yaml.

Needs the programs as built (./mvnw -B -Dquick package), a Java 25 in JAVA_HOME, and Prometheus. Everything listens on 127.0.0.1,
and what is stored goes when the run has ended. Prints when each alert sounded and what each expression of the dashboard gave.

usage: record.py PROMETHEUS [CHECKOUT]
"""

import json
import os
import pathlib
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
STEP = 30
SERVICES = ("ingest-service", "thermal-service", "audio-service", "thumbnail-service")
BASE, KAFKA, STORE, PROMETHEUS = 21080, 21092, 21100, 21190

# Seconds from the first scrape; multiples of STEP.
FIRST_UPLOAD = 60
STORE_GOES = 300
STORE_COMES = 1080
BROKER_GOES = 1260
BROKER_COMES = 1800
INGEST_GOES = 1890
END = 2160

# What the rules ask for; the others are left out.
NAMES = (
    "nightjar_dead_letters_total",
    "nightjar_dependency_answers",
    "nightjar_dependency_retries_total",
    "nightjar_outbox_oldest_age_seconds",
    "nightjar_outbox_quarantined",
    "nightjar_scratch_used_bytes",
    "nightjar_stage_duration_seconds_bucket",
    "nightjar_uploads_under_way",
    "nightjar_work_oldest_age_seconds",
    "nightjar_works_ended_total",
    "http_server_requests_seconds_count",
    "kafka_consumer_fetch_manager_records_lag",
)
LABELS = ("service", "pod", "stage", "cause", "dependency", "code", "method", "outcome", "uri", "status", "topic", "partition", "le")


class Run:
    """The programs of one run, in a folder of its own."""

    def __init__(self, prometheus, checkout):
        self.prometheus = prometheus
        self.checkout = pathlib.Path(checkout)
        self.java = str(pathlib.Path(os.environ["JAVA_HOME"], "bin/java"))
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="nightjar-record."))
        self.keys = {"NIGHTJAR_STORE_ACCESS_KEY": "record", "NIGHTJAR_STORE_SECRET_KEY": secrets.token_hex(16)}
        self.running = {}
        self.answers = {}

    def start(self, name, command, environment):
        log = open(self.folder / f"{name}.log", "ab")
        everything = {key: value for key, value in os.environ.items() if not key.startswith("NIGHTJAR_")}
        self.running[name] = subprocess.Popen(
            command, env={**everything, **environment}, stdout=log, stderr=log, cwd=self.folder, start_new_session=True
        )

    def kill(self, name):
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def part(self, name, *arguments):
        jar = self.checkout / "deploy/embedded/target/embedded/nightjar-embedded.jar"
        command = [self.java, "-Xmx512m", "-jar", str(jar), "--data", str(self.folder / f"{name}-data"), "--parts", name, *arguments]
        self.start(name, command, self.keys)

    def broker(self):
        self.part("kafka", "--kafka-port", str(KAFKA))

    def store(self):
        self.part("s3", "--s3-port", str(STORE), "--bucket", "nightjar")

    def service(self, name, store=STORE):
        port = BASE + SERVICES.index(name)
        environment = {
            **self.keys,
            "NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS": f"127.0.0.1:{KAFKA}",
            "NIGHTJAR_KAFKA_REPLICATION_FACTOR": "1",
            "NIGHTJAR_STORE_ENDPOINT": f"http://127.0.0.1:{store}",
            "NIGHTJAR_STORE_REGION": "us-east-1",
            "NIGHTJAR_STORE_BUCKET": "nightjar",
            "QUARKUS_HTTP_PORT": str(port),
            "QUARKUS_MANAGEMENT_PORT": str(port + 1000),
        }
        if name == "ingest-service":
            environment["NIGHTJAR_TOKEN_KEYS_FILE"] = str(self.folder / "token-keys.json")
            environment["NIGHTJAR_REGISTRATION_MODE"] = "open"
        jar = self.checkout / name / "target/quarkus-app/quarkus-run.jar"
        self.start(name, [self.java, "-Xmx384m", "-XX:+UseSerialGC", "-jar", str(jar)], environment)

    def everything(self, stores=(STORE,) * len(SERVICES)):
        """Starts all but Prometheus, waits until it is ready, and returns a device's token."""
        self.broker()
        self.store()
        make_key = [self.java, "-jar", f"{self.checkout}/deploy/local/target/cli/nightjar-local.jar"]
        make_key += ["token", "--new-key", "--keys-file", str(self.folder / "token-keys.json")]
        subprocess.run(make_key, check=True)
        for name, store in zip(SERVICES, stores):
            self.service(name, store)
        for n in range(len(SERVICES)):
            await_answer(f"http://127.0.0.1:{BASE + 1000 + n}/q/health/ready", 300)
        return self.register()

    def watch(self):
        for file in ("recording-rules.yaml", "alerting-rules.yaml"):
            shutil.copy(HERE / file, self.folder)
        targets = "\n".join(
            f"      - {{targets: ['127.0.0.1:{BASE + 1000 + n}'], labels: {{service: {name}, pod: {name[:-8]}-1}}}}"
            for n, name in enumerate(SERVICES)
        )
        (self.folder / "prometheus.yaml").write_text(
            f"global: {{scrape_interval: {STEP}s, evaluation_interval: {STEP}s}}\n"
            "rule_files: [recording-rules.yaml, alerting-rules.yaml]\n"
            f"scrape_configs:\n  - job_name: nightjar\n    metrics_path: /q/metrics\n    static_configs:\n{targets}\n"
        )
        data = self.folder / "prometheus-data"
        command = [self.prometheus, "--config.file=prometheus.yaml", f"--storage.tsdb.path={data}"]
        self.start("prometheus", [*command, f"--web.listen-address=127.0.0.1:{PROMETHEUS}"], {})

    def stop(self):
        for name in list(self.running):
            self.kill(name)
        shutil.rmtree(self.folder)

    def register(self):
        device = {"group": "forest", "device": "camera-1", "password": secrets.token_hex(16)}
        request = urllib.request.Request(
            f"http://127.0.0.1:{BASE}/v1/devices",
            data=json.dumps(device).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["token"]

    def upload(self, token, body, media_type):
        request = urllib.request.Request(
            f"http://127.0.0.1:{BASE}/v1/recordings",
            data=body,
            headers={"Authorization": f"Bearer {token}", "Content-Type": media_type},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status = answer.status
        except urllib.error.HTTPError as refusal:
            status = refusal.code
        except OSError:
            status = 0
        self.answers[status] = self.answers.get(status, 0) + 1


def recordings(checkout):
    """Recordings without end, no two alike: thermal ones, sound, and one in five of a version that nobody knows."""
    folder = pathlib.Path(checkout, "fixtures")
    good = (folder / "recordings/hedgehog.cptv").read_bytes()
    sound = (folder / "recordings/bird-calls.wav").read_bytes()
    empty = (folder / "odd/version-4.cptv").read_bytes()
    number = 0
    while True:
        number += 1
        stamp = number.to_bytes(4, "little")
        if number % 5 == 0:
            yield empty[:4] + stamp + empty[8:], "application/x-cptv"
        elif number % 2 == 0:
            yield sound[:-4] + stamp, "audio/wav"
        else:
            yield good[:4] + stamp + good[8:], "application/x-cptv"


def await_answer(url, seconds):
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return answer.read()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(1)


def asked(path, **parameters):
    url = f"http://127.0.0.1:{PROMETHEUS}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    with urllib.request.urlopen(url, timeout=60) as answer:
        return json.load(answer)["data"]["result"]


def play(run):
    token = run.everything()
    run.watch()
    await_answer(f"http://127.0.0.1:{PROMETHEUS}/-/ready", 60)
    begin = time.time()
    plan = [
        (STORE_GOES, lambda: run.kill("s3")),
        (STORE_COMES, run.store),
        (BROKER_GOES, lambda: run.kill("kafka")),
        (BROKER_COMES, run.broker),
        (INGEST_GOES, lambda: run.kill("ingest-service")),
    ]
    each = recordings(run.checkout)
    next_upload = FIRST_UPLOAD
    while time.time() < begin + END:
        now = time.time() - begin
        if plan and now >= plan[0][0]:
            plan.pop(0)[1]()
        if now >= next_upload:
            next_upload += 5
            threading.Thread(target=run.upload, args=(token, *next(each)), daemon=True).start()
        time.sleep(0.2)
    print("uploads, by the status of their answer (0: none):", dict(sorted(run.answers.items())))
    return int(begin)


def notation(values, times):
    """The values at these times, as promtool reads them; where a series ends it is stale."""
    words = [values.get(at, "_") for at in times]
    out = []
    index = 0
    while index < len(words):
        word = words[index]
        end = index
        while end < len(words) and words[end] == word:
            end += 1
        count = end - index
        if word == "_":
            if out:
                out.append("stale")
                count -= 1
            out += [f"_x{count}"] if count > 1 else ["_"] * count
        else:
            out.append(word if count == 1 else f"{word}x{count - 1}")
        index = end
    return " ".join(out)


def without_needless_buckets(series):
    """Of neighbouring buckets that count the same all the time, the first and the last: percentiles are the same."""
    groups = {}
    kept = []
    for labels, values in series:
        if "le" in labels:
            key = tuple(sorted((name, value) for name, value in labels.items() if name != "le"))
            groups.setdefault(key, []).append((labels, values))
        else:
            kept.append((labels, values))
    for buckets in groups.values():
        buckets.sort(key=lambda bucket: float(bucket[0]["le"]))
        for n, bucket in enumerate(buckets):
            inner = 0 < n < len(buckets) - 1
            if not (inner and buckets[n - 1][1] == bucket[1] == buckets[n + 1][1]):
                kept.append(bucket)
    return kept


def lines(begin):
    times = [begin + STEP * n for n in range(END // STEP + 1)]
    for name in NAMES:
        series = []
        for found in asked("query_range", query=name, start=times[0], end=times[-1], step=STEP):
            labels = {label: found["metric"][label] for label in LABELS if label in found["metric"]}
            series.append((labels, {int(at): value for at, value in found["values"]}))
        for labels, values in without_needless_buckets(series):
            text = ",".join(f'{label}="{value}"' for label, value in labels.items())
            yield f"      - {{series: '{name}{{{text}}}', values: '{notation(values, times)}'}}\n"


def tell_alerts(begin):
    for found in asked("query_range", query="ALERTS", start=begin, end=begin + END, step=STEP):
        labels = {name: value for name, value in found["metric"].items() if name != "__name__"}
        times = [int(at) - begin for at, _ in found["values"]]
        print("alert", labels, f"{times[0]} s … {times[-1]} s, {len(times)} evaluations")


def tell_dashboard(begin):
    for panel in json.loads((HERE / "dashboard.json").read_text())["panels"]:
        for target in panel.get("targets", []):
            found = asked("query_range", query=target["expr"], start=begin, end=begin + END, step=STEP)
            values = [float(value) for series in found for _, value in series["values"] if value != "NaN"]
            span = f"{min(values):.4g} … {max(values):.4g}" if values else "nothing"
            print("dashboard", panel["title"], "|", target["expr"], "|", len(found), "series |", span)


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    checkout = sys.argv[2] if len(sys.argv) > 2 else HERE.parent.parent
    run = Run(sys.argv[1], checkout)
    try:
        begin = play(run)
        file = HERE / "recorded-run.test.yaml"
        before = file.read_text().splitlines(keepends=True)
        head = next(n for n, line in enumerate(before) if line.strip() == "input_series:") + 1
        rest = [line for line in before[head:] if not line.startswith("      - {series:")]
        file.write_text("".join(before[:head] + list(lines(begin)) + rest))
        tell_alerts(begin)
        tell_dashboard(begin)
    finally:
        run.stop()


if __name__ == "__main__":
    main()
