"""Sends requests that are generated from the API's description, right ones and wrong ones, and holds the answers against it.

    python property_based_test.py

NIGHTJAR_URL says where the service is; a device (NIGHTJAR_TOKEN), an operator (NIGHTJAR_OPERATOR_TOKEN), and a person who
owns a group call. The seed is fixed: two runs send the same. Exits with 1 if an answer is not as described.
"""

import json
import os
import pathlib
import subprocess
import sys
import urllib.request

URL = os.environ["NIGHTJAR_URL"]
HERE = pathlib.Path(__file__).resolve().parent
PERSON = {"person": "property-based", "password": "a long password"}
GROUP = "property-based"
SEED = "20260115"


def send(method, path, document, token=None):
    """A request with a document; what is answered, if anything is."""
    request = urllib.request.Request(URL + path, json.dumps(document).encode(), method=method)
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.loads(answer.read() or "null")


def owner(operator):
    """The token of a person who owns a group."""
    send("POST", "/v1/groups", {"group": GROUP}, operator)
    send("POST", "/v1/people", PERSON, operator)
    send("PUT", f"/v1/groups/{GROUP}/people/{PERSON['person']}", {"role": "owner"}, operator)
    return send("POST", "/v1/tokens", PERSON)["token"]


def check(caller, token):
    """Sends the requests of one caller; whether all was answered as described."""
    print(f"--- {caller}", flush=True)
    command = [
        str(pathlib.Path(sys.executable).with_name("schemathesis")),
        f"--config-file={HERE / 'schemathesis.toml'}",
        "--no-color",
        "run",
        f"{URL}/openapi?format=json",
        f"--url={URL}",
        f"--seed={SEED}",
        f"--header=Authorization: Bearer {token}",
    ]
    environment = os.environ | {"PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main():
    operator = os.environ["NIGHTJAR_OPERATOR_TOKEN"]
    callers = {"device": os.environ["NIGHTJAR_TOKEN"], "person": owner(operator), "operator": operator}
    refuted = [caller for caller, token in callers.items() if not check(caller, token)]
    sys.exit(f"not as described: {refuted}" if refuted else 0)


if __name__ == "__main__":
    main()
