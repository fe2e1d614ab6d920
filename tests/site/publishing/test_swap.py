"""A new site replaces the old one atomically."""

import fcntl
import threading
from pathlib import Path

import pytest

from lstm_tutor.site.publishing.swap import PublishError, content_hash, publish


@pytest.fixture
def link(tmp_path: Path) -> Path:
    (tmp_path / "build").mkdir()
    return tmp_path / "site"


def built(link: Path, text: str, name: str = "rendering") -> Path:
    """A freshly built site, with the private mode of a temporary folder."""
    folder = link.parent / "build" / name
    (folder / "a").mkdir(parents=True, mode=0o700)
    folder.chmod(0o700)
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / "a" / "x.css").write_text("p {}", encoding="utf-8")
    return folder


def folders(link: Path) -> list[str]:
    return sorted(path.name for path in (link.parent / "build").glob("*") if path.is_dir())


def test_the_link_points_to_the_new_site_and_the_old_is_removed(link: Path) -> None:
    for text in ("one", "two"):
        target = publish(built(link, text), link)
        assert link.is_symlink()
        assert not link.readlink().is_absolute()
        assert link.resolve() == target
        assert (link / "index.html").read_text("utf-8") == text
        assert folders(link) == [target.name] == [f"site-{content_hash(target)}"]
        assert target.stat().st_mode & 0o777 == 0o755


def test_the_same_content_is_the_same_folder(link: Path) -> None:
    first = publish(built(link, "one"), link)
    assert publish(built(link, "one"), link) == first
    assert (link / "index.html").read_text("utf-8") == "one"


def test_a_published_folder_that_was_altered_is_replaced(link: Path) -> None:
    target = publish(built(link, "one"), link)
    (target / "index.html").write_text("altered", encoding="utf-8")
    publish(built(link, "one"), link)
    assert (link / "index.html").read_text("utf-8") == "one"
    assert target.name not in folders(link)


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_what_is_not_a_link_is_left_alone(link: Path, kind: str) -> None:
    if kind == "folder":
        link.mkdir()
        (link / "mine.txt").write_text("mine", encoding="utf-8")
    else:
        link.write_text("mine", encoding="utf-8")
    with pytest.raises(PublishError, match=f"a {kind} is in the place of the link.*move it away"):
        publish(built(link, "one"), link)
    assert not link.is_symlink()
    assert (link / "mine.txt" if kind == "folder" else link).read_text("utf-8") == "mine"


def test_a_folder_that_is_not_a_site_is_not_published(link: Path) -> None:
    publish(built(link, "one"), link)
    broken = built(link, "two")
    (broken / "index.html").unlink()
    with pytest.raises(PublishError, match=r"no index\.html"):
        publish(broken, link)
    assert (link / "index.html").read_text("utf-8") == "one"


@pytest.mark.parametrize("step", ["rename", "symlink_to", "replace"])
def test_a_failure_at_any_step_leaves_the_last_good_site(
    link: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(built(link, "one"), link)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(Path, step, fail)
        with pytest.raises(OSError, match="disk full"):
            publish(built(link, "two"), link)
    assert (link / "index.html").read_text("utf-8") == "one"
    publish(built(link, "two", "again"), link)
    assert (link / "index.html").read_text("utf-8") == "two"


def test_readers_always_find_a_site(link: Path) -> None:
    publish(built(link, "0"), link)
    seen, running = set[str](), threading.Event()
    running.set()

    def read() -> None:
        while running.is_set():
            try:
                link.readlink()
                seen.add("there")
            except OSError:
                seen.add("gone")

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 30):
        publish(built(link, str(number)), link)
    running.clear()
    reader.join()
    assert seen == {"there"}
    assert (link / "index.html").read_text("utf-8") == "29"


def test_two_builds_at_once_both_succeed(link: Path) -> None:
    sites = [built(link, str(number % 2), f"rendering-{number}") for number in range(8)]
    failed = list[BaseException]()

    def work(site: Path) -> None:
        try:
            publish(site, link)
        except OSError as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=[site]) for site in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert (link / "index.html").read_text("utf-8") in {"0", "1"}
    assert content_hash(link.resolve()) == link.resolve().name.removeprefix("site-")


def test_a_build_waits_while_another_is_published(link: Path) -> None:
    site = built(link, "one")
    worker = threading.Thread(target=publish, args=[site, link])
    with (site.parent / ".publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        worker.start()
        worker.join(0.1)
        assert worker.is_alive()
        assert not link.exists()
    worker.join()
    assert link.exists()


def test_the_hash_depends_on_content_and_names(link: Path) -> None:
    first = content_hash(built(link, "one", "a"))
    assert content_hash(built(link, "one", "b")) == first
    assert content_hash(built(link, "two", "c")) != first
    renamed = built(link, "one", "d")
    (renamed / "a").rename(renamed / "b")
    assert content_hash(renamed) != first
