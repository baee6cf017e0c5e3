"""Preparing a joint application: the court is chosen with its ground, and everything it needs is bound as one PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.accounts.permissions import Permission
from fengqiao.confirmation import access as doors
from fengqiao.confirmation import papers, queries
from fengqiao.confirmation.actions import door
from fengqiao.confirmation.models import Applicant, Application
from fengqiao.confirmation.rules import courts
from fengqiao.confirmation.rules.words import GROUND_NAMES, Ground, State
from fengqiao.core import audit, files
from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.core.errors import Malformed
from fengqiao.core.models import StoredFile
from fengqiao.core.text import N_, listed, said
from fengqiao.disputes import access
from fengqiao.disputes.actions import lifecycle
from fengqiao.disputes.models import Dispute, Party, PartyKind
from fengqiao.documents import actions as documents
from fengqiao.documents import binding
from fengqiao.documents import queries as made
from fengqiao.documents.contexts.base import Form
from fengqiao.mediation.models import Agreement
from fengqiao.mediation.queries import case

JOINTLY = "民事诉讼法第205条；民诉法解释第351条"
MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True)
class Delivery:
    """Where the court's papers reach an applicant; what is left out comes from the record."""

    recipient: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    accepts_electronic: bool | None = None
    electronic_address: str = ""


def prepare(
    actor: Actor,
    dispute_id: UUID,
    *,
    court_id: UUID | None = None,
    court_name: str = "",
    ground_note: str = "",
    applicant_ids: Sequence[UUID] | None = None,
    deliveries: Mapping[UUID, Delivery] | None = None,
    expected_revision: int | None = None,
) -> Application:
    """Make the application pack of a joint application, one PDF, and return it (民诉法解释第354条).

    court_id: a competent court of the register; court_name: one outside it, with ground_note saying why it is competent.
    applicant_ids: who applies, everybody bound by the agreement when None. An application that was prepared but not filed is
    replaced. Raises NotNow with the rule when the court that entrusted the matter decides itself, Malformed for a court that is
    not competent or when somebody does not join. The thirty days are held when it is filed.
    """
    with transaction.atomic():
        dispute = access.get_for(actor, dispute_id, Permission.CONFIRM, lock=True)
        agreement, clock = door.preparing(actor, dispute, expected_revision)
        choice, ground = _court(dispute, court_id, court_name, ground_note)
        parties = _applicants(dispute, agreement, applicant_ids)
        filled = {party.pk: _delivery(party, (deliveries or {}).get(party.pk, Delivery())) for party in parties}
        pack = _pack(actor, dispute, agreement, choice.name, parties, filled)
        Application.objects.filter(dispute=dispute, state=State.PREPARED).delete()
        application = Application.objects.create(
            dispute=dispute,
            court_id=choice.id,
            court_name=choice.name,
            ground=ground,
            ground_note=ground_note.strip()[:300],
            due_at=clock.due_at,
            prepared_at=actor.at,
            prepared_by_name=actor.name,
            pack=_kept(actor, dispute, pack),
            pages=pack.pages,
            manifest=pack.manifest,
            created_at=actor.at,
        )
        Applicant.objects.bulk_create(
            Applicant(application=application, party=party, created_at=actor.at, **vars(filled[party.pk]))
            for party in parties
        )
        data = {"text": N_("备齐司法确认申请材料"), "court": choice.name, "ground": ground.value, "pages": pack.pages}
        lifecycle.touch(actor, dispute, "prepare_confirmation", why=GROUND_NAMES[ground], data=data)
    return application


def open_pack(actor: Actor, dispute_id: UUID, application_id: UUID) -> Application:
    """Return an application whose pack is given out; it holds identity copies, so who looked is kept.

    Raises NotFound, Forbidden for whoever is neither the committee nor the court.
    """
    with transaction.atomic():
        application = doors.application_of(doors.for_papers(actor, dispute_id), application_id)
        audit.record(actor, application, "open_pack", data={"sha256": application.pack.sha256})
    return application


def _court(dispute: Dispute, court_id: UUID | None, name: str, note: str) -> tuple[courts.Choice, Ground]:
    """Return the chosen court and its ground; raises Malformed when it is not competent, naming those that are."""
    advice = queries.court_advice(dispute)
    choice = advice.find(court_id, name)
    if choice is not None:
        if choice.condition and not note.strip():
            raise Malformed(
                "ground_note_missing",
                N_("%(condition)s，请写明理由。") % {"condition": choice.condition},
                field="ground_note",
                rule=courts.LAW,
            )
        return choice, choice.grounds[0]
    invited = any(Ground.INVITED in each.grounds for each in advice.choices)
    if court_id is not None or invited or not name.strip():
        raise Malformed(
            "court_not_competent",
            _("该人民法院对本案的司法确认没有管辖权。") if court_id or name.strip() else _("请选择人民法院。"),
            field="court",
            rule=courts.INVITED_LAW if invited else courts.OWN_LAW,
            next_step=_("可以选择：%(courts)s。")
            % {"courts": said(listed(each.name for each in advice.choices)) or _("无")},
        )
    if not note.strip():
        text = _("名册以外的法院，请写明哪一方当事人的住所地在其辖区。")
        raise Malformed("ground_note_missing", text, field="ground_note", rule=courts.OWN_LAW)
    outside = courts.Choice(name.strip()[:120], None, (Ground.DOMICILE,), (note.strip(),), courts.OWN_LAW)
    return outside, Ground.DOMICILE


def _applicants(dispute: Dispute, agreement: Agreement, chosen: Sequence[UUID] | None) -> list[Party]:
    """Return everybody bound by the agreement; raises Malformed naming who does not join."""
    signed_on = local_date(agreement.reached_at or agreement.drafted_at)
    bound = {each.party.id for each in case.must_sign(agreement, case.opening(dispute).parties, signed_on)}
    rows = [party for party in case.party_rows(dispute) if party.pk in bound]
    absent = [party.name for party in rows if chosen is not None and party.pk not in set(chosen)]
    if absent:
        raise Malformed(
            "not_joint",
            _("司法确认由各方当事人共同申请，%(names)s没有参加申请。") % {"names": said(listed(absent))},
            field="applicants",
            rule=JOINTLY,
            next_step=_("一方不愿申请的，可以选择公证、支付令、仲裁或者诉讼。"),
        )
    return rows


def _delivery(party: Party, given: Delivery) -> Delivery:
    """Return the address for service, what was left out filled from the party's record."""
    representatives = [agent for agent in party.agents.all() if agent.role == "representative"]
    first = representatives[0] if party.kind == PartyKind.GROUP and representatives else None
    usual = party.legal_representative if party.kind == PartyKind.ORGANISATION else ""
    filled = Delivery(
        recipient=(given.recipient or (first.name if first else "") or usual or party.name).strip()[:120],
        address=(given.address or party.address).strip()[:200],
        postcode=given.postcode.strip(),
        phone=(given.phone or party.phone or (first.phone if first else "")).strip()[:30],
        accepts_electronic=given.accepts_electronic,
        electronic_address=given.electronic_address.strip()[:120],
    )
    if filled.postcode and not (len(filled.postcode) == 6 and filled.postcode.isdigit()):
        raise Malformed("postcode_invalid", _("邮政编码为六位数字。"), field="postcode")
    return filled


def _pack(
    actor: Actor,
    dispute: Dispute,
    agreement: Agreement,
    court: str,
    parties: Sequence[Party],
    deliveries: Mapping[UUID, Delivery],
) -> binding.Bound:
    attached = [
        *_agreement_papers(actor, dispute, agreement),
        _made(actor, dispute, papers.proof(actor, dispute, agreement, court=court)),
        *_outside(dispute, "identity_copy"),
        *_powers(dispute),
        *_outside(dispute, "property_proof"),
        *(
            _made(
                actor,
                dispute,
                papers.delivery(actor, dispute, party, court=court, **vars(deliveries[party.pk])),
                part=party.pk.hex,
                whose=party.name,
            )
            for party in parties
        ),
    ]
    names = [part.name for part in attached]
    form = papers.application(actor, dispute, agreement, court=court, parties=parties, attachments=names)
    head = _made(actor, dispute, form)
    return binding.merge([head, *attached], title=f"司法确认申请材料{dispute.file_number}", moment=actor.at)


def _made(actor: Actor, dispute: Dispute, form: Form, *, part: str = "", whose: str = "") -> binding.Part:
    document = documents.produce(actor, subject_type="dispute", subject_id=dispute.pk, form=form, part=part)
    name = f"{document.title}（{whose}）" if whose else document.title
    return binding.Part(name, made.pdf(document), made_here=True)


def _agreement_papers(actor: Actor, dispute: Dispute, agreement: Agreement) -> list[binding.Part]:
    kinds = {"agreement", "oral_agreement"}
    kept = [
        binding.Part(paper.title, made.pdf(paper), made_here=True)
        for paper in made.for_subject("dispute", dispute.pk)
        if paper.kind in kinds
    ]
    scans: dict[UUID, StoredFile] = {}
    for signature in agreement.signatures.all():
        if signature.scan is not None and signature.document_hash == agreement.document_hash:
            scans[signature.scan.pk] = signature.scan
    return kept + [binding.Part("人民调解协议书（签名件）", files.read(scan)) for scan in scans.values()]


def _outside(dispute: Dispute, kind: str) -> list[binding.Part]:
    rows = dispute.files.filter(kind=kind).select_related("file").order_by("party__order", "created_at", "id")
    return [binding.Part(row.name, files.read(row.file)) for row in rows]


def _powers(dispute: Dispute) -> list[binding.Part]:
    return [
        binding.Part(paper.title, made.pdf(paper), made_here=True)
        for paper in made.for_subject("dispute", dispute.pk)
        if paper.kind == "power_of_attorney"
    ]


def _kept(actor: Actor, dispute: Dispute, pack: binding.Bound) -> StoredFile:
    name = f"司法确认申请材料{dispute.file_number}.pdf"
    return files.store(actor, name, pack.pdf, allow=("pdf",), most=MOST_BYTES)
