"""What the tests of drafts type."""

from tracker.documents import drafts, queries
from tracker.documents.models import Item, Part


def worded(item: Item, **changes: object) -> drafts.Wording:
    """Return the draft as it stands, with some of it worded anew."""
    terms = queries.terms_of(item)
    values: dict[str, object] = {
        "action": item.action,
        "leads": tuple(drafts.name_of(each) for each in queries.units_of(item, Part.LEAD)),
        "supports": tuple(drafts.name_of(each) for each in queries.units_of(item, Part.SUPPORT)),
        "product": item.product,
        "due_words": terms.main.words if terms.main else "",
        "start_words": terms.start.words if terms.start else "",
    }
    return drafts.Wording(**{**values, **changes})  # type: ignore[arg-type]
