"""Lists of registers made for tests: headers and rows as text, written as CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from rural_revitalization import registers
from rural_revitalization.registers import Register

ON: Final = date(2023, 12, 31)
MONITORED: Final = {
    "县": "示例县",
    "村": "甲村",
    "户编号": "H-1",
    "人口编号": "P-1",
    "姓名": "张三甲",
    "证件号码": "99010119700101001X",
    "户类型": "脱贫户",
    "监测对象类别": "脱贫不稳定户",
    "与户主关系": "户主",
    "性别": "1",
    "出生日期": "19700101",
    "劳动技能": "普通劳动力",
    "人均纯收入（元）": "9000.00",
    "致贫/返贫风险1": "因病",
    "识别监测时间": "202303",
    "消除监测时间": "",
    "风险是否已消除": "否",
    "风险消除方式": "",
}
"""A row of the export of monitored households, of one person."""
WORK: Final = {
    "县": "示例县",
    "户编号": "H-1",
    "证件号码": "99010119700101001X",
    "开始时间": "2023年02月",
    "结束时间": "",
    "务工所在县": "样板县",
    "就业渠道": "外出务工",
}
"""A row of the export of work away."""

ALLOWANCE: Final = {
    "姓名": "张三甲",
    "身份证号": "99010119700101001X",
    "户主身份证号": "99010119700101001X",
    "残疾证号": "",
    "救助类型": "农村低保",
    "最初享受月份": "202107",
    "户月保障金额（元）": "380.00",
    "银行帐号": "6200000000000000001",
}
"""A row of the list of people on the allowance."""
SETTLEMENT: Final = {
    "结算ID": "S-1",
    "人员姓名": "张三甲",
    "证件号码": "99010119700101001X",
    "险种类型": "390",
    "医疗类别": "普通住院",
    "结算时间": "2023-05-06 14:22:31",
    "医疗费总额": "12000.00",
    "符合政策范围金额": "10000.00",
    "基本医疗保险统筹基金支出": "6500.00",
    "退费结算标志": "0",
}
"""A row of the list of settlements of medical insurance."""
LOAN: Final = {
    "户主姓名": "张三甲",
    "身份证号": "99010119700101001X",
    "贷款人姓名": "李四乙",
    "贷款人身份证": "990101197203150029",
    "原有余额": "",
    "贷款金额": "5万元",
    "贷款期限": "36个月",
    "放款日期": "20220315",
    "到期日期": "20250315",
    "贷款利率": "4.35%",
    "贷款余额（万元）": "3",
    "贷款逾期时间": "",
    "贷款用途": "养牛",
}
"""A row of the ledger of small loans, of a borrower who is not the head."""


def written(
    file: Path, rows: Sequence[Mapping[str, str] | Sequence[str]], *, titles: int = 0, encoding: str = "utf-8"
) -> Path:
    """A list as a CSV file: mappings have their headers in common, sequences begin with them."""
    lines = [[*rows[0]], *([*row.values()] for row in rows)] if isinstance(rows[0], Mapping) else rows  # type: ignore[union-attr]
    with file.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([*[["查询结果"]] * titles, *lines])
    return file


def read_rows(folder: Path, *rows: Mapping[str, str], work: Sequence[Mapping[str, str]] = ()) -> Register:
    """Rows of monitored people, and of work away, as they are read."""
    files = [written(folder / "monitored.csv", rows)]
    if work:
        files.append(written(folder / "work.csv", work))
    return registers.read(files, on=ON)


def refusals(register: Register) -> list[str]:
    """What was refused, in words."""
    return [str(item) for item in register.refused]
