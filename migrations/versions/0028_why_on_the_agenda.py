"""Why a task was on an agenda when its sitting began."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("agenda_points", schema=None) as batch_op:
        batch_op.add_column(sa.Column("whys", sa.String(length=100), server_default="", nullable=False))


def downgrade():
    with op.batch_alter_table("agenda_points", schema=None) as batch_op:
        batch_op.drop_column("whys")
