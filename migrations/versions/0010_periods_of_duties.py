"""Duties reported on period by period: of which period an update tells, what is excused, the rhythm of a committee."""
from calendar import monthrange
from datetime import date, timedelta

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

CUTOFF = sa.Enum('official', 'calendar', name='cutoff', native_enum=False, length=20)
RECURRENCE = sa.Enum('weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'standing', name='recurrence', native_enum=False, length=20)
MONTHS = {'monthly': 1, 'quarterly': 3, 'half_yearly': 6, 'yearly': 12}

updates = sa.table('updates', sa.column('id', sa.Integer), sa.column('task_id', sa.Integer), sa.column('on', sa.Date), sa.column('result', sa.Text), sa.column('period_ends_on', sa.Date))
tasks = sa.table('tasks', sa.column('id', sa.Integer), sa.column('recurrence', sa.String))


def last_closed(recurrence, day):
    """The name of the last period whose figures had closed on a day: on a Sunday, or on the 14th of its last month."""
    if recurrence == 'weekly':
        return day - timedelta(days=day.weekday() + 1)
    months = MONTHS[recurrence]
    year, month = day.year, -(-day.month // months) * months
    if (day.month, day.day) <= (month, 14):
        year, month = (year, month - months) if month > months else (year - 1, 12)
    return date(year, month, monthrange(year, month)[1])


def upgrade():
    op.create_table('period_excuses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('period_ends_on', sa.Date(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_period_excuses_by_id_users')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_period_excuses_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_period_excuses')),
    sa.UniqueConstraint('task_id', 'period_ends_on', name=op.f('uq_period_excuses_task_id_period_ends_on'))
    )
    with op.batch_alter_table('period_excuses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_period_excuses_task_id'), ['task_id'], unique=False)

    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cutoff', CUTOFF, nullable=True))
        batch_op.add_column(sa.Column('report_days', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('standing_rhythm', RECURRENCE, nullable=True))
        batch_op.add_column(sa.Column('standing_since', sa.Date(), nullable=True))
    # until today nobody asked for reports on standing duties: none is owed for the time before
    op.execute("UPDATE committees SET cutoff = 'official', report_days = 2, standing_rhythm = 'quarterly', standing_since = CURRENT_DATE")
    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.alter_column('cutoff', existing_type=CUTOFF, nullable=False)
        batch_op.alter_column('report_days', existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table('updates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('period_ends_on', sa.Date(), nullable=True))
    _name_periods()
    # a standing duty has no deadline; the day its words name stands among its milestones
    op.execute(
        "UPDATE tasks SET due_on = NULL, original_due_on = NULL WHERE kind = 'standing' "
        "AND (recurrence IS NULL OR recurrence = 'standing') AND id NOT IN (SELECT task_id FROM extensions)"
    )
    # a share done says nothing of a duty that comes round
    op.execute(
        "UPDATE tasks SET percent = 0 WHERE stage IN ('not_started', 'in_progress', 'paused') AND due_on IS NULL "
        "AND (recurrence IS NOT NULL OR kind = 'standing')"
    )
    op.execute(
        "UPDATE tasks SET percent = 0 WHERE stage IN ('not_started', 'in_progress', 'paused') AND recurrence IS NOT NULL "
        "AND recurrence <> 'standing'"
    )


def _name_periods():
    """Let what was reported of a periodic duty tell of the last period that had closed, which is what units report on."""
    connection = op.get_bind()
    query = sa.select(updates.c.id, updates.c.on, tasks.c.recurrence).join_from(updates, tasks, tasks.c.id == updates.c.task_id)
    for row in connection.execute(query.where(tasks.c.recurrence.in_(['weekly', *MONTHS]), updates.c.result != '')).all():
        ends_on = last_closed(row.recurrence, row.on)
        connection.execute(updates.update().where(updates.c.id == row.id).values(period_ends_on=ends_on))


def downgrade():
    with op.batch_alter_table('updates', schema=None) as batch_op:
        batch_op.drop_column('period_ends_on')

    with op.batch_alter_table('committees', schema=None) as batch_op:
        batch_op.drop_column('standing_since')
        batch_op.drop_column('standing_rhythm')
        batch_op.drop_column('report_days')
        batch_op.drop_column('cutoff')

    with op.batch_alter_table('period_excuses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_period_excuses_task_id'))

    op.drop_table('period_excuses')
