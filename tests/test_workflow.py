"""The workflow that publishes: pinned, with few rights, and made of the Makefile's commands."""

import re
import tomllib
from typing import Any

import pytest
from mkdocs.utils.yaml import yaml_load

from lstm_tutor.base.project import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*"))
TEXTS = [path.read_text(encoding="utf-8") for path in WORKFLOWS]
COMMANDS = re.compile(r"git (fetch|push) origin [\w+/*:\" -]+|make ([a-z]+)( VERSION=\S+)?")
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.fixture(params=TEXTS, ids=[path.name for path in WORKFLOWS])
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def jobs(text: str) -> dict[str, Any]:
    return dict(yaml_load(text)["jobs"])


def test_there_is_one() -> None:
    assert [path.name for path in WORKFLOWS] == ["site.yml"]


def test_every_action_is_github_s_own_and_pinned_by_commit_with_its_version(text: str) -> None:
    used = re.findall(r"uses:\s*(.*)", text)
    assert used
    for action in used:
        assert PINNED.fullmatch(action), action


def test_one_action_has_one_version() -> None:
    used = set(re.findall(r"uses:\s*(\S+)@(\S+)", "\n".join(TEXTS)))
    assert len(used) == len({name for name, _ in used})


def test_steps_run_the_makefile_s_commands(jobs: dict[str, Any]) -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for job in jobs.values():
        for step in job["steps"]:
            command = COMMANDS.fullmatch(step.get("run", "make test"))
            assert command, step
            assert command[2] is None or command[2] in targets, step
            assert "${{" not in step.get("run", ""), "a name of a branch could be a command"


def test_rights_are_given_job_by_job_and_only_publishing_may_write(
    text: str, jobs: dict[str, Any]
) -> None:
    assert yaml_load(text)["permissions"] == {}
    rights = {name: job["permissions"] for name, job in jobs.items()}
    assert rights == {
        "test": {"contents": "read"},
        "check": {"contents": "read"},
        "publish": {"contents": "write"},
        "serve": {"contents": "read", "pages": "write", "id-token": "write"},
    }
    assert jobs["publish"]["if"] == "github.event_name == 'push'"


def test_a_version_that_waits_gives_way_to_nothing(text: str, jobs: dict[str, Any]) -> None:
    """GitHub keeps one waiting run in a group, so no other may be in the group of a tag."""
    for group in (yaml_load(text)["concurrency"], jobs["publish"]["concurrency"]):
        assert "${{ github.ref }}" in group["group"]
    assert jobs["publish"]["concurrency"]["cancel-in-progress"] is False
    assert "checkout" in jobs["serve"]["steps"][0]["uses"]
    assert jobs["serve"]["steps"][0]["with"]["ref"] == "gh-pages", "what a newer run serves too"


def test_a_push_that_met_another_is_made_again_from_the_start(jobs: dict[str, Any]) -> None:
    steps = [step for step in jobs["publish"]["steps"] if "run" in step]
    first, again = steps[:3], steps[3:]
    assert [step["run"] for step in first] == [step["run"] for step in again]
    assert first[-1]["id"] == "push"
    assert first[-1]["continue-on-error"] is True
    assert {step["if"] for step in again} == {"steps.push.outcome == 'failure'"}
    assert not any("continue-on-error" in step for step in (*first[:2], *again))


def test_what_is_published_was_tested(jobs: dict[str, Any]) -> None:
    for name in ("test", "check"):
        assert {"run": f"make {name}"} in jobs[name]["steps"]
        assert jobs[name]["steps"][0]["with"]["persist-credentials"] is False
    assert jobs["publish"]["needs"] == ["test", "check"]
    assert jobs["serve"]["needs"] == "publish"


def test_the_oldest_and_the_newest_python_are_tried(jobs: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest, newest = jobs["check"]["strategy"]["matrix"]["python"]
    beyond = int(newest.removeprefix("3.")) + 1
    assert project["requires-python"] == f">={oldest},<3.{beyond}"
    assert jobs["check"]["env"]["PYTHON"] == "python${{ matrix.python }}"
