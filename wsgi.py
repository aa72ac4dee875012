"""The application for a WSGI server: `waitress-serve wsgi:app`. Importing it starts no job and touches no database."""

from tracker.app import create_app

app = create_app()
