"""Run by the tests as a process of its own: adds pages to a store, a few at a time, and says how many it has kept."""

from __future__ import annotations

import resource
import sys

from readout.model import ReadoutError
from readout.store import open_store
from tests.store.made import many

file, prefix, count, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with open_store(file) as store:
        for number, _ in enumerate(store.add(many(count, prefix), batch=5), 1):
            print(number, flush=True)
except ReadoutError as error:
    sys.exit(str(error))
