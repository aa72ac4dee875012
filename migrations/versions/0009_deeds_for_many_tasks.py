"""Deeds for many tasks at once, and what became of each."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('bulk_orders',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('deed', sa.Enum('unit', 'person', 'remind', name='deed', native_enum=False, length=20), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['users.id'], name=op.f('fk_bulk_orders_assignee_id_users')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_bulk_orders_by_id_users')),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_bulk_orders_committee_id_committees')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_bulk_orders_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_orders')),
    sa.UniqueConstraint('key', name=op.f('uq_bulk_orders_key'))
    )
    with op.batch_alter_table('bulk_orders', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bulk_orders_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bulk_orders_committee_id'), ['committee_id'], unique=False)

    op.create_table('bulk_rows',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'done', 'same', 'refused', 'cancelled', 'returning', 'undone', name='rowstate', native_enum=False, length=20), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('was', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('left_version', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['order_id'], ['bulk_orders.id'], name=op.f('fk_bulk_rows_order_id_bulk_orders')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_bulk_rows_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bulk_rows')),
    sa.UniqueConstraint('order_id', 'task_id', name=op.f('uq_bulk_rows_order_id_task_id'))
    )
    with op.batch_alter_table('bulk_rows', schema=None) as batch_op:
        batch_op.create_index('ix_bulk_rows_state', ['state', 'order_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bulk_rows_task_id'), ['task_id'], unique=False)



def downgrade():
    with op.batch_alter_table('bulk_rows', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bulk_rows_task_id'))
        batch_op.drop_index('ix_bulk_rows_state')

    op.drop_table('bulk_rows')
    with op.batch_alter_table('bulk_orders', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bulk_orders_committee_id'))
        batch_op.drop_index(batch_op.f('ix_bulk_orders_by_id'))

    op.drop_table('bulk_orders')
