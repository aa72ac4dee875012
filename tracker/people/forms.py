"""What one may type about people."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from tracker.languages import lazy_gettext as _l


class SignInForm(FlaskForm):
    """Name and password."""

    username = StringField(_l("User name"), validators=[InputRequired(_l("Type your user name.")), Length(max=60)])
    password = PasswordField(_l("Password"), validators=[InputRequired(_l("Type your password.")), Length(max=200)])
