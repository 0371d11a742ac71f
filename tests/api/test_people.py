"""Are names kept beside the ledger, and erased?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from fastapi.testclient import TestClient


def test_a_name_is_kept_changed_and_erased(client: TestClient) -> None:
    assert client.get("/v1/people/amy").json()["code"] == "not_found"
    assert client.put("/v1/people/amy", json={"name": "Amy"}).json() == {"person": "amy", "name": "Amy"}
    assert client.put("/v1/people/amy", json={"name": "Amy Adams"}).status_code == 200
    assert client.get("/v1/people/amy").json() == {"person": "amy", "name": "Amy Adams"}
    for _ in range(2):
        erased = client.delete("/v1/people/amy")
        assert (erased.status_code, erased.content) == (204, b"")
    assert client.get("/v1/people/amy").status_code == 404


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ([], [""]),
        ({}, ["/name"]),
        ({"name": ""}, ["/name"]),
        ({"name": "  "}, ["/name"]),
        ({"name": None}, ["/name"]),
        ({"name": "x" * 201}, ["/name"]),
        ({"name": "a\0b"}, ["/name"]),
        ({"name": "x", "nam": "y"}, ["/nam"]),
    ],
)
def test_a_name_is_a_short_text(asker: TestClient, body: Any, pointers: list[str]) -> None:
    refused = asker.put("/v1/people/amy", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    assert [one["pointer"] for one in refused.json()["errors"]] == pointers


def test_a_name_is_not_a_book(asker: TestClient) -> None:
    assert asker.put("/v1/people/amy", json={"name": "x" * 70_000}).status_code == 413


def test_a_person_has_an_opaque_id(asker: TestClient) -> None:
    refused = asker.get("/v1/people/Amy%20Adams")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/person")


def test_names_have_no_moment(asker: TestClient) -> None:
    refused = asker.get("/v1/people/amy?as_of=2024-01-01")
    assert refused.json()["errors"] == [
        {"pointer": "/as_of", "text": "There is no such parameter here: this address takes none."}
    ]
