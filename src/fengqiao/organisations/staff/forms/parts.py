"""The forms of what belongs to an organisation, one small form for each."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fengqiao.core.actor import Actor
from fengqiao.core.clock import local_date
from fengqiao.organisations import queries
from fengqiao.organisations.models import Organisation, Residing, RoomKind, Shift, Sign, SignState
from fengqiao.organisations.staff.forms.filings import upload_of
from fengqiao.organisations.staff.forms.register import uuid_of
from fengqiao.ui.forms import CountedTextarea, DateInput, Picked, PickField

TERMS = 20000


def _line(label: Any, longest: int, *, required: bool = True, chars: int = 20, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": f"chars-{chars}"})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=hint)


def _day(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DateInput(), help_text=hint)


class PartForm(forms.Form):
    """The base: ``facts`` are the arguments of the action."""

    def __init__(self, *args: Any, organisation: Organisation, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner, self.today = organisation, local_date(actor.at)
        self.fill()

    def fill(self) -> None:
        """Put in the choices that depend on the organisation."""

    def clean(self) -> dict[str, Any]:
        """Refuse a picked organisation whose id is none."""
        data = super().clean() or {}
        for name, value in list(data.items()):
            if isinstance(value, Picked) and value.code and name != "region" and uuid_of(value.code) is None:
                self.add_error(name, gettext("请从列表中选取一项。"))
        return data

    def facts(self) -> dict[str, Any]:
        """Return the arguments of the action; files become uploads, picked organisations their ids."""
        data = dict(self.cleaned_data)
        if "file" in self.fields:
            data["upload"] = upload_of(data.pop("file"))
        for name, value in list(data.items()):
            if isinstance(value, Picked):
                data[f"{name}_id"] = uuid_of(value.code)
                del data[name]
        return {name: value for name, value in data.items() if value not in (None, "")}


class RoomForm(PartForm):
    """A room."""

    kind = forms.ChoiceField(label=_("用途"), choices=RoomKind.choices)
    name = _line(_("名称"), 60, hint=_("例如：第一调解室。"))
    seats = forms.IntegerField(label=_("座位数"), required=False, min_value=1, max_value=2000)
    area = forms.DecimalField(label=_("面积（平方米）"), required=False, max_digits=8, decimal_places=2, min_value=0)
    note = _line(_("备注"), 200, required=False, chars=30)
    since = _day(_("启用日期"), hint=_("不填为今天。"))


class SignForm(PartForm):
    """How a sign was found."""

    sign = forms.ChoiceField(label=_("项目"), choices=Sign.choices)
    state = forms.ChoiceField(label=_("检查结果"), choices=SignState.choices)
    checked_on = _day(_("检查日期"), hint=_("不填为今天。"))
    note = _line(_("说明"), 200, required=False, chars=30, hint=_("不规范的，写明哪里不规范。"))


class PhotoForm(PartForm):
    """A photograph."""

    file = forms.FileField(label=_("照片"), help_text=_("PNG或者JPEG，不超过20MB。"))
    caption = _line(_("拍的是什么"), 100, hint=_("例如：大门标牌、第一调解室。"))
    taken_on = _day(_("拍摄日期"), hint=_("不填为今天。"))


class SealForm(PartForm):
    """A seal."""

    file = forms.FileField(label=_("印模图片"), help_text=_("PNG或者JPEG。登记后不能更换，换章应先停用旧章。"))
    custodian_name = _line(_("保管人"), 60, chars=10)
    valid_from = _day(_("启用日期"), hint=_("不填为今天。"))


class UnitForm(PartForm):
    """A resident unit."""

    unit = PickField("organisations:options", required=False, label=_("入驻单位"), max_length=120)
    way = forms.ChoiceField(label=_("入驻方式"), choices=Residing.choices)
    staff_count = forms.IntegerField(label=_("入驻人数"), min_value=0, max_value=500, initial=1)
    contact = _line(_("联系人和电话"), 60, required=False)
    since = _day(_("入驻日期"), hint=_("不填为今天。"))

    def facts(self) -> dict[str, Any]:
        """A unit that is not in the register is known by its name."""
        return {**super().facts(), "name": self.cleaned_data["unit"].text}


class WindowForm(PartForm):
    """A window."""

    number = _line(_("窗口号"), 10, chars=4)
    service = _line(_("办理的事项"), 100)
    unit_id = forms.ChoiceField(label=_("由哪个入驻单位办理"), required=False)
    since = _day(_("启用日期"), hint=_("不填为今天。"))

    def fill(self) -> None:
        """The units in the centre."""
        units = queries.centre_parts(self.owner.pk, self.today).units
        self.fields["unit_id"] = forms.ChoiceField(
            label=_("由哪个入驻单位办理"),
            required=False,
            choices=[("", gettext("中心自己")), *((str(unit.pk), unit.name) for unit in units)],
        )


class DutyForm(PartForm):
    """Somebody on duty."""

    on = _day(_("日期"), required=True)
    shift = forms.ChoiceField(label=_("班次"), choices=Shift.choices)
    person_name = _line(_("值班人"), 60, chars=10)
    window_id = forms.ChoiceField(label=_("窗口"), required=False)

    def fill(self) -> None:
        """The windows of the centre."""
        windows = queries.centre_parts(self.owner.pk, self.today).windows
        self.fields["window_id"] = forms.ChoiceField(
            label=_("窗口"),
            required=False,
            choices=[("", gettext("不指定")), *((str(window.pk), str(window)) for window in windows)],
        )


class MemorandumForm(PartForm):
    """A memorandum."""

    organisation = PickField("organisations:committees", allow_text=False, label=_("对接的组织"))
    title = _line(_("名称"), 120, chars=30)
    terms = forms.CharField(label=_("约定的内容"), max_length=TERMS, widget=CountedTextarea(TERMS))
    signed_on = _day(_("签订日期"), required=True)
    valid_to = _day(_("有效期至"), hint=_("没有约定期限的不填。"))
    file = forms.FileField(label=_("扫描件"), required=False)


class InvitationForm(PartForm):
    """An entry of the roster."""

    organisation = PickField(
        "organisations:committees", allow_text=False, required=False, label=_("特邀调解组织（或者调解员所在组织）")
    )
    person_name = _line(_("特邀调解员姓名"), 60, required=False, chars=10, hint=_("邀请的是组织时不填。"))
    fields_ = _line(_("擅长领域"), 200, required=False, chars=30)
    certificate = _line(_("聘书编号"), 60, required=False)
    is_resident = forms.BooleanField(label=_("常驻法院"), required=False)
    since = _day(_("列入名册日期"), hint=_("不填为今天。"))

    def facts(self) -> dict[str, Any]:
        """The fields under the name that the action gives them."""
        facts = super().facts()
        return {
            **{name: value for name, value in facts.items() if name != "fields_"},
            "fields": facts.get("fields_", ""),
        }


class JudgeForm(PartForm):
    """A guiding judge."""

    person_name = _line(_("法官姓名"), 60, chars=10)
    region = PickField("regions:options", allow_text=False, label=_("指导的地区"))
    title = _line(_("职务"), 60, required=False)
    telephone = _line(_("联系电话"), 30, required=False)
    since = _day(_("列入名册日期"), hint=_("不填为今天。"))

    def facts(self) -> dict[str, Any]:
        """The place by its code."""
        code = self.cleaned_data["region"].code
        data = {name: value for name, value in self.cleaned_data.items() if name != "region"}
        return {**{name: value for name, value in data.items() if value not in (None, "")}, "region_code": code}


class MergeForm(PartForm):
    """Another organisation that goes into this one."""

    source = PickField("organisations:options", allow_text=False, label=_("并入本组织的组织"))
    on = _day(_("自何日起"), required=True)
    why = forms.CharField(label=_("原因"), max_length=1000, widget=CountedTextarea(1000))

    def facts(self) -> dict[str, Any]:
        """One source at a time."""
        facts = super().facts()
        return {"sources": [facts["source_id"]], "on": facts["on"], "why": facts["why"]}


class SplitForm(PartForm):
    """An organisation that takes over a part of this one."""

    target = PickField(
        "organisations:options", allow_text=False, label=_("分立出的组织"), help_text=_("应当已经登记。")
    )
    on = _day(_("自何日起"), required=True)
    why = forms.CharField(label=_("原因"), max_length=1000, widget=CountedTextarea(1000))
    closes = forms.BooleanField(label=_("本组织同时停用"), required=False)

    def facts(self) -> dict[str, Any]:
        """One target at a time."""
        facts = super().facts()
        return {
            "targets": [facts["target_id"]], "on": facts["on"], "why": facts["why"],
            "closes": bool(self.cleaned_data["closes"]),
        }  # fmt: skip
