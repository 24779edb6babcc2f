"""Production refuses to start with an unsafe setting, and says which."""

import pytest

from coproduce.config import Settings, UnsafeSettings

SAFE = {
    "COPRODUCE_ENV": "production",
    "COPRODUCE_SECRET_KEY": "aVq3-Zp0_mB7rTt1xKdW9yEhLs2uJ6cG",
    "COPRODUCE_BASE_URL": "https://coproduce.example.org/",
    "COPRODUCE_DATABASE_URL": "postgresql://db.example.org/coproduce",
    "COPRODUCE_CONTROLLER": "Example Council",
    "COPRODUCE_DPO_EMAIL": "dpo@example.org",
    "COPRODUCE_MAIL": "smtp",
    "COPRODUCE_MAIL_FROM": "Coproduce <hello@coproduce.example.org>",
    "COPRODUCE_SMTP_HOST": "mail.example.org",
}
NOTIFY = {
    **SAFE,
    "COPRODUCE_MAIL": "notify",
    "COPRODUCE_SMS": "notify",
    "COPRODUCE_NOTIFY_KEY": "a-name-and-two-ids",
    "COPRODUCE_NOTIFY_EMAIL_TEMPLATE": "an-id",
    "COPRODUCE_NOTIFY_SMS_TEMPLATE": "an-id",
}


def test_safe_settings_are_taken() -> None:
    settings = Settings.from_environment(SAFE)

    assert settings.is_production
    assert settings.base_url == "https://coproduce.example.org"
    assert settings.sqlalchemy_url == "postgresql+psycopg://db.example.org/coproduce"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COPRODUCE_SECRET_KEY", ""),
        ("COPRODUCE_SECRET_KEY", "short"),
        ("COPRODUCE_SECRET_KEY", "x" * 48),
        ("COPRODUCE_SECRET_KEY", "development-only-key-never-for-production"),
        ("COPRODUCE_BASE_URL", "http://coproduce.example.org"),
        ("COPRODUCE_BASE_URL", "https://"),
        ("COPRODUCE_BASE_URL", "https://["),
        ("COPRODUCE_BASE_URL", "https://name:word@coproduce.example.org"),
        ("COPRODUCE_OFFICE_HOURS", "nine to five"),
        ("COPRODUCE_OFFICE_HOURS", "17:00-09:00"),
        ("COPRODUCE_WORKING_DAYS", "never"),
        ("COPRODUCE_ESCALATE_AFTER", "soon"),
        ("COPRODUCE_ESCALATE_AFTER", "41"),
        ("COPRODUCE_WORKING_DAYS", ""),
        ("COPRODUCE_DATABASE_URL", "mysql://db.example.org/coproduce"),
        ("COPRODUCE_ENV", "live"),
        ("COPRODUCE_CONTROLLER", " "),
        ("COPRODUCE_DPO_EMAIL", "dpo at example.org"),
        ("COPRODUCE_PROXIES", "-1"),
        ("COPRODUCE_PROXIES", "four"),
        ("COPRODUCE_HOSTS", "*.example.org"),
        ("COPRODUCE_HOSTS", "https://example.org"),
        ("COPRODUCE_RATE_LIMITS", "no"),
        ("COPRODUCE_BACKUP_DAYS", "0"),
        ("COPRODUCE_BACKUP_DAYS", "for ever"),
        ("COPRODUCE_PRIVACY_CONFIRMED", "yes"),
        ("COPRODUCE_MAIL", ""),
        ("COPRODUCE_MAIL", "files"),
        ("COPRODUCE_SMS", "smtp"),
        ("COPRODUCE_LETTERS", "files"),
        ("COPRODUCE_MAIL_FROM", ""),
        ("COPRODUCE_SMTP_HOST", ""),
        ("COPRODUCE_SMTP_PORT", "many"),
        ("COPRODUCE_SMTP_SECURITY", "none"),
    ],
)
def test_an_unsafe_setting_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        Settings.from_environment({**SAFE, name: value})


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    address = "postgresql://coproduce:open-sesame@db.example.org/coproduce"
    printed = repr(Settings.from_environment({**SAFE, "COPRODUCE_DATABASE_URL": address}))

    assert "x" * 48 not in printed
    assert "open-sesame" not in printed


@pytest.mark.parametrize("address", ["postgresql://u:open-sesame@h:abc/db", "postgresql://u:x@open-sesame@h/db"])
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(UnsafeSettings, match="COPRODUCE_DATABASE_URL cannot be read") as caught:
        Settings.from_environment({**SAFE, "COPRODUCE_DATABASE_URL": address})

    assert "open-sesame" not in str(caught.value)


def test_production_answers_to_its_own_names_alone() -> None:
    settings = Settings.from_environment({**SAFE, "COPRODUCE_HOSTS": "Www.example.org, coproduce.internal"})

    assert settings.hosts == {"coproduce.example.org", "www.example.org", "coproduce.internal"}


def test_development_needs_no_settings() -> None:
    assert Settings.from_environment({}).database_url.startswith("sqlite:///")


def test_a_setting_of_yes_or_no_is_nothing_else() -> None:
    assert Settings.from_environment({"COPRODUCE_WORKER": "no"}).worker_expected is False
    assert Settings.from_environment({}).worker_expected is True
    with pytest.raises(UnsafeSettings, match="COPRODUCE_WORKER must be 'yes' or 'no'"):
        Settings.from_environment({"COPRODUCE_WORKER": "maybe"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COPRODUCE_NOTIFY_KEY", ""),
        ("COPRODUCE_NOTIFY_EMAIL_TEMPLATE", ""),
        ("COPRODUCE_NOTIFY_SMS_TEMPLATE", ""),
        ("COPRODUCE_NOTIFY_URL", "http://notify.example.org"),
    ],
)
def test_a_provider_that_is_half_set_up_is_refused(name: str, value: str) -> None:
    assert Settings.from_environment(NOTIFY).mail.by_sms == "notify"

    with pytest.raises(UnsafeSettings, match=name):
        Settings.from_environment({**NOTIFY, name: value})


def test_production_sends_nothing_by_a_way_that_nobody_chose() -> None:
    mail = Settings.from_environment(SAFE).mail

    assert (mail.by_email, mail.by_sms, mail.by_letter) == ("smtp", "none", "none")


def test_the_keys_of_providers_are_not_shown_when_settings_are_printed() -> None:
    told = Settings.from_environment({**NOTIFY, "COPRODUCE_SMTP_PASSWORD": "a-secret"})

    assert "two-ids" not in repr(told)
    assert "a-secret" not in repr(told)


OIDC = {
    **SAFE,
    "COPRODUCE_OIDC_ISSUER": "https://login.example.org/our-tenant/v2.0",
    "COPRODUCE_OIDC_CLIENT_ID": "an-id",
    "COPRODUCE_OIDC_CLIENT_SECRET": "a-secret",
}


def test_signing_in_through_a_provider_is_off_unless_it_is_set_up() -> None:
    assert not Settings.from_environment(SAFE).oidc.is_on
    assert Settings.from_environment(OIDC).oidc.is_on
    assert "a-secret" not in repr(Settings.from_environment(OIDC))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COPRODUCE_OIDC_ISSUER", ""),
        ("COPRODUCE_OIDC_CLIENT_ID", ""),
        ("COPRODUCE_OIDC_CLIENT_SECRET", " "),
        ("COPRODUCE_OIDC_ISSUER", "http://127.0.0.1:9000"),
        ("COPRODUCE_OIDC_ISSUER", "login.example.org"),
        ("COPRODUCE_OIDC_ISSUER", "https://login.example.org/v2.0?x=1"),
        ("COPRODUCE_OIDC_ISSUER", "https://login.microsoftonline.com/common/v2.0"),
        ("COPRODUCE_OIDC_ISSUER", "https://login.microsoftonline.com/organizations/v2.0"),
    ],
)
def test_a_provider_that_is_half_set_up_or_everybodys_is_refused(name: str, value: str) -> None:
    with pytest.raises(UnsafeSettings, match="COPRODUCE_OIDC"):
        Settings.from_environment({**OIDC, name: value})


def test_a_provider_on_this_machine_is_for_development_alone() -> None:
    at_home = {**OIDC, "COPRODUCE_ENV": "development", "COPRODUCE_OIDC_ISSUER": "http://127.0.0.1:9000"}

    assert Settings.from_environment(at_home).oidc.is_on


def test_production_asks_for_a_second_step_and_takes_no_less() -> None:
    assert Settings.from_environment(SAFE).sign_ins.second_step_required
    assert not Settings.from_environment({}).sign_ins.second_step_required

    with pytest.raises(UnsafeSettings, match="COPRODUCE_SECOND_STEP"):
        Settings.from_environment({**SAFE, "COPRODUCE_SECOND_STEP": "offered"})
    with pytest.raises(UnsafeSettings, match="COPRODUCE_SECOND_STEP"):
        Settings.from_environment({"COPRODUCE_SECOND_STEP": "never"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COPRODUCE_IDLE_MINUTES", "0"),
        ("COPRODUCE_IDLE_MINUTES", "1000"),
        ("COPRODUCE_IDLE_MINUTES", "half an hour"),
        ("COPRODUCE_SIGN_IN_HOURS", "25"),
    ],
)
def test_a_sign_in_that_never_ends_is_refused(name: str, value: str) -> None:
    with pytest.raises(UnsafeSettings, match=name):
        Settings.from_environment({name: value})
