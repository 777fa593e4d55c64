"""Forms of signing in and changing one's password."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from factcheck.web.forms import DeskForm

_LONGEST_PASSWORD = 256


class SignInForm(DeskForm):
    """Ask for address and password."""

    email = StringField("E-mail address", validators=[DataRequired("Type your e-mail address."), Length(max=254)])
    password = PasswordField(
        "Password",
        validators=[InputRequired("Type your password."), Length(max=_LONGEST_PASSWORD, message="That is too long.")],
    )
    next = HiddenField()
    kept = HiddenField()


class PasswordForm(DeskForm):
    """Ask for the present password and a new one, twice."""

    old = PasswordField(
        "Present password", validators=[InputRequired("Type your present password."), Length(max=_LONGEST_PASSWORD)]
    )
    new = PasswordField("New password", validators=[InputRequired("Type a new password.")])
    again = PasswordField(
        "New password again", validators=[EqualTo("new", message="The two new passwords differ. Type both again.")]
    )
