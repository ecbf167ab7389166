"""The languages of the program, and the catalogue of messages (gettext) of the one in use.

Sources are in English. `_` translates now; `N_` only marks a message for extraction, to be
translated when it is shown. A language is a folder under `locale/` and nothing else.
"""

import gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache

LOCALES = os.path.join(os.path.dirname(__file__), "locale")
ENGLISH = "en"  # the sources' own language

_current = ENGLISH


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that the program speaks, those with a catalogue first."""
    return (*sorted(os.listdir(LOCALES)), ENGLISH)


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The messages of a language. English needs no catalogue."""
    return gettext.translation("ogpmx", LOCALES, [lang], fallback=True)


def use(lang: str) -> None:
    """Speak `lang` from here on."""
    global _current
    _current = lang


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Speak `lang` for as long as this lasts; English, if the program does not speak it."""
    before = _current
    use(spoken(lang) or ENGLISH)
    try:
        yield
    finally:
        use(before)


def current() -> str:
    """The code of the language in use."""
    return _current


def _(message: str) -> str:
    return catalogue(_current).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return catalogue(_current).ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    return catalogue(_current).pgettext(context, message)


def translate_to_all(message: str, context: str | None = None) -> list[str]:
    """A message in each language of the program."""
    spoken_in = map(catalogue, languages())
    return [c.pgettext(context, message) if context else c.gettext(message) for c in spoken_in]


def N_(message: str) -> str:
    return message


def locale_language(environ: Mapping[str, str]) -> str:
    """The language of the environment's locale, if the program speaks it, else English.

    LANGUAGE, a list with colons, of which the first that is spoken decides (gettext); LC_ALL,
    LC_MESSAGES, LANG, of which the first that is set decides (POSIX, 8.2).
    """
    preferred = (spoken(name) for name in environ.get("LANGUAGE", "").split(":"))
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, preferred), None) or spoken(next(filter(None, names), "")) or ENGLISH


# Languages that write a decimal comma, and countries that write a point all the same (CLDR).
DECIMAL_COMMA = (
    "az be bg bs ca cs da de el es et eu fi fr gl hr hu hy id is it ka kk lt lv mk nb nl nn no pl "
    "pt ro ru sk sl sq sr sv tr uk vi"
)
DECIMAL_POINT = "CH CU DO GT HN LI MX NI PA PE PR SV US"


def has_decimal_comma(asked: str | None, environ: Mapping[str, str]) -> bool:
    """Whether numbers have a decimal comma, by the first locale that names a country.

    They are the language asked for, OGPMX_LANG, LC_ALL, LC_NUMERIC and LANG; where none of them
    does, as on Windows, the system says how it writes numbers.
    """
    names = [asked, *map(environ.get, ("OGPMX_LANG", "LC_ALL", "LC_NUMERIC", "LANG"))]
    for name in filter(None, names):
        found = re.match("([A-Za-z]+)[_-]([A-Za-z]{2})(?![A-Za-z])", name)
        if found:
            language, country = found[1].lower(), found[2].upper()
            return language in DECIMAL_COMMA.split() and country not in DECIMAL_POINT.split()
    import locale

    with suppress(locale.Error):
        locale.setlocale(locale.LC_NUMERIC, "")  # which nothing else here heeds
    return locale.localeconv()["decimal_point"] == ","


def spoken(name: str) -> str | None:
    """The language of a locale's name or language tag (`es_MX.UTF-8`, `es-MX`), if the program
    speaks it."""
    language = re.split("[-_.@]", name)[0].lower()  # before territory, encoding, variant
    return language if language in languages() else None
