"""What the sample data brings to the application."""

from coproduce.demo.commands import demo
from coproduce.web.feature import Feature

FEATURE = Feature("demo", commands=(demo,))
