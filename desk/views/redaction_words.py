"""What a redaction left, in words: wherever an answer, a fact or a file name is shown."""

from collections.abc import Mapping

from config.words import Language, Sentence, say
from registry.rules.plain_values import Json
from registry.rules.redaction import TEXT_MARK, is_marked

REDACTED = "word.redacted"


def shown(value: Json, language: Language) -> Json:
    """The value with "[redacted]" in the words of that language in place of every mark."""
    if is_marked(value):
        return say(REDACTED, language)
    match value:
        case str():
            return value.replace(TEXT_MARK, say(REDACTED, language))
        case Mapping():
            return {name: shown(inner, language) for name, inner in value.items()}
        case list() | tuple():
            return [shown(inner, language) for inner in value]
        case _:
            return value


def said(sentence: Sentence) -> Sentence:
    """A sentence that quotes what may have been redacted."""
    return Sentence(
        sentence.th.replace(TEXT_MARK, say(REDACTED, "th")),
        sentence.en.replace(TEXT_MARK, say(REDACTED, "en")),
    )
