"""Every permission, and which role holds which. Plain Python."""

from enum import StrEnum

from fengqiao.core.rights import Right
from fengqiao.core.text import N_


class Permission(Right):
    """What an actor may do; whether to this very record is decided by its door."""

    VIEW_DISPUTES = "dispute.view"
    REGISTER = "dispute.register"
    GRADE = "dispute.grade"
    ROUTE = "dispute.route"
    ACCEPT = "dispute.accept"
    ASSIGN = "dispute.assign"
    MEDIATE = "dispute.mediate"
    CONFIRM = "dispute.confirm"
    RECORD_COURT_RESULT = "dispute.court_result"
    FOLLOW_UP = "dispute.follow_up"
    WITHDRAW = "dispute.withdraw"
    ARCHIVE = "dispute.archive"
    SUPERVISE = "dispute.supervise"
    REVEAL = "personal.reveal"
    VIEW_REGISTRY = "registry.view"
    MANAGE_REGISTRY = "registry.manage"
    KEEP_ORGANISATION = "organisation.keep"
    FILE_ORGANISATION = "organisation.file"
    REVIEW_FILINGS = "organisation.review"
    KEEP_DOCKING = "court_docking.keep"
    VIEW_RULES = "rules.view"
    VIEW_STATISTICS = "statistics.view"
    CLOSE_PERIOD = "statistics.close"
    VIEW_SUBSIDIES = "subsidy.view"
    PREPARE_SUBSIDIES = "subsidy.prepare"
    APPROVE_SUBSIDIES = "subsidy.approve"
    MANAGE_BUDGETS = "subsidy.budget"
    VIEW_ASSESSMENTS = "assessment.view"
    APPLY_FOR_GRADES = "assessment.apply"
    PREPARE_ASSESSMENTS = "assessment.prepare"
    APPROVE_ASSESSMENTS = "assessment.approve"
    VIEW_TRAINING = "training.view"
    PLAN_TRAINING = "training.plan"
    SIGN_IN_TRAINING = "training.sign_in"
    IMPORT = "exchange.import"
    EXPORT = "exchange.export"
    VIEW_AUDIT = "audit.view"
    MANAGE_ACCOUNTS = "accounts.manage"

    @property
    def label(self) -> str:
        """What it is called."""
        return PERMISSION_NAMES[self]

    @property
    def holders(self) -> list[str]:
        """Return the names of the posts that hold it."""
        return [ROLE_NAMES[role] for role, held in ROLE_PERMISSIONS.items() if self in held]


PERMISSION_NAMES: dict[Permission, str] = {
    Permission.VIEW_DISPUTES: N_("查看纠纷"),
    Permission.REGISTER: N_("登记纠纷"),
    Permission.GRADE: N_("评定风险等级"),
    Permission.ROUTE: N_("分流"),
    Permission.ACCEPT: N_("受理"),
    Permission.ASSIGN: N_("指派调解员"),
    Permission.MEDIATE: N_("调解"),
    Permission.CONFIRM: N_("办理司法确认"),
    Permission.RECORD_COURT_RESULT: N_("登记法院结果"),
    Permission.FOLLOW_UP: N_("回访"),
    Permission.WITHDRAW: N_("记录当事人撤回"),
    Permission.ARCHIVE: N_("归档"),
    Permission.SUPERVISE: N_("监督"),
    Permission.REVEAL: N_("查看敏感信息"),
    Permission.VIEW_REGISTRY: N_("查看组织和人员"),
    Permission.MANAGE_REGISTRY: N_("管理组织和人员"),
    Permission.KEEP_ORGANISATION: N_("维护场所、印章和值班"),
    Permission.FILE_ORGANISATION: N_("申报组织备案"),
    Permission.REVIEW_FILINGS: N_("审查组织备案"),
    Permission.KEEP_DOCKING: N_("维护诉调对接名册"),
    Permission.VIEW_RULES: N_("查看规则"),
    Permission.VIEW_STATISTICS: N_("查看统计"),
    Permission.CLOSE_PERIOD: N_("统计结账"),
    Permission.VIEW_SUBSIDIES: N_("查看补贴"),
    Permission.PREPARE_SUBSIDIES: N_("补贴造册和发放"),
    Permission.APPROVE_SUBSIDIES: N_("审批补贴"),
    Permission.MANAGE_BUDGETS: N_("管理补贴预算"),
    Permission.VIEW_ASSESSMENTS: N_("查看考核和等级"),
    Permission.APPLY_FOR_GRADES: N_("申请等级、对考核提出申诉"),
    Permission.PREPARE_ASSESSMENTS: N_("组织考核和等级评定"),
    Permission.APPROVE_ASSESSMENTS: N_("审核考核和等级评定"),
    Permission.VIEW_TRAINING: N_("查看培训"),
    Permission.PLAN_TRAINING: N_("安排培训、考试和证书"),
    Permission.SIGN_IN_TRAINING: N_("培训签到和登记成绩"),
    Permission.IMPORT: N_("导入"),
    Permission.EXPORT: N_("导出未隐去的个人信息"),
    Permission.VIEW_AUDIT: N_("查看审计"),
    Permission.MANAGE_ACCOUNTS: N_("管理账号"),
}

P = Permission
_WORK = {P.VIEW_DISPUTES, P.REGISTER, P.VIEW_REGISTRY, P.VIEW_RULES, P.VIEW_TRAINING}
_END = {P.WITHDRAW, P.ARCHIVE}
_ASSESSED = {P.VIEW_ASSESSMENTS, P.APPLY_FOR_GRADES}
_MEDIATE = (
    _WORK | _END | _ASSESSED | {P.GRADE, P.ACCEPT, P.MEDIATE, P.CONFIRM, P.FOLLOW_UP, P.REVEAL, P.VIEW_STATISTICS}
)
_TRIAGE = _END | {P.GRADE, P.ROUTE}
_TRAIN = {P.VIEW_TRAINING, P.SIGN_IN_TRAINING}
_SUPERVISE = {P.VIEW_DISPUTES, P.SUPERVISE, P.VIEW_REGISTRY, P.VIEW_RULES, P.VIEW_STATISTICS, P.REVEAL} | _TRAIN
_KEEP = {P.KEEP_ORGANISATION, P.FILE_ORGANISATION}
_PAY = {P.VIEW_SUBSIDIES, P.PREPARE_SUBSIDIES, P.APPROVE_SUBSIDIES}
_ASSESS = {P.VIEW_ASSESSMENTS, P.APPLY_FOR_GRADES, P.PREPARE_ASSESSMENTS}
_BUREAU = (
    _KEEP
    | _PAY
    | _ASSESS
    | {P.APPROVE_ASSESSMENTS, P.REVIEW_FILINGS, P.KEEP_DOCKING, P.MANAGE_BUDGETS, P.PLAN_TRAINING}
)


class Role(StrEnum):
    """A post in which an account works."""

    GRID_WORKER = "grid_worker"
    VILLAGE_MEDIATOR = "village_mediator"
    MEDIATOR = "mediator"
    DIRECTOR = "director"
    FRONT_DESK = "front_desk"
    TRIAGE_OFFICER = "triage_officer"
    JUSTICE_OFFICE = "justice_office"
    COUNTY_BUREAU = "county_bureau"
    CITY_BUREAU = "city_bureau"
    COURT = "court"
    REFERRER = "referrer"
    LEADER = "leader"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


ROLE_NAMES: dict[Role, str] = {
    Role.GRID_WORKER: N_("网格员、信息员"),
    Role.VILLAGE_MEDIATOR: N_("村（社区）调解员"),
    Role.MEDIATOR: N_("专职调解员"),
    Role.DIRECTOR: N_("调委会主任"),
    Role.FRONT_DESK: N_("窗口登记"),
    Role.TRIAGE_OFFICER: N_("分流研判"),
    Role.JUSTICE_OFFICE: N_("司法所"),
    Role.COUNTY_BUREAU: N_("区县司法局"),
    Role.CITY_BUREAU: N_("市司法局"),
    Role.COURT: N_("人民法院"),
    Role.REFERRER: N_("委托移送单位"),
    Role.LEADER: N_("领导"),
    Role.AUDITOR: N_("审计监督"),
    Role.ADMINISTRATOR: N_("系统管理"),
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.GRID_WORKER: frozenset({P.REGISTER, P.VIEW_DISPUTES}),
    Role.VILLAGE_MEDIATOR: frozenset(_MEDIATE | _KEEP | {P.ASSIGN}),
    Role.MEDIATOR: frozenset(_MEDIATE),
    Role.DIRECTOR: frozenset(_MEDIATE | _KEEP | _TRAIN | {P.ASSIGN, P.ROUTE}),
    Role.FRONT_DESK: frozenset(_WORK | {P.GRADE, P.REVEAL}),
    Role.TRIAGE_OFFICER: frozenset(_WORK | _TRIAGE | {P.KEEP_ORGANISATION, P.REVEAL, P.VIEW_STATISTICS}),
    Role.JUSTICE_OFFICE: frozenset(_SUPERVISE | _KEEP | _TRIAGE | _ASSESS | {P.REGISTER}),
    Role.COUNTY_BUREAU: frozenset(
        _SUPERVISE | _BUREAU | _TRIAGE | {P.MANAGE_REGISTRY, P.CLOSE_PERIOD, P.IMPORT, P.EXPORT}
    ),
    Role.CITY_BUREAU: frozenset(
        _SUPERVISE | _BUREAU | _TRIAGE | {P.MANAGE_REGISTRY, P.CLOSE_PERIOD, P.IMPORT, P.EXPORT}
    ),
    Role.COURT: frozenset(_PAY | {P.VIEW_DISPUTES, P.REGISTER, P.RECORD_COURT_RESULT, P.VIEW_REGISTRY, P.KEEP_DOCKING}),
    Role.REFERRER: frozenset({P.VIEW_DISPUTES, P.REGISTER}),
    Role.LEADER: frozenset(
        {P.VIEW_DISPUTES, P.VIEW_REGISTRY, P.VIEW_RULES, P.VIEW_STATISTICS, P.SUPERVISE}
        | {P.VIEW_SUBSIDIES, P.APPROVE_SUBSIDIES, P.VIEW_TRAINING, P.VIEW_ASSESSMENTS, P.APPROVE_ASSESSMENTS}
    ),
    Role.AUDITOR: frozenset(
        {P.VIEW_DISPUTES, P.VIEW_REGISTRY, P.VIEW_RULES, P.VIEW_STATISTICS, P.VIEW_AUDIT, P.VIEW_SUBSIDIES}
        | {P.VIEW_TRAINING, P.VIEW_ASSESSMENTS}
    ),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_ACCOUNTS, P.VIEW_REGISTRY, P.VIEW_RULES, P.VIEW_AUDIT}),
}
