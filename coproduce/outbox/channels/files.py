"""A folder of files, for development: each message is one file that a mail program or an editor opens."""

from collections.abc import Collection
from pathlib import Path

from coproduce.config import Mail
from coproduce.core.contact import Channel
from coproduce.outbox import mime
from coproduce.outbox.outgoing import Fault, Outgoing, Result, refused, sent

ENDING = {Channel.EMAIL: "eml", Channel.SMS: "sms.txt", Channel.LETTER: "letter.txt"}


class Files:
    """Writes each message into a file named for its kind and its mark."""

    can_ask = True

    def __init__(self, settings: Mail) -> None:
        self._settings = settings

    def came_back(self) -> Collection[str]:
        """A file always arrives."""
        return ()

    def send(self, outgoing: Outgoing) -> Result:
        """Write the file. The same message again is the same file."""
        try:
            contents = self._contents(outgoing)
        except mime.BadAddress:
            return refused(Fault.BAD_ADDRESS)
        path = self._path(outgoing)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}")
        half.touch(mode=0o600)
        half.write_bytes(contents)
        half.rename(path)
        return sent(path.name)

    def ask(self, outgoing: Outgoing) -> Result | None:
        """Whether the file is there."""
        path = self._path(outgoing)
        return sent(path.name) if path.exists() else None

    def _path(self, outgoing: Outgoing) -> Path:
        kind = outgoing.template.replace("/", "-")
        return self._settings.folder / f"{kind}-{outgoing.mark[:16]}.{ENDING[outgoing.channel]}"

    def _contents(self, outgoing: Outgoing) -> bytes:
        if outgoing.channel is Channel.EMAIL:
            mail = mime.compose(outgoing, sender=self._settings.sender, reply_to=self._settings.reply_to)
            return mime.as_bytes(mail)
        return f"{outgoing.address}\n\n{outgoing.text}".encode()
