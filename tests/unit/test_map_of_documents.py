"""The map of the documents: what carries each row of the rule register out, or why nothing does."""

import csv
import json
import re
from pathlib import Path
from typing import Final

import pytest

import rural_revitalization as rr
from rural_revitalization import Carried, InvalidInput, register_map
from rural_revitalization.catalogue import ENTITLEMENT_ROOMS
from rural_revitalization.cli import main
from rural_revitalization.indicators import shipped_not_carried
from rural_revitalization.map_of_documents import shares
from rural_revitalization.policy.register import register_index, register_rows
from rural_revitalization.wording import LANGUAGES, Language, display_width

REGISTER: Final = Path(__file__).parents[2].parent / "shared" / "policy" / "register.csv"
CHINESE: Final = re.compile("[\u4e00-\u9fff]")
DOCUMENTS: Final = tuple(dict.fromkeys(source.document for source in register_index().values()))


def test_every_row_of_the_register_is_on_the_map_once_and_in_order() -> None:
    assert [row.source for row in register_map()] == list(register_index().values())
    of_documents = [row for document in DOCUMENTS for row in register_map(document)]
    assert sorted(map(str, of_documents)) == sorted(map(str, register_map()))
    assert all(row.source.document == document for document in DOCUMENTS for row in register_map(document))


def test_a_row_is_carried_out_where_the_coverage_has_it_and_nowhere_else() -> None:
    carried = {row.source.register: row.places for row in register_map() if row.state is Carried.CARRIED_OUT}
    assert carried == dict(rr.coverage())


def test_what_is_not_carried_out_says_why() -> None:
    for row in register_map():
        if row.state is Carried.CONTEXT or row.state is Carried.OUT:
            assert (row.handling, row.decidable) == (row.state, False)
        elif row.state is not Carried.CARRIED_OUT:
            assert row.decidable
        assert all(row.words(lang) for lang in LANGUAGES)


def test_the_reasons_of_a_room_are_on_the_map() -> None:
    given = {register: why for room in ENTITLEMENT_ROOMS for register, why in room.NOT_CARRIED.items()}
    given |= shipped_not_carried()
    told = {row.source.register: row.reason for row in register_map() if row.state is Carried.REASONED}
    nothing = {row.source.register for row in register_map() if row.state in (Carried.CONTEXT, Carried.OUT)}
    assert told == {register: why for register, why in given.items() if register not in {*rr.coverage(), *nothing}}
    assert told


def test_a_reason_is_told_in_both_languages() -> None:
    reasons = [(row.words("en"), row.words("zh")) for row in register_map() if row.state is Carried.REASONED]
    assert reasons
    assert all(not CHINESE.search(english) and CHINESE.search(chinese) for english, chinese in reasons)


def test_shares_count_every_row_once() -> None:
    rows = register_map()
    found = shares(rows)
    assert sum(cell.rows for cell in found) == len(rows)
    assert sum(cell.carried_out for cell in found) == len(rr.coverage())
    assert [(cell.priority, cell.handling) for cell in found] == sorted({(row.priority, row.handling) for row in rows})


def test_a_document_there_is_none_of_is_refused() -> None:
    with pytest.raises(InvalidInput, match="hunan-14fyp-2021"):
        register_map("hunan-14fyp-2012")


def test_the_index_says_what_the_register_says() -> None:
    if not REGISTER.exists():
        pytest.skip(f"the rule register is not here: {REGISTER}")
    with REGISTER.open(encoding="utf-8") as lines:
        listed = {row["id"]: (row["rule_en"], row["priority"], row["handling"]) for row in csv.DictReader(lines)}
    assert {key: (row.rule, str(row.priority), row.handling) for key, row in register_rows().items()} == listed


# -- on the command line ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("more", [[], ["--open"], ["--document", "yiyang-14fyp-2021"]])
def test_the_map_fits_80_columns(lang: Language, more: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--lang", lang, *more]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert max(map(display_width, lines)) <= 80


def test_a_document_is_printed_row_by_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--document", "hunan-14fyp-2021"]) == 0
    out = capsys.readouterr().out
    assert all(row.source.register in out for row in register_map("hunan-14fyp-2021"))
    assert "guizhou" not in out
    assert "-> duties: hunan-2021/water/test-frequency\n" in out


def test_only_what_is_open_is_listed_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "open.json"
    assert main(["coverage", "--open", "--out", str(file)]) == 0
    still = [row.source.register for row in register_map() if row.state is Carried.OPEN]
    assert [row["source"]["register"] for row in json.loads(file.read_text(encoding="utf-8"))] == still
    assert "-> duties" not in capsys.readouterr().out


def test_a_document_there_is_none_of_is_no_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["coverage", "--document", "hunan"])
    assert "hunan-14fyp-2021" in capsys.readouterr().err
