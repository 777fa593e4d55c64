"""Hold what all forms share."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from factcheck.domain.errors import InvalidInput

__all__ = ["DeskForm", "SelectChoice", "VersionedForm", "no_nul"]


class DeskForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    """Check the token; say what is wrong at the field it belongs to."""

    def check(self) -> None:
        """Raise InvalidInput where something typed is wrong; the fields say what, so it has no words of its own."""
        if not self.validate():
            raise InvalidInput("")

    def place(self, error: InvalidInput) -> None:
        """Put a refusal and those in its train at their fields, or at the form where they name none."""
        for other in error.others:
            self.place(other)
        if not str(error):
            return
        field = self._fields.get(error.field or "")
        if field is not None:
            field.errors = [*field.errors, str(error)]
        else:
            self.form_errors.append(str(error))


class VersionedForm(DeskForm):
    """Carry the version of the row that the form was opened with."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


def no_nul(value: Any) -> Any:
    """Replace what databases cannot hold: NUL and lone surrogates."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
