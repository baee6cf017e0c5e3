"""A narrative as clauses and sentences: the ground on which the rules of intake read. Plain Python.

Everything keeps the length of the original, so that each finding can quote what was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

MAX_CHARS = 20_000
_LONGEST_CLAUSE = 160
_LONGEST_SENTENCE = 480

_TRADITIONAL = (
    "與個為發來時國會們後對過還這說開關長門問間見現覺親觀視規買賣貝負責貨質費資貸賃賠賴贈贍錢銀鐵錄鎮針鐘鋼鎖"
    "鬥鬧壞塊場墻牆墳壓壟處備傷價償億儀優僱偽傳債傾兒兩黨內寫軍農準況淨凍減剛劃劇劉則創劍劑動務勝勞勢勸勵區協"
    "單卻廠歷厲厭縣參雙變敘葉號嘆嗎嚇聽員啟圍園圓圖團執報墾夠夢頭奪奮婦媽孫學寧實審寬導將專尋屆屬層歲島崗幣帥"
    "師帳帶幫幹庫應廟廣廢廳張強彈歸當徑從復徹恆悅懇惡惱愛態慘慣憤懷戰戲戶擔擇據擊擋擠擬擴擺擾攔攜攝敗敵數斷於"
    "無舊曠晝暈曉暫術機殺雜權條東極構標樓樣樹橋檢檔歡殘毀決沒溝漁滅滿漲潔澆濕濟瀏灣燈燒營爐爭爺牽犧狀獄獨獲環"
    "產畢異療瘋監盜盤確礙禮禍種稅積穩窮競筆節範築簡籌簽糧糾約級紅紙納純紛組細終絕結給統經綁維綠網緊線緣編緩縱"
    "總績織繳繼續罰羅義習聯職聲肅腦腳脫膠臨舉艦藝蘭虛蟲裝裡製複誤認討訓託記訴診詐評詞詢試詳該語誰調談請證譯議"
    "護讓豐貓賓賭賬輛輕輪輸辦辭連進運違遠遷選遺鄉鄰醫釋鑒閉闆隊陽階際隨險難電靈靜響頁頂項順須領頻題額願類顧風"
    "飛飯飲養餘館馬駕騎騙驗驚鳥魚鮮鴨麥黃點齊齡龍龜槍彎躍瀕淚繩鋤鍬鏟礦煙塵髒喪縫衛衝隻裏啓偵訊誣誹謗嬰妝贖寵"
    "傭僕欄籬萬佔兇係罵徵佈迴唸鄧趙吳鄭馮陳蔣韓楊呂華嚴謝鄒蘇魯韋鳳鮑賀湯鄔蕭閔顏聶龔譚龐紀陸閆倉滯匯櫃臺亂毆"
    "搶騷喫傘堅堯塗奧娛婁寢屜巔巖幟廁懲懸攪曬枴棄棟樁樸櫻殲氣汙滲滾潰瀉灘熱爛狹獎獸瑣甕畫癒皺睏矇碼磚穀窪竄籤"
    "籠簾紗綴縮罈羋翹聾脅膚臟艙蓋蕩藥蠟補襯訂誘謊趕跡轟軟輔輯轎遞醜釘鈔鋪錯鍋鎚閃闖隱韌頸飼餓騰鬍麗齣"
)
_SIMPLIFIED = (
    "与个为发来时国会们后对过还这说开关长门问间见现觉亲观视规买卖贝负责货质费资贷赁赔赖赠赡钱银铁录镇针钟钢锁"
    "斗闹坏块场墙墙坟压垄处备伤价偿亿仪优雇伪传债倾儿两党内写军农准况净冻减刚划剧刘则创剑剂动务胜劳势劝励区协"
    "单却厂历厉厌县参双变叙叶号叹吗吓听员启围园圆图团执报垦够梦头夺奋妇妈孙学宁实审宽导将专寻届属层岁岛岗币帅"
    "师帐带帮干库应庙广废厅张强弹归当径从复彻恒悦恳恶恼爱态惨惯愤怀战戏户担择据击挡挤拟扩摆扰拦携摄败敌数断于"
    "无旧旷昼晕晓暂术机杀杂权条东极构标楼样树桥检档欢残毁决没沟渔灭满涨洁浇湿济浏湾灯烧营炉争爷牵牺状狱独获环"
    "产毕异疗疯监盗盘确碍礼祸种税积稳穷竞笔节范筑简筹签粮纠约级红纸纳纯纷组细终绝结给统经绑维绿网紧线缘编缓纵"
    "总绩织缴继续罚罗义习联职声肃脑脚脱胶临举舰艺兰虚虫装里制复误认讨训托记诉诊诈评词询试详该语谁调谈请证译议"
    "护让丰猫宾赌账辆轻轮输办辞连进运违远迁选遗乡邻医释鉴闭板队阳阶际随险难电灵静响页顶项顺须领频题额愿类顾风"
    "飞饭饮养余馆马驾骑骗验惊鸟鱼鲜鸭麦黄点齐龄龙龟枪弯跃濒泪绳锄锹铲矿烟尘脏丧缝卫冲只里启侦讯诬诽谤婴妆赎宠"
    "佣仆栏篱万占凶系骂征布回念邓赵吴郑冯陈蒋韩杨吕华严谢邹苏鲁韦凤鲍贺汤邬萧闵颜聂龚谭庞纪陆闫仓滞汇柜台乱殴"
    "抢骚吃伞坚尧涂奥娱娄寝屉巅岩帜厕惩悬搅晒拐弃栋桩朴樱歼气污渗滚溃泻滩热烂狭奖兽琐瓮画愈皱困蒙码砖谷洼窜签"
    "笼帘纱缀缩坛芈翘聋胁肤脏舱盖荡药蜡补衬订诱谎赶迹轰软辅辑轿递丑钉钞铺错锅锤闪闯隐韧颈饲饿腾胡丽出"
)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_TABLE: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{code: code + 0x20 for code in range(ord("A"), ord("Z") + 1)},
    **{code: code - 0xFEE0 + 0x20 for code in range(0xFF21, 0xFF3B)},
    **{code: " " for code in (*range(0x20), 0x7F, 0xA0, 0x3000, 0x200B, 0xFEFF) if code != 0x0A},
    **_SURROGATES,
    **{ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)},
}
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BREAK = re.compile(
    r"(?P<sentence>[。!?;\n]|(?<=[\u4e00-\u9fff])\.(?!\d))|(?<!\d)[,:]|[,:](?!\d)|[…—~]"
    r"|(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two commas or stops: ``[start, end)`` of the text, and the number of its sentence."""

    start: int
    end: int
    sentence: int


class Text:
    """A narrative cut to ``MAX_CHARS``: as written, normalised sign by sign, and split.

    ``original`` holds what was written (broken surrogates replaced); ``plain`` the same length in half width, simplified
    signs and lower case. ``cut`` tells that something lay beyond the bound.
    """

    def __init__(self, written: str) -> None:
        self.original = written[:MAX_CHARS].translate(_SURROGATES)
        self.cut = len(written) > MAX_CHARS
        self.plain = self.original.translate(_TABLE)

    @cached_property
    def ungrouped(self) -> str:
        """The plain text with the commas inside numbers (30,000) replaced, so that every comma left parts clauses."""
        return _GROUPED.sub("·", self.plain)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in order; an enumeration comma (、) does not part a clause, because negation reaches across it."""
        found: list[Clause] = []
        start = sentence = opened = 0
        stops = [(stop.start(), stop.end(), stop.group("sentence") is not None) for stop in _BREAK.finditer(self.plain)]
        for at, after, ends_sentence in [*stops, (len(self.plain), len(self.plain), True)]:
            while start < at:
                end = min(at, start + _LONGEST_CLAUSE)
                if start - opened > _LONGEST_SENTENCE:
                    sentence, opened = sentence + 1, start
                found.append(Clause(start, end, sentence))
                start = end
            start = after
            if ends_sentence:
                sentence, opened = sentence + 1, after
        return tuple(found) or (Clause(0, 0, 0),)

    @cached_property
    def _clause_of(self) -> list[int]:
        numbers: list[int] = []
        for number, clause in enumerate(self.clauses):
            numbers.extend([max(number - 1, 0)] * (clause.start - len(numbers)))
            numbers.extend([number] * (clause.end - len(numbers)))
        return numbers

    def clause_at(self, position: int) -> int:
        """Return the index of the clause that holds a position."""
        numbers = self._clause_of
        return numbers[position] if position < len(numbers) else len(self.clauses) - 1

    def quote(self, start: int, end: int) -> str:
        """Return what was written there."""
        return self.original[start:end].strip()

    def clause_quote(self, position: int) -> str:
        """Return the clause around a position as written."""
        clause = self.clauses[self.clause_at(position)]
        return self.quote(clause.start, clause.end)

    def sentence_quote(self, position: int) -> str:
        """Return the sentence around a position as written."""
        number = self.clauses[self.clause_at(position)].sentence
        inside = [clause for clause in self.clauses if clause.sentence == number]
        return self.quote(inside[0].start, inside[-1].end)
