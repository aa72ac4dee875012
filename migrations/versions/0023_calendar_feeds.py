"""Calendar feeds; when each task was last written, as its history tells."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None

LONG_AGO = '2000-01-01 00:00:00'
"""With a value of its own the column is added without making the table anew, its indexes and triggers stay."""


def upgrade():
    op.create_table('calendar_feeds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('sealed_token', sa.String(length=300), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.Column('fetched_at', sa.DateTime(), nullable=True),
    sa.Column('fetched_by', sa.String(length=200), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_calendar_feeds_committee_id_committees')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_calendar_feeds_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feeds')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feeds_token_hash'))
    )
    with op.batch_alter_table('calendar_feeds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feeds_user_id'), ['user_id'], unique=False)

    op.add_column('tasks', sa.Column('changed_at', sa.DateTime(), server_default=LONG_AGO, nullable=False))
    tasks = sa.table(
        'tasks', sa.column('id', sa.Integer), sa.column('updated_at', sa.DateTime), sa.column('changed_at', sa.DateTime),
    )
    history = sa.table(
        'history', sa.column('subject', sa.String), sa.column('subject_id', sa.Integer), sa.column('at', sa.DateTime),
    )
    last = sa.select(sa.func.max(history.c.at)).where(
        history.c.subject == 'tasks', history.c.subject_id == tasks.c.id
    ).scalar_subquery()
    op.execute(tasks.update().values(changed_at=sa.func.coalesce(last, tasks.c.updated_at, tasks.c.changed_at)))


def downgrade():
    op.drop_column('tasks', 'changed_at')

    with op.batch_alter_table('calendar_feeds', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feeds_user_id'))

    op.drop_table('calendar_feeds')
