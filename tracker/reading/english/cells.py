"""The cells of tables in English: 'CPMU, PPMUs', '30 June 2025', 'Weekly'."""

from datetime import date

from tracker.reading.cells import Tongue
from tracker.reading.english.cadences import find_recurrence
from tracker.reading.english.days import Known, find_terms
from tracker.reading.english.figures import find_money, find_progress, find_status
from tracker.reading.english.items import kind_of_duty
from tracker.reading.english.names import all_in, persons_of
from tracker.reading.owners import Owners
from tracker.reading.results import Deadline, Remark
from tracker.reading.text import Passage


def english_tongue(known: Known) -> Tongue:
    """Return the readers of cells; `known` are the days terms are counted from."""

    def terms(words: Passage, _: date | None) -> list[Deadline]:
        return [words.placed(term) for term in find_terms(words.text, known, bare=True)[0]]

    def told_terms(words: Passage, _: date | None) -> list[Deadline]:
        return [words.placed(term) for term in find_terms(words.text, known)[0]]

    def remarks(words: Passage, _: date | None) -> list[Remark]:
        return [
            Remark(
                remark.code, remark.words, words.span_of(remark.span.start, remark.span.end) if remark.span else None
            )
            for remark in find_terms(words.text, known, bare=True)[1]
        ]

    return Tongue(
        names=all_in,
        persons=lambda cell: persons_of(all_in(cell)),
        terms=terms,
        told_terms=told_terms,
        remarks=remarks,
        recurrence=find_recurrence,
        money=find_money,
        progress=find_progress,
        status=find_status,
        owners=lambda words: Owners(),
        kind=lambda words, dated, handed: kind_of_duty(words.text, dated=dated, recurs=False),
        action=lambda words, owners: " ".join(words.text.split()[:15]),
    )
