"""Bundles of one month: an hour of outage in March 2026 costs 5 % of 12,000 GBP, eight hours 10 %; and bundles that were edited."""

import json
from hashlib import sha256
from pathlib import Path

from attrs import evolve

import slakit as sk
from slakit import bundles
from slakit.bundles.manifest import NAME, Manifest, records_name
from slakit.bundles.zip_entries import packed

CONTRACT = sk.Agreement(
    "Hosting",
    provider="Brightside",
    customer="Acme",
    term=("2026-01-01", "2027-01-01"),
    timezone="Europe/London",
    fee="12000 GBP",
    objectives=[
        sk.Objective("Uptime", sk.Uptime("outages"), "at least 99.9 %", penalty=sk.Tiered({"99.9 %": "5 %", "99 %": "10 %"})),
        sk.Objective("Replies", sk.Within("cases", "2 hours", since="opened", until="closed").by("team"), "at least 90 %"),
    ],
)
HOUR = {"start": "2026-03-10T10:00Z", "end": "2026-03-10T11:00Z"}
LINE = '{"end":"2026-03-10T11:00:00Z","start":"2026-03-10T10:00:00Z"}'
EIGHT = '{"end":"2026-03-10T18:00:00Z","start":"2026-03-10T10:00:00Z"}'
CASES = [{"opened": "2026-03-10T10:00Z", "closed": f"2026-03-10T{hour}:00Z", "team": team} for hour, team in ((11, "a"), (14, "b"))]
RECORDS = {"outages": [HOUR], "cases": CASES}
OUTAGES = "records/outages.jsonl"


def march(path, records=RECORDS, contract=CONTRACT, **more):
    """The bundle of March, and its path."""
    statement = sk.evaluate(contract, records, period="2026-03")
    return bundles.bundle(statement, records, path, agreement=contract, **more)


def rewritten(sent, path, entries, reseal=False, **manifest):
    """A file with other entries, and with `reseal` a manifest that fits them, as whoever can write a program may make it."""
    held = {**sent.entries, **{name: one.encode() for name, one in entries.items()}}
    if reseal:
        listed = {name: sha256(held[name]).hexdigest() for name in sent.manifest.names}
        held[NAME] = evolve(Manifest.from_bytes(sent.entries[NAME], "x"), entries=listed, **manifest).to_bytes()
    Path(path).write_bytes(packed(held))
    return path


def resealed(sent, path, entries, **manifest):
    """The same with `reseal`, with numbers and digests of records that fit too."""
    streams = [
        evolve(one, records=text.count("\n"), digest=sha256(text.encode()).hexdigest())
        for one in sent.manifest.streams
        for text in [entries.get(records_name(one.stream)) or text_of(sent, records_name(one.stream))]
    ]
    return rewritten(sent, path, entries, reseal=True, **{"streams": tuple(streams), **manifest})


def text_of(sent, name):
    return sent.entries[name].decode()


def failed(path, *records, **more):
    """The checks that do not hold, as texts."""
    return [str(check) for check in bundles.verify(path, *records, **more).failed]


def manifest_with(sent, path, change):
    """A file whose manifest was changed by hand."""
    data = json.loads(sent.entries[NAME])
    change(data)
    return rewritten(sent, path, {NAME: json.dumps(data, indent=2) + "\n"})
