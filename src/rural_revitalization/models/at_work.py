"""What a person's jobs and the services for finding one say of them on a day (就业情况)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from .. import fields
from ..algebra import Number, Unknown, maximum
from ..fields.annotations import DatedRecord, Records
from .answers import all_of, any_of
from .derived import derived
from .employment_service import EmploymentService
from .enums import Employment, EmploymentServiceKind, PublicPost
from .job import Job
from .training import Training


class AtWork:
    """The facts derived from a person's jobs, employment services and training."""

    __slots__ = ()
    employment: DatedRecord[Job]
    services_received: Records[EmploymentService]
    trainings: Records[Training]

    @derived(fields.truth, "in stable work", zh="稳定就业", record="employment")
    def in_stable_work(self, on: date) -> bool | None:
        """Whether a job of the day is stable, as the locality counts it (稳定就业)."""
        return self._works(on, lambda job: job.stable)

    @derived(fields.truth, "works for wages", zh="务工", record="employment")
    def in_wage_work(self, on: date) -> bool | None:
        """Whether the person works for wages on a date, in the county or away (务工、农民工)."""
        return self._works(on, lambda job: job.of_kind(Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY))

    @derived(fields.truth, "works away from the county", zh="外出务工", record="employment")
    def works_away(self, on: date) -> bool | None:
        """Whether the person works away from the county on a date (外出务工)."""
        return self._works(on, lambda job: job.of_kind(Employment.WORKING_AWAY))

    @derived(fields.truth, "came back from work away", zh="返乡农民工", record="employment")
    def returned_from_work_away(self, on: date) -> bool | None:
        """Whether the person worked away from the county before a date and no longer does (返乡农民工)."""
        if self.employment is None:
            return None
        kinds = [(job.covers(on), job.of_kind(Employment.WORKING_AWAY)) for job in self.employment if job.since <= on]
        away, before = (any_of(kind for now, kind in kinds if now is covers) for covers in (True, False))
        return False if away or before is False else None if None in (away, before) else True

    @derived(fields.truth, "self-employed", zh="自主创业", record="employment")
    def self_employed(self, on: date) -> bool | None:
        """Whether the person works in a business of their own on a date (自主经营、创业)."""
        return self._works(on, lambda job: job.of_kind(Employment.SELF_EMPLOYED))

    @derived(fields.truth, "runs a business that gives others work", zh="自主创业带动就业", record="employment")
    def creates_jobs(self, on: date) -> bool | None:
        """Whether the person runs a business on a date that gives others work (自主创业带动就业)."""
        return self._works(on, lambda job: all_of((job.of_kind(Employment.SELF_EMPLOYED), job.creates_jobs)))

    @derived(fields.truth, "in flexible work for wages", zh="灵活就业的务工人员", record="employment")
    def in_flexible_wage_work(self, on: date) -> bool | None:
        """Whether the person works for wages on a date without an employer (灵活就业的进城务工人员)."""
        wages = (Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY)
        return self._works(on, lambda job: all_of((job.of_kind(*wages), job.flexible)))

    @derived(fields.truth, "employed by an employer", zh="受雇务工", record="employment")
    def employed(self, on: date) -> bool | None:
        """Whether the person works for wages for an employer on a date (单位吸纳就业)."""
        wages = (Employment.WORKING_IN_COUNTY, Employment.WORKING_AWAY)
        return self._works(on, lambda job: all_of((job.of_kind(*wages), job.for_employer)))

    @derived(fields.truth, "a fishery guard", zh="护渔员", record="employment")
    def fishery_guard(self, on: date) -> bool | None:
        """Whether the person is a fishery guard on a date (护渔员)."""
        return self._works(on, lambda job: job.in_post(PublicPost.FISHERY_GUARD))

    def _works(self, on: date, test: Callable[[Job], bool | None]) -> bool | None:
        return None if self.employment is None else any_of(test(job) for job in self.employment if job.covers(on))

    @derived(
        fields.count, "offers of jobs this year", zh="本年岗位推荐次数", record="services_received", unit="occasions"
    )
    def job_offers_of_year(self, on: date) -> int | None:
        """The offers of jobs received in the year of a date, up to it (岗位推荐)."""
        return self._services(on, EmploymentServiceKind.JOB_OFFER)

    @derived(
        fields.count, "career guidance this year", zh="本年职业指导次数", record="services_received", unit="occasions"
    )
    def guidance_of_year(self, on: date) -> int | None:
        """The sessions of career guidance in the year of a date, up to it (职业指导)."""
        return self._services(on, EmploymentServiceKind.GUIDANCE)

    @derived(
        fields.count, "free training this year", zh="本年免费技能培训次数", record="services_received", unit="occasions"
    )
    def free_trainings_of_year(self, on: date) -> int | None:
        """The free trainings in a skill in the year of a date, up to it (免费技能培训)."""
        return self._services(on, EmploymentServiceKind.FREE_TRAINING)

    @derived(
        fields.count,
        "employment services this year",
        zh="本年就业服务次数",
        record="services_received",
        unit="occasions",
    )
    def services_of_year(self, on: date) -> int | None:
        """The employment services of any kind in the year of a date, up to it (就业服务)."""
        return self._services(on, *EmploymentServiceKind)

    def _services(self, on: date, *kinds: EmploymentServiceKind) -> int | None:
        services = self.services_received
        return None if services is None else sum(item.counts(on, *kinds) for item in services)

    @derived(fields.count, "trainings in a skill", zh="职业技能培训次数", record="services_received", unit="occasions")
    def trainings_received(self, on: date) -> Number | None:
        """The trainings in a skill, free or not, received by a date (职业技能培训), as services or as courses.

        What both records hold counts twice; where one of them is not recorded, there may be more.
        """
        kinds = (EmploymentServiceKind.FREE_TRAINING, EmploymentServiceKind.OTHER_TRAINING)
        services = sum(item.kind in kinds and item.on <= on for item in self.services_received or ())
        count = services + sum(course.since <= on for course in self.trainings or ())
        open_records = {name for name in ("services_received", "trainings") if getattr(self, name) is None}
        return Unknown(count, None, open_records) if open_records else count

    @derived(
        fields.count,
        "months trained for an initial or intermediate certificate",
        zh="取得初、中级职业资格证书的培训月数",
        record="trainings",
        unit="months",
    )
    def certified_training(self, on: date) -> Number | None:
        """The full months of the longest course, over before a date, that led to such a certificate; 0 without one."""
        if self.trainings is None:
            return None
        months: Number = 0
        for course in self.trainings:
            months = maximum(months, course.certified_months(on))
        return months
