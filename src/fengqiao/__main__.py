"""`python -m fengqiao` is `fengqiao`."""

import sys

from fengqiao.config.cli import main

sys.exit(main())
