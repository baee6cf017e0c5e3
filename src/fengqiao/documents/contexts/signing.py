"""The lines at the foot of a form: who signs, and the pad signature that already stands there."""

from collections.abc import Iterable

from fengqiao.documents.contexts.base import Signature, Signer
from fengqiao.documents.contexts.people import GroupContext, OrganisationContext, PersonContext


def signer(label: str, name: str, signatures: Iterable[Signature] = ()) -> Signer:
    """One line. A pad signature belongs to it when label and name are the same."""
    given = next((s for s in signatures if s.name == name and (not label or label.startswith(s.label))), None)
    if given is None:
        return Signer(label=label, name=name)
    return Signer(label=label, name=name, strokes=given.strokes, signed_at=given.signed_at)


def party_signers(
    parties: Iterable[PersonContext | OrganisationContext | GroupContext],
    label: str,
    signatures: tuple[Signature, ...] = (),
) -> tuple[Signer, ...]:
    """A line for each party: a group signs through each of its representatives."""
    return tuple(signer(label, name, signatures) for party in parties for name in party.signers_names)


def workers_signers(
    mediators: Iterable[str], recorder: str, signatures: tuple[Signature, ...] = ()
) -> tuple[Signer, ...]:
    """A line for each mediator and one for who kept the record."""
    lines = [signer("人民调解员（签名）", name, signatures) for name in mediators]
    return (*lines, signer("记录人（签名）", recorder, signatures))
