"""Tasks to direct."""

from tests.tasks.conftest import desk as desk
from tests.tasks.conftest import task as task
