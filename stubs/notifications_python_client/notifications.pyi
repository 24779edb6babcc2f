from collections.abc import Mapping
from typing import Any

class NotificationsAPIClient:
    def __init__(self, api_key: str, base_url: str = ..., timeout: int = ...) -> None: ...
    def send_email_notification(
        self,
        email_address: str,
        template_id: str,
        personalisation: Mapping[str, str] | None = ...,
        reference: str | None = ...,
        email_reply_to_id: str | None = ...,
        one_click_unsubscribe_url: str | None = ...,
    ) -> dict[str, Any]: ...
    def send_sms_notification(
        self,
        phone_number: str,
        template_id: str,
        personalisation: Mapping[str, str] | None = ...,
        reference: str | None = ...,
    ) -> dict[str, Any]: ...
    def send_letter_notification(
        self, template_id: str, personalisation: Mapping[str, str], reference: str | None = ...
    ) -> dict[str, Any]: ...
    def get_all_notifications(
        self, *, status: str | None = ..., template_type: str | None = ..., reference: str | None = ...
    ) -> dict[str, Any]: ...
