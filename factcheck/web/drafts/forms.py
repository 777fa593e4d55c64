"""Forms of drafts."""

from __future__ import annotations

from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from factcheck.web.articles.forms import TextForm
from factcheck.web.forms import DeskForm


class NextDraftForm(TextForm):
    """Ask for the next draft; `after` is the number of the draft that was the newest when the form was opened."""

    after = IntegerField(widget=HiddenInput(), validators=[InputRequired("Reload the page and try again.")])


class SignForm(DeskForm):
    """Carry the token of a form that asks nothing."""
