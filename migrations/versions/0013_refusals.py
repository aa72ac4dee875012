"""Refusals: a unit says that a task is not its own, and is answered."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('refusals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'heeded', 'insisted', 'withdrawn', name='refusalstate', native_enum=False, length=20), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('refused_by_id', sa.Integer(), nullable=False),
    sa.Column('refused_at', sa.DateTime(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_refusals_answered_by_id_users')),
    sa.ForeignKeyConstraint(['refused_by_id'], ['users.id'], name=op.f('fk_refusals_refused_by_id_users')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_refusals_task_id_tasks')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_refusals_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refusals')),
    sa.UniqueConstraint('key', name=op.f('uq_refusals_key'))
    )
    with op.batch_alter_table('refusals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_refusals_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_refusals_task_id'), ['task_id'], unique=False)
        batch_op.create_index('uq_refusals_waiting_task_id', ['task_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))



def downgrade():
    with op.batch_alter_table('refusals', schema=None) as batch_op:
        batch_op.drop_index('uq_refusals_waiting_task_id', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index(batch_op.f('ix_refusals_task_id'))
        batch_op.drop_index(batch_op.f('ix_refusals_state'))

    op.drop_table('refusals')
