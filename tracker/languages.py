"""Two languages: messages are written in English in the code and read from `translations/vi/*.po`, one file a room.

The catalogs are read as they are at start, so there is no compiled file that could be stale.
"""

from contextlib import AbstractContextManager
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import has_request_context, request, session
from flask_babel import Domain, force_locale, get_locale
from flask_babel import gettext as gettext
from flask_babel import lazy_gettext as lazy_gettext
from flask_babel import ngettext as ngettext
from flask_login import current_user

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"
CATALOGS = Path(__file__).parent / "translations"
OWN_CHOICE = "own_language"
"""Where a session keeps the language a signed-in person chose for it."""


def catalog(language: str) -> Catalog:
    """Return all messages of a language, its rooms' files put together."""
    whole = Catalog(locale=language)
    for path in sorted((CATALOGS / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole.add(message.id, message.string, flags=message.flags, context=message.context)
    return whole


@lru_cache
def translations(language: str) -> NullTranslations:
    """Return the translations of a language; English needs none."""
    if not (CATALOGS / language).is_dir():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalog(language))
    compiled.seek(0)
    return Translations(compiled)


class RoomCatalogs(Domain):
    """A gettext domain that is read from the rooms' own files."""

    def get_translations(self) -> NullTranslations:
        return translations(str(get_locale() or DEFAULT))


def chosen_language() -> str:
    """Return the language of this request: one's choice in the menu, else one's own, else the visitor's."""
    if not has_request_context():
        return DEFAULT
    own = session.get(OWN_CHOICE) or getattr(current_user, "language", None)
    own = own or session.get("language") or request.cookies.get("language")
    return own if own in LANGUAGES else DEFAULT


def speaking(language: str) -> AbstractContextManager[None]:
    """Say what is said inside in this language: a letter speaks its reader's, whoever causes it."""
    within: AbstractContextManager[None] = force_locale(language)
    return within
