"""Passkeys (WebAuthn): what is asked of a browser, and whether its answer holds; nothing here knows a database.

What was asked is sealed into the page and comes back with the answer; it holds for five minutes and, as whoever keeps
the passkey sees to, for one sign-in.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.store import Key, Tampered

LASTS_MS = 5 * 60_000
ISSUER = "Jiaji"
LONGEST_ANSWER = 16_000


class Refused(Exception):
    """An answer that is none to what was asked, or is too late."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is asked: `options` as it takes them, `state` as it must come back."""

    options: dict[str, Any]
    state: str

    @property
    def told(self) -> dict[str, Any]:
        return {"options": self.options, "state": self.state}


@dataclass(frozen=True, slots=True)
class Passkeys:
    """Those of one console, by the address at which staff open it. `seals` seals what was asked."""

    origin: str
    seals: Key

    @property
    def host(self) -> str:
        """Passkeys belong to a host by its name; without one there are none, and this is empty."""
        host = urlsplit(self.origin).hostname or ""
        try:
            ip_address(host)
        except ValueError:
            return host
        return ""

    def ask_for_new(self, staff: str, name: str, known: Sequence[bytes], now: int) -> Asked:
        user = PublicKeyCredentialUserEntity(id=staff.encode(), name=name, display_name=name)
        options, state = self._server().register_begin(
            user,
            [AttestedCredentialData(one) for one in known],
            resident_key_requirement=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return Asked(dict(options.public_key), self._sealed(state, staff, now))

    def made(self, staff: str, state: str, answer: str, now: int) -> AttestedCredentialData:
        """A new passkey. Raises Refused."""
        asked, _ = self._opened(state, staff, now)
        try:
            found = self._server().register_complete(asked, _parsed(answer)).credential_data
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refused(type(error).__name__) from None
        assert found is not None
        return found

    def ask(self, now: int) -> Asked:
        """For any passkey of this console."""
        options, state = self._server().authenticate_begin(
            user_verification=UserVerificationRequirement.REQUIRED
        )
        return Asked(dict(options.public_key), self._sealed(state, "", now))

    def asked_at(self, state: str, answer: str, credential: bytes, now: int) -> int:
        """When that was asked to which this passkey answered, in ms. Raises Refused."""
        asked, at = self._opened(state, "", now)
        try:
            self._server().authenticate_complete(asked, [AttestedCredentialData(credential)], _parsed(answer))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refused(type(error).__name__) from None
        return at

    def _server(self) -> Fido2Server:
        entity = PublicKeyCredentialRpEntity(id=self.host, name=ISSUER)
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)

    def _sealed(self, state: Any, staff: str, now: int) -> str:
        packed = json.dumps([now, state]).encode()
        return urlsafe_b64encode(self.seals.seal(packed, _place(staff))).decode()

    def _opened(self, state: str, staff: str, now: int) -> tuple[Any, int]:
        try:
            at, asked = json.loads(self.seals.open(urlsafe_b64decode(state.encode()), _place(staff)))
        except (ValueError, Tampered) as error:
            raise Refused(type(error).__name__) from None
        if not now - LASTS_MS <= at <= now:
            raise Refused("late")
        return asked, int(at)


def _place(staff: str) -> str:
    return f"staff|passkey|{staff}"


def _parsed(answer: str) -> dict[str, Any]:
    """Raises ValueError, TypeError."""
    found = json.loads(answer[:LONGEST_ANSWER])
    return dict(found)


def id_of(answer: str) -> bytes:
    """Which passkey answers. Raises Refused."""
    try:
        said = str(_parsed(answer)["id"])
        return urlsafe_b64decode(said + "=" * (-len(said) % 4))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(type(error).__name__) from None
