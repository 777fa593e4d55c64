"""Say which settings a backup keeps: none that is a secret, none that is of one machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcheck.config import Settings

#: Addresses that hold passwords, keys, and addresses that whoever knows them may write to.
SECRET = frozenset(
    {
        "database_url",
        "redis_url",
        "fetch_proxy",
        "provider_keys",
        "google_factcheck_key",
        "smtp_url",
        "webhook_url",
        "webhook_secret",
    }
)
#: Where things are on this machine.
PLACE = frozenset({"data_dir", "host", "port", "fetch_ca_file"})


def kept_settings(settings: Settings) -> dict[str, Any]:
    """Return the settings that differ from the defaults, as JSON."""
    chosen = settings.model_dump(mode="json", exclude_defaults=True)
    return {name: value for name, value in chosen.items() if name not in SECRET | PLACE}
