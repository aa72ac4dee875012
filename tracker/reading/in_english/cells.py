"""The cells of tables in English: 'CPMU, PPMUs', '30 June 2025', 'Weekly'."""

from tracker.reading.cells import Tongue
from tracker.reading.in_english.days import Known, cell_terms, find_terms
from tracker.reading.in_english.figures import find_money, find_progress, find_status
from tracker.reading.in_english.items import kind_of_duty
from tracker.reading.in_english.names import all_in, persons_of
from tracker.reading.owners import Owners
from tracker.reading.recurrences import find_recurrence


def english_tongue(known: Known) -> Tongue:
    """Return the readers of cells; `known` are the days terms are counted from."""

    return Tongue(
        names=all_in,
        persons=lambda cell: persons_of(all_in(cell)),
        terms=lambda words, _: cell_terms(words, known)[0],
        told_terms=lambda words, _: find_terms(words, known)[0],
        remarks=lambda words, _: cell_terms(words, known)[1],
        recurrence=find_recurrence,
        money=find_money,
        progress=find_progress,
        status=find_status,
        owners=lambda words: Owners(),
        kind=lambda words, dated, handed: kind_of_duty(words.text, dated=dated, recurs=False),
        action=lambda words, owners: " ".join(words.text.split()[:15]),
    )
