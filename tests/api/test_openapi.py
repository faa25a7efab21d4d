"""The generated document: as the code has it, and true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from linkage_api import openapi
from linkage_api.access import ACCESS, PUBLIC
from tests.api.asking import Asking


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(openapi.document())
    return loaded


def test_the_file_is_as_the_code_has_it() -> None:
    assert openapi.main(["--check"]) == 0, "run python -m linkage_api.openapi"


def test_a_drift_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    assert openapi.main([str(file), "--check"]) == 1
    assert openapi.main([str(file)]) == 0
    assert openapi.main([str(file), "--check"]) == 0
    file.write_text(file.read_text(encoding="utf-8").replace("look-up", "look", 1), encoding="utf-8")
    assert openapi.main([str(file), "--check"]) == 1
    assert "differs" in capsys.readouterr().err


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Every operation by method and path."""
    return {
        (method.upper(), path): operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }


def test_every_route_is_described(document: dict[str, Any]) -> None:
    listed = {(method, path.replace(":path", "")) for method, path in set(ACCESS) | PUBLIC}
    assert set(operations(document)) == listed
    names = [operation["operationId"] for operation in operations(document).values()]
    assert len(names) == len(set(names))


def test_every_error_is_described_as_a_problem(document: dict[str, Any]) -> None:
    for name, operation in operations(document).items():
        errors = {code: said for code, said in operation["responses"].items() if code >= "400"}
        assert "500" in errors
        assert name in PUBLIC or {"401", "403", "422", "503"} <= set(errors)
        for said in errors.values():
            assert set(said["content"]) == {"application/problem+json"}


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    for piece in text.split('"$ref": "#/')[1:]:
        place: Any = document
        for step in piece.split('"', 1)[0].split("/"):
            place = place[step]
        assert place


def test_only_health_needs_no_key(document: dict[str, Any]) -> None:
    assert document["security"] == [{"bearer": []}, {"header": []}]
    free = {name for name, operation in operations(document).items() if operation.get("security") == []}
    assert free == PUBLIC


def test_answers_have_the_fields_that_the_document_says(asking: Asking, document: dict[str, Any]) -> None:
    name = asking.get("/v1/ads/site:chain-1")["network"]["network_id"]
    for path, real in (
        ("/v1/search", "/v1/search?q=garden"),
        ("/v1/ads/{ref}", "/v1/ads/site:chain-1"),
        ("/v1/identifiers/{kind}/{value}", "/v1/identifiers/phone/+12025550123"),
        ("/v1/networks", "/v1/networks"),
        ("/v1/verdicts", "/v1/verdicts"),
        ("/v1/networks/{network_id}", f"/v1/networks/{name}"),
        ("/v1/networks/{network_id}", f"/v1/networks/{name}?min_confidence=0.99"),
        ("/v1/networks/{network_id}/ads", f"/v1/networks/{name}/ads"),
        ("/v1/networks/{network_id}/possible", f"/v1/networks/{name}/possible"),
        ("/v1/networks/{network_id}/graph", f"/v1/networks/{name}/graph"),
        ("/v1/why", "/v1/why?a=site:chain-1&b=site:chain-3"),
        ("/v1/events", "/v1/events"),
        ("/healthz", "/healthz"),
    ):
        schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        ref = schema.get("$ref") or schema["anyOf"]["min_confidence" in real]["$ref"]
        model = document["components"]["schemas"][ref.rpartition("/")[2]]
        response = asking.ask(real, None) if path == "/healthz" else asking.ask(real)
        assert set(response.json()) == set(model["properties"]), path
