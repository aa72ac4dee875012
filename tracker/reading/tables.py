"""Rows of tables: one row is one item, its words from the content cell, the rest from the cells beside it."""

import re
from dataclasses import replace
from datetime import date

from tracker.reading.blocks import Block
from tracker.reading.cells import VIETNAMESE, Tongue
from tracker.reading.doubts import confidence
from tracker.reading.owners import Owners
from tracker.reading.results import Deadline, Found, Item, ItemKind, Recurrence, Remark, Source, Span
from tracker.reading.table_heads import columns_of, find_heads, unit_in
from tracker.reading.text import Lines, Passage

PEOPLE = re.compile(r"họ (?:và |, )?tên|chức (?:vụ|danh)|ngày sinh|thành viên")  # a list of people is no table of tasks
PARTS = re.compile(r"[;,]\s+|\s+và\s+|\s+(?=(?:đợt|lần|giai đoạn) \d)", re.IGNORECASE)
OF_WHAT = re.compile(r"[^:\d]{1,40}(?<!lúc )\d{0,2}\s?:\s")  # 'Đợt 1: 30/6/2026; tập huấn: tháng 4'
TOTAL = re.compile(r"(?:tổng(?: cộng| số| kinh phí)?|cộng|(?:sub-?)?total)\s*[:.]?")
SAME = re.compile(r"\W*(?:nt|như trên|ditto|same|as above|\"|〃|″|-\s*nt\s*-)\W*\Z", re.IGNORECASE)
AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")


def table_items(
    rows: list[Block],
    caption: list[Block],
    lines: Lines,
    *,
    start: tuple[str, ...],
    reference: date | None,
    issuer: Owners,
    tongue: Tongue = VIETNAMESE,
) -> list[Item]:
    """Return the items of a table of tasks; of any other table, none (reading rule 25). Paths begin with `start`."""
    heads, below = find_heads([[cell.fold for cell in row.cells] for row in rows[:4]])
    columns = columns_of(heads)
    if "content" not in columns or len(columns) < 2 or any(PEOPLE.match(head) for head in heads):
        return []
    money = unit_in(heads[columns["money"]]) if "money" in columns else 0
    unit = money or unit_in(" ".join(block.words.fold for block in [*caption, *rows[:below]])) or 1
    reader = _Rows(columns, lines, reference, issuer, unit, start, tongue)
    for row in rows[below:]:
        if [cell.fold for cell in row.cells] != heads:  # else the head printed again, at the top of a page
            reader.add(row)
    return reader.items


class _Rows:
    """Reads rows one after the other, remembering the group they stand in and the cells above."""

    def __init__(
        self,
        columns: dict[str, int],
        lines: Lines,
        reference: date | None,
        issuer: Owners,
        unit: int,
        start: tuple[str, ...],
        tongue: Tongue,
    ) -> None:
        self.tongue = tongue
        self.columns, self.lines, self.reference, self.issuer, self.unit = columns, lines, reference, issuer, unit
        self.items: list[Item] = []
        self.start: tuple[str, ...] = start
        self.group: tuple[str, ...] = start
        self.group_cells: dict[str, Passage] = {}
        self.above: dict[str, Passage] = {}
        self.last: dict[str, Passage] = {}

    def add(self, row: Block) -> None:
        cells = {name: row.cells[n] for name, n in self.columns.items() if n < len(row.cells)}
        content = cells.get("content")
        filled = {name: cell for name, cell in cells.items() if cell.text and name not in ("number", "content", "note")}
        if all(re.fullmatch(r"[\d()\s.]*", cell.text) for cell in row.cells):
            return
        if any(TOTAL.fullmatch(cell.fold) for cell in row.cells):
            return
        label = cells["number"].text.strip(" .)") if "number" in cells else ""
        merged = {cell.text for cell in row.cells if cell.text}
        if not content or not content.text:
            content = (
                next((cell for cell in row.cells if len(cell.text) > 8), None) if len(merged - {label}) == 1 else None
            )
            if content is None:
                return
        if self._is_group(label, content, filled, merged):
            self.group = (
                *self.start,
                label or f"p{len(self.items) + 1}",
            )
            self.group_cells = filled
            self.above = {}  # a blank cell repeats none of another group; 'nt' does
            return
        self._item(label, content, cells)

    def _is_group(self, label: str, content: Passage, filled: dict[str, Passage], merged: set[str]) -> bool:
        """'I. Công tác tuyên truyền': a row that only names the rows under it."""
        if len(merged - {label, content.text}) == 0 and len(self.columns) > 2:
            return True
        return bool(re.fullmatch(r"[IVX]+|[A-H]", label)) and len(filled) <= 1

    def _cell(self, name: str, cells: dict[str, Passage]) -> tuple[Passage | None, Source]:
        """A cell, or the one it repeats: 'nt', a merged cell, the group row (reading rule 25)."""
        cell = cells.get(name)
        if cell and cell.text and not SAME.match(cell.text):
            if name in ("lead", "partners", "time"):
                self.above[name] = self.last[name] = cell
            return cell, Source.ITEM
        if cell is not None and cell.text:
            return self.above.get(name) or self.group_cells.get(name) or self.last.get(name), Source.SECTION
        if name in self.group_cells:
            return self.group_cells[name], Source.SECTION
        lead = cells.get("lead")
        repeats = name == "lead" or (name == "partners" and not (lead and lead.text))
        return (self.above.get(name), Source.SECTION) if repeats else (None, Source.NONE)

    def _item(self, label: str, content: Passage, cells: dict[str, Passage]) -> None:
        own = self.tongue.owners(content)
        lead, lead_source = self._cell("lead", cells)
        partners, partner_source = self._cell("partners", cells)
        time, time_source = self._cell("time", cells)
        product, _ = self._cell("product", cells)
        leads = tuple(replace(f, source=lead_source) for f in self.tongue.names(lead)) if lead else own.leads
        source = lead_source if lead else own.source
        if not leads and self.issuer.leads:
            leads, source = self.issuer.leads, Source.DOCUMENT
        helpers = (
            tuple(replace(f, source=partner_source) for f in self.tongue.names(partners))
            if partners
            else own.coordinating
        )
        deadlines = tuple(self._deadlines(time, time_source)) if time else ()
        deadlines = deadlines or tuple(self.tongue.told_terms(content, self.reference))
        recurrence = self._recurrence(time) or self._recurrence(content)
        dated = bool(deadlines)
        kind = self.tongue.kind(content, dated, bool(product))
        steady = recurrence is not None and not dated
        if steady and recurrence and time and recurrence.span.start >= time.span.start and time.text:
            kind = ItemKind.STANDING
        if kind is ItemKind.STANDING and recurrence is None:
            recurrence = Found(Recurrence.STANDING, "", Span(content.at[0], content.at[0]))
        if kind is ItemKind.TASK and recurrence and recurrence.value is Recurrence.STANDING:
            recurrence = None
        progress, status = self.tongue.progress(content.text), self.tongue.status(content.text)
        remarks = self._remarks(leads, source, deadlines, kind, time)
        self.items.append(Item(
            path=(*self.group, label or f"p{len(self.items) + 1}"),
            text=content.text,
            span=content.span,
            start_line=self.lines.number(content.at[0]),
            end_line=self.lines.number(content.at[-1]),
            kind=kind,
            action=self.tongue.action(content, own),
            leads=leads,
            lead_source=source if leads else Source.NONE,
            coordinating=helpers,
            persons=own.persons or (self.tongue.persons(lead) if lead else ()),
            deadlines=deadlines,
            recurrence=recurrence,
            money=self._money(cells, content),
            progress=content.placed(progress) if progress else None,
            status=content.placed(status) if status else None,
            product=Found(product.text, product.text, product.span) if product and product.text else None,
            confidence=confidence(remarks),
            remarks=remarks,
        ))  # fmt: skip

    def _deadlines(self, time: Passage, source: Source) -> list[Deadline]:
        """The deadlines of a time cell, one for each of its parts where each names one."""
        parts = [part for part in PARTS.split(time.text) if part.strip()]
        start, found = 0, list[Deadline]()
        for part in parts if len(parts) > 1 else []:
            start = time.text.index(part, start)
            end, of_what = start + len(part), OF_WHAT.match(part)
            found += self.tongue.terms(time.cut(start + (of_what.end() if of_what else 0), end), self.reference)
        whole = self.tongue.terms(time, self.reference)
        found = found if len(found) == len(parts) > len(whole) else whole
        return [replace(deadline, source=source) for deadline in found]

    def _recurrence(self, cell: Passage | None) -> Found[Recurrence] | None:
        found = self.tongue.recurrence(cell.text) if cell and cell.text else None
        return replace(found, span=cell.span_of(found.span.start, found.span.end)) if found and cell else None

    def _money(self, cells: dict[str, Passage], content: Passage) -> tuple[Found[int], ...]:
        cell = cells.get("money")
        if cell and cell.text and "money" in self.columns:
            found = self.tongue.money(cell.text)
            if found:
                return tuple(replace(f, span=cell.span_of(f.span.start, f.span.end)) for f in found)
            number = AMOUNT.search(cell.text)
            if number:
                value = round(float(number[0].replace(".", "").replace(",", ".")) * self.unit)
                return (Found(value, number[0], cell.span_of(number.start(), number.end())),)
        return tuple(
            replace(f, span=content.span_of(f.span.start, f.span.end)) for f in self.tongue.money(content.text)
        )

    def _remarks(
        self,
        leads: tuple[Found[str], ...],
        source: Source,
        deadlines: tuple[Deadline, ...],
        kind: ItemKind,
        time: Passage | None,
    ) -> tuple[Remark, ...]:
        remarks = []
        if time:
            remarks += self.tongue.remarks(time, self.reference)
        if not leads:
            remarks.append(Remark("no_lead"))
        elif source is not Source.ITEM:
            remarks.append(Remark("inherited_lead", leads[0].words, leads[0].span))
        if not deadlines and kind is ItemKind.TASK:
            remarks.append(Remark("no_deadline"))
        return tuple(remarks)
