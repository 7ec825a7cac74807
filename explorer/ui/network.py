"""Where others reach the page: an address such as localhost is this machine's alone."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

# Reserved for documentation (RFC 5737, RFC 3849): nobody is there, and nothing is sent to them.
_ELSEWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


def is_loopback(link: str) -> bool:
    """Return whether a link leads to the machine itself, whoever opens it.

    Examples
    --------
    >>> [is_loopback(f"http://{host}/pca?x=1") for host in ("localhost:8501", "127.0.0.1", "[::1]:80")]
    [True, True, True]
    >>> is_loopback("https://example.org/pca"), is_loopback("/pca")
    (False, False)
    """
    host = (urlsplit(link).hostname or "").removesuffix(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def host_on_network() -> str:
    """Return the machine's own address on its network, or "" where it has none.

    The system is asked by which of its addresses it would send; nothing is sent, and no other host is asked.
    """
    for family, elsewhere in _ELSEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as unsent:
                unsent.connect((elsewhere, 9))
                found = str(unsent.getsockname()[0])
        except OSError:
            continue
        if not ipaddress.ip_address(found).is_loopback:
            return found
    return ""


def with_host(link: str, host: str) -> str:
    """Return a link with another host, at the same port.

    Examples
    --------
    >>> with_host("http://localhost:8501/pca?x=1", "192.168.1.7")
    'http://192.168.1.7:8501/pca?x=1'
    >>> with_host("http://[::1]/pca", "2001:db8::5")
    'http://[2001:db8::5]/pca'
    """
    parts = urlsplit(link)
    port = "" if parts.port is None else f":{parts.port}"
    return urlunsplit(parts._replace(netloc=(f"[{host}]" if ":" in host else host) + port))
