"""Later deadlines: asked for, decided, counted; and who decides beside the chair."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('extensions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'granted', 'refused', 'withdrawn', name='extensionstate', native_enum=False, length=20), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('granted_until', sa.Date(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_extensions_asked_by_id_users')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_extensions_decided_by_id_users')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_extensions_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extensions')),
    sa.UniqueConstraint('key', name=op.f('uq_extensions_key'))
    )
    with op.batch_alter_table('extensions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_extensions_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_extensions_task_id'), ['task_id'], unique=False)
        batch_op.create_index('uq_extensions_waiting_task_id', ['task_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.add_column(sa.Column('extension_decider_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_committees_extension_decider_id_users'), 'users', ['extension_decider_id'], ['id'])


def downgrade():
    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_committees_extension_decider_id_users'), type_='foreignkey')
        batch_op.drop_column('extension_decider_id')

    with op.batch_alter_table('extensions', schema=None) as batch_op:
        batch_op.drop_index('uq_extensions_waiting_task_id', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index(batch_op.f('ix_extensions_task_id'))
        batch_op.drop_index(batch_op.f('ix_extensions_state'))

    op.drop_table('extensions')
