"""The language of a run: which one, and its catalogue of messages (gettext).

Sources are in English. `_` translates now; `N_` only marks a message for extraction.
"""

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from ogpmx.lang import Lang

LOCALES = Path(__file__).with_name("locale")

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_lang = Lang.EN


def use(lang: Lang) -> None:
    """Speak `lang` from here on. English is the sources' own and needs no catalogue.

    The command-line library asks gettext itself, which goes by the environment and the domain.
    """
    global _catalogue, _lang
    _lang = lang
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain("ogpmx", LOCALES)
    gettext.textdomain("ogpmx")
    _catalogue = (
        gettext.NullTranslations()
        if lang is Lang.EN
        else gettext.translation("ogpmx", LOCALES, [lang], fallback=True)
    )


def language() -> Lang:
    """The language in use."""
    return _lang


def _(message: str) -> str:
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    return _catalogue.ngettext(one, many, n)


def pgettext(context: str, message: str) -> str:
    return _catalogue.pgettext(context, message)


def N_(message: str) -> str:
    return message


def locale_language(environ: Mapping[str, str]) -> Lang:
    """The language of the environment's locale: Spanish if it is that, else English.

    LC_ALL, LC_MESSAGES, LANG in this order; the first that is set decides (POSIX, 8.2).
    """
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    for mark in "_.@":  # territory, encoding, variant
        chosen = chosen.partition(mark)[0]
    return Lang.ES if chosen.lower() == Lang.ES else Lang.EN
