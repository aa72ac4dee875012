"""Eight processes on one task: each accepted update is one version, one row and one entry; nothing is lost."""

import pytest

from tests.postgresql import fresh_database
from tests.tasks.crowd import SQLITE, write_at_once

SECONDS = 3


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_what_eight_writers_were_told_is_what_the_database_kept(request, tmp_path, engine):
    url = SQLITE.format(folder=tmp_path)
    if engine == "postgresql":
        url = fresh_database(request.getfixturevalue("postgresql"))
    told, kept = write_at_once(url, tmp_path, SECONDS)
    assert kept == {"versions": told["accepted"], "updates": told["accepted"], "entries": told["accepted"], "broken": 0}
    assert told["accepted"] > 0
    assert told["tried"] == told["accepted"] + told["stale"] + told["busy"]
