"""Who owes something or decides it, from the household up to the province."""

from __future__ import annotations

from ..wording.worded import Worded


class Authority(Worded):
    """Whoever owes a duty or takes a step of a procedure, with what people call it in English and Chinese."""

    HOUSEHOLD = "household", "the household", "农户"
    RESIDENT_TEAM = "resident_team", "the resident team", "驻村工作队"
    VILLAGE = "village", "the village", "村（居）"
    TOWNSHIP = "township", "the township", "乡镇（街道）"
    COUNTY = "county", "the county", "县级"
    CITY = "city", "the city", "市州"
    PROVINCE = "province", "the province", "省级"
    HOSPITAL = "hospital", "the tertiary hospital", "三级医院"
    PARTY_SECRETARIES = "party_secretaries", "the party secretaries of city, county and township", "市县乡党委书记"
    LEADING_MEMBERS = "leading_members", "the leading members of county and township", "县乡领导班子成员"
    EVERY_LEVEL = "every_level", "party committees and governments at every level", "各级党委和政府"
