"""What the plan brings to the application."""

from coproduce.plan.commands import plan
from coproduce.web.feature import Feature

FEATURE = Feature("plan", commands=(plan,))
