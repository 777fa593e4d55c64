"""The commands of proof and backup: what they print and that they fit together; what commands that write refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ran


@pytest.mark.usefixtures("demo_desk")
def test_a_bundle_is_written_checked_and_verified(ran: Ran, tmp_path: Path) -> None:
    out = tmp_path / "ferry.zip"
    code, printed, _ = ran("bundle", "1", "--out", str(out))
    assert code == 0
    assert f"{out}: {out.stat().st_size} bytes, SHA-256 " in printed
    assert "links computed" in printed
    code, verified, _ = ran("verify", str(out))
    assert (code, verified.splitlines()) == (0, printed.splitlines()[1:])
    head = next(line for line in verified.splitlines() if "seals it" in line).rsplit(" ", 1)[1]
    # The hash that the bundle ends in stands in the desk's log, and only the right one in the bundle.
    assert ran("audit", "verify", "--head", head)[0] == 0
    assert ran("verify", str(out), "--head", head)[0] == 0
    assert "not in this chain" in ran("verify", str(out), "--head", "f" * 64)[2]
    code, printed, _ = ran("audit", "head")
    assert (code, len(printed.split())) == (0, 3)


@pytest.mark.usefixtures("demo_desk")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bundle", "1", "--out", "{there}"), "is there already"),
        (("bundle", "1", "--out", "{folder}/no/such/x.zip"), "There is no folder"),
        (("bundle", "99", "--out", "{folder}/x.zip"), "There is no such article"),
        (("bundle", "1", "--out", "{folder}/x.zip", "--as", "lina@demo.invalid"), "needs the role"),
        (("bundle", "0", "--out", "{folder}/x.zip"), "0"),
        (("export", "1", "--out", "{there}"), "is there already"),
        (("export", "1", "--out", "{folder}/no/such.csv"), "There is no folder"),
        (("export", "99", "--out", "{folder}/x.csv"), "There is no such article"),
        (("export", "1", "--out", "{folder}/x.csv", "--as", "lina@demo.invalid"), "needs the role"),
        (("captures", "export", "--warc", "{there}"), "is there already"),
        (("captures", "export", "--warc", "{folder}/x.gz", "--article", "99"), "There is no such article"),
        (("captures", "export", "--warc", "{folder}/x.gz", "--as", "lina@demo.invalid"), "needs the role"),
        (("backup", "{there}"), "is there already"),
        (("backup", "{folder}/no/such/x.tar"), "cannot be written"),
        (("restore", "{there}", "--data", "{folder}/new"), "is no backup|cut short"),
        (("restore", "{folder}/none.tar", "--data", "{folder}/new"), "There is no file"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(
    ran: Ran, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    there = folder / "there"
    there.write_text("something")
    code, _, complaint = ran(*(one.format(there=there, folder=folder) for one in arguments))
    assert code != 0
    assert any(one in complaint for one in words.split("|")), complaint
    assert len(complaint.splitlines()) == 1
    assert there.read_text() == "something"
    assert [path.name for path in folder.iterdir()] == ["there"]


@pytest.mark.usefixtures("demo_desk")
def test_a_backup_is_restored_into_a_folder_of_its_own(
    ran: Ran, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "desk.tar"
    code, printed, _ = ran("backup", str(out))
    assert code == 0
    head = printed.strip().rsplit(" ", 1)[1]
    monkeypatch.delenv("FACTCHECK_DATABASE_URL")
    code, printed, _ = ran("restore", str(out), "--data", str(tmp_path / "new"))
    assert code == 0
    assert f"head {head}" in printed
    assert "--new-secret" in printed
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path / "new"))
    code, printed, _ = ran("audit", "verify")
    assert (code, printed.strip().endswith(head)) == (0, True)
    assert "is not empty" in ran("restore", str(out), "--data", str(tmp_path / "new"))[2]
    assert ran("restore", str(out), "--data", str(tmp_path / "new"), "--force")[0] == 0
