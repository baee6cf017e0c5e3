"""The obligations of an agreement: who pays what by when, read sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fengqiao.disputes.rules.narrative import Text
from fengqiao.disputes.rules.narrative_numbers import Amount

_BODY = re.compile(
    r"(?:达成|签订|订立|作出|形成|签署|约定)?(?:了|的)?(?:如下|以下)(?:调解)?(?:协议|约定|条款|意见)|"
    r"协议(?:内容)?如下|约定如下|(?:协议|约定)(?:事项|内容):"
)
_FACTS = re.compile(
    r"\s*(?:[一二三四五0-9]{1,2}[、.])?\s*(?:纠纷)?(?:主要)?(?:事实|经查|经过|案由|纠纷事实|争议事项|基本情况|当事人|"
    r"双方确认:?借款|起因|经审查|经了解|查明)"
)
_NUM = r"[0-9零〇一二两三四五六七八九十百]"
_DUE = re.compile(
    rf"{_NUM}{{1,4}}年(?:{_NUM}{{1,3}}月|底|末|前|内|春|中秋|国庆)|{_NUM}{{1,3}}月(?:{_NUM}{{1,3}}[日号]|底|初|末|份?之?前|内|中旬|上旬|下旬|份)"
    rf"|{_NUM}{{1,4}}个?(?:工作|自然)?(?:日|天|周|个?星期|个?月|年|小时)之?(?:内|后|前|以内|之内|以后)"
    r"|当场|当日|当天|即时|当面|现场[^,。;]{0,8}(?:给|付|履行|交|转)|同日|同时|今日|今天|即日|明日|明天|后天|签字(?:时|当日|"
    r"后|之日)|签订(?:时|当日|之日)|签约(?:时|当日)|签署(?:时|当日|之日)|生效(?:时|当日|之日|后)"
    rf"|付讫|已(?:经)?(?:全部|一次性|当场)?(?:付|支付|给付|还|结|赔|履行|退)|(?:每个?月|每年|每季度?|每周|逐月|按月|"
    rf"按年|每日)[^,。;]{{0,4}}{_NUM}{{1,3}}[日号]"
    r"|(?:本|当|次|下个?|这个?|每个?)(?:月|周|年|季度)(?:底|末|初|内|[^,。;]{0,3}前)|(?:月|年|周|季)(?:底|末)(?:之?前|以前)?"
    r"|(?:春节|元旦|国庆|中秋|端午|清明|五一|十一|元宵|腊月[^,。;]{0,4}|正月[^,。;]{0,4}|开学|过年|除夕|小年)(?:之?前|"
    r"以前|当天|后[^,。;]{0,3}内|期间)?"
    r"|(?:验收|修复|修好|见票|收款|收到[^,。;]{1,10}|交付|过户|搬离|出院|鉴定[^,。;]{0,4}|结案|交房|开具[^,。;]{0,6}|"
    r"清点|完工|竣工)(?:合格|完成|完毕|结束|出具)?(?:之?后|当日|当天|时|之日)"
    r"|(?:拆除|腾退|腾房|清理|清运|搬走|移走|安装|返还|归还|退还|出具|到场|发货|到货)(?:完成|完毕|结束)?(?:之?后|当日|当天|之日)|(?:合同|租期|租赁期限?|承包期限?)(?:到期|届满|期满)"
    r"|(?:自|从)[^,。;]{1,20}(?:起|开始)|轮流",
)
_AT_ONCE = re.compile("立即|立刻|马上|即刻")
_WAITING = re.compile("到位|有钱|宽裕|周转|卖|收成|好转|再")
_EACH_TIME = re.compile(r"每个?月|每年|每季|每周|逐月|按月|分期|分[0-9二两三四五六七八九十]+(?:期|次)")
_STARTS = re.compile(rf"自|从|起|首期|第[一1]期|至[^,。;]{{1,20}}止|{_NUM}{{1,4}}年|{_NUM}{{1,3}}个月(?:还清|付清|内)")
_STRONG = (
    "支付|给付|赔偿|赔付|补偿|偿还|还清|付清|结清|清偿|付给|赔给|还给|补给|退款|退赔|付讫|发放|转账|打款|汇款|补交|"
    "补缴|缴纳|交纳|垫付|付款|还款|缴清|交清|补付|结算|退回|退还|返还|归还|交还|付还|结付|兑付|给予|交付|承担|负担|"
    "补足|补发"
)
_WEAK = "付|赔|还|给|退|补|交|出|打|转|缴"
_PAY = re.compile(
    rf"(?P<strong>{_STRONG})|(?<![偿归返退交支赔给应交对合其不一加当现正实代兑拨首未垫])(?:{_WEAK})(?=[^,。;]{{0,14}}(?:元|块钱|块|款|费|钱|万))"
)
_MONEY_VERB = re.compile("支付|赔偿|赔付|补偿|偿还|还清|付清|结清|清偿|退款|付讫|还款|付款|打款|汇款|兑付|结付")
_MONEY_NOUN = re.compile("[款费金钱债息租]|损失|元|块|工资|报酬|本金|利息|彩礼|余额|价|欠|补偿|赔偿|薪|份子")
_PAPERS = re.compile("[^,。;]{0,8}(?:欠条|借条|借据|欠据|条据|收据|收条|票据|原件|证件|证书)")
_COST = re.compile(
    "(?:费用|运费|诉讼费|鉴定费|税费|手续费|所需费用|工本费|过户费|测量费|邮费)[^,。;]{0,8}(?:承担|负担|自理|均摊|"
    "平摊|各半|分担|出)|(?:承担|负担)[^,。;]{0,12}(?:费用|运费|鉴定费|税费|手续费)$|责任|义务|后果|风险|法律"
)
_NEGATIVE = re.compile(
    r"(?:各自|自行|自己|不再|无需|无须|不予|不得|不要求|免除|放弃|互不|不主张|免于|拒绝|不承担|不|未|没有?|无权|停止|无义务)[^,。;]{0,6}$"
)
_DONE = re.compile(r"(?:已经?|业已|此前|之前|前期|先期|原已)[^,。;]{0,8}$")
_PENALTY = re.compile("逾期|违约|如不|如未|若未|若不|否则|未按|不按|未能按|迟延|延迟|延期|反悔|拖延")
_LINKED = re.compile(
    "该款|上述|前述|以上款|此款|该笔|上款|前款|款项|该费用|分期|首期|第[一二三四五12345]期|第[一二三四五12345]次|"
    "付款(?:方式|时间|期限|账户)|支付(?:方式|时间|期限)|履行(?:方式|时间|期限|时限)|该赔偿|该补偿|其中|前者|该金额|"
    "赔偿款于|补偿款于|给付(?:方式|时间|期限)|随本金|^ *由[^,。;]{1,8}(?:支付|承担|给付|负责)"
)
_REST = re.compile("余款|剩余|尾款|其余(?!二人|两人|[三四五]人|人|各人)|余下")
_ACTOR = re.compile(
    r"[甲乙丙丁戊己][^,。;、的]{0,1}方|[甲乙丙丁](?=[于应愿在自将向一同])|双方|各方|被?申请人|[男女店校院厂医患车房家雇]方|(?:施工|承租|出租|供货|购货|发包|承包|赔偿|责任|保证|运输|养殖|经营|用工|装修|租赁|肇事|学|园)方|(?:养殖|种植|农|住|商|租|用|经营|个体|大|贫困)户|(?:公司|医院|"
    r"学校|物业|村委会|居委会|社区|合作社|工厂|厂|饭店|酒店|超市|餐馆|商家|商店|网店|店主|店家|旅行社|平台|开发商|"
    r"保险|包工头|工头|老板|房东|租客|承租人|出租人|车主|司机|驾驶员|"
    r"肇事[方者]|饲养人|主人|业主|住户|施工方|雇主|单位|银行|养殖场|消费者|患者|卖家|买家|卖方|买方|出卖人|买受人|"
    r"借款人|欠款人|债务人|担保人|保证人|监护人|家长|责任方|责任人|侵权人|致害人|加害人|被害人|受害人|供电所|镇政府|街道办|项目部|承包方|"
    r"发包方|总包|委员会|小组|组委会|[A-Za-z]公司|"
    r"父亲|母亲|父母|儿子|女儿|养子|养女|继子|长子|次子|幼子|三子|长女|次女|大哥|二哥|三弟|弟弟|哥哥|姐姐|妹妹|大姐|"
    r"二姐|老大|老二|老三|老四|子女|兄弟|丈夫|妻子|前夫|前妻|男友|女友|婆婆|公公|岳父|儿媳|女婿|两人|二人|三人|各人|"
    r"每人|村民|农户|户主|学生家长|经营者|经营户|诊所|卫生院|中心|基地|幼儿园|机构|协会|商户|摊主|机手|某)"
)
_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜"
    "范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
    "汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢俞翟蓝聂齐向申葛柴左耿关焦"
)
_NAMED = re.compile(
    rf"(?:^|"
    rf"(?<=[,。;:、由与和及]))\s*(?:[一二三四五六七八九十0-9]{{1,2}}[、.])?\s*[老小阿]?[{_SURNAMES}][^,。;:、于应在向自将的]{{0,2}}(?=[于应在向自将同当一愿每承负须需按分赔付支补还退给欠收2])"
)
_PAYEE_BEFORE = re.compile(r"(?:向|给|对|付|赔偿|支付|补偿|欠|还|退|抵|付给|赔给|与|和|同|偿还|归还|为|因|赔)$")
_ACT = re.compile(
    "拆除|搬离|搬出|搬走|腾退|腾出|腾房|修复|修好|修理|修缮|维修|更换|清理|清除|清运|恢复|移走|移除|挪走|迁移|迁走|"
    "迁出|交付|交还|归还|返还|退还|配合|协助|建成|安装|整改|疏通|加固|封堵|修剪|砍除|补办|重做|返工|粉刷|填平|铺设|"
    "拓宽|改建|改造|撤除|取走|赔礼道歉|道歉|公开澄清|删除|交出|提供|撤回"
)
_ACT_NOT = re.compile("不再|不得|今后|日后|以后|保证不|互相|相互|现已|已经|已于|均已|已|应当依法|有权|可以")


@dataclass(slots=True)
class Payment:
    """One payment, its sentences in order, and what of it is written."""

    spans: list[tuple[int, int]]
    start: int
    has_amount: bool = False
    has_due: bool = False
    has_payer: bool = False
    verbs: list[int] = field(default_factory=list)


def body(text: Text) -> int:
    """Return where the agreed terms begin: after "达成如下协议" and the like, else 0."""
    last = 0
    for match in _BODY.finditer(text.ungrouped):
        if match.end() < len(text.ungrouped) - 4:
            last = match.end()
            break
    return last


def sentences(text: Text) -> list[tuple[int, int]]:
    """Return the sentences of the agreed terms; facts told before or between them are left out."""
    found: list[tuple[int, int]] = []
    number = -1
    begin = body(text)
    for clause in text.clauses:
        if clause.end <= begin:
            continue
        start = max(clause.start, begin)
        if clause.sentence == number and found:
            found[-1] = (found[-1][0], clause.end)
        else:
            found.append((start, clause.end))
            number = clause.sentence
    return [span for span in found if not _FACTS.match(text.ungrouped, span[0], span[1])]


def _pay_verbs(plain: str, start: int, end: int) -> Iterator[int]:
    """Yield where a sentence says that money is to be paid, not that it need not or that it was."""
    for match in _PAY.finditer(plain, start, end):
        clause_start = max(plain.rfind(sign, start, match.start()) for sign in ",:、") + 1 or start
        clause_end = min((place for sign in ",:" if (place := plain.find(sign, match.end(), end)) >= 0), default=end)
        before = plain[max(clause_start, match.start() - 12) : match.start()]
        clause = plain[clause_start:clause_end]
        if _NEGATIVE.search(before) or _DONE.search(before) or _PENALTY.search(plain, start, match.start()):
            continue
        if match.group() in ("退还", "归还", "返还", "交还", "退回", "交付", "退", "还", "交", "给", "出", "出具"):
            if _PAPERS.match(plain, match.end(), clause_end):
                continue
        if not _MONEY_VERB.match(match.group()) and not _MONEY_NOUN.search(plain, match.start(), clause_end):
            if not _MONEY_NOUN.search(clause):
                continue
        if match.group() in ("承担", "负担", "出", "缴", "提供", "交付", "交") and _COST.search(clause):
            continue
        yield match.start()


def payments(text: Text, sums: Sequence[Amount]) -> list[Payment]:
    """Return the payments of an agreement; sentences that only add a date, an instalment or an account join the one before."""
    found: list[Payment] = []
    for start, end in sentences(text):
        verbs = list(_pay_verbs(text.ungrouped, start, end))
        linked = bool(_LINKED.search(text.ungrouped[start:end]))
        if verbs and not (linked and found):
            found.append(Payment([(start, end)], verbs[0], verbs=verbs))
        elif found and (linked or (verbs == [] and _only_due(text.ungrouped, start, end))):
            found[-1].spans.append((start, end))
            found[-1].verbs.extend(verbs)
    for payment in found:
        payment.has_amount = any(lo <= one.start < hi for one in sums for lo, hi in payment.spans) or any(
            _COMPUTABLE.search(text.ungrouped, lo, hi) for lo, hi in payment.spans
        )
        payment.has_due = any(due(text.ungrouped, lo, hi) for lo, hi in payment.spans)
        payment.has_payer = any(payer(text.ungrouped, lo, hi, payment.verbs) for lo, hi in payment.spans)
    return found


_COMPUTABLE = re.compile(
    "发票为准|发票金额|凭票|凭据|票据为准|实报实销|据实|按照?[^,。;]{2,20}(?:标准|计算|单价|结算)|全额|各半|平均分|"
    "百分之|[0-9]%|每[吨亩斤天日人件个]|单据为准|结算单|定损单|评估价|鉴定报告"
)


def _only_due(plain: str, start: int, end: int) -> bool:
    return (
        end - start < 40
        and bool(re.search("付清|还清|结清|给付|到账|支付|前付", plain[start:end]))
        and due(plain, start, end)
    )


def due(plain: str, start: int, end: int) -> bool:
    """Say whether a stretch names when something is to be done; "at once" counts unless it waits for something uncertain."""
    if _DUE.search(plain, start, end):
        return True
    if _AT_ONCE.search(plain, start, end) and not _WAITING.search(plain, start, end):
        return True
    return bool(_EACH_TIME.search(plain, start, end) and _STARTS.search(plain, start, end))


def payer(plain: str, start: int, end: int, verbs: Sequence[int]) -> bool:
    """Say whether a sentence names who pays: somebody before the verb who is not the one paid to, or "由某方"."""
    inside = [verb for verb in verbs if start <= verb < end]
    limit = min(inside) if inside else end
    for pattern in (_ACTOR, _NAMED):
        for match in pattern.finditer(plain, start, end):
            before = plain[max(start, match.start() - 3) : match.start()]
            if before.endswith(("由", "经")):
                return True
            if match.end() > limit or _PAYEE_BEFORE.search(before):
                continue
            if plain[match.end() : match.end() + 1] == "的":
                continue
            return True
    return False


def rest_clauses(text: Text) -> Iterator[tuple[int, int]]:
    """Yield clauses about what is left to pay ("余款 ..."), which need a date of their own."""
    spans = sentences(text)
    for clause in text.clauses:
        if any(lo <= clause.start < hi for lo, hi in spans) and _REST.search(text.ungrouped, clause.start, clause.end):
            if any(_pay_verbs(text.ungrouped, clause.start, clause.end)):
                yield clause.start, clause.end


def undated_acts(text: Text) -> Iterator[tuple[int, int]]:
    """Yield sentences in which something is to be done (拆除, 修复, 搬离 ...) and no time is named."""
    for start, end in sentences(text):
        act = _ACT.search(text.ungrouped, start, end)
        if act is None or due(text.ungrouped, start, end) or _PENALTY.search(text.ungrouped, start, act.start()):
            continue
        clause_start = max(text.ungrouped.rfind(",", start, act.start()) + 1, start)
        if _ACT_NOT.search(text.ungrouped, clause_start, act.start()):
            continue
        yield start, end
