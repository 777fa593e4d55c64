"""Forms of readers' reports."""

from __future__ import annotations

from wtforms import EmailField, RadioField, StringField, TextAreaField

from factcheck.domain.challenges import LONGEST_CONTACT, LONGEST_WORDS, ChallengeState
from factcheck.web.forms import DeskForm, SelectChoice, VersionedForm
from factcheck.web.typed import typed

DECISION_NOTES = {
    ChallengeState.ACCEPTED.value: "A correction is due. The report is closed when you publish it.",
    ChallengeState.REJECTED.value: "Say why. If you answer the reader, use these words.",
    ChallengeState.SPAM.value: "It is not about the check.",
}


class ReportForm(DeskForm):
    """Ask a reader what is wrong. Public pages set no cookie, so there is no token: nothing here acts for anybody."""

    class Meta:
        """Switch the token off."""

        csrf = False

    words = TextAreaField(
        "What is wrong, and what is right?",
        description=f"At most {LONGEST_WORDS:,} characters.",
        filters=[typed],
    )
    url = StringField("Where can we see that?", description="The address of a page or document.", filters=[typed])
    contact = EmailField(
        "Your e-mail address",
        description=f"Only if you want an answer. At most {LONGEST_CONTACT} characters. It is not published.",
        filters=[typed],
    )


class DecideForm(VersionedForm):
    """Ask what becomes of a report, and why."""

    state = RadioField(
        "What becomes of it",
        choices=[
            SelectChoice(ChallengeState.ACCEPTED.value, "The reader is right"),
            SelectChoice(ChallengeState.REJECTED.value, "The check stands"),
            SelectChoice(ChallengeState.SPAM.value, "Spam"),
        ],
        validate_choice=False,
    )
    answer = TextAreaField("Why", filters=[typed])
