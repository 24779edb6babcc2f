"""The application, where servers and `flask` find it."""

from coproduce.app import create_app
from coproduce.web import logs

app = create_app()
logs.install(app.config["SETTINGS"].log)
