"""Addresses: one spelling for each, and the publisher as far as an address tells. Fetches nothing.

Leaves out only what surely does not name the page: marks that count where a reader came from, the part
after "#", and letter case where it makes no difference.
"""

import re
from urllib.parse import urlsplit, urlunsplit

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|igshid|twclid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|"
    r"ns_(?:campaign|mchannel|source|linkname|fee)|at_(?:campaign|medium|custom\d|link_\w+)|wt\.\w+|"
    r"cmpid|smid|ocid|xtor|vero_id|oly_\w+_id|guccounter|__twitter_impression)",
    re.IGNORECASE,
)
_PORTS = {"http": ":80", "https": ":443"}


def canonical(text: str) -> str | None:
    """The address in its one spelling; None when the text is none."""
    text = text.strip()
    if not _ADDRESS.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    if parts.scheme.lower() not in _PORTS:
        return text
    user, at, host = parts.netloc.rpartition("@")
    host = host.lower().removesuffix(_PORTS[parts.scheme.lower()])
    pairs = parts.query.split("&") if parts.query else []
    query = "&".join(pair for pair in pairs if not _TRACKING.fullmatch(pair.partition("=")[0]))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme.lower(), user + at + host, parts.path, query, fragment))


def host(url: str | None) -> str | None:
    """The host of an address without "www."."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None
