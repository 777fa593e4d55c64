"""Say what the desk's words mean, what happens next, and which keys there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, render_template

from factcheck.domain.articles import ArticleState
from factcheck.domain.claims import ClaimState
from factcheck.domain.keys import listed
from factcheck.domain.permissions import Action
from factcheck.web.access import permit, person

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("help", __name__)
C, A = ClaimState, ArticleState

#: State → what it means, and who does what next.
CLAIMS: dict[ClaimState, tuple[str, str]] = {
    C.UNCONFIRMED: ("The machine found it in the text.", "An editor confirms it, edits it or puts it aside."),
    C.TO_CHECK: ("It is to be checked, and nobody has it.", "An editor gives it to a checker, or a checker takes it."),
    C.ASSIGNED: ("A checker has it.", "The checker begins, or hands it back with a reason."),
    C.CHECKING: ("Evidence is being gathered.", "The checker logs evidence and proposes a verdict."),
    C.PROPOSED: ("A verdict is proposed.", "A second person takes the second check; never who proposed it."),
    C.SECOND_CHECK: ("Somebody else looks at the verdict.", "The second checker agrees, or disputes with a reason."),
    C.AGREED: ("Two people agree.", "An editor rules."),
    C.DISPUTED: ("The second checker sees it differently.", "An editor settles it, and says why."),
    C.RULED: ("The verdict stands.", "An editor publishes it, or opens it again with a reason."),
    C.REOPENED: ("Something changed since.", "An editor gives it to a checker; the old verdict stays until then."),
    C.NOT_CHECKABLE: ("Put aside as nothing to check.", "Nothing. An editor can take it back."),
    C.MERGED: ("It is part of another claim now.", "Nothing. The other claim carries the work."),
    C.CUT: ("Its words are no longer in the article.", "Nothing. What was found is kept."),
}
ARTICLES: dict[ArticleState, tuple[str, str]] = {
    A.INTAKE: ("The text is being fetched or read.", "The desk takes it apart into passages and claims."),
    A.TRIAGE: ("The claims are found.", "An editor says which of them are to be checked."),
    A.CHECKING: ("Checkers are at work.", "Every claim gets a verdict, or is put aside."),
    A.REVIEW: ("Every claim is settled.", "An editor goes through it as a whole."),
    A.CLEARED: ("An editor signed off this very draft.", "It can be printed. A new draft needs a new sign-off."),
    A.PUBLISHED: ("Its checks can be read by everybody.", "Mistakes are corrected openly."),
    A.CORRECTED: ("A published check was corrected.", "The correction stays on the page."),
    A.WITHDRAWN: ("It was taken back.", "Its address says when and why."),
}
WORDS = (
    ("Claim", "One statement that can be checked. Its number in the article never changes."),
    ("Passage", "A sentence or line of the article: headline, body, caption, or none of the paper's own words."),
    ("Who says so", "From the outlet nearest the reader to where it comes from in the end."),
    ("Carrier", "A page, document, call or book that brings something."),
    ("Origin", "The independent source that carriers go back to. Five papers that repeat one book are one origin."),
    ("Suggestion", "A passage found by the machine. It counts for nothing until a person accepts it."),
    ("Evidence", "What a person logged: where it stands, its words, and what it does to the claim."),
    ("Stance", "Evidence supports the claim, refutes it, or gives context."),
    ("Our copy", "What a page said when the desk fetched it, kept for good with its digest."),
    ("Verdict", "Two answers: did they say it (who said it), and is it so. Both rest on evidence that is named."),
    ("Disposition", "What happens to the words of the article: they stand, must change, should change, go."),
    ("Remark", "Where the article seems to disagree with itself, as the machine sees it."),
    ("Log", "Who did what, and when. Rows are chained; none can be changed or deleted."),
)


@bp.get("/help")
@permit(Action.SEE_DESK)
def show() -> ResponseReturnValue:
    """Show the page."""
    keys = listed((person().settings or {}).get("keys", {}))
    return render_template("help/show.html", claims=CLAIMS, articles=ARTICLES, words_of_desk=WORDS, keys=keys)
