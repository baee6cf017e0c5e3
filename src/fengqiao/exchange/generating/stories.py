"""What invented disputes are about: sentences with gaps, by kind of dispute."""

from __future__ import annotations

from random import Random

GAPS: dict[str, tuple[str, ...]] = {
    "room": ("卫生间", "厨房", "阳台", "主卧", "客厅"),
    "damage": ("天花板起皮发霉", "墙面大片渗水", "木地板变形", "吊顶脱落", "家具泡坏"),
    "reply": ("一直推脱不肯处理", "只愿承担一半", "认为与自己无关", "答应后又反悔", "不接电话也不见面"),
    "month": ("今年三月", "去年十月", "上个月中旬", "春节前后", "六月初", "国庆期间", "年底"),
    "work": ("木工", "抹灰", "水电安装", "外墙保温", "绿化养护", "仓库搬运", "后厨帮工", "保安"),
    "goods": ("一批建材", "二十吨钢材", "一台收割机", "一套橱柜", "五百箱饮料", "一批服装"),
    "crop": ("鱼塘", "果园", "三亩水田", "林地", "菜地", "橘园"),
    "animal": ("家里的狗", "拴着的土狗", "散养的牛"),
    "hurt": ("右腿骨折", "手臂擦伤", "头部受伤", "腰部扭伤", "软组织挫伤"),
    "kin": ("父亲", "母亲", "公公", "岳母", "祖母"),
    "sign": ("有转账记录", "有聊天记录为证", "当时只有口头约定", "签过一份合同", "写过一张欠条", "有邻居在场"),
    "tried": (
        "社区上门协调过两次没有结果",
        "双方各执一词",
        "村干部劝过，仍有分歧",
        "协商三次未能谈拢",
        "派出所登记后建议调解",
    ),
    "seller": ("直播间", "网店", "二手平台", "家电卖场", "培训机构", "健身房"),
    "item": ("手机", "羽绒服", "预付卡", "空调", "翡翠手镯", "课程"),
    "noise": ("夜里打麻将", "跳广场舞", "装修到深夜", "空调外机", "养鸡"),
    "way": ("过道", "排水沟", "院墙", "巷子", "公用楼梯"),
}
STORIES: dict[str, tuple[str, ...]] = {
    "marriage_family": (
        "双方结婚{n}年，近来因家务和收入分配常起争执，{month}分开居住，对孩子抚养费每月给多少谈不拢，{tried}。",
        "兄妹几人为{kin}的赡养费和轮流照料起纠纷，老人看病花费{m}元由谁分担意见不一，{tried}。",
        "{kin}去世后留下一处老房，几名子女对如何分割有分歧，{sign}，{tried}。",
    ),
    "neighbours": (
        "楼上{room}漏水，致楼下{damage}，维修估价{m}元，{reply}，{tried}。",
        "两家共用的{way}被一方堆放杂物，另一方通行不便，{month}发生口角，{tried}。",
        "邻居{noise}影响休息，多次劝说无效，{month}双方争吵并互有推搡，{tried}。",
    ),
    "housing_homestead": (
        "一方翻建房屋时越过原墙基约{n}十厘米，另一方认为占了自家宅基地，{reply}，{tried}。",
        "租房到期后房东不退押金{m}元，称{room}有损坏，租客不认可，{sign}。",
    ),
    "contract": (
        "双方约定供应{goods}，货款共{m}元，{month}起拖欠，{sign}，{reply}。",
        "一方承包装修，中途增项{m}元，{sign}，对方拒付尾款，{tried}。",
        "借款{m}元到期未还，{sign}，催要多次，{reply}。",
    ),
    "production_business": (
        "合伙经营{crop}，{month}结算时对投入和分成有争议，差额{m}元，{sign}，{tried}。",
        "灌溉时抢水致一方{crop}受旱减产，要求补偿{m}元，{reply}。",
    ),
    "damages": (
        "{animal}将路人咬伤，花去医药费{m}元，饲养人{reply}，{tried}。",
        "干活时从梯子上摔下致{hurt}，医药费{m}元由谁负担，雇主与帮工各执一词，{tried}。",
    ),
    "forest_land": (
        "两户对{crop}的界址有分歧，{month}一方砍了几棵树，另一方要求赔偿{m}元，{tried}。",
        "{crop}承包期满后一方继续耕种，未交承包费{m}元，{sign}，{reply}。",
    ),
    "expropriation": (
        "房屋在征收范围内，附属物补偿{m}元如何分配家人意见不一，{tried}。",
        "安置房交付晚了{n}个月，过渡费计算有争议，差额{m}元，{sign}。",
    ),
    "pollution": (
        "作坊的废水流入{crop}，{month}出现死鱼，养殖户要求赔偿{m}元，{reply}。",
        "饭店油烟正对居民窗户，{noise}也影响休息，{tried}。",
    ),
    "migrant_wages": (
        "{n}名农民工在工地做{work}，{month}完工后工资共{m}元未结清，包工头称工程款没有到位，{sign}。",
        "在项目上做{work}，约定按月结算，拖欠工资{m}元，{reply}，{tried}。",
    ),
    "labour": (
        "从事{work}{n}年，{month}被口头辞退，要求补偿{m}元，单位认为是自动离职，{sign}。",
        "上班途中摔伤致{hurt}，未缴工伤保险，单位只愿给{m}元，{tried}。",
    ),
    "tourism": ("报团旅游临行前三天因病取消，旅行社只退{m}元，{sign}，{reply}。",),
    "e_commerce": ("在{seller}购买{item}，花费{m}元，收到后与描述不符，商家{reply}，{sign}。",),
    "consumer": ("在{seller}办理{item}充值{m}元，{month}门店关停，要求退还余额，{reply}，{tried}。",),
    "medical": (
        "住院手术后恢复不佳，家属认为告知不充分，要求医院赔偿{m}元，院方{reply}，{tried}。",
        "就诊时{kin}输液后出现不适，转院花费{m}元，双方对责任有分歧，{tried}。",
    ),
    "road_traffic": (
        "电动车与小轿车在路口相撞致{hurt}，医药费和误工费共{m}元，双方对赔偿比例有分歧，{sign}。",
        "倒车时刮倒行人致{hurt}，已付部分费用，尚差{m}元，{reply}。",
    ),
    "property_management": (
        "业主以{room}漏水和{noise}无人管为由欠交物业费{m}元，物业公司催收，{tried}。",
        "小区车位收费调整后业主不同意，拖欠{m}元，{reply}，{tried}。",
    ),
    "other": ("因{noise}与{way}使用等琐事积怨，{month}再起争执，要求赔礼并赔偿{m}元，{tried}。",),
}
WEIGHTS: dict[str, int] = {
    "marriage_family": 14, "neighbours": 24, "housing_homestead": 6, "contract": 9, "production_business": 3, "damages": 9,
    "forest_land": 4, "expropriation": 1, "pollution": 1, "migrant_wages": 4, "labour": 5, "tourism": 1, "e_commerce": 1,
    "consumer": 3, "medical": 1, "road_traffic": 7, "property_management": 4, "other": 3,
}  # fmt: skip
"""How often each kind occurs in invented data, in hundredths."""
PROMISES = ("赔偿{m}元", "一次性支付{m}元", "分担维修费{m}元", "退还{m}元", "结清款项{m}元")
ACTS = ("恢复原状并当面道歉", "清除堆放的物品，保持通行", "停止影响他人休息的行为", "按约定修复漏水部位")


def story(random: Random, category: str, money: int) -> str:
    """Return the narrative of a dispute of a kind over so many yuan."""
    text = random.choice(STORIES[category])
    gaps = {name: random.choice(words) for name, words in GAPS.items()}
    return text.format(**gaps, m=f"{money:,}", n=random.randint(2, 9))
