"""Text from outside, made safe to draw: nothing in it is an instruction to a terminal."""

import re

# C0 but tab and line feed, DEL, C1; marks and overrides of writing direction (UAX #9); line and
# paragraph separators; lone surrogates, which no encoding can carry.
_HOSTILE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape", "surrogatepass").decode("ascii")


def drawable(text: str) -> str:
    """`text` with hostile characters written out (`\\x1b`, `\\u202e`); tab and line feed stay."""
    return text if text.isprintable() else re.sub(f"[{_HOSTILE}]", _escape, text)


def one_line(text: str) -> str:
    """`text` on one line: breaks and tabs are spaces, hostile characters written out."""
    if text.isprintable():
        return text
    return re.sub(rf"[\t\n{_HOSTILE}]", lambda m: " " if m[0] in "\t\n" else _escape(m), text)


_ASCII_BUT_DEL = bytes(range(0x7F))


def json_safe_bytes(content: bytes) -> bytes:
    """What `json_safe` makes of JSON in UTF-8; what needs no change is not even decoded."""
    hostile = rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
    rest = content.translate(None, _ASCII_BUT_DEL)  # little is left, which is soon searched
    return json_safe(content.decode()).encode() if re.search(hostile, rest) else content


def json_safe(text: str) -> str:
    """JSON `text` with its hostile characters as JSON escapes: the same document, safe to show."""
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(
        r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]",
        lambda m: f"\\u{ord(m[0]):04x}",
        text,
    )
