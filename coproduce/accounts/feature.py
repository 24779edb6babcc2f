"""What accounts bring to the application."""

from coproduce.accounts.commands import people
from coproduce.accounts.views import sign_in
from coproduce.web.feature import Feature

FEATURE = Feature("accounts", blueprints=(sign_in.bp,), commands=(people,))
