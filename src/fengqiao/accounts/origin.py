"""From where somebody comes, told as coarsely as serves recognition."""

import ipaddress

from django.http import HttpRequest

_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def _first(agent: str, table: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in table if mark in agent), "")


def device_of(request: HttpRequest) -> str:
    """Return browser and system ("Chrome · Windows"), the first word of a program's name, or ""."""
    agent = request.headers.get("User-Agent", "")
    known = " · ".join(filter(None, (_first(agent, _BROWSERS), _first(agent, _SYSTEMS))))
    return known or "".join(agent.split()[:1])[:40]


def address_of(request: HttpRequest) -> str:
    """Return the client's address, "" when it is unknown: behind a Unix socket whose proxy is not believed (FENGQIAO_PROXIES)."""
    return str(request.META.get("REMOTE_ADDR") or "")[:60]


def network_of(request: HttpRequest) -> str:
    """Return the network of the client's address: the first three bytes (IPv4) or 48 bits (IPv6), "" when unknown."""
    try:
        address = ipaddress.ip_address(address_of(request))
    except ValueError:
        return ""
    bits = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{bits}", strict=False))
