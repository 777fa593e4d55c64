"""Forms of managing people."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import HiddenInput

from factcheck.domain.roles import Role
from factcheck.web.forms import DeskForm, SelectChoice
from factcheck.web.typed import typed

ROLES = [(role.value, role.value.capitalize()) for role in (Role.CHECKER, Role.EDITOR, Role.ADMINISTRATOR)]


class PersonForm(DeskForm):
    """Ask who is to join the desk."""

    name = StringField("Name", filters=[typed], validators=[DataRequired("Type a name.")])
    email = StringField("E-mail address", filters=[typed], validators=[DataRequired("Type an e-mail address.")])
    role = SelectField("Role", choices=[SelectChoice(value, words) for value, words in ROLES])


class RoleForm(DeskForm):
    """Ask for another role."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    role = SelectField("Role", choices=[SelectChoice(value, words) for value, words in ROLES])
