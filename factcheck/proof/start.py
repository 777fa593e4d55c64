"""Check the bundle that this file lies in: python3 BUNDLE.zip, or python3 BUNDLE.zip OTHER.zip."""

from __future__ import annotations

import sys

from check.verify import main  # type: ignore[import-not-found]  # the bundle's own folder

sys.exit(main(sys.argv[1:] or [sys.argv[0]]))
