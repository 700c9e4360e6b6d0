"""Relocation (易地扶贫搬迁): whether a household is to be moved, how large its new home may be, and what its site gets.

Whom: households that were taken into a plan of relocation. Up to 2020 the registered poor are moved who live where the
land cannot support its people (一方水土养不活一方人): of harsh nature, bad conditions of living, or with conditions of
development seriously wanting. All of them are, as far as they wish it. Others who move along are planned for apart.

Units: areas in square metres.

Readings: one of the three conditions is enough. The homes of who is or was on the register are held to the area per
person, times the members of the day; the area is that of the whole home. A settlement is one where homes stand
together; its services go by its kind and its size, those of scattered and small ones are the host place's.

Limitations: other conditions of the kind (等) are not stated, nor the area of those who move along, nor when an exit
from poverty is stable, before which a registered household does not borrow by itself for a larger home. From which
number of people on a settlement counts as large, medium or small is local: its size is recorded. The support for each
mode is the county's. From 2021 on no document says who is to be moved.

>>> from datetime import date
>>> from rural_revitalization import load_policy
>>> from rural_revitalization.rules.livelihood import household_relocation as rule
>>> terms = load_policy("hunan", on=date(2018, 6, 1)).terms(rule)
>>> facts = rule.Facts(registered=True, once_registered=True, harsh_nature=True, agreed=True, members=4,
...     floor_area="100.01")
>>> worksheet = rule.compute(facts, terms)
>>> worksheet.in_scope, worksheet.permitted_area, worksheet.area_permitted
(True, Decimal('100.00'), False)
"""

from __future__ import annotations

from typing import Final

from ... import cases, fields
from ...algebra import NO, Area, Truth, exact_arithmetic, if_stated, not_, otherwise, times, when
from ...cases import CaseFacts, drawn
from ...fields.annotations import AreaFact, CountFact, TruthFact
from ...models import Household
from ..form import Heading, Rule

_PER_PERSON: Final = "square metres per person"


@fields.facts_class
class Facts(CaseFacts):
    """The facts about a household for relocation (易地扶贫搬迁); `registered` is of the day, `exited` by it."""

    registered: TruthFact = drawn(Household.registered_poor)
    once_registered: TruthFact = drawn(Household.once_registered_poor, "is or was registered as poor", zh="建档立卡户")
    harsh_nature: TruthFact = drawn(Household.left_harsh_nature)
    poor_living: TruthFact = drawn(Household.left_poor_living)
    undeveloped: TruthFact = drawn(Household.left_undeveloped)
    agreed: TruthFact = drawn(Household.agreed_to_move)
    members: CountFact = drawn(Household.household_size)
    floor_area: AreaFact = drawn(Household.new_floor_area)
    borrowed: TruthFact = drawn(Household.borrowed_to_enlarge)
    exited: TruthFact = drawn(cases.exited)
    concentrated: TruthFact = drawn(Household.in_settlement)
    urban: TruthFact = drawn(Household.in_urban_settlement)
    small: TruthFact = drawn(Household.in_small_settlement)


@fields.terms_class
class Terms(fields.StatedTerms):
    """Who is to be moved, the floor area per person, and how settlements are handled by mode, kind and size."""

    provided: TruthFact = fields.truth("relocation is provided for", zh="实施易地扶贫搬迁")
    area_per_person: AreaFact = fields.area("floor area per registered person", zh="人均住房面积上限", unit=_PER_PERSON)
    area_of_co_movers: AreaFact = fields.area(
        "floor area per person who moves along", zh="同步搬迁人口人均住房面积上限", unit=_PER_PERSON
    )
    no_borrowing: TruthFact = fields.truth(
        "no borrowing for a larger home before a stable exit", zh="稳定脱贫前不得自行举债扩大面积", may_be_unset=True
    )
    exit_is_stable: TruthFact = fields.truth("an exit from poverty counts as stable", zh="脱贫即为稳定脱贫")
    by_kind: TruthFact = fields.truth(
        "settlements are handled by kind", zh="城镇、农村安置点分类施策", may_be_unset=True
    )
    by_size: TruthFact = fields.truth(
        "settlements are served by size", zh="按安置点规模保障公共服务", may_be_unset=True
    )
    work_or_industry: TruthFact = fields.truth(
        "work comes first in urban settlements, industry in rural ones",
        zh="城镇以就业、农村以产业为主",
        may_be_unset=True,
    )


@fields.worksheet_class
class Worksheet:
    """The worksheet of relocation: who is to be moved, the new home, and what the settlement gets."""

    facts: Facts = fields.kept()
    terms: Terms = fields.kept()
    unliveable: Truth = fields.truth(
        "land that cannot support its people", zh="一方水土养不活一方人", reading="one_condition_is_enough"
    )
    eligible: Truth = fields.truth("to be moved if it wishes", zh="符合搬迁条件")
    in_scope: Truth = fields.truth(
        "to be relocated", zh="纳入易地扶贫搬迁", answer=True, criteria=("unliveable", "eligible")
    )
    co_mover: Truth = fields.truth("moves along with the registered", zh="属于同步搬迁人口")
    permitted_area: Area = fields.area("permitted floor area", zh="安置住房面积上限", reading="members_of_the_day")
    area_permitted: Truth = fields.truth("floor area within the limit", zh="住房面积符合规定")
    borrowing_permitted: Truth = fields.truth(
        "no borrowing for a larger home that is forbidden", zh="未违规举债扩大面积"
    )
    concentrated: Truth = fields.truth("in a settlement", zh="集中安置")
    as_urban: Truth = fields.truth("site of an urban settlement", zh="按城镇安置点建设")
    as_rural: Truth = fields.truth("site of a rural settlement", zh="按农村安置点建设")
    own_services: Truth = fields.truth(
        "needs of a large or medium settlement to be met", zh="满足大中型安置点公共服务需求"
    )
    host_services: Truth = fields.truth("served by the host place", zh="纳入迁入地公共服务保障")
    work_first: Truth = fields.truth("work comes first", zh="以就业安置为主")
    industry_first: Truth = fields.truth("industry comes first", zh="以发展产业为主")


@exact_arithmetic
def compute(facts: Facts, terms: Terms) -> Worksheet:
    """Decide whether a household is to be relocated (易地扶贫搬迁), and hold its new home and site to the plans."""
    unliveable = facts.harsh_nature | facts.poor_living | facts.undeveloped
    eligible = facts.registered & unliveable
    per_person = when(facts.once_registered, terms.area_per_person, terms.area_of_co_movers)
    permitted_area = times(per_person, facts.members)
    before_stable_exit = not_(facts.exited & terms.exit_is_stable)
    held_to_it = otherwise(terms.no_borrowing, NO) & facts.once_registered & before_stable_exit
    by_kind = otherwise(terms.by_kind, NO)
    by_size = otherwise(terms.by_size, NO)
    by_work = otherwise(terms.work_or_industry, NO) & facts.concentrated
    return Worksheet(
        facts=facts,
        terms=terms,
        unliveable=unliveable,
        eligible=eligible,
        in_scope=if_stated(terms.provided, eligible & facts.agreed),
        co_mover=not_(facts.once_registered),
        permitted_area=permitted_area,
        area_permitted=facts.floor_area <= permitted_area,
        borrowing_permitted=not_(held_to_it & facts.borrowed),
        concentrated=facts.concentrated,
        as_urban=by_kind & facts.concentrated & facts.urban,
        as_rural=by_kind & facts.concentrated & not_(facts.urban),
        own_services=by_size & facts.concentrated & not_(facts.small),
        host_services=by_size & (not_(facts.concentrated) | facts.small),
        work_first=by_work & facts.urban,
        industry_first=by_work & not_(facts.urban),
    )


RULE: Final = Rule(
    label="relocate",
    zh="易地扶贫搬迁",
    facts=Facts,
    terms=Terms,
    compute=compute,
    about="household",
    decides=Worksheet.in_scope,
    applies=lambda case: case[Household.to_move],
    needs=(Household.to_move,),
    stated=Terms.provided,
    heading=Heading("relocate", "易地扶贫搬迁"),
    register={
        "hunan-2017/relocation/housing-area-compute": (Worksheet.permitted_area, Worksheet.area_permitted),
        "hunan-2017/relocation/co-movers": (Worksheet.co_mover,),
        "hunan-2017/relocation/resettlement-mode": (Worksheet.concentrated,),
    },
    said_with={Worksheet.unliveable: (Terms.provided,), Worksheet.eligible: (Terms.provided,)},
)
