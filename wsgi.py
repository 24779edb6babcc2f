"""The application, where servers and `flask` find it."""

from coproduce.app import create_app

app = create_app()
