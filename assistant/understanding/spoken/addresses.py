"""E-mail addresses, written or read out ("d dot smith at north-side dot co dot uk"), and the web addresses that are none."""

import re

from assistant.understanding.spoken.cardinals import number_at, plain
from assistant.understanding.spoken.tokens import Found, Tokens

_WRITTEN = re.compile(r"[\w.+-]*\w@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
_WEB = re.compile(
    r"(?:https?://|www\.)\S*\w|(?<![\w@.])[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|co\.\w\w|edu|gov|info|biz|eu|uk|ie|de)\b(?:/\S*\w)?",
    re.IGNORECASE,
)
_ENDINGS = frozenset(
    """
    com org net info biz edu gov io ai app dev co uk ie de fr es it nl be eu us ca au nz za ng ke gh in sg hk ae pl se no dk fi ch at pt tech shop
    store online me tv cloud email travel law health school ac ltd plc
    """.split()
)
_JOINTS = {"dot": ".", ".": ".", "dash": "-", "hyphen": "-", "-": "-", "underscore": "_", "_": "_", "plus": "+"}
_NO_MAILBOX = frozenset(
    """
    it us me you them him her we they i he she this that there here one look is are was be available all only up out online down over again find
    found on in about stuff things them page website site prices details everything anything something now and or not just also ours yours more
    us. work works shop buy order see read visit go going went live based me. catalogue
    """.split()
)
_INTRODUCES = frozenset("email emails mail e-mail address to cc copy send ping".split())
_NO_HOST = frozenset("the a an this that our your my their his her any some which".split())
_MOST_WORDS = 3
"""Words that a name or a host is made of at most, where they are run together."""


def address_at(tokens: Tokens, at: int) -> Found | None:
    """An e-mail address that begins at `at`, or, with no value, a web address."""
    token = tokens[at]
    if not (token.is_word or token.is_number):
        return None
    if "@" in tokens.text and (match := _WRITTEN.match(tokens.text, token.start)):
        return Found(_token_after(tokens, at, match.end()), "email", match.group().lower())
    if "." in tokens.text and (match := _WEB.match(tokens.text, token.start)):
        return Found(_token_after(tokens, at, match.end()))
    return _read_out(tokens, at) or _web_read_out(tokens, at)


def _token_after(tokens: Tokens, at: int, position: int) -> int:
    while at < tokens.count and tokens[at].start < position:
        at += 1
    return at


def _read_out(tokens: Tokens, at: int) -> Found | None:
    mailbox = _mailbox(tokens, at)
    if mailbox is None:
        return None
    end, name, words = mailbox
    host = _host(tokens, end + 1, _MOST_WORDS)
    if host is None:
        return None
    end, domain = host
    run_together = tokens.are(end, "all one word") or tokens.are(end, ", all one word") or tokens.are(end, ", one word")
    if words > 1 and not run_together:
        return None
    whole_name = tokens[at].text[0].isupper() and tokens[at - 1].text[:1].isupper()
    ambiguous = words == 1 and whole_name and not tokens.ends_phrase(at - 1) and tokens[at - 1].low not in _INTRODUCES
    return Found(end) if ambiguous else Found(end, "email", f"{name}@{domain}".lower())


def _mailbox(tokens: Tokens, at: int) -> tuple[int, str, int] | None:
    """What stands before the "at": where it ends, what it is, and how many words were said of it with nothing to join them."""
    end, name, words, joined = at, "", 0, False
    while tokens[end].low not in ("at", "@"):
        if words and (joint := _joint(tokens, end)):
            name, end, joined = name + joint, end + 1, True
        token = tokens[end]
        number = None if token.is_word else number_at(tokens, end)
        if token.is_word and "'" not in token.low and (len(token.low) == 1 or token.low not in _NO_MAILBOX | _INTRODUCES):
            name, end = name + token.low, end + 1
            words += not (joined or _is_letter(tokens, end - 2))
        elif number and words:
            name, end = name + plain(number.value), number.end
        else:
            return None
        joined = False
        if words > _MOST_WORDS or end - at > 12:
            return None
    spelled = all(len(part) == 1 for part in name.split("-"))
    return (end, name.replace("-", "") if spelled else name, words) if words and name not in ("i", "a") else None


def _is_letter(tokens: Tokens, at: int) -> bool:
    return len(tokens[at].low) == 1 and tokens[at].is_word


def _joint(tokens: Tokens, at: int) -> str | None:
    """A mark within an address: in words, or written with nothing round it."""
    joint = _JOINTS.get(tokens[at].low)
    written = not tokens[at].is_word
    return None if joint is None or (written and not (tokens[at].glued and tokens[at + 1].glued)) else joint


def _host(tokens: Tokens, at: int, most: int) -> tuple[int, str] | None:
    """ "Acme dot co dot uk": the end of it, and the host."""
    if tokens[at].low in _NO_HOST:
        return None
    name, words, found = "", 0, None
    while tokens[at].is_word or (tokens[at].is_number and tokens[at].low.isdigit()):
        name, at, words = name + tokens[at].low, at + 1, words + 1
        if "." in name and name.rpartition(".")[2] in _ENDINGS:
            found = at, name
        if joint := _joint(tokens, at):
            name, at, words = name + joint, at + 1, 0
        elif "." in name or words >= most:
            break
    return found


def _web_read_out(tokens: Tokens, at: int) -> Found | None:
    if tokens[at + 1].low != "dot" or tokens[at].low in _NO_HOST:
        return None
    host = _host(tokens, at, 1)
    return Found(host[0]) if host else None
