"""Forms of identification and elimination, filled in from an assessment; documents as text, HTML and for Word."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from operator import le
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rural_revitalization import Assessment, Household, InvalidInput, LocalFigures, Person, assess, load_policy
from rural_revitalization.cli.printed_lines import printed_lines
from rural_revitalization.desk import Bound, DocumentPart, Printed, elimination_form, identification_form, notice
from rural_revitalization.models import Risk, RiskKind, RiskState, Spell, Support, SupportKind
from rural_revitalization.procedures import Taken
from rural_revitalization.wording import LANGUAGES, display_width, fitted

ON: Final = date(2022, 6, 1)
NAME: Final = "欧阳某某"
NUMBER: Final = "110101199003070011"
"""A made-up name and a made-up number."""
LOCAL: Final = LocalFigures(year=2022, monitoring_line=6900, sources={"monitoring_line": "made up"})


def family(policy: str = "hunan", **facts: Any) -> Assessment:
    person = Person(id="H-1-1", name=NAME, identity_number=NUMBER, insured=True)
    known: dict[str, Any] = {"id": "H-1", "members": [person], "helper": NAME, "monitored": [], "at_risk": True}
    known |= {"exited": True, "per_capita_net_income": 6800}
    household = Household(**known | facts)
    return assess(household, load_policy(policy, on=ON), LOCAL, only=["identification", "risk_elimination"])


def numbered() -> Assessment:
    """A family with the numbers of the national system: 14 digits for the household, 12 for each person."""
    born = date(1970, 1, 1)
    people = [Person(id=f"99010190000{at}", birth_date=born, labour_capacity="partial") for at in (1, 2)]
    return family(id="99010100000001", members=people, identified_on=date(2021, 3, 1))


def monitored() -> Assessment:
    risk = Risk(kind=RiskKind.ILLNESS, found_on=date(2022, 1, 5), state=RiskState.OPEN)
    help_ = Support(kind=SupportKind.HEALTH, received_on=date(2022, 2, 1))
    return family(monitored=[Spell(since=date(2022, 1, 10))], risks=[risk], support=[help_])


def part(form: Printed, heading: str) -> DocumentPart:
    return next(item for item in form.parts if item.heading == heading)


def test_the_form_of_identification_holds_facts_criteria_and_steps() -> None:
    form = identification_form(family())
    assert ("脱贫户", "是") in part(form, "农户基本情况").rows
    assert part(form, "家庭成员").rows[0][:2] == ("H-1-1", "未登记")
    assert ("监测线", "6,900.00元/人·年") in part(form, "核实情况").rows
    assert ("因病因学因灾因意外等", "未登记") in part(form, "核实情况").rows
    concluded = part(form, "认定结论")
    assert concluded.lines[0] == "纳入监测：是"
    assert {row[0]: row[1] for row in concluded.rows}["脱贫不稳定户"] == "是"
    assert part(form, "返贫致贫风险").lines == ("未登记",)
    steps = [row[:2] for row in part(form, "办理程序").rows]
    assert steps[3:] == [("评议公示", "村（居）"), ("审核", "乡镇（街道）"), ("比对审定", "县级")]


def test_the_form_of_elimination_holds_risks_and_help() -> None:
    form = elimination_form(monitored(), "en")
    assert part(form, "Risks found").rows == (("illness", "2022-01-05", "open", "not recorded"),)
    assert part(form, "Help received").rows == (("health", "2022-02-01", "not recorded"),)
    concluded = part(form, "Conclusion")
    assert concluded.lines[0].startswith("eliminate: no (blocked by: ")
    assert {row[0]: row[1] for row in concluded.rows}["income stably above the line"] == "no"


def test_steps_that_were_taken_have_their_day_and_what_was_wrong_is_said() -> None:
    """Review before publicity is out of order."""
    taken = [Taken(step="discovery", on=date(2022, 5, 20)), Taken(step="township_review", on=date(2022, 5, 21))]
    steps = part(identification_form(family(), taken=taken), "办理程序")
    assert steps.rows[0] == ("发现", "", "2022-05-20", "")
    assert "审核" in steps.lines[0]
    assert "2022-05-21" in steps.lines[0]
    with pytest.raises(InvalidInput, match="step"):
        identification_form(family(), taken=[Taken(step="discovry", on=ON)])


def test_where_no_document_states_the_procedure_the_form_says_so() -> None:
    assert part(identification_form(family("guizhou")), "办理程序").lines == ("现行文件未载明办理程序。",)


def test_names_stand_in_a_form_only_where_they_are_asked_for_and_numbers_never() -> None:
    for form in (identification_form(family()), elimination_form(monitored(), "en"), notice(family())):
        for text in (str(form), form.html(), repr(form)):
            assert NAME not in text
            assert NUMBER not in text
    named = identification_form(family(), names=True)
    assert part(named, "家庭成员").rows[0][:2] == ("H-1-1", NAME)
    assert ("帮扶责任人", NAME) in part(named, "农户基本情况").rows
    assert NUMBER not in str(named)
    assert NAME not in repr(named)


def test_a_form_needs_an_assessment_that_decides() -> None:
    with pytest.raises(InvalidInput, match="decides on risk_elimination"):
        elimination_form(family())
    with pytest.raises(InvalidInput, match="decides on identification"):
        identification_form(monitored())
    with pytest.raises(InvalidInput, match="lang"):
        identification_form(family(), "de")  # type: ignore[arg-type]


def test_html_and_word_say_what_the_text_says() -> None:
    docx = pytest.importorskip("docx")
    form = identification_form(family())
    written = docx.Document(BytesIO(form.docx()))
    said = [item.text for item in written.paragraphs]
    cells = [tuple(cell.text for cell in row.cells) for table in written.tables for row in table.rows]
    assert said[0] == form.title
    assert [row for item in form.parts for row in item.table] == cells
    assert {item.heading for item in form.parts} <= set(said)
    assert (written.core_properties.author, written.core_properties.comments) == ("", "")
    page = form.html()
    assert all(f"<td>{cell}</td>" in page for item in form.parts for row in item.rows for cell in row)


def test_documents_are_bound_each_on_a_page_of_its_own() -> None:
    docx = pytest.importorskip("docx")
    forms = identification_form(family()), elimination_form(monitored())
    bound = Bound(title="上村", documents=forms)
    assert str(bound) == "\n\n\n".join(map(str, forms))
    page = bound.html()
    assert (page.count("<html"), page.count("<h1>"), "<title>上村</title>" in page) == (1, 2, True)
    written = docx.Document(BytesIO(bound.docx()))
    titles = [item.text for item in written.paragraphs if item.style.name == "Title"]
    assert titles == [form.title for form in forms]
    assert written.element.xml.count('w:type="page"') == 1
    assert written.core_properties.title == "上村"


def test_the_columns_of_a_table_for_word_fill_the_page_and_are_as_wide_as_what_they_hold() -> None:
    """A4 less two margins of 22 mm: 166 mm; Word counts in twentieths of a point, 0.018 mm."""
    docx = pytest.importorskip("docx")
    written = docx.Document(BytesIO(identification_form(family()).docx()))
    for table in written.tables:
        assert sum(column.width.mm for column in table.columns) == pytest.approx(166, abs=0.1)
    criteria = next(table for table in written.tables if table.rows[0].cells[0].text == "认定事项")
    _, result, section = (column.width for column in criteria.columns)
    assert section > result
    steps = next(table for table in written.tables if table.rows[0].cells[0].text == "办理环节")
    assert min(column.width.mm for column in list(steps.columns)[2:]) >= 40, "room for a day and a signature"
    assert "w:tblHeader" in criteria.rows[0]._tr.xml


def test_no_number_and_no_date_is_broken_on_a_terminal() -> None:
    for lang in LANGUAGES:
        form = identification_form(numbered(), lang)
        lines = list(printed_lines(form))
        assert max(map(display_width, lines)) <= 80
        words = {word for line in lines for word in line.split()}
        cells = {cell for item in form.parts for row in item.table for cell in row if len(row) > 2}
        held = {cell for cell in cells if re.fullmatch("[0-9-]{8,}", cell)}
        assert held == {"990101900001", "990101900002", "1970-01-01"}
        assert held <= words


@given(
    st.lists(
        st.lists(st.sampled_from(["2022-06-01", "99010100000001", "残疾类别", "not recorded", ""]), min_size=1),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 120),
)
def test_columns_share_the_room_and_numbers_are_whole_where_there_is_room_for_them(
    columns: list[list[str]], most: int
) -> None:
    widths = fitted(columns, most)
    asked = [max(map(display_width, column)) for column in columns]
    numbers = [max([1, *(len(cell) for cell in column if cell[:1].isdigit())]) for column in columns]
    assert sum(widths) <= max(most, len(columns))
    assert all(map(le, widths, asked))
    assert widths == asked or sum(widths) == most or most < len(columns)
    assert sum(numbers) > most or all(map(le, map(min, numbers, asked), widths))


def test_no_number_and_no_date_is_broken_in_a_table_for_word() -> None:
    """A digit of 11 points takes up to 0.64 of them in width, as in DejaVu Serif; a cell has margins of 1.9 mm."""
    docx = pytest.importorskip("docx")
    digit, margins = 11 * 0.64 * 25.4 / 72, 2 * 1.9
    for lang in LANGUAGES:
        written = docx.Document(BytesIO(identification_form(numbered(), lang).docx()))
        cells = [cell for table in written.tables for row in table.rows for cell in row.cells]
        numbers = [cell for cell in cells if re.fullmatch("[0-9-]{8,}", cell.text)]
        assert {"99010100000001", "990101900001"} <= {cell.text for cell in numbers}
        assert any("-" in cell.text for cell in numbers), "dates"
        assert all(len(cell.text) * digit + margins <= cell.width.mm for cell in numbers)


def test_what_is_recorded_is_no_markup() -> None:
    odd = Printed(title="<b>", parts=(DocumentPart(lines=("a & b",), rows=(("<script>", "x"),)),), lang="en")
    page = odd.html()
    assert "<script>" not in page
    assert "<p>a &amp; b</p>" in page
    assert str(odd) == "<b>\n\na & b\n  <script>: x"
