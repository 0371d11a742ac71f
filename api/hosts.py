"""Was the request meant for this server? Without credentials, nothing else keeps pages from elsewhere away.

A page may have its own host's name lead to this machine, and so be allowed by the browser to ask and to record
whatever it likes; the name in `Host` then still is its own.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import problem


class Named:
    """An application that answers under some names only."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app, self._hosts = app, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http" or _name(scope) in self._hosts:
            await self._app(scope, receive, send)
        else:
            await problem("wrong_host")(scope, receive, send)


def _name(scope: Scope) -> str:
    return Headers(scope=scope).get("host", "").partition(":")[0].lower()
