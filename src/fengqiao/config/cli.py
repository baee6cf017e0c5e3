"""The command line, `fengqiao <command>`: one table of commands, each in the module that its package offers for it."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module

import django

from fengqiao.config import server
from fengqiao.config.environment import BadEnvironment
from fengqiao.core.loading import loading


@dataclass(frozen=True)
class Command:
    """One command. Its module has `arguments(parser)` and `main(options)`, which returns an exit code or None for success."""

    name: str
    help: str
    module: str
    needs_database: bool = True
    """Whether Django is set up, and a database served, before the module is imported."""


COMMANDS = (
    Command(
        "run", "启动全部服务(前台) / run everything in the foreground", "fengqiao.config.run", needs_database=False
    ),
    Command("prepare", "迁移数据库并装入初始数据 / migrate and load the first data", "fengqiao.config.prepare"),
    Command("web", "只启动网页服务 / run the web server alone", "fengqiao.config.web", needs_database=False),
    Command("worker", "只启动后台任务 / run the job worker alone", "fengqiao.config.worker"),
    Command(
        "explain",
        "解释规则：适宜性、等级、期限、协议 / ask the rules",
        "fengqiao.config.explain",
        needs_database=False,
    ),
    Command(
        "workflow-diagram",
        "把步骤表写入文档 / write the life-cycle into the documentation",
        "fengqiao.config.workflow_diagram",
        needs_database=False,
    ),
    Command("openapi", "更新接口说明副本 / rewrite docs/openapi.json", "fengqiao.config.openapi", needs_database=False),
    Command("import", "导入历史案件或者名册 / import raw cases or a register", "fengqiao.config.import_cases"),
    Command("generate", "生成示例案件并导入 / invent cases and import them", "fengqiao.config.generate"),
    Command(
        "check-statistics",
        "核对统计数字与案件记录 / prove figures against records",
        "fengqiao.config.check_statistics",
    ),
    Command("bench", "性能测试 / measure speed with many cases", "fengqiao.config.bench", needs_database=False),
    Command("manage", "执行 Django 管理命令 / run a Django command", "fengqiao.config.manage"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that `arguments` (without the program's name) ask for; returns the exit code.

    What the surroundings do not allow is said in one sentence, with exit code 1; a command line that cannot be read exits with 2.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengqiao.config.settings")
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with ExitStack() as held:
            command = _chosen(words)
            if command.needs_database:
                held.enter_context(server.serving())
            with loading():
                if command.needs_database:
                    django.setup()
                module = import_module(command.module)
            parser = argparse.ArgumentParser(prog=f"fengqiao {command.name}", description=command.help)
            module.arguments(parser)
            return int(module.main(parser.parse_args(words[1:])) or 0)
    except BadEnvironment as error:
        print(f"fengqiao: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _chosen(words: list[str]) -> Command:
    parser = argparse.ArgumentParser(
        prog="fengqiao",
        description="枫桥人民调解平台 / Fengqiao, a platform for people's mediation",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="\n".join(f"  {command.name:18}{command.help}" for command in COMMANDS),
        usage="fengqiao <command> …",
    )
    parser.add_argument("command", choices=[command.name for command in COMMANDS], metavar="<command>")
    name = parser.parse_args(words[:1]).command
    return next(command for command in COMMANDS if command.name == name)
