"""Sessions for every Python version, and for the smallest installation."""

import shutil
from pathlib import Path

import nox

nox.options.default_venv_backend = "venv"
nox.options.sessions = ["tests"]

PYTHONS = ["3.11", "3.12", "3.13"]
# Of libFuzzer: no text may take two seconds, nor make the process outgrow 300 MB.
LIMITS = ["-timeout=2", "-rss_limit_mb=300"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """All tests, on each Python."""
    session.install(".[test]")
    session.run("pytest", "tests", *session.posargs)


@nox.session(python=PYTHONS[0])
def floors(session: nox.Session) -> None:
    """The tests with the oldest versions of everything that are said to do."""
    session.install("--constraint", "tests/floors.txt", ".[test]")
    session.run("pytest", "tests", *session.posargs)


@nox.session
def smallest(session: nox.Session) -> None:
    """The tests with only two extras beside pytest: what needs more is skipped aloud."""
    session.install(".[frames,hypothesis]", "pytest")
    session.run("pytest", "tests", *session.posargs)


@nox.session
def spark(session: nox.Session) -> None:
    """The rules over Spark on this machine, also on twenty thousand households; skipped aloud without Java."""
    if shutil.which("java") is None:
        session.skip("Java is not installed")
    session.install(".[spark,test]")
    # One by one: Spark writes where it was started, and the documentation starts it in a folder of its own.
    for tests in ("tests/frames", "tests/unit/test_docs.py"):
        session.run("pytest", tests, "-k", "spark", *session.posargs)


@nox.session
def deep(session: nox.Session) -> None:
    """The properties with many more examples, for the night."""
    session.install(".[test]")
    session.run("pytest", "tests/properties", "tests/frames", *session.posargs, env={"HYPOTHESIS_PROFILE": "deep"})


@nox.session
def fuzz(session: nox.Session) -> None:
    """Texts that nobody would write, for the night: a hundred thousand households; tables, overlays and envelopes.

    In ten parts, and a process for each kind of text: memory is held to a limit, and Hypothesis remembers what it drew.
    """
    session.install(".[test]")
    for _ in range(10):
        for tests in sorted(Path("tests/properties").glob("test_fuzz_*.py")):
            session.run("pytest", tests, *session.posargs, env={"FUZZ": "0.1"})


@nox.session(python=PYTHONS[0])
def fuzz_guided(session: nox.Session) -> None:
    """The same, guided by which lines are reached; needs atheris, which is made for Linux."""
    session.install(".[test]", "atheris")
    for target in ("records", "tables", "packs", "envelopes"):
        session.run("python", "tests/fuzz_guided.py", target, "-max_total_time=3600", *LIMITS, *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """How long things take; nothing is asserted."""
    session.install(".[test]")
    session.run("pytest", "benchmarks", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, with every warning an error."""
    session.install(".[docs]")
    session.run("sphinx-build", "-n", "-W", "-b", "html", "docs", "docs/_build/html")
