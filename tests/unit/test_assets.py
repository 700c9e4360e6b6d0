"""Project assets: the record, the ledger in CSV, and the words of findings."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import pytest

import rural_revitalization as rr
from rural_revitalization.assets import CHECKS, AssetHolder, AssetKind, Check, ProjectAsset, findings, read_ledger
from rural_revitalization.fields import specs
from rural_revitalization.wording import LANGUAGES, say

CHINESE: Final = re.compile("[\u4e00-\u9fff]")
POLICY: Final = rr.load_policy("hunan", on=date(2022, 6, 1))


def faults(*lines: str) -> list[str]:
    with pytest.raises(rr.InvalidInput) as caught:
        read_ledger(lines)
    return [str(item) for item in caught.value.mismatches]


def test_a_ledger_is_read_by_names_and_by_chinese_labels() -> None:
    read = read_ledger(
        [
            "\ufeff 资产编号 ,kind,权属,real_estate,已公告公示,建成日期,备注\n",
            "A-1,公益性资产,村集体经济组织,是,0,2019-05-01,not read\n",
            ",,,,,,\n",
            ' A-2 ,operating,collective,TRUE,,,"a, b"\n',
        ]
    )
    assert read == (
        ProjectAsset(
            id="A-1",
            kind=AssetKind.PUBLIC,
            owner=AssetHolder.COLLECTIVE,
            real_estate=True,
            disclosed=False,
            completed_on=date(2019, 5, 1),
        ),
        ProjectAsset(id="A-2", kind=AssetKind.OPERATING, owner=AssetHolder.COLLECTIVE, real_estate=True),
    )


def test_all_faults_are_told_at_once_each_with_its_row_and_column() -> None:
    assert faults(
        "资产编号,kind,已处置,资产名称,处置日期",
        "A-1,public,maybe,=1+1,2022-02-30",
        "A-1,publc,是,甲,",
        "A-3,public,否,,2022-01-02",
        ",public,,,",
        "a,b",
    ) == [
        "row 2, 已处置: expected true or false, 是 or 否, 1 or 0, or an empty cell, got <hidden>",
        "row 2, 资产名称: expected no formula: no cell that begins with =, +, - or @, got <hidden>",
        "row 2, 处置日期: expected a day such as 2022-06-01, or an empty cell, got '2022-02-30'",
        "row 3, kind: expected one of operating, public, household, got <hidden>; did you mean public?",
        "row 3, 资产编号: expected an id that stands once, got that of row 2",
        "row 4, 处置日期: expected nothing, since it is not disposed of, got datetime.date(2022, 1, 2)",
        "row 5, 资产编号: expected text that is not empty, in UTF-8, got nothing",
        "row 6: expected 5 cells, got 2",
    ]


@pytest.mark.parametrize("formula", ["=A1", "+1", "-1", "@SUM(A1)", "＝A1", " =A1"])
def test_no_cell_that_is_read_is_a_formula(formula: str) -> None:
    assert faults("id,name", f"A-1,{formula}")[0].startswith("row 2, name: expected no formula")
    assert faults("id,name", f"{formula},x")[0].startswith("row 2, id: expected no formula")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], "row 1, id: expected a column id or 资产编号, got no such column"),
        (["kind", "public"], "row 1, id: expected a column id or 资产编号, got no such column"),
        (["id, 资产编号", "A-1,A-2"], "row 1, id: expected one column, got 2 columns"),
        (["id,name", '"A-1,x'], "$: expected well-formed CSV, got unexpected end of data"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(lines: list[str], expected: str) -> None:
    assert faults(*lines) == [expected]


def test_a_ledger_without_rows_is_empty() -> None:
    assert read_ledger(["id,kind"]) == ()


def test_names_appear_neither_in_a_repr_nor_in_an_error() -> None:
    asset = ProjectAsset(id="A-1", name="李四家的牛棚", owner_name="李四", keeper_name="王五")
    assert not CHINESE.search(repr(asset))
    told = faults("id,管护人,kind", "A-1,=李四,13812345678", "A-2,王五,李四")
    assert not re.search("李四|王五|13812345678", " ".join(told))
    (item, *_) = findings(ProjectAsset(id="430922199001011234", disclosed=False), POLICY, on=POLICY.on)
    assert "430922199001011234" not in repr(item)


def test_a_date_of_what_is_said_not_to_have_been_is_refused_with_all_faults() -> None:
    with pytest.raises(rr.InvalidInput) as caught:
        ProjectAsset(
            id="A-1",
            disposed=False,
            disposed_on=date(2022, 1, 2),
            disposal_approved=False,
            approved_on=date(2022, 1, 1),
        )
    assert [item.path for item in caught.value.mismatches] == ["disposed_on", "approved_on"]


CHOICES: Final = {name: spec for name, spec in specs(ProjectAsset).items() if spec.kind.name == "choice"}


@pytest.mark.parametrize("name", CHOICES)
def test_every_code_is_read_as_such_and_by_its_chinese_term(name: str) -> None:
    spec = CHOICES[name]
    cells = [f"A-{at},{cell}" for at, cell in enumerate(cell for code in spec.of for cell in (code, code.zh))]
    read = [getattr(asset, name) for asset in read_ledger([f"资产编号,{spec.zh}", *cells])]
    assert read == [code for code in spec.of for _ in range(2)]


@pytest.mark.parametrize("kind", [None, *AssetKind])
@pytest.mark.parametrize(
    ("owner", "found"),
    [
        (AssetHolder.COLLECTIVE, True),
        (AssetHolder.STATE, True),
        (AssetHolder.HOUSEHOLD, False),
        (AssetHolder.OPERATOR, False),
    ],
)
def test_who_owns_an_asset_decides_whether_its_disposal_needs_approval(
    kind: AssetKind | None, owner: AssetHolder, *, found: bool
) -> None:
    # hunan-14fyp-2021 第二章第六节二: 任何单位和个人不得随意处置国有和集体扶贫项目资产
    asset = ProjectAsset(
        id="A-1", kind=kind, owner=owner, disposed=True, disposed_on=date(2022, 3, 1), disposal_approved=False
    )
    checks = {item.check: item for item in findings(asset, POLICY, on=POLICY.on)}
    assert ("disposal" in checks) is found


def test_findings_are_worded_in_both_languages() -> None:
    found = findings(ProjectAsset(id="A-1", disclosed=False), POLICY, on=POLICY.on)
    assert {item.check for item in found} >= {"scope", "kind", "title", "disclosure", "disposal"}
    for item in found:
        assert not CHINESE.search(item.words("en"))
        assert CHINESE.search(item.words("zh"))
    (disclosure,) = (item for item in found if item.check == "disclosure")
    assert disclosure.line("zh") == (
        "A-1：未落实公告公示［《湖南省“十四五”巩固拓展脱贫攻坚成果同乡村振兴有效衔接规划》第二章第六节三］"
    )
    with pytest.raises(rr.InvalidInput):
        disclosure.words("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_every_check_has_words_and_is_on_the_map(check: Check) -> None:
    assert all(say("assets", check.name, lang) for lang in LANGUAGES)
    for register in check.registers.values():
        assert f"assets: {check.name}" in rr.coverage()[register]


def test_arguments_of_another_kind_are_refused() -> None:
    with pytest.raises(rr.InvalidInput) as caught:
        findings("A-1", POLICY, on="2022-06-01")  # type: ignore[arg-type]
    assert [item.path for item in caught.value.mismatches] == ["asset", "on"]


def test_columns_bear_labels_that_are_unique() -> None:
    labels = [spec.zh for spec in specs(ProjectAsset).values()]
    assert len(labels) == len(set(labels))
