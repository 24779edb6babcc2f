"""GOV.UK Notify: e-mail, text messages and letters. The one door to its client.

Our words go into one template of yours for each channel, which holds ((subject)) and ((body)). Each carries our
reference, so that Notify can be asked about it when a try ended without an answer.
"""

import logging
from collections.abc import Collection
from typing import Any

from notifications_python_client import errors
from notifications_python_client.notifications import NotificationsAPIClient

from coproduce.config import Mail
from coproduce.core.contact import Channel
from coproduce.outbox.outgoing import Fault, Outgoing, Result, later, refused, sent, unknown

PATIENCE_S = 30
ADDRESS_LINES = 7
TOO_MANY = 429
NOT_ALLOWED = (401, 403)
SERVER_TROUBLE = 500
CAME_BACK = ("permanent-failure", "temporary-failure", "technical-failure")
FAILED = (*CAME_BACK, "validation-failed", "cancelled")
KIND = {Channel.EMAIL: "email", Channel.SMS: "sms", Channel.LETTER: "letter"}

# Its client logs what Notify says, and that may quote what was sent.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


class Notify:
    """Sends through one Notify service."""

    can_ask = True

    def __init__(self, settings: Mail) -> None:
        self._client = NotificationsAPIClient(settings.notify_key, settings.notify_url, timeout=PATIENCE_S)
        email, sms, letter = settings.notify_templates
        self._templates = {Channel.EMAIL: email, Channel.SMS: sms, Channel.LETTER: letter}

    def send(self, outgoing: Outgoing) -> Result:
        """Hand the message over."""
        try:
            answer = self._hand_over(outgoing)
        except errors.APIError as error:
            return _fault_of(error)
        return sent(str(answer.get("id", "")))

    def ask(self, outgoing: Outgoing) -> Result | None:
        """What became of an earlier try; None where Notify never had it."""
        try:
            answer = self._client.get_all_notifications(
                reference=outgoing.mark, template_type=KIND[outgoing.channel]
            )
            found = list(answer["notifications"])
        except errors.APIError as error:
            return unknown(_fault_of(error).fault or Fault.NO_ANSWER)
        if not found:
            return None
        if all(each["status"] in FAILED for each in found):
            return refused(Fault.BOUNCED)
        return sent(str(found[0]["id"]))

    def came_back(self) -> Collection[str]:
        """The newest that it could not deliver, by its ids; nothing where it cannot be asked now."""
        try:
            answers = [self._client.get_all_notifications(status=status) for status in CAME_BACK]
        except errors.APIError:
            return ()
        return [str(each["id"]) for answer in answers for each in answer["notifications"]]

    def _hand_over(self, outgoing: Outgoing) -> dict[str, Any]:
        words = {"subject": outgoing.subject, "body": outgoing.text}
        template = self._templates[outgoing.channel]
        match outgoing.channel:
            case Channel.EMAIL:
                answer = self._client.send_email_notification(
                    outgoing.address,
                    template,
                    personalisation=words,
                    reference=outgoing.mark,
                    one_click_unsubscribe_url=outgoing.stop_url or None,
                )
            case Channel.SMS:
                answer = self._client.send_sms_notification(
                    outgoing.address, template, personalisation={"body": outgoing.text}, reference=outgoing.mark
                )
            case Channel.LETTER:
                lines = outgoing.address.splitlines()[:ADDRESS_LINES]
                to = {f"address_line_{number}": line for number, line in enumerate(lines, 1)}
                answer = self._client.send_letter_notification(template, words | to, reference=outgoing.mark)
        return dict(answer)


def _fault_of(error: errors.APIError) -> Result:
    status = error.status_code
    if isinstance(error, errors.InvalidResponse):
        return unknown(Fault.NO_ANSWER)
    if status == TOO_MANY:
        return later(Fault.BUSY, pause=True)
    if status in NOT_ALLOWED:
        return later(Fault.NOT_SIGNED_IN, pause=True)
    if status >= SERVER_TROUBLE:
        return unknown(Fault.NO_ANSWER)
    said = str(error.message).lower()
    about_address = any(word in said for word in ("email_address", "phone_number", "address line", "postcode"))
    return refused(Fault.BAD_ADDRESS if about_address else Fault.REFUSED)
