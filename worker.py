"""The worker's entry: `celery -A worker worker`."""

from __future__ import annotations

from factcheck.config import Settings
from factcheck.tasks import make_worker

app = make_worker(Settings())
