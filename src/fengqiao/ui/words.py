"""What the scripts say, in the reader's language; printed into each page as data."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Return every sentence that frontend/ uses, by its key. {n}, {text} are filled in by the script."""
    return {
        "busy": _("正在提交…"),
        "offline": _("没有连上服务器，请检查网络后再试。刚才填写的内容还在。"),
        "failed": _("服务器没有办成这件事（{n}），请稍后再试；仍不行请联系管理员。"),
        "close": _("关闭"),
        "draft": _("这台设备上有 {text} 没有提交的内容。"),
        "restore": _("恢复"),
        "discard": _("丢弃"),
        "restored": _("已恢复没有提交的内容，请核对。"),
        "left": _("还可输入 {n} 字"),
        "over": _("超出 {n} 字"),
        "male": _("男"),
        "female": _("女"),
        "id_good": _("校验码正确：{text}，{n}出生"),
        "id_bad": _("校验码不对，请核对证件号码。"),
        "id_date": _("号码中的出生日期不存在，请核对。"),
        "removed": _("已移除一行"),
        "hits": _("{n} 项可选，用上下键选择"),
        "no_hits": _("没有找到，可直接输入文字"),
        "signed": _("已签 {n} 笔"),
        "columns": _("显示哪些列"),
        "keys": _("键盘操作"),
        "key_search": _("查找"),
        "key_help": _("显示本说明"),
        "key_close": _("关闭菜单和对话框"),
        "key_then": _("然后"),
    }
