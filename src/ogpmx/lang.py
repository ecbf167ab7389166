"""The languages that there are."""

from enum import StrEnum


class Lang(StrEnum):
    """A language of texts and messages; a third is one line here and one field of `Text`."""

    ES = "es"
    EN = "en"
