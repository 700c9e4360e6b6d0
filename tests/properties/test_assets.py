"""The laws of project assets: nothing is passed silently, and what is recorded of one check leaves the others alone."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any, Final

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import rural_revitalization as rr
from rural_revitalization.assets import CHECKS, AssetFinding, AssetState, ProjectAsset, findings, read_ledger
from rural_revitalization.fields import specs

ON: Final = date(2022, 6, 1)
POLICIES: Final = [rr.load_policy(name, on=ON) for name in ("hunan", "yiyang", "guizhou")]
SPECS: Final = specs(ProjectAsset)
VALUES: Final[dict[str, st.SearchStrategy[Any]]] = {
    "truth": st.booleans(),
    "date": st.dates(date(2019, 1, 1), date(2023, 1, 1)),
    "text": st.text("abc甲乙 ,\"'", min_size=1).map(str.strip).filter(bool),
}


@st.composite
def assets(draw: st.DrawFn) -> ProjectAsset:
    values = {
        name: draw(st.none() | (st.sampled_from(spec.of) if spec.kind.name == "choice" else VALUES[spec.kind.name]))
        for name, spec in SPECS.items()
        if name != "id"
    }
    for truth, day in (("disposed", "disposed_on"), ("disposal_approved", "approved_on")):
        if values[truth] is False:
            values[day] = None
    return ProjectAsset(id="A-1", **values)


policies = st.sampled_from(POLICIES)


def by_check(asset: ProjectAsset, policy: rr.Policy) -> dict[str, AssetFinding]:
    found = findings(asset, policy, on=ON)
    assert len({item.check for item in found}) == len(found)
    return {item.check: item for item in found}


@given(assets(), policies)
def test_what_is_open_names_a_fact_that_is_not_recorded(asset: ProjectAsset, policy: rr.Policy) -> None:
    for item in by_check(asset, policy).values():
        assert (item.state is AssetState.OPEN) is (item.fact is not None)
        if item.fact is not None and not item.not_stated:
            # Who owns what nobody is confirmed for is as open as where it is not recorded.
            assert getattr(asset, item.fact) in (None, "none")
        assert item.source.document in policy.documents


@given(assets(), policies, st.data())
def test_recording_a_fact_settles_nothing_that_was_settled(
    asset: ProjectAsset, policy: rr.Policy, data: st.DataObject
) -> None:
    settled: Any = asset
    before = by_check(asset, policy)
    name = data.draw(st.sampled_from([name for name in SPECS if getattr(asset, name) is None] or ["name"]))
    spec = SPECS[name]
    value = data.draw(st.sampled_from(spec.of) if spec.kind.name == "choice" else VALUES[spec.kind.name])
    try:
        after = by_check(evolve(settled, **{name: value}), policy)
    except rr.InvalidInput:
        return  # a date of what is said not to have been
    if name in ("kind", "since_congress", "disposed_on"):  # of which other checks, and another day, hang
        return
    for check, item in before.items():
        if item.state is AssetState.LACKING:
            assert after.get(check) == item
    for check, item in after.items():
        assert check in before
        assert item.state is AssetState.OPEN or before[check].fact == name or before[check] == item


@given(assets(), policies)
def test_an_asset_of_no_recorded_fact_but_its_kind_is_open_in_all_that_is_asked_of_it(
    asset: ProjectAsset, policy: rr.Policy
) -> None:
    bare = ProjectAsset(id="A-1", kind=asset.kind)
    opened = by_check(bare, policy)
    assert all(item.state is AssetState.OPEN for item in opened.values())
    assert set(by_check(asset, policy)) <= {*opened, *(check.name for check in CHECKS if asset.kind is None)}


@given(st.lists(assets(), max_size=5), st.booleans())
def test_a_ledger_that_is_written_is_read_back(found: list[ProjectAsset], chinese: bool) -> None:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(spec.zh if chinese else name for name, spec in SPECS.items())
    held = [evolve_id(asset, f"A-{at}") for at, asset in enumerate(found)]
    for asset in held:
        rows.writerow("" if getattr(asset, name) is None else str(getattr(asset, name)) for name in SPECS)
    assert read_ledger(text.getvalue().splitlines(keepends=True)) == tuple(held)


def evolve_id(asset: ProjectAsset, name: str) -> ProjectAsset:
    settled: Any = asset
    changed: ProjectAsset = evolve(settled, id=name)
    return changed
