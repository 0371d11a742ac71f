"""What does the published register of English general practice say, and what of it does the ledger not know yet?

`read_extract` reads the published files, `plan` compares them with what the ledger holds and says which events to
record, and `in_words` and `as_json` report it. Nothing here records anything, and nothing here asks what time it is.

Only memberships of primary care networks are imported. A practice is no member of its integrated care board; boards and
their locations are registered so that they can be named, and stand alone.
"""

from ledger.importers.ods.files import find_files, read_extract
from ledger.importers.ods.plan import plan
from ledger.importers.ods.report import as_json, in_words
from ledger.importers.ods.shapes import (
    Difference,
    Extract,
    FileKind,
    Found,
    NotThatFile,
    OlderExtract,
    Plan,
    Problem,
    Progress,
    Published,
)

__all__ = [
    "Difference",
    "Extract",
    "FileKind",
    "Found",
    "NotThatFile",
    "OlderExtract",
    "Plan",
    "Problem",
    "Progress",
    "Published",
    "as_json",
    "find_files",
    "in_words",
    "plan",
    "read_extract",
]
