from __future__ import annotations

import stat

import pytest

from argmap import data_folder
from argmap.environment import CannotStart


def test_the_key_is_kept_for_the_owner_alone(tmp_path):
    data_folder.prepare(tmp_path / "data")
    kept = tmp_path / "data" / "secret_key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(data_folder.secret_key(tmp_path / "data")) >= 50


def test_preparing_again_keeps_the_key_and_leaves_nothing_else(tmp_path):
    data_folder.prepare(tmp_path)
    key = data_folder.secret_key(tmp_path)
    data_folder.prepare(tmp_path)
    assert data_folder.secret_key(tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_reading_the_key_writes_nothing(tmp_path):
    assert data_folder.secret_key(tmp_path) != data_folder.secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match=r"file/data cannot be written \(.+\); set DATA_DIR"):
        data_folder.prepare(tmp_path / "file" / "data")
