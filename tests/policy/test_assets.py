"""What documents ask of project assets: Hunan 第二章第六节, Yiyang 第二章第四节, Guizhou 第四章第四节."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

import rural_revitalization as rr
from rural_revitalization.assets import AssetState, ProjectAsset, findings

ON: Final = date(2022, 6, 1)
POLICIES: Final = {name: rr.load_policy(name, on=ON) for name in ("hunan", "yiyang", "guizhou")}
SHARED: Final[dict[str, Any]] = {
    "since_congress": True,
    "fund_source": "fiscal",
    "real_estate": True,
    "title_registered": True,
    "completed_on": date(2019, 5, 1),
    "disclosed": True,
    "disposed": False,
}
RUN: Final[dict[str, Any]] = {"main_use": "upkeep", "handed_out": False}
COMPLETE: Final[dict[str, ProjectAsset]] = {
    "operating": ProjectAsset(
        id="A-1",
        kind="operating",
        owner="collective",
        keeper="collective",
        operating_plan=True,
        distribution_plan=True,
        cost_source="operating_income",
        **RUN,
        **SHARED,
    ),
    "public": ProjectAsset(
        id="A-2", kind="public", owner="collective", keeper="collective", handed_over=True, **RUN, **SHARED
    ),
    "household": ProjectAsset(id="A-3", kind="household", owner="household", keeper="household", **SHARED),
}
HN, GZ = ("hunan", "yiyang"), ("guizhou",)
ALL: Final = (*HN, *GZ)


def found(where: str, asset_kind: str, /, **changes: Any) -> list[tuple[str, str | None]]:
    asset: Any = COMPLETE[asset_kind]
    return [(item.check, item.fact) for item in findings(evolve(asset, **changes), POLICIES[where], on=ON)]


@pytest.mark.parametrize("where", ALL)
@pytest.mark.parametrize("kind", COMPLETE)
def test_a_complete_asset_lacks_nothing(where: str, kind: str) -> None:
    assert found(where, kind) == []


LACKS: Final = [
    # 按照经营性资产、公益性资产、到户类资产管理
    (ALL, "operating", {"kind": None}, [("kind", "kind")]),
    # 对党的十八大以来…形成的扶贫项目资产进行全面摸底; Guizhou: 所有扶贫项目资产
    (HN, "operating", {"since_congress": None}, [("scope", "since_congress")]),
    (HN, "operating", {"since_congress": False, "disclosed": False}, []),
    (GZ, "operating", {"since_congress": False, "title_registered": False}, [("title", None)]),
    # 根据资金来源…明确权属; Yiyang's plan lists no sources, Hunan's does
    (HN, "operating", {"fund_source": None}, [("fund_source", "fund_source")]),
    (GZ, "operating", {"fund_source": None}, []),
    # 尽可能明确到获得收益的个人、村集体经济组织; 原则上应明确到村集体经济组织
    (HN, "operating", {"owner": "state"}, [("ownership_of_operating", None)]),
    (HN, "operating", {"owner": "household"}, []),
    # 到户类资产，确权给农户所有，由农户自行管理
    (HN, "household", {"owner": "collective"}, [("household_ownership", None)]),
    (HN, "household", {"keeper": "operator"}, [("household_ownership", None)]),
    (HN, "household", {"keeper": None}, [("household_ownership", "keeper")]),
    # Guizhou: 确权到农户或其他经营主体的扶贫资产…由其自主管理和运营
    (GZ, "household", {"owner": "operator", "keeper": "operator"}, []),
    (GZ, "operating", {"owner": "operator", "keeper": "state"}, [("household_ownership", None)]),
    # 对属于不动产的，依法办理确权登记; Guizhou: 对所有扶贫项目资产…确权登记
    (HN, "public", {"title_registered": False}, [("title", None)]),
    (HN, "public", {"title_registered": False, "real_estate": False}, []),
    (HN, "public", {"real_estate": None, "title_registered": None}, [("title", "real_estate")]),
    (GZ, "public", {"title_registered": False, "real_estate": False}, [("title", None)]),
    # 项目建成后及时办理移交手续
    (HN, "public", {"handed_over": False}, [("handover", None)]),
    (HN, "public", {"handed_over": False, "completed_on": date(2022, 6, 2)}, []),
    (HN, "public", {"handed_over": None, "completed_on": None}, [("handover", "completed_on")]),
    (GZ, "public", {"handed_over": False}, []),
    # 落实管护主体
    (ALL, "public", {"keeper": "none"}, [("keeper", None)]),
    # 完善运营方案，明确权利义务; 收益分配机制; 管护经费原则上从经营收益中列支
    (ALL, "operating", {"operating_plan": False}, [("operating_plan", None)]),
    (HN, "operating", {"distribution_plan": False}, [("distribution_plan", None)]),
    (HN, "operating", {"cost_source": "local_finance"}, [("upkeep_cost", None)]),
    (HN, "public", {"cost_source": "local_finance"}, []),
    # 严格落实公告公示制度
    (HN, "household", {"disclosed": None}, [("disclosure", "disclosed")]),
    (GZ, "household", {"disclosed": None}, []),
    # 不得随意处置国有和集体扶贫项目资产。确需处置的…履行相应审批手续
    (ALL, "public", {"disposed_on": ON, "disposed": True, "disposal_approved": False}, [("disposal", None)]),
    (ALL, "public", {"disposed": True, "disposal_approved": False}, [("disposal", "disposed_on")]),
    (ALL, "public", {"disposed": None}, [("disposal", "disposed")]),
    (GZ, "public", {"disposed": True, "owner": "none"}, [("disposal", "owner")]),
    (ALL, "public", {"disposed": True, "owner": "other"}, []),
    (ALL, "household", {"disposed": True, "disposal_approved": False}, []),
    (
        ALL,
        "public",
        {"disposed_on": ON, "disposed": True, "disposal_approved": None},
        [("disposal", "disposal_approved")],
    ),
    (ALL, "public", {"disposed_on": ON, "disposed": True, "disposal_approved": True}, [("disposal", "approved_on")]),
    # 重点用于项目运行管护、村级公益事业、巩固拓展脱贫攻坚成果和全面实现乡村振兴等方面
    (ALL, "operating", {"main_use": "other"}, [("use_of_proceeds", None)]),
    (HN, "operating", {"main_use": "village_benefit"}, []),
    # Guizhou: 巩固期 the proceeds go to upkeep and consolidation; how long that is, is not stated
    (GZ, "operating", {"main_use": "village_benefit"}, [("use_of_proceeds", "consolidation_period")]),
    # 属于村集体的资产收益…严禁简单发钱发物
    (HN, "public", {"handed_out": True}, [("distribution", None)]),
    (HN, "public", {"handed_out": True, "owner": "state"}, []),
    (HN, "public", {"handed_out": None, "main_use": "no_proceeds"}, []),
]


@pytest.mark.parametrize(
    ("where", "kind", "changes", "expected"), [(where, *case) for places, *case in LACKS for where in places]
)
def test_each_lack_is_one_finding(where: str, kind: str, changes: Any, expected: Any) -> None:
    assert found(where, kind, **changes) == expected


@pytest.mark.parametrize("where", ALL)
@pytest.mark.parametrize(
    ("disposed", "approved", "expected"),
    [
        (date(2022, 3, 2), date(2022, 3, 1), []),
        (date(2022, 3, 2), date(2022, 3, 3), [("disposal", None)]),
        # Without approval, but after the day that is asked about, or before the plans begin on 2021-01-01
        (date(2022, 6, 2), None, []),
        (date(2020, 12, 31), None, []),
        (None, date(2022, 3, 1), [("disposal", "disposed_on")]),
    ],
)
def test_approval_comes_before_the_disposal(where: str, disposed: Any, approved: Any, expected: Any) -> None:
    changes = {"disposed": True, "disposed_on": disposed, "approved_on": approved, "disposal_approved": None}
    assert found(where, "public", **changes) == expected


def test_a_finding_rests_on_the_document_that_goes_first_and_asks_for_it() -> None:
    asset: Any = COMPLETE["operating"]
    lacking = evolve(asset, cost_source="other", fund_source=None)
    yiyang = {item.check: item for item in findings(lacking, POLICIES["yiyang"], on=ON)}
    assert yiyang["upkeep_cost"].source.register == "yiyang-2021/asset/maintenance"
    assert yiyang["upkeep_cost"].in_principle
    assert yiyang["upkeep_cost"].state is AssetState.LACKING
    assert yiyang["fund_source"].source.register == "hunan-2021/asset/scope"
    assert yiyang["fund_source"].state is AssetState.OPEN


def test_what_a_document_does_not_state_is_told_apart_from_what_is_not_recorded() -> None:
    asset: Any = COMPLETE["operating"]
    (item,) = findings(evolve(asset, main_use="village_benefit"), POLICIES["guizhou"], on=ON)
    assert item.not_stated
    assert "the document does not state how long the consolidation period lasts" in item.words()
    assert "文件未载明巩固期期限" in item.words("zh")


def test_no_document_of_the_period_up_to_2020_speaks_of_project_assets() -> None:
    earlier = rr.load_policy("hunan", on=date(2018, 6, 1))
    with pytest.raises(rr.NotStated, match="project assets"):
        findings(COMPLETE["public"], earlier)


def test_a_day_that_the_document_does_not_cover_is_refused() -> None:
    with pytest.raises(rr.OutsidePeriod):
        findings(COMPLETE["public"], POLICIES["guizhou"], on=date(2026, 1, 1))


def test_a_document_carried_on_is_cited_as_such() -> None:
    later = rr.load_policy("guizhou", on=date(2026, 6, 1), carry=True)
    asset: Any = COMPLETE["public"]
    (item,) = findings(evolve(asset, keeper="none"), later)
    assert "carried on after its period" in item.source.section
