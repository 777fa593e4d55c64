"""Name the fields of a form that was sent as its page named them, whether or not the view came to build the form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import current_app, request
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import HiddenInput

from factcheck.web.forms import DeskForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wtforms.fields.core import UnboundField

    Fields = dict[str, UnboundField[Any]]

#: What no person typed: keys, versions, ways back, the other sides of a clash.
_UNTYPED = re.compile(r"(autosave|form_key|next|kept|version|among|id|q)|(keep|theirs|base)-.*|.*[_-]ids?(-\d+)?")
_PREFIX = re.compile(r"^[a-z_]*\d*-")
#: Fields that templates write themselves, where their names do not tell.
_WRITTEN = {"excerpt": "Words cited", "exact": "Words", "who": "Who", "how": "How"}


def labelled(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return (label, words) of what a person typed or chose; what only the machine reads is left out."""
    names = [name for name, _ in pairs]
    forms = sorted(_forms(), key=lambda fields: -sum(_own(name) in fields for name in names))
    told = []
    for name, value in pairs:
        own = _own(name)
        if not value.strip() or _UNTYPED.fullmatch(name) or _UNTYPED.fullmatch(own):
            continue
        field = next((fields[own] for fields in forms if own in fields), None)
        words = value if field is None else _words(field, value)
        if words:
            told.append((_label(field, own), words))
    return told


def _own(name: str) -> str:
    """Return a field's name without the prefix of its form, and without the number of its row."""
    return re.sub(r"-\d+$", "", _PREFIX.sub("", name))


def _label(field: UnboundField[Any] | None, own: str) -> str:
    given = (field.args[0] if field.args else field.kwargs.get("label")) if field is not None else None
    plain = own.replace("_", " ").replace("-", " ").strip() or "text"
    return str(given or _WRITTEN.get(own) or plain[:1].upper() + plain[1:])


def _words(field: UnboundField[Any], value: str) -> str:
    """Return a value as the page showed it; "" for what was hidden there or is a number of ours."""
    kind = field.field_class
    if issubclass(kind, HiddenField) or isinstance(field.kwargs.get("widget"), HiddenInput):
        return ""
    if issubclass(kind, BooleanField):
        return "Yes"
    if issubclass(kind, (RadioField, SelectField, SelectMultipleField)):
        choices = field.kwargs.get("choices") or ()
        shown = {str(choice.value): str(choice.label) for choice in choices if hasattr(choice, "label")}
        return shown.get(value, "" if value.isdigit() else value)
    return value


def _forms() -> Iterator[Fields]:
    """Yield the fields of every form, those of the view's own package first."""
    view = current_app.view_functions.get(request.endpoint or "")
    package = getattr(view, "__module__", "").rpartition(".")[0]
    found = list(_below(DeskForm))
    for form in sorted(found, key=lambda form: form.__module__.rpartition(".")[0] != package):
        yield {name: getattr(form, name) for name in dir(form) if hasattr(getattr(form, name, None), "field_class")}


def _below(form: type[DeskForm]) -> Iterator[type[DeskForm]]:
    for child in form.__subclasses__():
        yield child
        yield from _below(child)
