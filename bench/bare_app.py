"""The measure of speed: the least Flask app that asks the pulse's questions in the usual way and stores a row.

A session cookie, Flask-WTF's token, a WTForms form that validates every field and draws it by its widgets, and one
row through SQLModel, on disk before the answer. No receipt, no reading of words, no languages.
"""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template_string
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import JSON, event
from sqlmodel import Field, Session, SQLModel, create_engine
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import Length, Optional

PULSE = Path(__file__).parent.parent / "surveys" / "data" / "parent-pulse.json"
PAGE = """<!doctype html><html lang=en><title>Pulse</title><h1>Pulse</h1><form method=post>{{ form.hidden_tag() }}
{% for f in form if f.name != "csrf_token" %}<fieldset><legend>{{ f.label }}</legend>{{ f }}</fieldset>{% endfor %}
<button>Send</button></form>"""

app = Flask(__name__)
app.config.update(SECRET_KEY=os.environ["COPRODUCE_SECRET_KEY"], WTF_CSRF_TIME_LIMIT=None)
URL = os.environ["COPRODUCE_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg://")
engine = create_engine(URL, connect_args={"timeout": 5, "check_same_thread": False} if "sqlite" in URL else {})


class BareAnswer(SQLModel, table=True):
    """One row an answer."""

    __tablename__ = "bare_answers"

    id: int | None = Field(default=None, primary_key=True)
    answers: dict[str, Any] = Field(sa_type=JSON)
    comment: str = ""


if URL.startswith("sqlite"):

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _fields() -> dict[str, Any]:
    pulse = json.loads(PULSE.read_text("utf-8"))
    made: dict[str, Any] = {}
    for question in (q for section in pulse["sections"] for q in section["questions"]):
        label, options = (
            question["text"]["en"]["text"],
            question.get("options") or pulse["scales"].get(question.get("scale"), []),
        )
        choices = [(option["code"], option["text"]["en"]["text"]) for option in options]
        if question["type"] == "rating":
            choices = [(str(point), str(point)) for point in range(11)]
        if choices:
            made[question["code"]] = RadioField(label, choices=choices, validators=[Optional()])
        elif question["type"] == "tick":
            made[question["code"]] = BooleanField(label)
        else:
            made[question["code"]] = TextAreaField(label, validators=[Length(max=5000)])
    return made


Pulse = type("Pulse", (FlaskForm,), _fields())


@app.route("/pulse", methods=["GET", "POST"])
def pulse() -> ResponseReturnValue:
    """The form, and what is sent with it."""
    form = Pulse()
    if form.validate_on_submit():
        answers = {f.name: f.data for f in form if f.name not in ("csrf_token", "comment") and f.data}
        with Session(engine) as session:
            session.add(BareAnswer(answers=answers, comment=form.comment.data or ""))
            session.commit()
        return redirect("/thanks", 303)
    return render_template_string(PAGE, form=form), 422 if form.errors else 200


@app.get("/thanks")
def thanks() -> str:
    """Thank you."""
    return "<!doctype html><html lang=en><title>Thank you</title><h1>Thank you</h1>"


def create_table() -> None:
    """Make the one table."""
    SQLModel.metadata.tables["bare_answers"].create(engine, checkfirst=True)
