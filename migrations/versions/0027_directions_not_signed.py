"""That a person said the signed conclusion does not have a direction."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("directions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_unsigned", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade():
    with op.batch_alter_table("directions", schema=None) as batch_op:
        batch_op.drop_column("is_unsigned")
