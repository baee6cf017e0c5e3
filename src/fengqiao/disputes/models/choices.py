"""The coded values of a dispute and its parties."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """How the matter came to mediation, as the case table counts it."""

    APPLICATION = "application", _("依申请调解")
    PROACTIVE = "proactive", _("主动调解")
    ENTRUSTED = "entrusted", _("接受委托移送调解")


class Entruster(models.TextChoices):
    """Who entrusted or transferred the matter."""

    COURT = "court", _("法院")
    PROCURATORATE = "procuratorate", _("检察院")
    POLICE = "police", _("公安机关")
    PETITION = "petition", _("信访部门")
    OTHER = "other", _("其他部门")


class CourtStage(models.TextChoices):
    """Which court procedure an entrusted matter comes from; decides its clock."""

    NONE = "none", _("非法院案件")
    DELEGATED = "delegated", _("委派（立案前）")
    ENTRUSTED = "entrusted", _("委托（普通程序）")
    SUMMARY = "summary", _("委托（简易程序）")


class Door(models.TextChoices):
    """Through which door the matter came in."""

    COUNTER = "counter", _("窗口")
    PHONE = "phone", _("电话")
    WEB = "web", _("网上")
    VISIT = "visit", _("走访排查")
    LETTER = "letter", _("来函")
    API = "api", _("系统对接")
    IMPORT = "import", _("历史数据导入")


class GradeLevel(models.TextChoices):
    """The risk grade of a dispute."""

    RED = "red", _("红")
    YELLOW = "yellow", _("黄")
    BLUE = "blue", _("蓝")


class Side(models.TextChoices):
    """On which side a party stands; mediation knows no plaintiff and no defendant."""

    APPLICANT = "applicant", _("申请人")
    RESPONDENT = "respondent", _("对方当事人")
    THIRD = "third", _("利害关系人")


class PartyKind(models.TextChoices):
    """What a party is."""

    PERSON = "person", _("自然人")
    ORGANISATION = "organisation", _("法人或者其他组织")
    GROUP = "group", _("多人一方")
