"""The life-cycle as a page of the documentation, drawn from the table."""

from fengqiao.disputes.workflow import DESK_NAMES, STATUS_NAMES, STEPS, Status, Step

_HEAD = """# The life-cycle of a dispute

Drawn from `src/fengqiao/disputes/workflow.py` by `fengqiao workflow-diagram`; do not edit.

```mermaid
stateDiagram-v2
"""


def _arrows(step: Step) -> list[str]:
    if step.target is None:
        return []
    if not step.sources:
        return [f"    [*] --> {step.target.value}: {step.name}"]
    return [f"    {source.value} --> {step.target.value}: {step.name}" for source in Status if source in step.sources]


def page() -> str:
    """Return the page as Markdown: a state diagram and the table of steps."""
    names = [f"    {status.value}: {STATUS_NAMES[status]}" for status in Status]
    arrows = [arrow for step in STEPS.values() for arrow in _arrows(step)]
    rows = [
        "| step | from | to | permission | needs | starts, stops | then | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for step in STEPS.values():
        sources = "、".join(STATUS_NAMES[status] for status in Status if status in step.sources) or "—"
        clocks = ", ".join([*(f"+{name}" for name in step.starts), *(f"−{name}" for name in step.stops)])
        rows.append(
            f"| {step.name} `{step.verb.value}` | {sources} | {STATUS_NAMES[step.target] if step.target else '—'} "
            f"| `{step.permission.value}` | {'<br>'.join(f'{need.missing}（{need.source}）' for need in step.needs)} "
            f"| {clocks} | {DESK_NAMES[step.next_desk] if step.next_desk else '—'} | {step.source} |"
        )
    return _HEAD + "\n".join([*names, *arrows]) + "\n```\n\n" + "\n".join(rows) + "\n"
