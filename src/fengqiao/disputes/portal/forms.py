"""One question a page: the shapes of what a party enters without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.core.errors import NotFound
from fengqiao.core.text import N_
from fengqiao.disputes import queries
from fengqiao.disputes.forms import PartyEntry
from fengqiao.disputes.models import PartyKind
from fengqiao.organisations.models import Organisation
from fengqiao.regions import queries as regions
from fengqiao.regions.models import Region
from fengqiao.ui.forms import CountedTextarea, IdNumberInput, Picked, PickField, RadioCards, agreed

LONGEST = 3000


def desk_of(region_code: str) -> Organisation:
    """Return who takes in what is applied for at a place; raises NotFound where nobody does."""
    desk = queries.desk_of(region_code)
    if desk is None:
        raise NotFound(
            "no_desk",
            N_("这个地区还没有开通网上申请。"),
            field="region",
            next_step=N_("请拨打页面上方的电话，或者到就近的司法所、调解委员会申请。"),
        )
    return desk


class StoryForm(forms.Form):
    """What happened."""

    narrative = forms.CharField(
        label=_("发生了什么事？"),
        min_length=10,
        max_length=LONGEST,
        widget=CountedTextarea(LONGEST, {"rows": 8}),
        help_text=_("写清楚什么时候、和谁、因为什么事，现在怎么样了。不用写得很好，说明白就行。"),
    )


class PlaceForm(forms.Form):
    """Where it happened."""

    region = PickField(
        "regions:options",
        label=_("事情发生在哪个社区（村）？"),
        help_text=_("输入街道、社区或者村的名字，再从列表里选。"),
    )
    place = forms.CharField(label=_("具体地点"), max_length=200, required=False, help_text=_("例如小区、楼栋、门牌。"))
    hits: list[Region] = []
    """Places that the typed text may mean, to choose from without a script."""

    def clean_region(self) -> Picked:
        """Return a place of the list where somebody takes applications in."""
        place = self._place(self.cleaned_data["region"])
        agreed(lambda: desk_of(place.code))
        return place

    def _place(self, picked: Picked) -> Picked:
        """Return the place that was picked, chosen below, or the only one that the text can mean."""
        chosen = regions.get(str(self.data.get("region_choice", ""))[:15])
        if chosen:
            return Picked(chosen.code, chosen.path)
        if picked.code:
            return picked
        self.hits = regions.search(picked.text, limit=8)
        if len(self.hits) == 1:
            return Picked(self.hits[0].code, self.hits[0].path)
        if self.hits:
            raise forms.ValidationError(_("有几个地方叫这个名字，请在下面选一个。"), code="several")
        raise forms.ValidationError(_("没有找到这个地方，请换一个写法，例如只写街道的名字。"), code="unlisted")


class SelfForm(PartyEntry):
    """Who applies."""

    name = forms.CharField(label=_("您叫什么名字？"), max_length=60)
    phone = forms.CharField(label=_("联系电话"), max_length=20, help_text=_("调解员会打这个电话；查进度时要用后四位。"))
    id_number = forms.CharField(
        label=_("身份证号码"),
        max_length=18,
        required=False,
        widget=IdNumberInput(),
        help_text=_("可以不填，到场时再带身份证。"),
    )


class OtherForm(PartyEntry):
    """Who is on the other side."""

    kind = forms.ChoiceField(
        label=_("对方是个人还是单位？"),
        choices=[(PartyKind.PERSON, _("个人")), (PartyKind.ORGANISATION, _("单位"))],
        initial=PartyKind.PERSON,
        widget=RadioCards(),
    )
    name = forms.CharField(label=_("对方的姓名或者名称"), max_length=120)
    phone = forms.CharField(label=_("对方的电话"), max_length=20, required=False)
    address = forms.CharField(label=_("对方的住址或者地址"), max_length=200, required=False)


class WishForm(forms.Form):
    """What the party asks for."""

    wish = forms.CharField(
        label=_("您希望怎么解决？"),
        max_length=1000,
        widget=CountedTextarea(1000, {"rows": 4}),
        help_text=_("例如修好漏水、赔偿损失。"),
    )
    amount = forms.DecimalField(label=_("涉及的金额"), required=False, max_digits=14, decimal_places=2, min_value=0)


class CheckForm(forms.Form):
    """The last page: told and willing."""

    told = forms.BooleanField(
        label=_(
            "我知道：人民调解是自愿的，不收费；填写的姓名、电话等信息只用于办理这件纠纷。我自愿申请调解，所写属实。"
        )
    )


PAGES: tuple[tuple[str, Any, type[forms.Form]], ...] = (
    ("story", _("什么事"), StoryForm),
    ("place", _("在哪里"), PlaceForm),
    ("self", _("您是谁"), SelfForm),
    ("other", _("对方是谁"), OtherForm),
    ("wish", _("怎么解决"), WishForm),
    ("check", _("核对提交"), CheckForm),
)
