"""Who gets what at every address: one row for each page, and for each method of each API operation.

A row names the permission that opens the address; every role that holds it must get `allowed`, every other role and an
account without a post `refused`, and somebody who did not sign in `nobody`. `test_permission_matrix.py` walks it.
"""

from collections.abc import Mapping
from typing import Any

from fengqiao.accounts.permissions import Permission as P
from tests.permission_assessment import ASSESSMENT
from tests.permission_exchange import EXCHANGE
from tests.permission_organisations import ORGANISATIONS
from tests.permission_people import PEOPLE
from tests.permission_row import ANYBODY, NOWHERE, SIGNED_IN, Row, post
from tests.permission_subsidies import SUBSIDIES
from tests.permission_training import TRAINING

ONE = {"user_id": NOWHERE}

ACCOUNTS = (
    Row("account_login", ANYBODY, allowed=302, nobody=200),
    Row("account_logout", ANYBODY, nobody=302),
    post("account_logout", ANYBODY, 302),
    Row("mfa_authenticate", ANYBODY, allowed=302),
    Row("account_reauthenticate", SIGNED_IN),
    Row("mfa_reauthenticate", SIGNED_IN, allowed=302),
    Row("mfa_index", ANYBODY, allowed=302),
    Row("mfa_activate_totp", SIGNED_IN, allowed=302),
    Row("mfa_deactivate_totp", SIGNED_IN, allowed=404),
    Row("mfa_view_recovery_codes", SIGNED_IN, allowed=404),
    Row("mfa_generate_recovery_codes", SIGNED_IN, allowed=302),
    Row("accounts:mine", SIGNED_IN),
    post("accounts:choose_place", SIGNED_IN, 422),
    Row("accounts:password", SIGNED_IN),
    post("accounts:password", SIGNED_IN, 422),
    post("accounts:issue_token", SIGNED_IN, 422),
    post("accounts:revoke_token", SIGNED_IN, args={"token_id": NOWHERE}),
    post("accounts:end_session", SIGNED_IN, args={"number": "0123456789abcdef"}),
    post("accounts:end_other_sessions", SIGNED_IN, 302),
    Row("accounts:list", P.MANAGE_ACCOUNTS),
    Row("accounts:new", P.MANAGE_ACCOUNTS),
    post("accounts:new", P.MANAGE_ACCOUNTS, 422),
    Row("accounts:record", P.MANAGE_ACCOUNTS, args=ONE, allowed=404),
    post("accounts:assign", P.MANAGE_ACCOUNTS, args=ONE),
    post("accounts:end_assignment", P.MANAGE_ACCOUNTS, args={**ONE, "assignment_id": NOWHERE}),
    post("accounts:lock", P.MANAGE_ACCOUNTS, args=ONE),
    post("accounts:unlock", P.MANAGE_ACCOUNTS, args=ONE),
    post("accounts:reset_password", P.MANAGE_ACCOUNTS, args=ONE),
    post("accounts:remove_second_factor", P.MANAGE_ACCOUNTS, args=ONE),
    Row("accounts:notices", SIGNED_IN),
    Row("accounts:notices_count", SIGNED_IN),
    post("accounts:read_notices", SIGNED_IN, 302),
    Row("accounts:audit", P.VIEW_AUDIT),
    Row("accounts:sign_ins", P.VIEW_AUDIT),
    Row("accounts:audit_record", P.VIEW_AUDIT, args={"subject_id": NOWHERE}),
    Row("api:me", SIGNED_IN),
    Row("api:tokens", SIGNED_IN),
    post("api:issue_token", SIGNED_IN, 422),
    post("api:token_revoke", SIGNED_IN, args={"token_id": NOWHERE}),
)

INTERFACE = (
    Row("api:openapi-json", ANYBODY),
    Row("api:api-root", ANYBODY, allowed=404),
    Row("ui:preferences", ANYBODY, allowed=302),
    Row("ui:catalogue", ANYBODY),
    Row("ui:catalogue_options", ANYBODY),
    Row("ui:catalogue_progress", ANYBODY),
    Row("ui:catalogue_echo", ANYBODY),
)


REGISTER = (
    Row("api:regions", SIGNED_IN),
    Row("api:region", SIGNED_IN, args={"code": "999999999999"}, allowed=404),
    Row("api:organisations", P.VIEW_REGISTRY),
    Row("api:organisation", P.VIEW_REGISTRY, args={"organisation_id": NOWHERE}, allowed=404),
    Row("api:people", P.VIEW_REGISTRY),
    Row("api:person", P.VIEW_REGISTRY, args={"person_id": NOWHERE}, allowed=404),
    Row("regions:options", ANYBODY),
    Row("jurisdictions:profile", P.VIEW_RULES),
    Row("people:list", P.VIEW_REGISTRY),
    Row("people:record", P.VIEW_REGISTRY, args={"person_id": NOWHERE}, allowed=404),
    Row("people:new", P.MANAGE_REGISTRY),
    post("people:new", P.MANAGE_REGISTRY, 422),
    Row("people:edit", P.MANAGE_REGISTRY, args={"person_id": NOWHERE}, allowed=404),
    post("people:edit", P.MANAGE_REGISTRY, args={"person_id": NOWHERE}),
    post("people:appoint", P.MANAGE_REGISTRY, args={"person_id": NOWHERE}),
    post("people:reveal", P.REVEAL, args={"person_id": NOWHERE}),
)

CASE = {"pk": NOWHERE}
API_CASE = {"dispute_id": NOWHERE}


def _case(name: str, who: P = P.MEDIATE, **args: str) -> tuple[Row, Row]:
    """The page of a dispute that shows a form and takes it."""
    where = {**CASE, **args}
    return Row(f"mediation:{name}", who, args=where, allowed=404), post(f"mediation:{name}", who, args=where)


def _verb(name: str, body: Mapping[str, Any] | None = None, **args: str) -> Row:
    """A verb of the API: who sees disputes is told that there is none, before anybody looks at the right to the verb."""
    return post(f"api:mediation_{name}", P.VIEW_DISPUTES, args={**API_CASE, **args}, body=body or {})


def _read(name: str, **args: str) -> Row:
    return Row(f"api:mediation_{name}", P.VIEW_DISPUTES, args={**API_CASE, **args}, allowed=404)


_SESSION = {"starts_at": "2026-11-20T10:00:00+08:00", "place": "调解室"}
_RECORD = {"session_id": NOWHERE, "body": "x", "result": "agreed", "told_principles": True}
_INQUIRY = {"investigated_at": "2026-11-20T10:00:00+08:00", "place": "x", "interviewee": "x", "body": "x"}
_PAD = {
    "signer": {"kind": "seal"},
    "strokes": [[[1, 1, 0], [2, 2, 1], [3, 3, 2], [4, 4, 3], [5, 5, 4]]],
    "document_hash": "0" * 64,
}

MEDIATION = (
    Row("mediation:calendar", P.MEDIATE),
    Row("mediation:quick", P.ASSIGN),
    post("mediation:quick", P.ASSIGN, 422),
    Row("mediation:settled", P.MEDIATE, args=CASE, allowed=404),
    Row("mediation:packet", P.VIEW_DISPUTES, args=CASE, allowed=404),
    Row("mediation:records", P.VIEW_DISPUTES, args=CASE, allowed=404),
    Row("mediation:agreement", P.VIEW_DISPUTES, args=CASE, allowed=404),
    Row("mediation:evidence", P.VIEW_DISPUTES, args={**CASE, "evidence": NOWHERE}, allowed=404),
    post("mediation:paper", P.VIEW_DISPUTES, args={**CASE, "code": "rights_notice"}),
    post("mediation:paper_part", P.VIEW_DISPUTES, args={**CASE, "code": "mediation_record", "part": "x"}),
    *_case("assign", P.ASSIGN),
    *_case("replace", P.ASSIGN),
    *_case("withdraw", P.WITHDRAW),
    *(
        row
        for name in (
            "opening",
            "invite",
            "start",
            "suspend",
            "resume",
            "extend",
            "terminate",
            "plan",
            "investigate",
            "add_evidence",
            "edit",
            "agree",
            "revise",
            "sign",
        )
        for row in _case(name)
    ),
    *(row for name in ("hold", "cancel", "write") for row in _case(name, session=NOWHERE)),
    *_case("check", kept=NOWHERE),
    *_case("welcome", invitee=NOWHERE, party=NOWHERE),
    *_case("share", evidence=NOWHERE),
    post("mediation:preview", P.MEDIATE, args=CASE),
    post("api:mediation_settlements", SIGNED_IN, 422),
    *(
        _read(name)
        for name in (
            "mediators",
            "notices",
            "consents",
            "invitees",
            "sessions",
            "records",
            "investigations",
            "evidence",
            "agreement",
            "agreement_hints",
            "agreement_signatures",
        )
    ),
    _read("evidence_one_file", evidence_id=NOWHERE),
    _verb("assign", {"lead_id": NOWHERE}),
    _verb("replace", {"person_id": NOWHERE, "by_id": NOWHERE, "reason": "x"}),
    _verb("notices", {"party_id": NOWHERE}),
    _verb("consents", {"party_id": NOWHERE, "answer": "gives"}),
    _verb("invitees", {"kind": "neighbour", "name": "x"}),
    _verb("invitees_one_consents", {"party_id": NOWHERE}, invitee_id=NOWHERE),
    _verb("start"),
    _verb("suspend", {"reason": "x"}),
    _verb("resume"),
    _verb("extend", {"reason": "x", "days": 1, "agreed_by": []}),
    _verb("terminate", {"reason": "too_far_apart"}),
    _verb("withdraw", {"party_id": NOWHERE}),
    _verb("sessions", _SESSION),
    _verb("sessions_one_hold", session_id=NOWHERE),
    _verb("sessions_one_cancel", {"reason": "x"}, session_id=NOWHERE),
    _verb("records", _RECORD),
    _verb("records_one_checks", {"party_id": NOWHERE}, record_id=NOWHERE),
    _verb("investigations", _INQUIRY),
    post("api:mediation_evidence", SIGNED_IN, 422, args=API_CASE),
    _verb("evidence_one_share", evidence_id=NOWHERE),
    _verb("papers_one", code="rights_notice"),
    _verb("agreement"),
    _verb("agree"),
    _verb("revise", {"reason": "x"}),
    _verb("agreement_signatures", _PAD),
    post("api:mediation_agreement_signatures_scans", SIGNED_IN, 422, args=API_CASE),
)


def _page(name: str, who: P = P.VIEW_DISPUTES, **args: str) -> Row:
    return Row(name, who, args={**CASE, **args}, allowed=404)


def _form(name: str, who: P, **args: str) -> tuple[Row, Row]:
    """A page with a form of a case that does not exist: shown and sent."""
    return _page(name, who, **args), post(name, who, args={**CASE, **args})


def _told(name: str, body: Mapping[str, Any] | None = None, **args: str) -> Row:
    return post(f"api:{name}", P.VIEW_DISPUTES, args={**API_CASE, **args}, body=body or {})


def _asked(name: str, **args: str) -> Row:
    return Row(f"api:{name}", P.VIEW_DISPUTES, args={**API_CASE, **args}, allowed=404)


_PART = {"parts": [{"obligation_id": NOWHERE}]}

OUTCOME = (
    _page("followup:overview"),
    *_form("followup:performance", P.FOLLOW_UP),
    *_form("followup:strike", P.FOLLOW_UP, performance=NOWHERE),
    _page("followup:voucher", performance=NOWHERE),
    *_form("followup:default", P.FOLLOW_UP),
    *_form("followup:settle", P.FOLLOW_UP, default=NOWHERE),
    *_form("followup:visit", P.FOLLOW_UP),
    *_form("followup:drop", P.FOLLOW_UP, visit=NOWHERE),
    *_form("followup:close", P.FOLLOW_UP),
    _asked("followup_performance"),
    _told("followup_performance", _PART),
    post("api:followup_performance_vouchers", SIGNED_IN, 422, args=API_CASE),
    _told("followup_performance_one_strike", {"why": "x"}, performance_id=NOWHERE),
    _told("followup_default", {**_PART, "reason": "x"}),
    _told("followup_defaults_one_settle", {"outcome": "suit"}, default_id=NOWHERE),
    _asked("followup_visits"),
    _told("followup_visits", {"way": "phone", "visited": "x"}),
    _told("followup_visits_one_drop", {"why": "x"}, visit_id=NOWHERE),
    _told("followup_close"),
    _page("confirmation:apply"),
    *_form("confirmation:prepare", P.CONFIRM),
    *_form("confirmation:file", P.CONFIRM),
    *_form("confirmation:withdraw", P.CONFIRM),
    *_form("confirmation:docket", P.VIEW_DISPUTES),
    *_form("confirmation:result", P.VIEW_DISPUTES),
    *_form("confirmation:interested", P.VIEW_DISPUTES),
    _page("confirmation:pack", application=NOWHERE),
    _page("confirmation:ruling", application=NOWHERE),
    _asked("confirmation"),
    _told("confirmation", {"court_name": "x"}),
    _told("confirmation_file"),
    _told("confirmation_docket", {"docketed_on": "2026-11-20"}),
    _told("confirmation_result", {"result": "valid", "decided_on": "2026-11-20", "ruling_number": "x"}),
    _told("confirmation_withdraw", {"why": "x"}),
    _told("confirmation_interested", {"name": "x", "knew_on": "2026-11-20"}),
    _asked("confirmation_one_pdf", application_id=NOWHERE),
    _page("archive:file"),
    *_form("archive:bind", P.ARCHIVE),
    _page("archive:progress", assembly=NOWHERE),
    *_form("archive:seal", P.ARCHIVE),
    *_form("archive:supplement", P.ARCHIVE),
    *_form("archive:remark", P.ARCHIVE),
    post("archive:take_back_remark", P.ARCHIVE, args={**CASE, "line": NOWHERE}),
    *_form("archive:add_paper", P.REGISTER),
    *_form("archive:remove_paper", P.REGISTER, paper=NOWHERE),
    _page("archive:pdf", P.REVEAL),
    _page("archive:annex", P.REVEAL, annex=NOWHERE),
    _page("archive:paper", P.REVEAL, paper=NOWHERE),
    _asked("file"),
    _told("file", {"checker": "x"}),
    _asked("file_pdf"),
    _told("file_archive"),
    _told("file_remarks", {"text": "xxxx"}),
    post("api:file_papers", SIGNED_IN, 422, args=API_CASE),
    post("api:file_annexes", SIGNED_IN, 422, args=API_CASE),
)

STATISTICS = (
    Row("statistics:cases", P.VIEW_STATISTICS),
    Row("statistics:cell", P.VIEW_STATISTICS, args={"cell": "total"}),
    Row("statistics:cell_export", P.VIEW_STATISTICS, args={"cell": "total"}),
    Row("statistics:export", P.VIEW_STATISTICS, args={"ending": "xlsx"}),
    Row("statistics:restatements", P.VIEW_STATISTICS, allowed=404),
    Row("statistics:rate", P.VIEW_STATISTICS),
    post("statistics:close", P.CLOSE_PERIOD, 422),
    Row("statistics:staffing", P.VIEW_STATISTICS),
    Row("statistics:staffing_cell", P.VIEW_STATISTICS, args={"cell": "mediators"}),
    Row("statistics:staffing_cell_export", P.VIEW_STATISTICS, args={"cell": "organisations"}),
    Row("statistics:staffing_export", P.VIEW_STATISTICS, args={"ending": "xlsx"}),
    Row("api:statistics_organisations", P.VIEW_STATISTICS),
    Row("api:statistics_organisations_cell", P.VIEW_STATISTICS, args={"cell": "mediators"}),
    Row("api:statistics_cases", P.VIEW_STATISTICS),
    Row("api:statistics_cell", P.VIEW_STATISTICS, args={"cell": "total"}),
)

_CASE_FORMS = (
    ("assess", P.GRADE),
    ("grade", P.GRADE),
    ("category", P.GRADE),
    ("route", P.ROUTE),
    ("accept", P.ACCEPT),
    ("return", P.ACCEPT),
    ("decline", P.ACCEPT),
    ("transfer", P.ROUTE),
    ("reopen", P.REGISTER),
    ("report_offence", P.GRADE),
    ("void_number", P.ASSIGN),
    ("add_party", P.REGISTER),
)
_ORGAN = {"reason": "x", "organ": "x"}
_REVEAL = {"party_id": NOWHERE, "field": "phone", "reason": "xxxx"}

DISPUTES = (
    Row("portal:home", ANYBODY, allowed=302, nobody=200),
    Row("portal:start", ANYBODY),
    Row("portal:apply", ANYBODY, args={"page": "story"}),
    post("portal:apply", ANYBODY, 422, args={"page": "story"}),
    Row("portal:receipt", ANYBODY, args=CASE, allowed=404),
    Row("portal:receipt_pdf", ANYBODY, args=CASE, allowed=404),
    Row("portal:follow", ANYBODY),
    post("portal:follow", ANYBODY, 422),
    Row("portal:clock", ANYBODY),
    Row("disputes:todo", P.VIEW_DISPUTES),
    Row("disputes:list", P.VIEW_DISPUTES),
    Row("disputes:register", P.REGISTER),
    post("disputes:register", P.REGISTER, 422),
    post("disputes:analyse", P.REGISTER, 200),
    _page("disputes:record"),
    _page("disputes:parties"),
    _page("disputes:papers"),
    _page("disputes:paper", document=NOWHERE, kind="pdf"),
    post("disputes:make_paper", P.REGISTER, args={**CASE, "form": "receipt"}),
    post("disputes:reveal", P.REVEAL, 422, args={**CASE, "party": NOWHERE}),
    *(row for name, who in _CASE_FORMS for row in _form(f"disputes:{name}", who)),
    *_form("disputes:correct_party", P.REGISTER, party=NOWHERE),
    Row("api:disputes", P.VIEW_DISPUTES),
    post("api:disputes", SIGNED_IN, 422),
    post("api:duplicates", SIGNED_IN, 422),
    _asked("dispute"),
    _asked("dispute_events"),
    _asked("dispute_routes"),
    _asked("dispute_documents"),
    _asked("dispute_document_pdf", document_id=NOWHERE),
    _told("dispute_documents", {"form": "receipt"}),
    _told("dispute_reveal", _REVEAL),
    _told("dispute_parties", {"side": "third", "name": "x", "why": "x"}),
    _told("dispute_party", {"name": "x", "why": "x"}, party_id=NOWHERE),
    _told("assess"),
    _told("grade"),
    _told("category", {"category": "other"}),
    _told("route", {"receiver_id": NOWHERE}),
    _told("return_offer", {"why": "x"}),
    _told("accept"),
    _told("decline", _ORGAN),
    _told("transfer", _ORGAN),
    _told("reopen", {"why": "x"}),
    _told("report_offence", {"nature": "crime", "recipient": "x", "content": "x"}),
    _told("void_number", {"why": "x"}),
    *(post(f"api:explain_{kind}", ANYBODY, 200) for kind in ("clock", "suitability", "grade", "agreement")),
)

ROWS: tuple[Row, ...] = (
    *INTERFACE,
    *ACCOUNTS,
    *REGISTER,
    *ORGANISATIONS,
    *PEOPLE,
    *DISPUTES,
    *MEDIATION,
    *OUTCOME,
    *STATISTICS,
    *SUBSIDIES,
    *ASSESSMENT,
    *TRAINING,
    *EXCHANGE,
)
"""Packages put their rows into a tuple of their own above and add it here."""
