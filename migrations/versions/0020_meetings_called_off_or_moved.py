"""Meetings that are called off or moved, their end and a note; when each was last written, as its history tells."""
from alembic import op
import sqlalchemy as sa

from tracker import clock


# revision identifiers, used by Alembic.
revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

TAKES_PLACE = sa.text('cancelled_at IS NULL')


def upgrade():
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ends_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('note', sa.String(length=1000), server_default='', nullable=False))
        batch_op.add_column(sa.Column('moved_from', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('cancelled_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('cancelled_why', sa.String(length=500), server_default='', nullable=False))
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_meetings_committee_id_held_on'), type_='unique')

    meetings = sa.table('meetings', sa.column('id', sa.Integer), sa.column('changed_at', sa.DateTime))
    history = sa.table(
        'history', sa.column('subject', sa.String), sa.column('subject_id', sa.Integer), sa.column('at', sa.DateTime),
    )
    last = sa.select(sa.func.max(history.c.at)).where(
        history.c.subject == 'meetings', history.c.subject_id == meetings.c.id
    ).scalar_subquery()
    now = sa.literal(clock.now().replace(tzinfo=None), sa.DateTime)
    op.execute(meetings.update().values(changed_at=sa.func.coalesce(last, now)))

    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.alter_column('changed_at', existing_type=sa.DateTime(), nullable=False)
        batch_op.create_index('uq_meetings_committee_id_held_on', ['committee_id', 'held_on'], unique=True, sqlite_where=TAKES_PLACE, postgresql_where=TAKES_PLACE)


def downgrade():
    # Where a meeting took the day of one that was called off, the constraint refuses to go back; nothing is lost.
    with op.batch_alter_table('meetings', schema=None) as batch_op:
        batch_op.drop_index('uq_meetings_committee_id_held_on', sqlite_where=TAKES_PLACE, postgresql_where=TAKES_PLACE)
        batch_op.create_unique_constraint(batch_op.f('uq_meetings_committee_id_held_on'), ['committee_id', 'held_on'])
        batch_op.drop_column('changed_at')
        batch_op.drop_column('cancelled_why')
        batch_op.drop_column('cancelled_at')
        batch_op.drop_column('moved_from')
        batch_op.drop_column('note')
        batch_op.drop_column('ends_at')
