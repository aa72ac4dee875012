"""What a task's sentence asks for, kept beside the task: registers of one kind read many."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

KIND = sa.Enum('task', 'project', 'standing', 'recommendation', 'result', 'assessment', name='itemkind', native_enum=False, length=20)


def upgrade():
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', KIND, nullable=True))
    op.execute('UPDATE tasks SET kind = (SELECT items.kind FROM items WHERE items.id = tasks.item_id)')
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.alter_column('kind', existing_type=KIND, nullable=False)
        batch_op.create_index(batch_op.f('ix_tasks_kind'), ['kind'], unique=False)


def downgrade():
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_tasks_kind'))
        batch_op.drop_column('kind')
