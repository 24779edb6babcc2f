"""A parent reads a promise; an officer says what became of it; the parent sees that, and so does the export."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask

from coproduce.accounts.models import Role
from tests.factories_plan import DUDLEY
from tests.pages import PageClient, day_typed


def test_an_officer_reports_progress(
    app: Flask, client: PageClient, signed_in_as: Callable[[Role], PageClient], tmp_path: Path
) -> None:
    officer = signed_in_as(Role.OFFICER)
    app.test_cli_runner().invoke(args=["plan", "import", str(DUDLEY)])

    # A parent finds the promise that speaks to what inspectors found, and that nobody has reported on it.
    promise = "/plan/actions/4.4a"
    assert promise in client.open("/plan").links
    assert "Nobody has reported on this action yet." in client.open(promise).text

    # An officer looks for actions without a word of progress, and says how far this one has come.
    listed = officer.open("/manage/plan?show=no-progress&priority=4")
    assert "Re-develop the Local Offer" in listed.text
    links = [link for link in listed.links if link.startswith("/manage/plan/actions/")]
    address = next(link for link in links if officer.open(link).title.startswith("Action 4.4a"))
    note = {
        "note-progress": "under_way",
        "note-text": "Families tried out the new Local Offer at two coffee mornings.",
        **day_typed("note-noted_on", "3 11 2026"),
    }
    officer.post(f"{address}/notes", {**officer.open(address).hidden_fields(), **note})

    # The parent sees it, on the promise and on the plan.
    told = client.open(promise)
    assert "Under way" in told.text
    assert "3 November 2026, Head of SEND Families tried out the new Local Offer" in told.text
    assert client.open("/plan").h1 == "1 of 41 actions under way, none done yet"

    # The export holds it, and the first file again takes nothing away.
    out = tmp_path / "plan.csv"
    app.test_cli_runner().invoke(args=["plan", "export", str(out)])
    assert "two coffee mornings" in out.read_text("utf-8-sig")
    again = app.test_cli_runner().invoke(args=["plan", "import", str(DUDLEY)])
    assert "nothing changed" in again.stdout
    assert "two coffee mornings" in client.open(promise).text
