"""What does each reading look like to people? Its answer in sentences and tables, dates and states in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rich.console import RenderableType

Shown = Iterator[RenderableType]
Named = Callable[[str], str | None]
"""A person's name by id, where one is kept."""

Show = Callable[[Any, Named], Shown]
