"""Calls every operation of the API with the client that is generated from its description, and checks what it answers.

    python call_every_operation.py FIXTURES

FIXTURES is the folder of the recordings. NIGHTJAR_URL, NIGHTJAR_TOKEN (a device's) and NIGHTJAR_OPERATOR_TOKEN say where the
service is and who calls. What is expected comes from the files and from the description; an operation that is not called
fails the run.
"""

import base64
import datetime
import hashlib
import io
import json
import os
import pathlib
import re
import secrets
import sys
import time
import urllib.request
import uuid
import zipfile

import nightjar
import numpy

URL = os.environ["NIGHTJAR_URL"]
FIXTURES = pathlib.Path(sys.argv[1])
PASSWORD = "a long password"
TUS = "1.0.0"
PATIENCE_SECONDS = 180


class Caller:
    """The operations as someone may call them; remembers which were called and answered."""

    called = set()

    def __init__(self, token=None):
        client = nightjar.ApiClient(nightjar.Configuration(host=URL, access_token=token))
        self.apis = [nightjar.FieldApi(client), nightjar.IdentityApi(client), nightjar.RecordingsApi(client)]

    def __getattr__(self, name):
        operation = next(getattr(api, name) for api in self.apis if hasattr(api, name))

        def call(*arguments, **named):
            answer = operation(*arguments, **named)
            Caller.called.add(name.removesuffix("_with_http_info"))
            return answer

        return call


def operations():
    """The operations of the description, spelled as the client's."""
    with urllib.request.urlopen(f"{URL}/openapi?format=json", timeout=30) as answer:
        paths = json.load(answer)["paths"]
    names = [operation["operationId"] for path in paths.values() for operation in path.values()]
    return {re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower() for name in names}


def equal(found, expected):
    if found != expected:
        raise AssertionError(f"found {found!r}, expected {expected!r}")


def in_hours(hours):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)


def claims(token):
    """What a JSON Web Token says."""
    part = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def groups_and_people(operator, group):
    """Makes a group and a person who owns it, and returns the owner as a caller and their name."""
    person = f"{group}-owner"
    equal(Caller().get_links().openapi, "/openapi")
    equal(operator.create_group(nightjar.NewGroup(group=group)).group, group)
    equal(group in [one.group for one in operator.list_groups(limit=1000).groups], True)
    operator.create_person(nightjar.NewPerson(person=person, password=PASSWORD))
    operator.give_role(group, person, nightjar.NewRole(role="owner"))
    operator.change_password(person, nightjar.NewPassword(password=PASSWORD + "!"))
    owner = Caller(Caller().sign_in(nightjar.Credentials(person=person, password=PASSWORD + "!")).token)
    me = owner.get_me()
    equal((me.kind, me.name, me.roles[group].value), ("person", person, "owner"))
    equal([(one.person, one.role.value) for one in owner.list_members(group).people], [(person, "owner")])
    return owner, person


def devices(owner, group):
    """Lets devices in by every way there is, and returns the token of one that was renewed."""
    equal(owner.register_device(group, nightjar.NewDevice(device="camera", password=PASSWORD)).device, "camera")
    equal(owner.get_device("camera", group).revoked, False)
    invited = owner.create_invitation(group, nightjar.NewInvitation(uses=2, days=1))
    myself = nightjar.NewSelf(group=group, device="invited", password=PASSWORD, invitation=invited.code)
    equal(Caller().register_self(myself).device, "invited")
    equal([(one.id, one.uses) for one in owner.list_invitations(group).invitations], [(invited.id, 2)])
    owner.withdraw_invitation(group, invited.id)
    until = in_hours(1)
    equal(owner.open_registration_window(group, nightjar.NewWindow(until=until, devices=3)).open, True)
    equal(owner.get_registration_window(group).devices, 3)
    owner.close_registration_window(group)
    equal(owner.get_registration_window(group).open, False)
    equal([one.device for one in owner.list_devices(group, limit=10).devices], ["camera", "invited"])
    owner.revoke_device("invited", group)
    equal(owner.get_device("invited", group).revoked, True)
    return owner.renew_device_token("camera", group).token


def finished(device, recording):
    """A recording when its outcome is known."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while (view := device.get_recording(recording)).status == "processing":
        if time.monotonic() > ends:
            raise AssertionError(f"still in work: {view}")
        time.sleep(0.2)
    return view


def recordings(device):
    """Sends a recording and reads all that becomes of it."""
    sound = (FIXTURES / "bird-calls.wav").read_bytes()
    sha256 = hashlib.sha256(sound).hexdigest()
    began = datetime.datetime(2026, 1, 15, 10, 12, 13, tzinfo=datetime.timezone.utc)
    upload = device.upload_recording(sound, nightjar_recorded_at=began)
    equal((upload.duplicate, upload.size, upload.sha256), (False, len(sound), sha256))
    recording = upload.recording_id
    equal(device.find_recording_by_digest(sha256).recording_id, recording)
    view = finished(device, recording)
    equal((view.status, view.kind.value, view.recorded.at, view.recorded.source.value),
          ("completed", "audio", began, "client"))
    equal(recording in [one.recording_id for one in device.list_recordings(kind=nightjar.MediaKind.AUDIO, limit=100).recordings], True)
    equal(bytes(device.get_raw(recording)), sound)
    equal(bytes(device.get_raw(recording, range="bytes=4-9")), sound[4:10])
    events = re.findall(r"^event: ?(\w+)$", device.follow_recording(recording), re.MULTILINE)
    equal((events[0], events[-1]), ("received", "end"))
    spectrogram = next(one for one in view.artefacts if one.name == "spectrogram.webp")
    picture = bytes(device.get_artefact(recording, spectrogram.name, "audio"))
    equal(hashlib.sha256(picture).hexdigest(), spectrogram.sha256)
    equal((picture[:4], picture[8:12]), (b"RIFF", b"WEBP"))
    version = next(stage.version for stage in view.stages if stage.stage == "audio")
    equal(bytes(device.get_artefact_of_version(recording, spectrogram.name, "audio", version)), picture)
    return recording


def archive(device):
    """Sends two recordings in one archive, and reads a line for each and one for all."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as card:
        for name in ("bird-calls.wav", "bird-calls.m4a"):
            card.write(FIXTURES / name, name)
    lines = [json.loads(line) for line in bytes(device.upload_archive(packed.getvalue())).splitlines()]
    members = [nightjar.ArchiveMember.from_dict(line) for line in lines[:-1]]
    equal([(one.name, one.outcome) for one in members], [("bird-calls.wav", "duplicate"), ("bird-calls.m4a", "accepted")])
    equal(nightjar.ArchiveSummary.from_dict(lines[-1]).outcome, "complete")


def chunks(device):
    """Sends a recording in chunks; gives another one up."""
    recording = (FIXTURES / "hedgehog.cptv").read_bytes()
    half = len(recording) // 2
    ids = []
    for _ in range(2):
        made = device.create_upload_with_http_info(b"", upload_length=len(recording), tus_resumable=TUS)
        equal(made.status_code, 201)
        ids.append(uuid.UUID(made.headers["Location"].rsplit("/", 1)[1]))
    device.append_to_upload(0, ids[0], recording[:half], tus_resumable=TUS)
    offset = device.get_upload_offset_with_http_info(ids[0], tus_resumable=TUS).headers["Upload-Offset"]
    equal(int(offset), half)
    end = device.append_to_upload_with_http_info(half, ids[0], recording[half:], tus_resumable=TUS)
    equal(finished(device, uuid.UUID(end.headers["Nightjar-Recording-Id"])).sha256, hashlib.sha256(recording).hexdigest())
    device.terminate_upload(ids[1], tus_resumable=TUS)
    return uuid.UUID(end.headers["Nightjar-Recording-Id"])


def rendered(device, recording, order):
    """What has become of a render when it has ended."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while (view := device.request_render(recording, order)).status == "processing":
        if time.monotonic() > ends:
            raise AssertionError(f"still to be made: {view}")
        time.sleep(2)
    return view


def frames(device, recording):
    """The numbers of a thermal recording, one of its frames, and an archive of some; ids are found by their beginnings."""
    array = numpy.load(io.BytesIO(bytes(device.get_frames(recording, var_from=1, to=3))))
    equal((array.shape, array.dtype, array.flags.c_contiguous), ((2, 120, 160), numpy.dtype("<u2"), True))
    equal(bytes(device.get_frame(recording, 1, palette="grey"))[:8], b"\x89PNG\r\n\x1a\n")
    close_up = bytes(device.get_frame(recording, 1, around="70,52,20,16", size=64))
    equal(int.from_bytes(close_up[16:20], "big"), 64)
    order = nightjar.RenderOrder(artefact="frames.npz", parameters={"from": 1, "to": 3})
    made = rendered(device, recording, order)
    equal(made.status, "completed")
    archive = bytes(device.get_artefact_of_version(recording, made.artefact, "render", made.id))
    equal(numpy.load(io.BytesIO(archive))["numbers"].tolist(), [1, 2])
    found = device.find_recordings_by_prefix(str(recording)[:-1])
    equal([one.recording_id for one in found.recordings], [recording])


def tiles(device, recording):
    """The spectrogram of 8 s of 24 kHz as tiles: 375 spectra are two tiles across, halved one."""
    made = rendered(device, recording, nightjar.RenderOrder(artefact="spectrogram.tiles"))
    equal(made.status, "completed")
    told = device.get_tiles(recording)
    equal([(one.width, one.height, one.tiles_across, one.tiles_down) for one in told.zooms],
          [(188, 512, 1, 2), (375, 1024, 2, 4)])
    picture = bytes(device.get_tile(recording, zoom=1, x=1, y=3))
    equal((picture[:8], picture[16:24]), (b"\x89PNG\r\n\x1a\n", b"\0\0\1\0\0\0\1\0"))


def field(owner, group):
    """What a deployed camera does."""
    camera = "field-camera"
    invitation = owner.create_invitation(group, nightjar.NewInvitation()).code
    new = nightjar.FieldNewDevice(devicename=camera, group=group, password=PASSWORD, invitation=invitation)
    number = Caller().field_register(new).id
    credentials = nightjar.FieldCredentials(devicename=camera, groupname=group, password=PASSWORD)
    session = Caller().field_authenticate(credentials)
    equal(session.id, number)
    device = Caller(session.token.removeprefix("JWT "))
    equal(device.field_heartbeat(nightjar.FieldNextHeartbeat(next_heartbeat=in_hours(1).isoformat())).success, True)
    equal([(one.id, one.overdue) for one in owner.list_heartbeats(group).devices], [(number, False)])
    settings = {"thermalRecording": {"useLowPowerMode": True}}
    equal(device.field_keep_settings(number, nightjar.FieldNewSettings(settings=settings)).settings, settings)
    equal(device.field_get_settings(number).settings, settings)
    description = nightjar.FieldEventDescription(type="rebooted", details=[{"cause": "battery"}])
    events = nightjar.FieldNewEvents(description=description, date_times=[in_hours(-1).isoformat()])
    equal(device.field_add_events(events).events_added, 1)
    equal(device.field_get_schedule().schedule, {})
    sound = (FIXTURES / "bird-calls.m4a").read_bytes()
    data = json.dumps({"type": "audio", "fileHash": hashlib.sha1(sound).hexdigest()})
    uploads = [
        device.field_upload(("night.m4a", sound), data),
        owner.field_upload_for_device(number, ("night.m4a", sound), data),
        owner.field_upload_for_named_device(camera, group, ("night.m4a", sound), data),
    ]
    equal({one.success for one in uploads}, {True})
    equal(len({one.recording_id for one in uploads}), 1)


def ends(operator, owner, group, person):
    """Takes back what was given."""
    token = Caller().sign_in(nightjar.Credentials(person=person, password=PASSWORD + "!")).token
    jti = claims(token)["jti"]
    operator.revoke_token(jti)
    equal(jti in [one.id for one in operator.list_revoked_tokens(limit=1000).tokens], True)
    operator.take_role(group, person)
    equal(operator.list_members(group).people, [])
    operator.revoke_person(person)
    refused(401, "token-invalid", owner.get_me)


def refused(status, code, call, *arguments):
    """A call that fails, and how."""
    try:
        call(*arguments)
    except nightjar.ApiException as failure:
        equal((failure.status, failure.data.code), (status, code))
    else:
        raise AssertionError("it was not refused")


def main():
    operator = Caller(os.environ["NIGHTJAR_OPERATOR_TOKEN"])
    device = Caller(os.environ["NIGHTJAR_TOKEN"])
    group = "python-" + secrets.token_hex(4)
    owner, person = groups_and_people(operator, group)
    camera = Caller(devices(owner, group))
    recording = recordings(camera)
    archive(camera)
    frames(camera, chunks(camera))
    tiles(camera, recording)
    field(owner, group)
    refused(404, "recording-not-found", camera.get_recording, uuid.UUID(int=0))
    refused(404, "recording-not-found", device.get_recording, recording)
    ends(operator, owner, group, person)
    equal(sorted(operations() - Caller.called), [])
    print(f"{len(Caller.called)} operations")


if __name__ == "__main__":
    main()
