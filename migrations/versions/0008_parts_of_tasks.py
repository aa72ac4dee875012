"""Parts of tasks (phần việc): rows of their own that share the sentence of the whole."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('parent_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('given_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('subnumber', sa.Integer(), server_default='0', nullable=False))
        batch_op.drop_constraint(batch_op.f('uq_tasks_committee_id_number'), type_='unique')
        batch_op.drop_constraint(batch_op.f('uq_tasks_item_id'), type_='unique')
        batch_op.create_index(batch_op.f('ix_tasks_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tasks_parent_id'), ['parent_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_tasks_committee_id_number_subnumber'), ['committee_id', 'number', 'subnumber'])
        batch_op.create_index('uq_tasks_whole_item_id', ['item_id'], unique=True, sqlite_where=sa.text('parent_id IS NULL'), postgresql_where=sa.text('parent_id IS NULL'))
        batch_op.create_foreign_key(batch_op.f('fk_tasks_parent_id_tasks'), 'tasks', ['parent_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_tasks_given_by_id_users'), 'users', ['given_by_id'], ['id'])


def downgrade():
    """Go back while no task has parts; with parts the references of their sentences refuse it."""
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_tasks_given_by_id_users'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_tasks_parent_id_tasks'), type_='foreignkey')
        batch_op.drop_index('uq_tasks_whole_item_id', sqlite_where=sa.text('parent_id IS NULL'), postgresql_where=sa.text('parent_id IS NULL'))
        batch_op.drop_constraint(batch_op.f('uq_tasks_committee_id_number_subnumber'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_tasks_parent_id'))
        batch_op.drop_index(batch_op.f('ix_tasks_item_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_tasks_item_id'), ['item_id'])
        batch_op.create_unique_constraint(batch_op.f('uq_tasks_committee_id_number'), ['committee_id', 'number'])
        batch_op.drop_column('subnumber')
        batch_op.drop_column('given_by_id')
        batch_op.drop_column('parent_id')
