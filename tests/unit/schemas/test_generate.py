from __future__ import annotations

import json
from pathlib import Path

import pytest

from linkage_schemas import generate


def test_the_written_schemas_are_those_of_the_models() -> None:
    assert generate.drift() == [], "run `make schemas`"


@pytest.mark.parametrize("harm", ["edited", "missing", "too many"])
def test_drift_is_seen_and_mended(tmp_path: Path, harm: str, capsys: pytest.CaptureFixture[str]) -> None:
    generate.write(tmp_path)
    assert generate.drift(tmp_path) == []
    name = "extra.schema.json" if harm == "too many" else "record.schema.json"
    if harm == "missing":
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text("{}\n", encoding="utf-8")
    assert generate.main(["--check", "--folder", str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"differs: {name}\n"
    assert generate.main(["--folder", str(tmp_path)]) == 0
    assert generate.main(["--check", "--folder", str(tmp_path)]) == 0


def test_schemas_are_canonical_and_say_what_is_required() -> None:
    texts = generate.rendered()
    for text in texts.values():
        assert text == json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    schema = json.loads(texts["record.schema.json"])
    assert schema["required"] == ["source", "source_id"]
    assert schema["additionalProperties"] is True
    assert json.loads(texts["ingest.schema.json"])["additionalProperties"] is False
