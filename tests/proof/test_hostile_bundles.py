"""A bundle that was tampered with, or is none, is refused in one sentence that names what is wrong."""

from __future__ import annotations

import json
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest

from factcheck.cli import main
from factcheck.proof import opened
from factcheck.proof.fault import Fault
from factcheck.proof.verify import verify_bundle
from tests.proof.tampering import (
    Files,
    change,
    log_rows,
    mend_manifest,
    mend_seal,
    pack,
    put_log,
    put_rows,
    rows_of,
    unpack,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRAFT = "drafts/draft-1.txt"


def flip_text(files: Files) -> None:
    files[DRAFT] = files[DRAFT].replace(b"ferry", b"fErry", 1)


def drop_file(files: Files) -> None:
    del files["evidence.json"]


def add_file(files: Files) -> None:
    files["drafts/draft-9.txt"] = b"Another text."


def edit_text_and_manifest(files: Files) -> None:
    flip_text(files)
    mend_manifest(files)


def remove_row(files: Files) -> None:
    put_log(files, log_rows(files)[:20] + log_rows(files)[21:])


def remove_row_and_mend(files: Files) -> None:
    remove_row(files)
    mend_manifest(files)


def swap_rows(files: Files) -> None:
    rows = log_rows(files)
    rows[5], rows[6] = rows[6], rows[5]
    put_log(files, rows)
    mend_manifest(files)
    mend_seal(files)


def swap_numbers(files: Files) -> None:
    rows = log_rows(files)
    rows[5]["seq"], rows[6]["seq"] = rows[6]["seq"], rows[5]["seq"]
    rows[5], rows[6] = rows[6], rows[5]
    put_log(files, rows)
    mend_manifest(files)
    mend_seal(files)


def change_row(files: Files) -> None:
    change(files, "log.jsonl", '"actor":"machine"', '"actor":"nobody"')
    mend_manifest(files)
    mend_seal(files)


def cut_chain(files: Files) -> None:
    lines = files["chain.txt"].splitlines(keepends=True)
    files["chain.txt"] = b"".join(lines[:30] + lines[31:])


def end_chain_early(files: Files) -> None:
    files["chain.txt"] = b"".join(files["chain.txt"].splitlines(keepends=True)[:-1])


def change_link(files: Files) -> None:
    lines = files["chain.txt"].splitlines(keepends=True)
    seq = lines[30].split()[0]
    lines[30] = seq + b" content " + b"0" * 64 + b"\n"
    files["chain.txt"] = b"".join(lines)


def junk_chain(files: Files) -> None:
    files["chain.txt"] += b"and so on\n"


def shift_claim(files: Files) -> None:
    claims = rows_of(files, "claims.json")
    claims[3]["occurrences"][0]["start"] += 1
    put_rows(files, "claims.json", claims)
    mend_manifest(files)
    mend_seal(files)


def reword_claim(files: Files) -> None:
    claims = rows_of(files, "claims.json")
    claims[3]["statement"] += " (not)"
    put_rows(files, "claims.json", claims)
    mend_manifest(files)
    mend_seal(files)


def rewrite_draft(files: Files) -> None:
    """Change the draft, its digest and the manifest; the log still holds the digest of the draft that came in."""
    import hashlib  # noqa: PLC0415 - one forger's tool

    flip_text(files)
    drafts = rows_of(files, "drafts.json")
    drafts[0]["sha256"] = hashlib.sha256(files[DRAFT]).hexdigest()
    put_rows(files, "drafts.json", drafts)
    claims = rows_of(files, "claims.json")
    text = files[DRAFT].decode()
    for claim in claims:
        for place in (one for one in claim["occurrences"] if one["draft_id"] == drafts[0]["id"]):
            place["exact"] = text[place["start"] : place["end"]]
            place["prefix"] = place["suffix"] = ""
    put_rows(files, "claims.json", claims)
    mend_manifest(files)
    mend_seal(files)


def move_citation(files: Files) -> None:
    verdicts = rows_of(files, "verdicts.json")
    cited = next(one for verdict in verdicts for one in verdict["citations"] if one["start"] is not None)
    cited["start"], cited["end"] = cited["start"] + 1, cited["end"] + 1
    put_rows(files, "verdicts.json", verdicts)
    mend_manifest(files)
    mend_seal(files)


def reword_verdict(files: Files) -> None:
    verdicts = rows_of(files, "verdicts.json")
    verdicts[0]["summary"] = "All of it is true."
    put_rows(files, "verdicts.json", verdicts)
    mend_manifest(files)
    mend_seal(files)


def drop_verdict(files: Files) -> None:
    put_rows(files, "verdicts.json", rows_of(files, "verdicts.json")[1:])
    mend_manifest(files)
    mend_seal(files)


def drop_revision(files: Files) -> None:
    publications = rows_of(files, "publications.json")
    publications[0]["revisions"] = publications[0]["revisions"][1:]
    put_rows(files, "publications.json", publications)
    mend_manifest(files)
    mend_seal(files)


def change_publication(files: Files) -> None:
    publications = rows_of(files, "publications.json")
    publications[0]["revisions"][0]["payload"]["claim"] = "Something else."
    put_rows(files, "publications.json", publications)
    mend_manifest(files)
    mend_seal(files)


def change_capture(files: Files) -> None:
    name = next(name for name in files if name.startswith("captures/"))
    files[name] += b" And more."
    mend_manifest(files)
    mend_seal(files)


def change_kept_file(files: Files) -> None:
    name = next(name for name in files if name.startswith("files/"))
    files[name] += b" And more."
    mend_manifest(files)
    mend_seal(files)


def drop_field(files: Files) -> None:
    claims = rows_of(files, "claims.json")
    del claims[0]["occurrences"]
    put_rows(files, "claims.json", claims)
    mend_manifest(files)
    mend_seal(files)


def say_twice(files: Files) -> None:
    change(files, "article.json", "{", '{"title":"Another",')
    change(files, "claims.json", "{", '{"state":"ruled",')
    mend_manifest(files)
    mend_seal(files)


def nest_deep(files: Files) -> None:
    files["claims.json"] = b"[" * 200_000
    mend_manifest(files)
    mend_seal(files)


def no_manifest(files: Files) -> None:
    files["manifest.json"] = b"[1, 2]"


def other_format(files: Files) -> None:
    change(files, "manifest.json", '"format":1', '"format":2')


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (flip_text, f"The file {DRAFT} was changed"),
        (drop_file, "The file evidence.json is missing"),
        (add_file, "which the manifest does not list"),
        (edit_text_and_manifest, "the manifest is not the one that the chain is bound to"),
        (remove_row, "The file log.jsonl is not as long"),
        (remove_row_and_mend, "the manifest is not the one that the chain is bound to"),
        (swap_rows, "not in order after row"),
        (swap_numbers, "does not follow from the row before"),
        (change_row, "was changed: its content is not the one in the chain"),
        (cut_chain, "The chain breaks at row"),
        (end_chain_early, "is not in the chain"),
        (change_link, "was changed: its content|does not follow"),
        (junk_chain, "a line that is none"),
        (shift_claim, "Claim 4 does not stand in the draft"),
        (reword_claim, "The statement of claim 4 is not what the log says last"),
        (rewrite_draft, "The log does not know draft 1 with this text"),
        (move_citation, "does not stand in its kept copy"),
        (reword_verdict, "another summary than the log says"),
        (drop_verdict, "which is not in the bundle"),
        (drop_revision, "The log knows other revisions"),
        (change_publication, "is not what its digest says"),
        (change_capture, "is not the one whose digest is recorded"),
        (change_kept_file, "does not carry its own digest"),
        (drop_field, "not as a desk writes it"),
        (say_twice, "is not the JSON of a bundle"),
        (nest_deep, "is not the JSON of a bundle"),
        (no_manifest, "The manifest is not one of the form 1"),
        (other_format, "The manifest is not one of the form 1"),
    ],
)
def test_what_was_tampered_with_is_named(
    sealed_bundle: Path, tmp_path: Path, tamper: Callable[[Files], None], sentence: str
) -> None:
    files = unpack(sealed_bundle)
    tamper(files)
    with pytest.raises(Fault, match=sentence) as found:
        verify_bundle(pack(files, tmp_path / "tampered.zip"))
    assert len(str(found.value).splitlines()) == 1


def test_whoever_mends_all_of_it_ends_in_another_head(sealed_bundle: Path, tmp_path: Path) -> None:
    """Only a head that was noted elsewhere finds a forger who rewrites the chain, too; so it does."""
    honest = verify_bundle(sealed_bundle)
    files = unpack(sealed_bundle)
    change(files, "README.txt", "PROOF", "PRoOF")
    mend_manifest(files)
    mend_seal(files)
    forged = pack(files, tmp_path / "forged.zip")
    assert verify_bundle(forged).head != honest.head
    assert verify_bundle(sealed_bundle, head=honest.head) == honest
    with pytest.raises(Fault, match="not in this chain"):
        verify_bundle(forged, head=honest.head)


def test_the_copy_that_the_tests_tamper_with_is_sound(sealed_bundle: Path, tmp_path: Path) -> None:
    # The twin of the tests above: unpacked and packed again it holds.
    assert verify_bundle(pack(unpack(sealed_bundle), tmp_path / "same.zip")) == verify_bundle(sealed_bundle)


@pytest.mark.parametrize(
    "name", ["../evil.txt", "/etc/evil", "a\\..\\evil", "C:evil", "a//b", "a/./b", "ä.txt", "a/b/c/d"]
)
def test_a_name_that_leads_elsewhere_is_refused(sealed_bundle: Path, tmp_path: Path, name: str) -> None:
    path = pack({**unpack(sealed_bundle), name: b"x"}, tmp_path / "names.zip")
    with pytest.raises(Fault, match="leads elsewhere"):
        verify_bundle(path)


@pytest.mark.parametrize("name", ["manifest.json", "MANIFEST.json"])
def test_a_name_that_stands_twice_is_refused(sealed_bundle: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "twice.zip"
    path.write_bytes(sealed_bundle.read_bytes())
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as zipped:
        warnings.simplefilter("ignore")
        zipped.writestr(name, b"{}")
    with pytest.raises(Fault, match="twice"):
        verify_bundle(path)


def test_a_bomb_is_refused_before_it_is_unpacked(sealed_bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(sealed_bundle.read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped, zipped.open("zeros", "w") as file:
        for _ in range(200):
            file.write(bytes(1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(Fault, match="would unpack to 200 MB"):
        verify_bundle(path)


def test_a_length_that_lies_is_found(sealed_bundle: Path, tmp_path: Path) -> None:
    """A zip may say that a file is short and unpack to more; no more than it says is read."""
    data = bytearray(sealed_bundle.read_bytes())
    place = data.rindex(b"README.txt") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    size = struct.unpack_from("<I", data, place + 24)[0]
    struct.pack_into("<I", data, place + 24, size - 100)
    path = tmp_path / "lies.zip"
    path.write_bytes(data)
    with pytest.raises(Fault, match=r"README\.txt"):
        verify_bundle(path)


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.98, 0.9999])
def test_what_was_cut_short_is_refused(sealed_bundle: Path, tmp_path: Path, share: float) -> None:
    data = sealed_bundle.read_bytes()
    path = tmp_path / "short.zip"
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(Fault, match="no whole zip"):
        verify_bundle(path)


def test_any_flipped_byte_of_what_is_packed_is_found(sealed_bundle: Path, tmp_path: Path) -> None:
    data = sealed_bundle.read_bytes()
    with zipfile.ZipFile(sealed_bundle) as zipped:
        first, last = 40, zipped.start_dir
    path = tmp_path / "flipped.zip"
    places = range(first, last, (last - first) // 60)
    harmless = []
    for place in places:
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        try:
            report = verify_bundle(path)
        except Fault:
            continue
        harmless.append(report)
    # A byte that zip readers do not look at, such as a date, may change: then what is read is the same.
    assert all(report == verify_bundle(sealed_bundle) for report in harmless)
    assert len(harmless) < len(places) / 10


def test_an_encrypted_file_and_a_link_are_refused(sealed_bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    path.write_bytes(sealed_bundle.read_bytes())
    with zipfile.ZipFile(path, "a") as zipped:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    with pytest.raises(Fault, match="linked"):
        verify_bundle(path)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "MOST_ENTRIES", 5)
    with pytest.raises(Fault, match="names 6 files"):
        verify_bundle(pack({f"f{number}": b"" for number in range(6)}, tmp_path / "many.zip"))


@pytest.mark.parametrize(("name", "data"), [("nothing", None), ("text.zip", b"PK but no zip"), ("empty.zip", b"")])
def test_what_is_no_zip_is_refused_by_the_command_in_one_sentence(
    tmp_path: Path, name: str, data: bytes | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Neither a data folder nor a database is there: the command needs none.
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    monkeypatch.setattr("factcheck.cli.entry.set_up_logging", lambda: None)
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(path)])
    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (1, "")
    assert said.err.startswith("The bundle does not hold. ")
    assert len(said.err.splitlines()) == 1


def test_the_command_prints_numbers_and_ends_with_0(
    sealed_bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setattr("factcheck.cli.entry.set_up_logging", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main(["verify", str(sealed_bundle)])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "claims as the log says" in said
    assert json.loads(unpack(sealed_bundle)["seal.json"])["hash"] in said
