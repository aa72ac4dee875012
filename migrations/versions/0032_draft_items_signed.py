"""Which item of the signed conclusion an item added to its draft became, or that it has none."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("draft_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_unsigned", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(batch_op.f("ix_draft_items_item_id"), ["item_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_draft_items_item_id_items"), "items", ["item_id"], ["id"], ondelete="SET NULL"
        )


def downgrade():
    with op.batch_alter_table("draft_items", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_draft_items_item_id_items"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_draft_items_item_id"))
        batch_op.drop_column("is_unsigned")
        batch_op.drop_column("item_id")
