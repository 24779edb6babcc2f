"""What the front of the house brings to the application."""

from coproduce.home.commands import db, serve, translations
from coproduce.home.views import health, pages, stop
from coproduce.web.feature import Feature
from coproduce.web.job_commands import jobs_group, worker_command

FEATURE = Feature(
    "home",
    blueprints=(pages.bp, health.bp, stop.bp),
    commands=(db, serve, translations, jobs_group, worker_command),
)
