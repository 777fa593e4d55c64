from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.domain.articles import PassageRole
from factcheck.domain.claims import ClaimState
from factcheck.services.draft_marks import Line, Mark, lay_out

HOSTILE = "<b>&amp;</b></mark>😀e\u0301\"'\u202e\u2028{{7*7}}\n\n👩‍👩‍👧 & < > x"
BODY = PassageRole.BODY


def joined(lines: list[Line]) -> str:
    return "".join("".join(piece.text for piece in line.pieces) + line.gap for line in lines)


def mark(number: int, start: int, end: int) -> Mark:
    return Mark(number, ClaimState.TO_CHECK, start, end)


def test_a_mark_at_every_offset_of_hostile_text_leaves_the_text_as_it_is() -> None:
    passages = [(2, 20, BODY), (24, len(HOSTILE) - 1, BODY)]
    for start in range(len(HOSTILE)):
        for end in range(start + 1, len(HOSTILE) + 1):
            lines = lay_out(HOSTILE, passages, [mark(1, start, end), mark(2, max(0, start - 3), end)])
            assert joined(lines) == HOSTILE


@given(st.data())
def test_any_passages_and_marks_leave_the_text_as_it_is(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n<&😀", min_size=1, max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda s: s[0] < s[1])
    passages = [(*span, BODY) for span in data.draw(st.lists(spans, max_size=5))]
    marks = [mark(n, *span) for n, span in enumerate(data.draw(st.lists(spans, max_size=8)))]
    lines = lay_out(text, passages, marks)
    assert joined(lines) == text
    shown = [piece for line in lines for piece in line.pieces]
    for one in marks:
        words = "".join(piece.text for piece in shown if one in piece.marks)
        inside = text[one.start : one.end]
        # Of a claim only what lies between printed lines is not marked.
        assert words == inside or len(words) < len(inside)


def test_sentences_of_a_paragraph_are_one_line_and_overlaps_nest() -> None:
    text = "One. Two.\n\nThree."
    lines = lay_out(text, [(0, 4, BODY), (5, 9, BODY), (11, 17, BODY)], [mark(1, 0, 9), mark(2, 5, 8)])
    assert [(line.start, line.end, line.gap) for line in lines] == [(0, 9, "\n\n"), (11, 17, "")]
    assert [(piece.text, [m.number for m in piece.marks]) for piece in lines[0].pieces] == [
        ("One. ", [1]),
        ("Two", [1, 2]),
        (".", [1]),
    ]
    assert [m.number for m in lines[0].pieces[1].begins] == [2]


def test_a_text_without_passages_is_one_line() -> None:
    assert joined(lay_out("🎉 \n 🎉", [], [])) == "🎉 \n 🎉"
