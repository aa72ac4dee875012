"""Let what was written within some days, and what proposes something, be found without reading the words."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

PROPOSES = sa.text("proposal != ''")


def upgrade():
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_updates_on_task_id"), ["on", "task_id"], unique=False)
        batch_op.create_index(
            "ix_updates_proposed", ["task_id"], unique=False, sqlite_where=PROPOSES, postgresql_where=PROPOSES
        )


def downgrade():
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index("ix_updates_proposed", sqlite_where=PROPOSES, postgresql_where=PROPOSES)
        batch_op.drop_index(batch_op.f("ix_updates_on_task_id"))
