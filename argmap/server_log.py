"""What gunicorn itself has to say, in the same lines as everything else."""

from __future__ import annotations

from gunicorn.config import Config
from gunicorn.glogging import Logger

from argmap.logs import JsonLines


class ServerLog(Logger):
    """gunicorn's log; its own words about a failed request would quote the address with what was asked for."""

    def setup(self, cfg: Config) -> None:
        """Write errors as argmap writes its own."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())
