"""The entrances: what each audience sees around a page, and who may come in. No rules live here."""
