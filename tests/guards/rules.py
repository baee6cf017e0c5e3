"""The rules of docs/architecture.md that one file at a time can break. Each gives its findings, with what to do instead."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

from tests.guards.source import Finding, Rule, Source

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MANAGERS = {"objects", "_base_manager", "_default_manager"}
QUERY_STEPS = {"all", "filter", "exclude", "select_for_update", "order_by", "visible_to", "using"} | MANAGERS
WRITES = {"create", "bulk_create", "get_or_create", "update_or_create", "bulk_update", "update", "delete"}
ALWAYS_WRITES = {"bulk_create", "get_or_create", "update_or_create", "bulk_update"}
READERS = {"access", "queries", "actions", "management", "imports"}
TECHNICAL = {"fengqiao.core"}
"""core's tables hold no business record; its modules are themselves the one way to write them."""
SILENCER = re.compile(r"# *(type: *ignore(\[[\w, -]+])?|noqa(: *[A-Z]+\d+(, *[A-Z]+\d+)*)?)(?P<reason>.*)")
WILDCARDS_ALLOWED = {"src/fengqiao/config/settings_test.py"}
"""A settings module is a set of names; the tests' one is the real one with a few names changed."""


def one_writer(source: Source) -> Iterator[Finding]:
    """A record is written in the `actions` of its own package and nowhere else."""
    if source.is_test or source.package in TECHNICAL:
        return
    foreign = _foreign_models(source)
    for call in _calls(source):
        if not _writes(call):
            continue
        name = _root_name(call.func)
        if source.part != "actions":
            yield _finding(source, call, "writes a record: move it into the actions of the package that owns it")
        elif name in foreign:
            yield _finding(source, call, f"writes {name}, which belongs to {foreign[name]}: call an action there")


def one_door(source: Source) -> Iterator[Finding]:
    """`Model.objects` stands only in access, queries, actions, management and imports of the model's own package."""
    if source.is_test or source.package in TECHNICAL:
        return
    foreign = _foreign_models(source)
    for node in source.nodes:
        if not (isinstance(node, ast.Attribute) and node.attr in MANAGERS and isinstance(node.value, ast.Name)):
            continue
        name = node.value.id
        if name in {"self", "cls", "models"}:
            continue
        if name in foreign:
            yield _finding(source, node, f"opens {name} of {foreign[name]}: use access or queries there")
        elif source.part not in READERS:
            yield _finding(source, node, f"opens {name} past the door: move it into access, queries or actions")


def status_by_workflow(source: Source) -> Iterator[Finding]:
    """The status of a dispute changes in disputes/actions only, by the table of steps."""
    if source.is_test or (source.package == "fengqiao.disputes" and source.part == "actions"):
        return
    message = "sets the status of a dispute: that is done by the verbs of disputes.actions alone"
    for node in source.nodes:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Attribute) and _is_dispute_status(target) for target in targets):
            yield _finding(source, node, message)
        if isinstance(node, ast.Call) and _sets_status_by_call(node):
            yield _finding(source, node, message)


def no_signals(source: Source) -> Iterator[Finding]:
    """No signal connects packages behind the reader's back: config/subscriptions.py is the one table."""
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
            ("django.dispatch", "django.db.models.signals")
        ):
            yield _finding(source, node, "uses a signal: announce an event and list it in config/subscriptions.py")
        for decorator in getattr(node, "decorator_list", []):
            if _last_name(decorator) == "receiver":
                yield _finding(
                    source, decorator, "uses a signal: announce an event and list it in config/subscriptions.py"
                )


def no_logic_in_save(source: Source) -> Iterator[Finding]:
    """No class overrides save or delete: what happens on a write stands in an action."""
    for node in source.nodes:
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.FunctionDef) and item.name in {"save", "delete", "full_clean"}:
                    yield _finding(source, item, f"overrides {item.name}(): put this into an action")


def short_files(source: Source) -> Iterator[Finding]:
    """A file has at most 400 lines."""
    lines = source.text.count("\n")
    if lines > LONGEST_FILE:
        yield Finding(source.place, lines, f"has {lines} lines, more than {LONGEST_FILE}: split it by verb or subject")


def short_functions(source: Source) -> Iterator[Finding]:
    """A function has at most 60 lines."""
    for node in source.nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield _finding(source, node, f"{node.name}() has {lines} lines, more than {LONGEST_FUNCTION}: split it")


def imports_on_top(source: Source) -> Iterator[Finding]:
    """No import stands inside a function."""
    for function in source.nodes:
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield _finding(
                        source, node, "imports inside a function: move it to the top, or the direction is wrong"
                    )


def no_wildcards(source: Source) -> Iterator[Finding]:
    """No `from x import *`."""
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            if source.place not in WILDCARDS_ALLOWED:
                yield _finding(source, node, "imports everything: name what is used")


def silence_with_reason(source: Source) -> Iterator[Finding]:
    """A silenced check says in words why."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        silenced = SILENCER.search(token.string) if token.type == tokenize.COMMENT else None
        if silenced and len(silenced["reason"].strip(" #-:")) < 8:
            yield Finding(source.place, token.start[0], "silences a check: say in words why, behind the mark")


RULES: tuple[Rule, ...] = (
    one_writer,
    one_door,
    status_by_workflow,
    no_signals,
    no_logic_in_save,
    short_files,
    short_functions,
    imports_on_top,
    no_wildcards,
    silence_with_reason,
)


def _finding(source: Source, node: ast.AST, message: str) -> Finding:
    return Finding(source.place, getattr(node, "lineno", 1), message)


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in source.nodes if isinstance(node, ast.Call))


def _writes(call: ast.Call) -> bool:
    """Whether the call writes records: by name where that is plain, else by standing at the end of a query."""
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, chain = call.func.attr, _chain(call.func.value)
    if verb in {"save", "asave"}:
        return not call.args and chain[-1:] != [
            "session"
        ]  # with an argument it is a file's or a workbook's save(place)
    if verb == "delete":
        return not call.args  # with an argument it is a cache's or a storage's delete(name)
    if verb == "create" and len(chain) > 1 and chain[-1] != "actions":
        return True  # of a related manager: dispute.parties.create(...)
    return verb in ALWAYS_WRITES or (verb in WRITES and bool(QUERY_STEPS & set(chain)))


def _chain(node: ast.AST) -> list[str]:
    """The names of a dotted expression from left to right, calls and indices left out: `a.b(1).c[0]` gives a, b, c."""
    names: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Subscript):
            node = node.value
        else:
            if isinstance(node, ast.Name):
                names.append(node.id)
            return names[::-1]


def _root_name(node: ast.AST) -> str:
    return next(iter(_chain(node)), "")


def _last_name(node: ast.AST) -> str:
    return (_chain(node) or [""])[-1]


def _foreign_models(source: Source) -> dict[str, str]:
    """Names of models imported from other packages, each with its package."""
    return {
        alias.asname or alias.name: node.module.rsplit(".models", 1)[0]
        for node in source.nodes
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("fengqiao.")
        and ".models" in node.module
        for alias in node.names
        if node.module.rsplit(".models", 1)[0] not in {source.package, *TECHNICAL}
    }


def _is_dispute_status(node: ast.Attribute) -> bool:
    return node.attr == "status" and any(word in _last_name(node.value) for word in ("dispute", "case"))


def _sets_status_by_call(call: ast.Call) -> bool:
    name = _last_name(call.func)
    if name == "setattr" and len(call.args) > 1:
        what = call.args[1]
        return isinstance(what, ast.Constant) and what.value == "status" and "dispute" in _last_name(call.args[0])
    return name == "update" and "Dispute" in _chain(call.func) and any(word.arg == "status" for word in call.keywords)
