"""Does the API describe itself whole, and do the docs name all of it?"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from api.description import VERSION
from api.problems import KINDS
from ledger.events import TYPES

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ROOT = Path(__file__).parents[2]


def test_the_version_is_the_projects() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION


def test_the_index_leads_to_everything(asker: TestClient) -> None:
    index = asker.get("/").json()
    assert index["name"] == "collaboration-ledger"
    for name, path in index["links"].items():
        if name != "follow":
            assert asker.get(path).status_code == 200


def test_every_event_is_described(asker: TestClient) -> None:
    description = asker.get("/openapi.json").json()
    assert asker.get("/openapi.json").json() == description
    components = description["components"]["schemas"]
    assert components["Event"]["discriminator"]["mapping"].keys() == TYPES.keys()
    for name in TYPES:
        for field, schema in components[name]["properties"].items():
            assert schema.get("description"), (name, field)


def test_every_reference_leads_somewhere(asker: TestClient) -> None:
    answer = asker.get("/openapi.json")
    referred = set(re.findall(r'"\$ref":"#/components/schemas/(\w+)"', answer.text))
    assert referred <= answer.json()["components"]["schemas"].keys()
    assert "HTTPValidationError" not in referred


def test_no_parameter_is_null(asker: TestClient) -> None:
    for of in asker.get("/openapi.json").json()["paths"].values():
        for operation in of.values():
            for parameter in operation.get("parameters", ()):
                assert "null" not in str(parameter["schema"])
                assert parameter["description"]


def test_the_docs_name_every_route_parameter_and_code(asker: TestClient) -> None:
    text = (ROOT / "docs" / "http.md").read_text()
    description = asker.get("/openapi.json").json()
    for path, of in description["paths"].items():
        for method, operation in of.items():
            assert f"`{method.upper()} {path}`" in text
            for parameter in operation.get("parameters", ()):
                assert f"`{parameter['name']}`" in text, (path, parameter["name"])
    for code in KINDS.keys() - {"older_extract"}:
        assert f"| `{code}` | {KINDS[code].status} |" in text
    assert "`GET /v1/events/follow`" in text
