"""What the address of a list asks for: words that are checked, kept as they are written, and put into links again."""

from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, Self

from tracker.formats import read_day, read_id


@dataclass(frozen=True)
class Asked:
    """Filters of a list, each a word of its address; an empty word asks for nothing.

    A filter says below which words it knows: ids of rows, days as an office writes them, or one of a few.
    """

    IDS: ClassVar[tuple[str, ...]] = ()
    DAYS: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def known(cls) -> Mapping[str, Container[str]]:
        """Return the words of those filters that know only a few."""
        return {}

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """Return the filters an address asks for; words that mean nothing are left out."""
        found = {each.name: asked.get(each.name, "").strip() for each in fields(cls)}
        senseless = {name for name in cls.IDS if read_id(found[name]) is None}
        senseless |= {name for name in cls.DAYS if not read_day(found[name])}
        senseless |= {name for name, words in cls.known().items() if found[name] not in words}
        return cls(**found | dict.fromkeys(senseless, ""))

    @property
    def words(self) -> dict[str, Any]:
        """The filters that are set, for an address."""
        return {name: value for name, value in asdict(self).items() if value}

    def but(self, **changed: str) -> dict[str, Any]:
        """Return the filters of an address with some of them changed."""
        return replace(self, **changed).words
