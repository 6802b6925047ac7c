"""A real mail server that keeps what it gets and refuses whom it is told to refuse."""

import asyncio
import socket
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Sink:
    def __init__(self):
        self.mails, self.raw, self.peers = [], [], set()
        self.refused: dict[str, str] = {}
        """Address -> the answer to RCPT."""
        self.answer_to_data: list[str] = []
        """Answers to the next mails' text; then 250."""
        self.seconds = 0.0
        """How long each mail takes."""
        self.most = None
        """How many mails a connection may bring."""

    def start(self, port=0):
        self.controller = Controller(self, hostname="127.0.0.1", port=port or free_port())
        self.controller.start()
        self.port = self.controller.port
        return self

    def stop(self):
        self.controller.stop()

    @property
    def keys(self):
        return sorted(mail["Subject"] for mail in self.mails)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.peers.add(session.peer)
        if self.most is not None and getattr(session, "brought", 0) >= self.most:
            server.transport.close()
            return "421 enough"
        session.brought = getattr(session, "brought", 0) + 1
        await asyncio.sleep(self.seconds)
        answer = self.answer_to_data.pop(0) if self.answer_to_data else "250 OK"
        if answer.startswith("250"):
            self.raw.append(envelope.content)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
