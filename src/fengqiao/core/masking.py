"""How personal data is shown until somebody gives a reason to see it."""


def mask_phone(phone: str) -> str:
    """138****5678."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)


def mask_id(number: str) -> str:
    """421002********1234: the place and the last four digits stay."""
    return f"{number[:6]}{'*' * (len(number) - 10)}{number[-4:]}" if len(number) >= 15 else "*" * len(number)


def mask_name(name: str) -> str:
    """张某某: the family name stays; organisations are not masked by this."""
    return name[:1] + "某" * min(max(len(name) - 1, 1), 2) if name else ""
