"""Settings of the tests: the real ones, with fixed secrets, files in a folder of their own, and the slow parts made quick.

The database address is a stand-in; `conftest.py` starts a private server and puts its address there.
"""

import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="fengqiao-test-")  # gone with the process
os.environ.update(
    FENGQIAO_SECRET_KEY="for tests only, guards nothing",
    FENGQIAO_DATA_KEY="for tests only, hides nothing",
    FENGQIAO_VAR=_folder.name,
    DATABASE_URL="postgresql://localhost/fengqiao",
)

from fengqiao.config.settings import *  # noqa: E402, F403 - the environment above must be set first; a test run differs in few names
from fengqiao.config.settings import MIDDLEWARE as _middleware  # noqa: E402 - as above

MIDDLEWARE = [
    name for name in _middleware if "whitenoise" not in name
]  # it would scan all static files for each test client
STORAGES = {
    "default": {"BACKEND": "fengqiao.core.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
