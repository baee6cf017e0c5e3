"""What follows from what: the one table of everything that a lower package causes above it.

`EVENTS` names, for each fact that a package announces (`<package>.<fact>`), the functions that run in its transaction.
`FACTS` names the functions that contribute facts to what a lower package shows. Both hold dotted paths, in the order in which they run.
"""

EVENTS: dict[str, tuple[str, ...]] = {}

FACTS: tuple[str, ...] = ()
