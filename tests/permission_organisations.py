"""The rows of the permission matrix about the register of organisations."""

from collections.abc import Mapping
from typing import Any

from fengqiao.accounts.permissions import Permission as P
from tests.permission_row import ANYBODY, NOWHERE, SIGNED_IN, Row, post


def _shown_and_sent(name: str, who: P, args: Mapping[str, str]) -> tuple[Row, Row]:
    return Row(name, who, args=args, allowed=404), post(name, who, args=args)


def _organisation(name: str, who: P = P.VIEW_REGISTRY, **args: str) -> tuple[Row, Row]:
    """A page of an organisation that does not exist: shown and sent."""
    return _shown_and_sent(f"organisations:{name}", who, {"organisation_id": NOWHERE, **args})


def _filing(name: str, who: P = P.VIEW_REGISTRY, **args: str) -> tuple[Row, Row]:
    return _shown_and_sent(f"organisations:{name}", who, {"filing_id": NOWHERE, **args})


def _notice(name: str, **args: str) -> tuple[Row, Row]:
    return _shown_and_sent(f"organisations:{name}", P.VIEW_REGISTRY, {"notice_id": NOWHERE, **args})


_NEW = {"kind": "bureau", "name": "某司法局", "region_code": "999999999999"}
_DAY = {"on": "2026-11-20", "why": "x"}
_BODIES: Mapping[str, Mapping[str, Any]] = {
    "change": {},
    "deactivate": _DAY,
    "merge": {**_DAY, "sources": [NOWHERE]},
    "split": {**_DAY, "targets": [NOWHERE], "closes": False},
    "rooms": {"kind": "office", "name": "x"},
    "signs": {"sign": "plaque", "state": "proper"},
    "units": {"way": "permanent", "name": "x"},
    "windows": {"number": "1", "service": "x"},
    "duties": {"on": "2026-11-22", "person_name": "x"},
    "memoranda": {"organisation_id": NOWHERE, "title": "x", "terms": "x", "signed_on": "2026-11-20"},
    "invitations": {"person_name": "x"},
    "judges": {"person_name": "x", "region_code": "999999999999"},
    "filings": {"event": "establish", "happened_on": "2026-11-20"},
}
"""The verbs of the API on an organisation that does not exist: whoever sees the register is told so, others are refused."""
ORGANISATIONS = (
    Row("organisations:list", P.VIEW_REGISTRY),
    Row("organisations:options", P.VIEW_REGISTRY),
    Row("organisations:record", P.VIEW_REGISTRY, args={"organisation_id": NOWHERE}, allowed=404),
    Row("organisations:new", P.MANAGE_REGISTRY),
    post("organisations:new", P.MANAGE_REGISTRY, 422),
    Row("organisations:edit", P.MANAGE_REGISTRY, args={"organisation_id": NOWHERE}, allowed=404),
    post("organisations:edit", P.MANAGE_REGISTRY, args={"organisation_id": NOWHERE}),
    post("organisations:deactivate", P.MANAGE_REGISTRY, args={"organisation_id": NOWHERE}),
    Row("organisations:committees", P.VIEW_REGISTRY),
    Row("organisations:tree", P.VIEW_REGISTRY),
    Row("organisations:compliance", P.VIEW_REGISTRY),
    Row("organisations:filings", P.VIEW_REGISTRY),
    *(
        Row(f"organisations:{name}", P.VIEW_REGISTRY, args={"organisation_id": NOWHERE}, allowed=404)
        for name in ("members", "venue", "centre", "docking", "lineage", "filed")
    ),
    *_organisation("add", part="room"),
    _organisation("end", part="room", row_id=NOWHERE)[1],
    _organisation("photo", photo_id=NOWHERE)[0],
    _organisation("seal", seal_id=NOWHERE)[0],
    _organisation("memorandum", memorandum_id=NOWHERE)[0],
    *_organisation("file", P.FILE_ORGANISATION),
    _filing("filing")[0],
    _filing("add_paper", P.FILE_ORGANISATION)[1],
    _filing("remove_paper", P.FILE_ORGANISATION, paper_id=NOWHERE)[1],
    _filing("paper", paper_id=NOWHERE)[0],
    _filing("step", verb="file")[1],
    _filing("notify", P.REVIEW_FILINGS)[1],
    *_notice("receive"),
    _notice("letter", kind="pdf")[0],
    Row("directory:list", ANYBODY),
    Row("directory:record", ANYBODY, args={"organisation_id": NOWHERE}, allowed=404),
    *(Row(f"api:{name}", P.VIEW_REGISTRY) for name in ("organisations_tree", "organisations_composition", "filings")),
    post("api:organisations", P.MANAGE_REGISTRY, 422, body=_NEW),
    *(
        Row(f"api:organisation_{name}", P.VIEW_REGISTRY, args={"organisation_id": NOWHERE}, allowed=404)
        for name in ("composition", "lineage", "venue", "centre", "docking")
    ),
    *(
        post(f"api:organisation_{name}", P.VIEW_REGISTRY, args={"organisation_id": NOWHERE}, body=body)
        for name, body in _BODIES.items()
    ),
    *(
        post(f"api:organisation_{name}", SIGNED_IN, 422, args={"organisation_id": NOWHERE})
        for name in ("photos", "seals")
    ),
    post(
        "api:organisation_end",
        P.VIEW_REGISTRY,
        args={"organisation_id": NOWHERE, "part": "rooms", "row_id": NOWHERE},
        body={},
    ),
    Row("api:filing", P.VIEW_REGISTRY, args={"filing_id": NOWHERE}, allowed=404),
    post("api:filing_papers", SIGNED_IN, 422, args={"filing_id": NOWHERE}),
    post("api:filing_notify", P.VIEW_REGISTRY, args={"filing_id": NOWHERE}, body={}),
    post("api:filing_take", P.VIEW_REGISTRY, args={"filing_id": NOWHERE, "verb": "file"}, body={}),
    post("api:notice_receipt", P.VIEW_REGISTRY, args={"notice_id": NOWHERE}, body={}),
    Row("api:notice_pdf", P.VIEW_REGISTRY, args={"notice_id": NOWHERE}, allowed=404),
)
