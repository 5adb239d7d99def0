#!/usr/bin/env python3
"""Measures what a recording costs: processor time of each service (FFmpeg included), requests to the bucket, bytes, memory.

Starts what record.py starts, sends recordings of each kind one after the other, waits until all is made of them, and divides.
Warms up first. What the services ask the bucket while nothing comes is told apart.

usage: unit_costs.py CHECKOUT WARM-UP COUNT FILE...
"""

import os
import pathlib
import re
import signal
import socket
import sys
import threading
import time
import urllib.request

from record import BASE, SERVICES, STORE, Run

FIRST_PROXY = STORE + 10
TICKS = os.sysconf("SC_CLK_TCK")
IDLE_SECONDS = 60
MEDIA = {".cptv": "application/x-cptv", ".wav": "audio/wav", ".m4a": "audio/mp4"}


class CountingProxy:
    """Passes requests on to the store, and counts them."""

    def __init__(self, port):
        self.count = 0
        self.listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            store = socket.create_connection(("127.0.0.1", STORE))
            for end in (client, store):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.requests, args=(client, store), daemon=True).start()
            threading.Thread(target=answers, args=(store, client), daemon=True).start()

    def requests(self, client, store):
        try:
            reader = client.makefile("rb")
            while line := reader.readline():
                head = [line]
                while head[-1] not in (b"\r\n", b""):
                    head.append(reader.readline())
                self.count += 1
                length = 0
                for header in head:
                    if header.lower().startswith(b"transfer-encoding"):
                        raise ValueError("a body of unknown length is not counted: " + line.decode())
                    if header.lower().startswith(b"content-length:"):
                        length = int(header.split(b":")[1])
                store.sendall(b"".join(head))
                while length:
                    piece = reader.read(min(length, 65536))
                    store.sendall(piece)
                    length -= len(piece)
        except OSError:
            pass
        finally:
            store.close()


def answers(store, client):
    try:
        while piece := store.recv(65536):
            client.sendall(piece)
    except OSError:
        pass
    finally:
        client.close()


def processor_seconds(pid):
    """Of a process and of the children that it has waited for."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def most_memory(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


def works_ended():
    """How many works have ended, and of how many events are in work."""
    ended = in_flight = 0
    for n in range(1, len(SERVICES)):
        text = urllib.request.urlopen(f"http://127.0.0.1:{BASE + 1000 + n}/q/metrics", timeout=30).read().decode()
        for line in text.splitlines():
            if line.startswith("nightjar_works_ended_total"):
                ended += float(line.rsplit(" ", 1)[1])
            if line.startswith("nightjar_records_in_flight"):
                in_flight += float(line.rsplit(" ", 1)[1])
    return ended, in_flight


def await_works(wanted):
    until = time.monotonic() + 900
    while works_ended()[0] < wanted or works_ended()[1] > 0:
        if time.monotonic() > until:
            raise TimeoutError(f"{works_ended()} of {wanted} works have ended")
        time.sleep(1)


def stored(folder, prefix):
    return sum(
        os.path.getsize(os.path.join(path, name))
        for path, _, names in os.walk(folder)
        if f"/{prefix}/" in path + "/"
        for name in names
    )


def changed(file, body, number):
    """The recording with other bytes that mean nothing, so that it is none that was sent before."""
    stamp = number.to_bytes(4, "little")
    match file.suffix:
        case ".cptv":
            return body[:4] + stamp + body[8:]
        case ".wav":
            return body[:-4] + stamp
        case _:
            return body + (12).to_bytes(4, "big") + b"free" + stamp


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    warm_up, count = int(sys.argv[2]), int(sys.argv[3])
    files = [pathlib.Path(name) for name in sys.argv[4:]]
    run = Run("", sys.argv[1])
    try:
        proxies = [CountingProxy(FIRST_PROXY + n) for n in range(len(SERVICES))]
        token = run.everything([FIRST_PROXY + n for n in range(len(SERVICES))])
        number = 0
        # What each kind makes: thermal, thumbnail and preview; audio and thumbnail.
        works = {file: 3 if file.suffix == ".cptv" else 2 for file in files}
        wanted = 0

        def send(file, how_many):
            nonlocal number, wanted
            body = file.read_bytes()
            for _ in range(how_many):
                number += 1
                run.upload(token, changed(file, body, number), MEDIA[file.suffix])
            wanted += works[file] * how_many
            await_works(wanted)

        for file in files:
            send(file, warm_up)
        before = [proxy.count for proxy in proxies]
        time.sleep(IDLE_SECONDS)
        idle = [(proxy.count - start) / IDLE_SECONDS for proxy, start in zip(proxies, before)]
        print("idle, requests a second:", dict(zip(SERVICES, (round(each, 3) for each in idle))))
        names = (*SERVICES, "s3", "kafka")
        pids = {name: run.running[name].pid for name in names}
        for file in files:
            cpu = {name: processor_seconds(pid) for name, pid in pids.items()}
            asked = [proxy.count for proxy in proxies]
            bytes_before = {prefix: stored(run.folder / "s3-data", prefix) for prefix in ("raw", "derived")}
            begin = time.monotonic()
            send(file, count)
            seconds = time.monotonic() - begin
            print(f"{file.name}: {file.stat().st_size} bytes, {count} in {seconds:.0f} s")
            for name, pid in pids.items():
                print(f"  {name}: {(processor_seconds(pid) - cpu[name]) / count:.3f} core s each, at most {most_memory(pid):.0f} MiB so far")
            for n, name in enumerate(SERVICES):
                print(f"  {name}: {(proxies[n].count - asked[n] - idle[n] * seconds) / count:.1f} requests each")
            for prefix, start in bytes_before.items():
                print(f"  {prefix}: {(stored(run.folder / 's3-data', prefix) - start) / count:.0f} bytes each")
        print("uploads, by the status of their answer:", run.answers)
    finally:
        run.stop()


if __name__ == "__main__":
    main()
