"""The thread of one matter through conclusions: which task continues which, and what was told apart."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('thread_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('earlier_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('linked', 'refused', name='linkstate', native_enum=False, length=20), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_thread_links_by_id_users')),
    sa.ForeignKeyConstraint(['earlier_id'], ['tasks.id'], name=op.f('fk_thread_links_earlier_id_tasks')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_thread_links_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread_links')),
    sa.UniqueConstraint('task_id', 'earlier_id', name=op.f('uq_thread_links_task_id_earlier_id'))
    )
    with op.batch_alter_table('thread_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thread_links_earlier_id'), ['earlier_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_links_task_id'), ['task_id'], unique=False)
        batch_op.create_index('uq_thread_links_linked_task_id', ['task_id'], unique=True, sqlite_where=sa.text("state = 'linked'"), postgresql_where=sa.text("state = 'linked'"))


def downgrade():
    with op.batch_alter_table('thread_links', schema=None) as batch_op:
        batch_op.drop_index('uq_thread_links_linked_task_id', sqlite_where=sa.text("state = 'linked'"), postgresql_where=sa.text("state = 'linked'"))
        batch_op.drop_index(batch_op.f('ix_thread_links_task_id'))
        batch_op.drop_index(batch_op.f('ix_thread_links_earlier_id'))

    op.drop_table('thread_links')
