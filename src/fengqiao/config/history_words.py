"""What the audit desk calls the records, verbs and states of all packages (the answer to the question "history_words")."""

from collections.abc import Mapping

from fengqiao.accounts.words import Words
from fengqiao.assessment.staff.frame import VERBS as ASSESSMENT_VERBS
from fengqiao.assessment.workflow import STAGE_NAMES
from fengqiao.assessment.workflow import STATE_NAMES as ASSESSMENT_STATES
from fengqiao.core.text import N_
from fengqiao.disputes.workflow import STATUS_NAMES, STEPS
from fengqiao.organisations.rules.filing import STATUS_NAMES as FILING_STATUS_NAMES
from fengqiao.organisations.rules.filing import STEPS as FILING_STEPS
from fengqiao.people.rules.complaints import STATE_NAMES as COMPLAINT_STATES
from fengqiao.people.rules.complaints import STEPS as COMPLAINT_STEPS
from fengqiao.subsidies.workflow import STATE_NAMES
from fengqiao.subsidies.workflow import STEPS as SUBSIDY_STEPS
from fengqiao.training.rules.courses import STATE_NAMES as COURSE_STATES
from fengqiao.training.staff.words import VERBS as TRAINING_VERBS

EVERYWHERE = Words(
    verbs={
        "add": N_("添加"),
        "change": N_("修改"),
        "register": N_("登记"),
        "reveal": N_("查看敏感信息"),
        "load": N_("载入"),
        "import": N_("导入"),
        "take_back": N_("撤销导入的记录"),
        "sign": N_("签名"),
        "document": N_("制作文书"),
        "produced": N_("制作文书"),
        "open_file": N_("查看卷宗材料"),
        "open_pack": N_("查看司法确认材料"),
    }
)
DISPUTE = Words(
    N_("纠纷"),
    {
        "add_evidence": N_("添加证据"),
        "add_file": N_("添加材料"),
        "add_party": N_("追加当事人"),
        "assemble_file": N_("整理卷宗"),
        "call_back": N_("补贴发放前向当事人核实"),
        "cancel_session": N_("取消调解会"),
        "check_record": N_("核对笔录"),
        "confirm_category": N_("确认纠纷类型"),
        "confirmation_result": N_("登记司法确认结果"),
        "correct_party": N_("更正当事人信息"),
        "docket_confirmation": N_("登记法院收到司法确认申请"),
        "draft_agreement": N_("起草协议"),
        "drop_visit": N_("取消回访"),
        "file_remark": N_("写入卷宗情况说明"),
        "give_consent": N_("表示调解意愿"),
        "give_notice": N_("告知权利义务"),
        "hold_session": N_("召开调解会"),
        "investigate": N_("记录调查"),
        "invite": N_("邀请参加调解"),
        "note_interested_party": N_("登记利害关系人知悉"),
        "plan_session": N_("安排调解会"),
        "prepare_confirmation": N_("准备司法确认申请"),
        "remove_file": N_("移除材料"),
        "report_offence": N_("报告违法犯罪线索"),
        "settle_default": N_("处理不履行"),
        "share_evidence": N_("向对方出示证据"),
        "strike_performance": N_("撤销履行记录"),
        "supplement_file": N_("补充卷宗"),
        "take_back_remark": N_("撤回卷宗情况说明"),
        "void_number": N_("作废编号"),
        "welcome": N_("登记同意邀请"),
        "withdraw_confirmation": N_("撤回司法确认申请"),
        "write_record": N_("制作调解笔录"),
        **{step.verb.value: step.name for step in STEPS.values()},
    },
    {status.value: name for status, name in STATUS_NAMES.items()},
)
WORDS: Mapping[str, Words] = {
    "": EVERYWHERE,
    "disputes.dispute": DISPUTE,
    "disputes.filenumber": Words(N_("文件编号"), {"void": N_("作废编号")}),
    "disputes.disputefile": Words(N_("纠纷材料")),
    "mediation.evidence": Words(N_("证据")),
    "mediation.signature": Words(N_("签名")),
    "documents.document": Words(N_("文书")),
    "archive.casefile": Words(N_("卷宗")),
    "archive.annex": Words(N_("归档后的补充")),
    "confirmation.application": Words(N_("司法确认申请")),
    "regions.region": Words(N_("区划")),
    "organisations.organisation": Words(
        N_("组织"),
        {
            "deactivate": N_("停用组织"),
            "merge": N_("并入其他组织"),
            "split": N_("分立"),
            "add_room": N_("登记房间"),
            "close_room": N_("停用房间"),
            "check_sign": N_("检查标牌"),
            "add_photo": N_("上传照片"),
            "remove_photo": N_("撤下照片"),
            "register_seal": N_("登记印章"),
            "end_seal": N_("停用印章"),
            "add_unit": N_("登记入驻单位"),
            "end_unit": N_("结束入驻"),
            "open_window": N_("开设窗口"),
            "close_window": N_("撤销窗口"),
            "assign_duty": N_("排班"),
            "drop_duty": N_("取消排班"),
            "sign_memorandum": N_("登记对接备忘录"),
            "end_memorandum": N_("终止备忘录"),
            "invite_to_roster": N_("列入特邀名册"),
            "end_invitation": N_("移出特邀名册"),
            "name_judge": N_("确定业务指导法官"),
            "end_judge": N_("结束业务指导"),
        },
        {"active": N_("在册"), "closed": N_("已停用")},
    ),
    "organisations.filing": Words(
        N_("组织备案"),
        {
            "submit_filing": N_("提交备案"),
            "add_paper": N_("补充材料"),
            "remove_paper": N_("撤下材料"),
            "acknowledge_notice": N_("法院签收通报函"),
            **{step.verb.value: step.name for step in FILING_STEPS.values()},
        },
        {status.value: name for status, name in FILING_STATUS_NAMES.items()},
    ),
    "people.person": Words(
        N_("人员"),
        {
            "appoint": N_("任职"),
            "declare_tie": N_("申报利益关系"),
            "decide_review": N_("审核"),
            "end_post": N_("结束任职"),
            "lift_suspension": N_("恢复指派"),
            "photo": N_("更换照片"),
            "propose_review": N_("提交审核申请"),
            "renew": N_("续任"),
            "suspend": N_("暂停指派"),
            "verify": N_("核验身份"),
            "withdraw_tie": N_("结束利益关系申报"),
        },
    ),
    "people.complaint": Words(
        N_("投诉"),
        {"name_subject": N_("确定被投诉人"), **{step.verb.value: step.name for step in COMPLAINT_STEPS.values()}},
        {state.value: name for state, name in COMPLAINT_STATES.items()},
    ),
    "people.trace": Words(
        N_("责任倒查"),
        {"trace_add": N_("补充经手人"), "trace_degree": N_("登记责任"), "conclude": N_("形成倒查结论")},
        {"open": N_("倒查中"), "concluded": N_("已形成结论")},
    ),
    "people.commendation": Words(
        N_("表彰"),
        {"show": N_("公示"), "object": N_("登记异议"), "award": N_("表彰"), "drop": N_("撤销")},
        {"proposed": N_("拟表彰"), "shown": N_("公示中"), "awarded": N_("已表彰"), "dropped": N_("已撤销")},
    ),
    "jurisdictions.rulesetversion": Words(N_("规则版本")),
    "exchange.importrun": Words(
        N_("导入批次"),
        {
            "cancel_import": N_("取消导入"),
            "undo_import": N_("撤销导入"),
            "fetch_report": N_("下载不合格行"),
        },
    ),
    "exchange.exportrun": Words(
        N_("导出"),
        {"ask_export": N_("要求导出"), "export": N_("导出"), "fetch_export": N_("下载导出文件")},
    ),
    "subsidies.batch": Words(
        N_("补贴批次"),
        {
            "draw": N_("造册"),
            "object": N_("收到异议"),
            "take_in": N_("追回款到账"),
            "check_service": N_("核实到岗履职"),
            **{step.verb.value: step.name for step in SUBSIDY_STEPS.values()},
        },
        {state.value: name for state, name in STATE_NAMES.items()},
    ),
    "subsidies.budget": Words(N_("补贴预算"), {"set_budget": N_("登记预算")}),
    "training.course": Words(
        N_("培训班"), TRAINING_VERBS, {state.value: name for state, name in COURSE_STATES.items()}
    ),
    "training.trainee": Words(N_("培训名单"), TRAINING_VERBS),
    "training.certificate": Words(N_("培训证书"), TRAINING_VERBS),
    "training.plan": Words(N_("培训计划"), TRAINING_VERBS),
    "training.question": Words(N_("试题"), TRAINING_VERBS),
    "assessment.round": Words(
        N_("考核"), ASSESSMENT_VERBS, {state.value: name for state, name in ASSESSMENT_STATES.items()}
    ),
    "assessment.application": Words(
        N_("等级申请"), ASSESSMENT_VERBS, {stage.value: name for stage, name in STAGE_NAMES.items()}
    ),
    "assessment.grade": Words(
        N_("等级"), ASSESSMENT_VERBS, {"withdrawn": N_("撤销"), "replaced": N_("被新的等级取代")}
    ),
    "assessment.entry": Words(N_("考核登记数据"), ASSESSMENT_VERBS),
    "statistics.closing": Words(N_("统计结账"), {"close": N_("结账")}),
}


def words() -> Mapping[str, Words]:
    """Return the words by type of record; those of type "" hold for every type."""
    return WORDS
