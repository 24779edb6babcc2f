"""What the office brings: the pages and commands by which people keep the installation in order."""

from coproduce.office.backup_commands import backup_command, restore_command
from coproduce.office.commands import audit_group
from coproduce.web.feature import Feature

FEATURE = Feature("office", commands=(audit_group, backup_command, restore_command))
