"""Text from outside, made safe to draw: nothing in it is an instruction to a terminal."""

import re

# C0 but tab and line feed, DEL, C1; marks and overrides of writing direction (UAX #9); line and
# paragraph separators; lone surrogates, which no encoding can carry.
_HOSTILE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"


def drawable(text: str) -> str:
    """`text` with hostile characters written out (`\\x1b`, `\\u202e`); tab and line feed stay."""
    if text.isprintable():
        return text
    escape = "unicode_escape", "surrogatepass"
    return re.sub(f"[{_HOSTILE}]", lambda found: found[0].encode(*escape).decode(), text)


def one_line(text: str) -> str:
    """`text` on one line: breaks and tabs are spaces, hostile characters written out."""
    return text if text.isprintable() else drawable(re.sub(r"[\t\n]", " ", text))


_ASCII_BUT_DEL = bytes(range(0x7F))
# In UTF-8, what is hostile in JSON, whose writers escape C0 themselves.
_HOSTILE_IN_JSON = rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"


def json_safe(content: bytes) -> bytes:
    """JSON in UTF-8 with its hostile characters as escapes: the same document, safe to show."""
    rest = content.translate(None, _ASCII_BUT_DEL)  # little is left, which is soon searched
    if not re.search(_HOSTILE_IN_JSON, rest):
        return content
    return re.sub(_HOSTILE_IN_JSON, lambda m: b"\\u%04x" % ord(m[0].decode()), content)
