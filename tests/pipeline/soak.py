"""Kills real builds at random moments, over and over: `python -m tests.pipeline.soak --kills 200`.

After every kill the site is either absent, if it had been, or one of the known good ones. At the
end an undisturbed build gives the bytes of one that was never disturbed, and nothing half made
stays behind. `--full` does the same to the whole project, trained from nothing.
"""

import argparse
import random
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

from lstm_tutor.site.html.verify import verify
from lstm_tutor.site.publishing.swap import content_hash
from tests.pipeline import projects
from tests.pipeline.building import PHASES, Build

PAGE = "docs/index.md"
WORDINGS = ("What happens when", "What comes to pass when")  # two sites that differ in a page
WORDINGS_OF_ALL = ("A chapter on", "Some pages on")
ORDER = list(PHASES)
AIMS = ["", "start", "training", "training", "drawing", "site"]  # "": let it finish
AIMS_OF_ALL = AIMS[1:]  # one after the other: a few kills have to meet every phase
MADE_IN = {"training": ".cache", "drawing": "docs/figures", "site": "site"}
TRAINING_ALL = 240.0  # seconds, about


class Soak:
    """Two copies of a project: one is built undisturbed, the other is disturbed."""

    def __init__(self, folder: Path, seed: int, *, full: bool) -> None:
        make = projects.whole_project if full else projects.three_figures
        self.full = full
        self.random = random.Random(seed)
        self.wordings = WORDINGS_OF_ALL if full else WORDINGS
        self.calm, self.soaked = make(folder / "calm"), make(folder / "soaked")
        self.log = folder / "build.log"
        self.good = dict[str, str]()  # the hash of the site with each wording
        self.seconds = dict.fromkeys(AIMS, 0.0)  # how long each phase takes
        self.hits = Counter[str]()
        self.finished = 0

    def build_undisturbed(self) -> None:
        """Make the good sites, timing the first build."""
        if self.full:
            projects.share_cache(self.calm)
            self.seconds["training"] = TRAINING_ALL
        else:
            projects.build(self.calm, "accept")
            for record in ("figures/ledger.json", "docs/addresses.txt"):
                (self.soaked / record).write_bytes((self.calm / record).read_bytes())
            projects.wipe(self.calm, ".cache", "docs/figures")
        build, before = Build(self.calm, self.log), time.monotonic()
        for phase in build.follow():
            now = time.monotonic()
            self.seconds[phase] += now - before
            before = now
        assert build.process.returncode == 0, build.said
        for wording in (self.wordings[1], self.wordings[0]):
            self._word(self.calm, wording)
            projects.build(self.calm)
            self.good[wording] = content_hash(self.calm / "site")

    def disturb(self, kills: int) -> None:
        """Kill so many builds; each goes on from what the one before has left."""
        orphaned = None
        while self.hits.total() < kills:
            aim = AIMS_OF_ALL[self.hits.total() % len(AIMS_OF_ALL)]
            if not self.full:
                aim = self.random.choice(AIMS)
            group = self.random.random() < 0.5
            wording = self._prepare(aim)
            stood = (self.soaked / "site").exists()
            build = Build(self.soaked, self.log)
            hit = self._kill_in(build, aim, group=group)
            if orphaned:  # its workers went on beside this build
                orphaned.end_orphans()
            orphaned = build
            self.hits[hit] += bool(hit)
            self.finished += not hit
            done = f"killed in {hit}, {'whole group' if group else 'one process'}"
            print(f"{self.hits.total():4} {done if hit else 'finished':32}", end="", flush=True)
            print(self._look_at_site("" if hit else wording, stood=stood), flush=True)
        if orphaned:
            orphaned.end_orphans()

    def _prepare(self, aim: str) -> str:
        """Perhaps change a page, or take away what a phase makes; returns the page's wording."""
        wording = self.random.choice(self.wordings)
        self._word(self.soaked, wording)
        taken = MADE_IN.get(aim)
        if taken and self.random.random() < 0.5 and not (self.full and taken == ".cache"):
            projects.wipe(self.soaked, taken)
        return wording

    def _word(self, project: Path, wording: str) -> None:
        path = project / PAGE
        text = path.read_text(encoding="utf-8")
        for other in self.wordings:
            text = text.replace(other, wording)
        assert wording in text, f"{PAGE} says neither {' nor '.join(self.wordings)}"
        path.write_text(text, encoding="utf-8")

    def _kill_in(self, build: Build, aim: str, *, group: bool) -> str:
        """Kill some time after a phase has begun; returns the phase hit, "" if it came to its end.

        aim: a phase, or "" for letting it finish.
        """
        for phase in build.follow():
            if aim and ORDER.index(phase) >= ORDER.index(aim):
                break
        try:
            build.process.wait(self.random.uniform(0, self.seconds[aim]))
        except subprocess.TimeoutExpired:
            hit = build.phase
            build.kill(group=group)
            return hit
        assert build.process.returncode == 0, build.said
        return ""

    def _look_at_site(self, wording: str, *, stood: bool) -> str:
        """Which site is there now; after a finished build, the one with this wording."""
        site = self.soaked / "site"
        if not site.exists():
            assert not stood, "the site is gone"
            assert not wording, "a finished build has made no site"
            return "no site yet"
        problems = verify(site)
        assert not problems, problems
        found = content_hash(site)
        assert found in self.good.values(), f"{site.resolve()} is not a known good site"
        assert not wording or found == self.good[wording], "an old site after a new build"
        return f"site {found}"

    def compare(self) -> None:
        """A last build, undisturbed, against the one that never was disturbed."""
        self._word(self.soaked, self.wordings[0])
        projects.build(self.soaked)
        for part in ("site", "docs", "figures"):
            difference = projects.first_difference(self.calm / part, self.soaked / part)
            assert not difference, f"{part}: {difference}"
        shared = ".cache" if self.full else " "
        calm, soaked = (
            {name for name in projects.generated(project) if not name.startswith(shared)}
            for project in (self.calm, self.soaked)
        )
        assert soaked <= calm, f"left behind: {', '.join(sorted(soaked - calm)[:9])}"
        assert calm <= soaked, f"lacking: {', '.join(sorted(calm - soaked)[:9])}"


def soak(folder: Path, kills: int, seed: int, *, full: bool = False) -> Counter[str]:
    """All of it, in an empty folder; returns how many kills hit each phase.

    Raises AssertionError on the first fault.
    """
    print(f"{kills} kills, random seed {seed}, in {folder}", flush=True)
    soaking = Soak(folder, seed, full=full)
    soaking.build_undisturbed()
    soaking.disturb(kills)
    soaking.compare()
    hits = ", ".join(f"{phase} {soaking.hits[phase]}" for phase in PHASES)
    print(f"{kills} kills ({hits}), {soaking.finished} builds finished: same bytes, nothing left")
    return soaking.hits


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--full", action="store_true", help="the whole project")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        soak(Path(place), given.kills, given.seed, full=given.full)
