"""What is stored is read again; what was cut off, altered or never finished is not."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lstm_tutor.base.files import clear_partial, write_only, write_whole
from lstm_tutor.base.store import DamagedError, Store

RESULT = {"errors": np.arange(12.0).reshape(3, 4), "seeds": (1, 2, 3)}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("store") / "runs")
    store.write("key", RESULT)
    return store


def test_what_was_stored_is_read(store: Store) -> None:
    found = store.read("key")
    np.testing.assert_array_equal(found["errors"], RESULT["errors"])
    assert found["seeds"] == RESULT["seeds"]
    with pytest.raises(FileNotFoundError):
        store.read("another")


@given(data=st.data())
@settings(max_examples=60)
def test_any_altered_byte_is_found(store: Store, data: st.DataObject) -> None:
    content = store.path("key").read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != content[place]))
    store.path("altered").write_bytes(content[:place] + bytes([other]) + content[place + 1 :])
    with pytest.raises(DamagedError, match="altered"):
        store.read("altered")


@given(share=st.floats(0, 0.999))
@settings(max_examples=30)
def test_a_file_cut_off_anywhere_is_found(store: Store, share: float) -> None:
    content = store.path("key").read_bytes()
    store.path("cut").write_bytes(content[: int(share * len(content))])
    with pytest.raises(DamagedError, match="cut off"):
        store.read("cut")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_holds_these_files_and_no_others(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    write_only({}, folder)
    assert not folder.exists()
    write_only({"a": b"1", "b": b"2"}, folder)
    kept = (folder / "a").stat().st_mtime_ns
    write_only({"a": b"1", "c": b"3"}, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a": b"1", "c": b"3"}
    assert (folder / "a").stat().st_mtime_ns == kept, "written again though nothing changed"


def test_what_a_killed_process_left_is_cleared(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", b"whole")
    (tmp_path / ".b.txt-x7.part").write_bytes(b"hal")
    clear_partial(tmp_path)
    clear_partial(tmp_path / "nowhere")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_result_in_anothers_place_is_found(store: Store) -> None:
    store.path("another").write_bytes(store.path("key").read_bytes())
    with pytest.raises(DamagedError, match="altered"):
        store.read("another")
    store.path("another").unlink()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match=r"a\.txt"):
        write_whole(tmp_path / "a.txt", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
