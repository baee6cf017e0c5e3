"""Lines of 卷宗情况说明: what is missing or unusual and why."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fengqiao.archive.actions import door
from fengqiao.archive.models import Remark
from fengqiao.archive.rules import contents
from fengqiao.core.actor import Actor
from fengqiao.core.errors import Malformed, NotFound
from fengqiao.core.text import N_
from fengqiao.disputes.actions import lifecycle
from fengqiao.jurisdictions.queries import current_ruleset

LONGEST = 500


def remark(
    actor: Actor,
    dispute_id: UUID,
    *,
    text: str,
    form: str = "",
    party_id: UUID | None = None,
    expected_revision: int | None = None,
) -> Remark:
    """Write a line of the note; with ``form`` it excuses that entry of the file, of one party or of all.

    Only what people must bring (identity copies, powers of attorney) can be excused. Writing for the same entry again
    replaces the line. Raises Malformed naming the field, NotNow for a sealed file.
    """
    text = text.strip()
    if not 4 <= len(text) <= LONGEST:
        raise Malformed("text_length", _("请写明情况和原因（4至500字）。"), field="text")
    known = {rule.form for rule in current_ruleset().documents}
    if form and (form not in known or form in contents.NEVER_EXCUSED):
        raise Malformed(
            "not_excusable", _("这项材料不能以说明代替。"), field="form", rule=door.RULE, next_step=_("请补齐材料。")
        )
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.unsealed(dispute, _("修改卷宗情况说明"))
        party = dispute.parties.filter(pk=party_id).first() if party_id else None
        if party_id and party is None:
            raise Malformed("party_unknown", _("不是本案当事人。"), field="party_id")
        values = {"text": text, "noted_at": actor.at, "noted_by_name": actor.name}
        if form:
            line, _made = Remark.objects.update_or_create(dispute=dispute, form=form, party=party, defaults=values)
        else:
            line = Remark.objects.create(dispute=dispute, party=party, **values)
        data = {"text": N_("写入卷宗情况说明"), "form": form, "party": party.name if party else ""}
        lifecycle.touch(actor, dispute, "file_remark", why=text, data=data)
    return line


def take_back_remark(actor: Actor, dispute_id: UUID, remark_id: UUID, *, expected_revision: int | None = None) -> None:
    """Take a line of the note back; the history keeps it. Raises NotFound for one of another dispute, NotNow when sealed."""
    with transaction.atomic():
        dispute = door.own(actor, dispute_id, expected_revision=expected_revision)
        door.unsealed(dispute, _("修改卷宗情况说明"))
        line = Remark.objects.filter(dispute=dispute, pk=remark_id).first()
        if line is None:
            raise NotFound("remark_not_found", _("没有找到这条说明。"))
        text = line.text
        line.delete()
        lifecycle.touch(actor, dispute, "take_back_remark", why=text, data={"text": N_("撤回一条卷宗情况说明")})
