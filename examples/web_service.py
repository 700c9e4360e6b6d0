"""A small web service: a household as JSON in, its assessment as JSON out. Standard library only.

    python examples/web_service.py 8000
    curl --data @household.json 'http://127.0.0.1:8000/assessments?on=2022-06-01'

It answers 200 with the assessment; 400 with everything that is wrong with the household; 404 for a day that no document
covers. It writes no request to its log, since requests are about people. The county's income and ceiling are made up.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import rural_revitalization as rr
from rural_revitalization import records

LOCAL = rr.LocalFigures(
    year=2022,
    monitoring_line=6_900,
    insurance_contribution=320,
    area_disposable_income=32_000,
    serious_illness_ceiling=300_000,
    sources={
        "monitoring_line": "Hunan Daily, 2023-02-17",
        "insurance_contribution": "local notices of the contribution for 2022",
        "area_disposable_income": "made up",
        "serious_illness_ceiling": "made up",
    },
)
LARGEST = 200_000  # bytes of a request: a household is a few thousand


@cache
def policy_on(on: date) -> rr.Policy:
    """The policy of a day, loaded once."""
    return rr.load_policy("hunan", on=on)


def assessed(body: str, on: date) -> dict[str, Any]:
    """The assessment of a household given as JSON."""
    household = records.loads(rr.Household, body)
    # Without figures of that year, what depends on them is reported as missing.
    local = LOCAL if on.year == LOCAL.year else rr.LocalFigures(year=on.year)
    return records.assessment_data(rr.assess(household, policy_on(on), local, on=on))


class Handler(BaseHTTPRequestHandler):
    """Answers POST /assessments?on=YYYY-MM-DD."""

    timeout: ClassVar[float] = 10.0

    def do_POST(self) -> None:
        """Answer one request."""
        url = urlsplit(self.path)
        if url.path != "/assessments":
            self.answer(HTTPStatus.NOT_FOUND, {"errors": ["there is only /assessments"]})
            return
        try:
            on = date.fromisoformat(parse_qs(url.query).get("on", [""])[0])
            length = int(self.headers.get("Content-Length", ""))
        except ValueError:
            self.answer(HTTPStatus.BAD_REQUEST, {"errors": ["give on=YYYY-MM-DD and a Content-Length"]})
            return
        if not 0 <= length <= LARGEST:
            self.answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"errors": [f"at most {LARGEST} bytes"]})
            return
        try:
            self.answer(HTTPStatus.OK, assessed(self.rfile.read(length).decode("utf-8"), on))
        except rr.InvalidInput as error:
            wrong = [{"path": item.path, "expected": item.expected, "given": item.given} for item in error.mismatches]
            self.answer(HTTPStatus.BAD_REQUEST, {"errors": wrong})
        except UnicodeDecodeError:
            self.answer(HTTPStatus.BAD_REQUEST, {"errors": ["the body is not UTF-8"]})
        except rr.OutsidePeriod as error:
            self.answer(HTTPStatus.NOT_FOUND, {"errors": [str(error)]})

    def answer(self, status: HTTPStatus, content: dict[str, Any]) -> None:
        """Write a status and its JSON."""
        body = json.dumps(content, ensure_ascii=False).encode("utf-8")
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        """Write nothing."""


def server(port: int) -> ThreadingHTTPServer:
    """The service on a port of this machine; 0 lets the system choose one."""
    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


if __name__ == "__main__":
    service = server(int(sys.argv[1]) if len(sys.argv) > 1 else 8000)
    print(f"listening on http://127.0.0.1:{service.server_address[1]}/assessments")
    with service:
        try:
            service.serve_forever()
        except KeyboardInterrupt:
            print("stopped")
