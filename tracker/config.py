"""Settings: defaults here, then `tracker.toml` in the instance folder, then TRACKER_… in the environment."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask

MEGABYTE = 1024 * 1024


class Defaults:
    """What an office gets that sets nothing."""

    TESTING = False
    MAX_CONTENT_LENGTH = 40 * MEGABYTE
    MAX_FORM_MEMORY_SIZE = 4 * MEGABYTE
    WTF_CSRF_TIME_LIMIT = None
    SESSION_COOKIE_NAME = "tracker"
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_IDLE_HOURS = 8
    SESSION_LONGEST_HOURS = 12
    # Only what holds no secret: a compressed page would let its length tell of the token in it.
    COMPRESS_MIMETYPES = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"]
    BABEL_DEFAULT_LOCALE = "vi"
    BABEL_DEFAULT_TIMEZONE = "Asia/Ho_Chi_Minh"
    HOST = "127.0.0.1"
    PORT = 8000
    THREADS = 8
    BASE_URL = "http://127.0.0.1:8000"
    TRUSTED_PROXIES = 0
    TIMETABLE = True
    OFFICE_NAME = ""
    FILES_FOLDER = ""
    SMTP_HOST = ""
    SMTP_PORT = 25
    SMTP_USER = ""
    SMTP_PASSWORD = ""
    SMTP_SECURITY = "none"
    SMTP_TIMEOUT = 20
    MAIL_FROM = "tracker@localhost"


def load(app: Flask) -> None:
    """Fill the configuration and make sure of a secret key that stays the same between starts."""
    instance = Path(app.instance_path)
    app.config.from_object(Defaults)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{instance / 'tracker.db'}"
    app.config.from_file(str(instance / "tracker.toml"), load=tomllib.load, text=False, silent=True)
    app.config.from_prefixed_env("TRACKER")
    app.config["FIXED"] = _named_outside(instance / "tracker.toml")
    if url := app.config.get("DATABASE_URL"):
        app.config["SQLALCHEMY_DATABASE_URI"] = url
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = _kept_secret(instance / "secret.key")


def _named_outside(path: Path) -> frozenset[str]:
    """Return the settings that `tracker.toml` or the environment names, even where they say what is so anyway."""
    in_file = tomllib.loads(path.read_text(encoding="utf-8")).keys() if path.exists() else ()
    return frozenset({*in_file, *(name[8:] for name in os.environ if name.startswith("TRACKER_"))})


def is_fixed(config: Mapping[str, Any], name: str) -> bool:
    """Whether a setting was decided outside the program, so that a value entered in the browser does not count."""
    return name in config.get("FIXED", ()) or config[name] != getattr(Defaults, name)


def _kept_secret(path: Path) -> str:
    """Return the secret in the file, writing a new one, readable by the owner only, when there is none."""
    if not path.exists() or not path.stat().st_size:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        fresh.replace(path)  # at once and whole: an empty file, as a power cut leaves it, would be no secret at all
    return path.read_text(encoding="ascii").strip()
