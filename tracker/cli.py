"""The console command `tracker`: the same verbs as the web, through another door."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext

from tracker.app import create_app


@click.group(cls=FlaskGroup, create_app=create_app, add_default_commands=False)
def main() -> None:
    """Conclusions read into tasks, chased, reviewed, reported."""


@main.command()
@with_appcontext
def routes() -> None:
    """List every route with its methods and who may call it."""
    from tracker import permissions

    for rule in sorted(current_app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            grant = permissions.grant(rule.endpoint, method)
            click.echo(f"{method:5} {rule.rule:45} {rule.endpoint:30} {grant}")
