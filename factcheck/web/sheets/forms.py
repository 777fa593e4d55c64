"""The forms of the sheet's page."""

from __future__ import annotations

from flask_wtf.file import FileField
from wtforms import BooleanField

from factcheck.web.forms import DeskForm


class SheetForm(DeskForm):
    """Choose the file of a sheet."""

    file = FileField(
        "The sheet",
        description="A workbook (.xlsx), or .csv with commas, semicolons or tabs. Nothing is changed before you have "
        "seen what it would do.",
        render_kw={"accept": ".xlsx,.csv,.tsv,.txt"},
    )


class SheetOutForm(DeskForm):
    """Say for whom the sheet is."""

    internal = BooleanField(
        "For the desk only: with confidential sources",
        description="Without it each is named as withheld, and nothing of it stands in the file.",
    )
