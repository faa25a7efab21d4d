from __future__ import annotations

from pathlib import Path

import pytest

from linkage.errors import InvalidInputError
from linkage.ingest.truth import read_hubs, read_truth
from linkage.model import Identifier, Kind


def written(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "given.csv"
    path.write_text(text, encoding=encoding)
    return str(path)


def test_columns_stand_in_any_order_behind_a_mark(tmp_path: Path) -> None:
    text = 'operator,note,source_id,source\nred,"a, b",1,board\nblue,,1,forum\nred,again,1,board\n'
    expected = {("board", "1"): "red", ("forum", "1"): "blue"}
    assert read_truth(written(tmp_path, text)) == expected
    assert read_truth(written(tmp_path, text, "utf-8-sig")) == expected


def test_hubs_are_identifiers(tmp_path: Path) -> None:
    path = written(tmp_path, "kind,value\nphone,+12025550199\ntext,ab\n")
    assert read_hubs(path) == {Identifier(Kind.PHONE, "+12025550199"), Identifier(Kind.TEXT, "ab")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no column source, source_id, operator"),
        ("source,operator\n", "no column source_id"),
        ("source,source_id,operator\nboard,1\n", "line 2: a cell is empty"),
        ("source,source_id,operator\nboard,1,\n", "line 2: a cell is empty"),
        ("source,source_id,operator\nboard,1,red\nboard,1,blue\n", "line 3: board:1 has another operator"),
    ],
)
def test_a_truth_that_says_too_little_is_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InvalidInputError, match=told):
        read_truth(written(tmp_path, text))


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="No such file"):
        read_truth(str(tmp_path / "nowhere.csv"))
    with pytest.raises(InvalidInputError, match="not CSV in UTF-8"):
        read_truth(written(tmp_path, "source,source_id,operator\nbo\u00e4rd,1,red\n", "latin-1"))
    with pytest.raises(InvalidInputError, match="of the kind 'fax'"):
        read_hubs(written(tmp_path, "kind,value\nfax,1\n"))
