"""What surveys on paper bring to the application."""

from surveys.paper.views import printed

BLUEPRINTS = (printed.bp,)
