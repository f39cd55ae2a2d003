"""Addresses: how they are written in URLs, which are this machine's own, and by which another device finds it."""

import socket
from ipaddress import IPv6Address, ip_address

from assistant.addresses import is_loopback

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""Names by which a browser on this machine reaches the service."""

ANY_ADDRESS = frozenset({"0.0.0.0", "::"})
"""Hosts that mean "every address of this machine"."""

_ELSEWHERE = "192.0.2.1"
"""An address kept for documentation: nobody's. Asking for the way there sends nothing."""


def as_written(host: str) -> str:
    """`host` as it stands in a URL: lower case, an IPv6 address in brackets, an IPv4 address in IPv6's clothes as itself."""
    try:
        address = ip_address(host)
    except ValueError:
        return host.lower()
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped) if address.ipv4_mapped else f"[{address.compressed}]"
    return str(address)


def network_address() -> str | None:
    """This machine's address in the network that it is on, as written in URLs; None where it is on none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect((_ELSEWHERE, 9))
        except OSError:
            return None
        address = str(asking.getsockname()[0])
    return None if is_loopback(address) else as_written(address)
