"""What do the tests of decisions at a terminal ask about? The small place of `tests.cli.place`, and what it decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson

from tests.cli.place import LAST, LINES
from tests.deciding import (
    agreed_to,
    amended,
    casting,
    departed,
    done,
    feels,
    interested,
    left_for_interest,
    method_changed,
    proposed,
    reversed_,
    taken,
    voted,
)
from tests.telling import all_the_same, answered, happened, objected, resolved, told

FLU: list[dict[str, Any]] = [
    proposed(
        "2024-03-04",
        "d-flu",
        "tree-pcn",
        "ash",
        title="Flu clinics on Saturdays",
        text="Each surgery opens on [two] Saturdays.",
        matter="flu-clinics",
        mandate="m-flu",
        affects=["birch", "cedar"],
    ),  # 25
    told("birch", "2024-03-05", "d-flu", "tree-pcn", "email"),
    told("birch", "2024-03-07", "d-flu", "tree-pcn", "call"),
    told("cedar", "2024-03-07", "d-flu", "tree-pcn", "letter"),
    feels("birch", "2024-03-08", "d-flu"),
    interested("ash", "2024-03-08", "noted", "p-amy", "d-flu"),
    voted("cedar", "2024-03-08", "disagree", "d-flu", reason="Too far.\nFor us.", through="p-amy"),  # 31
    objected("cedar", "2024-03-08", "ob-3", "d-flu", "block"),
    answered("tree-pcn", "2024-03-09", "ob-3"),
    amended("2024-03-11", "d-flu", "ash", text="Each surgery opens on one Saturday.", answers=["ob-3"]),
    resolved("2024-03-11", "ob-3", "amended"),
    amended("2024-03-11T12:00:00Z", "d-flu", "ash", text="Each surgery opens on one Saturday a year.", minor=True),
    method_changed("vote", "2024-03-12", "d-flu"),
    voted("ash", "2024-03-13", "agree_with_reservations", "d-flu"),
    voted("cedar", "2024-03-13", "disagree", "d-flu"),
    left_for_interest("birch", "2024-03-13", "d-flu"),
    all_the_same(voted("birch", "2024-03-13", "abstain", "d-flu")),  # 41
    casting("agree", "2024-03-14", "tree-pcn", "d-flu"),
    taken("deferred", "2024-03-14", "d-flu"),
    taken("adopted", "2024-03-15", "d-flu", review_at="2024-09-30", awaits="The rota."),
    agreed_to("act-1", "ash", "2024-03-15", "2024-04-30", "d-flu"),
    done("act-1", "2024-04-15"),
    agreed_to("act-2", "birch", "2024-03-15", "2024-05-31", "d-flu"),
    happened(
        "ServiceAssigned",
        "2024-04-01",
        service="flu",
        scope="flu-clinics",
        responsible="tree-pcn",
        delivered_by="ash",
        decision="d-flu",
    ),
    departed("cedar", "2024-04-02", "d-flu"),
    reversed_("tree-pcn", "2024-06-01", "d-flu"),
]
OTHERS: list[dict[str, Any]] = [
    proposed("2024-03-10", "d-hub", "tree-pcn", "birch", title="A hub", text="We look for rooms."),  # 51
    objected("ash", "2024-03-11", "ob-4", "d-hub"),
    proposed("2024-05-01", "d-rooms", "tree-pcn", "ash", title="Rooms", method="vote", weighting="patients"),
    voted("ash", "2024-05-02", "agree", "d-rooms"),
    taken("adopted", "2024-05-03", "d-rooms"),  # 55
    proposed("2024-05-04", "d-bare", "wood-fed", "wood-fed", title="Whether to go on", method="consent"),
]
EVENTS = [*FLU, *OTHERS]
DECIDED = LINES + b"".join(
    orjson.dumps(
        {
            "position": position,
            "id": str(UUID(int=position)),
            "recorded_at": f"2024-07-{1 + (position - LAST) // 24:02}T{(position - LAST) % 24:02}:00:00Z",
            "recorded_by": "local",
            "event": event,
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )
    for position, event in enumerate(EVENTS, LAST + 1)
)
ALL = LAST + len(EVENTS)
