"""The codes of the register of people and what they are called."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As on the identity card."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


class Post(models.TextChoices):
    """What a person is at an organisation. One person holds as many as there are reasons for."""

    DIRECTOR = "director", _("主任")
    DEPUTY_DIRECTOR = "deputy_director", _("副主任")
    MEMBER = "member", _("委员")
    CHIEF_MEDIATOR = "chief_mediator", _("首席调解员")
    MEDIATOR = "mediator", _("调解员")
    COURT_INVITED = "court_invited", _("特邀调解员")
    EXPERT = "expert", _("专家")
    GUIDING_JUDGE = "guiding_judge", _("业务指导法官")
    LEGAL_ADVISER = "legal_adviser", _("村（社区）法律顾问")
    LAWYER = "lawyer", _("律师")
    HEAD = "head", _("负责人")
    JUDGE = "judge", _("法官")
    OFFICER = "officer", _("工作人员")
    CLERK = "clerk", _("窗口人员")
    GRID_WORKER = "grid_worker", _("网格员")
    INFORMANT = "informant", _("纠纷信息员")
    HELPER = "helper", _("协助调解人员（五老等）")


MEDIATING_POSTS = (Post.DIRECTOR, Post.DEPUTY_DIRECTOR, Post.MEMBER, Post.CHIEF_MEDIATOR, Post.MEDIATOR)
"""Posts whose holders mediate (人民调解法第13条：委员和聘任的调解员)."""
MEMBERS = (Post.DIRECTOR, Post.DEPUTY_DIRECTOR, Post.MEMBER)
"""Posts that make somebody a member of the committee, three to nine of whom it has (人民调解法第8条)."""
CERTIFYING = (*MEDIATING_POSTS, Post.COURT_INVITED, Post.LAWYER)
"""Posts that go with a certificate or licence which can run out."""


class Origin(models.TextChoices):
    """How a mediator came to the post (人民调解法第9条、第13条)."""

    ELECTED = "elected", _("推选")
    APPOINTED = "appointed", _("聘任")


class Education(models.TextChoices):
    """The highest schooling (人民调解工作若干规定：乡镇、街道调委会委员高中以上)."""

    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("高中、中专")
    COLLEGE = "college", _("大专")
    BACHELOR = "bachelor", _("本科")
    MASTER = "master", _("研究生")


class Politics(models.TextChoices):
    """政治面貌, a column of the organisation and staff table."""

    PARTY = "party", _("中共党员")
    LEAGUE = "league", _("共青团员")
    OTHER = "other", _("其他党派")
    NONE = "none", _("群众")


class Verified(models.TextChoices):
    """How it was made sure that a person is who the identity number says."""

    CARD = "card", _("核对身份证原件")
    SYSTEM = "system", _("实名核验平台")


class Ended(models.TextChoices):
    """How a post came to its end; only the electing unit removes, only the appointing unit dismisses (人民调解法第15条)."""

    RENEWED = "renewed", _("续任")
    EXPIRED = "expired", _("任期届满")
    RESIGNED = "resigned", _("辞去")
    RETIRED = "retired", _("退休")
    MOVED = "moved", _("工作调动")
    REMOVED = "removed", _("罢免")
    DISMISSED = "dismissed", _("解聘")
    DIED = "died", _("去世")
    OTHER = "other", _("其他")


class TieKind(models.TextChoices):
    """What somebody is to a person, so that the person should step aside."""

    RELATIVE = "relative", _("近亲属")
    COLLEAGUE = "colleague", _("同事")
    CLIENT = "client", _("曾经代理、服务的当事人")
    INTEREST = "interest", _("任职、持股的单位")
