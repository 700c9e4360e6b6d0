"""Registers (台账、信息系统导出表): a county's own workbooks, read into households."""
