"""How long and how deep a text may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from rural_revitalization import Household, InvalidInput, InvalidPack, limits, records
from rural_revitalization.limits import DEEPEST, LONGEST_KEY, json_excess, toml_excess
from rural_revitalization.policy.pack import parse_pack, read_pack

DEEP = DEEPEST // 2


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        "[{" * DEEP + "}]" * DEEP,
        '{"a": "' + "[" * 1000 + '"}',
        '{"a": "\\"' + "{" * 1000 + '\\\\"}',
        "[[], [], {}]" * 1000,
        '"' + '\\"' * 1000,
    ],
    ids=["as deep", "both kinds", "in a string", "after an escape", "side by side", "a string that never ends"],
)
def test_json_within_the_limits_is_left_to_the_parser(text: str) -> None:
    assert json_excess(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        "[{" * DEEP + "[]" + "}]" * DEEP,
        "[" * (DEEPEST + 1),
        '["]",' * (DEEPEST + 1),
        '[[], "", ' * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    ],
    ids=["one deeper", "both kinds", "never closed", "closed in a string alone", "with more beside"],
)
def test_json_that_is_too_deep_is_refused_before_it_is_parsed(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        records.loads(Household, text)
    assert [(item.path, item.expected) for item in refused.value.mismatches] == [
        ("$", f"at most {DEEPEST} levels of nesting")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * DEEPEST + "]" * DEEPEST,
        "# " + "[" * 1000,
        f"x = '{'[' * 1000}'",
        f'x = """\n"{"[" * 1000}"""',
        f"x = '''\n'{'[' * 1000}'''",
        f'x = "\\"{"{" * 1000}"',
        ".".join(["a"] * LONGEST_KEY) + " = 1",
        f"x = '{'a.' * 1000}'",
        "x = " + "8" * 1000 + ".5",
    ],
)
def test_toml_within_the_limits_is_left_to_the_parser(text: str) -> None:
    assert toml_excess(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), f"at most {DEEPEST} levels of nesting"),
        ("x = " + "{a = " * 100, f"at most {DEEPEST} levels of nesting"),
        (".".join(["a"] * (LONGEST_KEY + 1)) + " = 1", f"keys of at most {LONGEST_KEY} parts"),
        (" . ".join(["'a'"] * (LONGEST_KEY + 1)) + " = 1", f"keys of at most {LONGEST_KEY} parts"),
        ('["a".' + "b." * LONGEST_KEY + "c]", f"keys of at most {LONGEST_KEY} parts"),
    ],
)
def test_toml_beyond_the_limits_is_refused_before_it_is_parsed(text: str, expected: str) -> None:
    with pytest.raises(InvalidPack) as refused:
        parse_pack(text, "o.toml")
    assert [(item.path, item.expected) for item in refused.value.mismatches] == [("$", expected)]


def test_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "LONGEST_JSON", 10)
    monkeypatch.setattr(limits, "LONGEST_TOML", 10)
    assert (json_excess("[1, 2, 34]"), toml_excess("x = 123456")) == (None, None)
    for found in (json_excess("[1, 2, 345]"), toml_excess("x = 1234567")):
        assert found is not None
        assert (found.expected, found.given) == ("at most 10 characters", "11")
    file = tmp_path / "o.toml"
    file.write_bytes(b"#" * 4_000_001)
    with pytest.raises(InvalidPack, match="at most 1000000 characters"):
        read_pack(file)
