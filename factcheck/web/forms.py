"""Hold what all forms share."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from factcheck.domain.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from factcheck.domain.errors import DeskError

__all__ = ["DeskForm", "SelectChoice", "VersionedForm", "no_nul", "told_by"]


class DeskForm(FlaskForm):  # type: ignore[misc]  # flask_wtf carries no types
    """Check the token; say what is wrong at the field it belongs to."""

    def check(self) -> None:
        """Raise InvalidInput where something typed is wrong; the fields say what, so it has no words of its own."""
        if not self.validate():
            raise InvalidInput("")

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Put a refusal raised within at its fields, and go on behind it."""
        try:
            yield
        except InvalidInput as error:
            self.place(error)

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


def told_by(error: DeskError | None, *, at: str, ids: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what a refusal and those in its train say by the id of the element each is about, `at` where none is.

    `ids` are those of fields that are called otherwise on the page.
    """
    told: dict[str, str] = {}
    for one in (error, *error.others) if isinstance(error, InvalidInput) else (error,) if error is not None else ():
        field = (one.field if isinstance(one, InvalidInput) else "") or at
        told.setdefault((ids or {}).get(field, field), str(one))
    return told


class VersionedForm(DeskForm):
    """Carry the version of the row that the form was opened with."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])


def no_nul(value: Any) -> Any:
    """Replace what databases cannot hold: NUL and lone surrogates."""
    if not isinstance(value, str):
        return value
    return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")
