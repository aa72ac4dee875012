"""The chair's directions, commitments, and of a meeting its sitting, agenda and attendance."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('attendances',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('office', sa.String(length=300), nullable=False),
    sa.Column('presence', sa.Enum('invited', 'present', 'represented', 'excused', 'absent', name='presence', native_enum=False, length=20), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_attendances_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_attendances_unit_id_units')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_attendances_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendances')),
    sa.UniqueConstraint('meeting_id', 'user_id', name=op.f('uq_attendances_meeting_id_user_id'))
    )
    with op.batch_alter_table('attendances', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendances_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendances_unit_id'), ['unit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendances_user_id'), ['user_id'], unique=False)

    op.create_table('sittings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('presider_id', sa.Integer(), nullable=True),
    sa.Column('begun_at', sa.DateTime(), nullable=True),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('shown', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_sittings_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['presider_id'], ['users.id'], name=op.f('fk_sittings_presider_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sittings')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_sittings_meeting_id'))
    )
    op.create_table('agenda_points',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('is_taken_out', sa.Boolean(), nullable=False),
    sa.Column('title', sa.String(length=500), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_agenda_points_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_agenda_points_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_points')),
    sa.UniqueConstraint('meeting_id', 'task_id', name=op.f('uq_agenda_points_meeting_id_task_id'))
    )
    with op.batch_alter_table('agenda_points', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_points_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_points_task_id'), ['task_id'], unique=False)

    op.create_table('commitments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('person', sa.String(length=200), nullable=False),
    sa.Column('promise', sa.Text(), nullable=False),
    sa.Column('is_of_completion', sa.Boolean(), nullable=False),
    sa.Column('document', sa.String(length=300), nullable=False),
    sa.Column('made_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('fulfilled_on', sa.Date(), nullable=True),
    sa.Column('fulfilled_words', sa.Text(), nullable=False),
    sa.Column('fulfilled_by_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('withdrawn_why', sa.Text(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_commitments_by_id_users')),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_commitments_committee_id_committees')),
    sa.ForeignKeyConstraint(['fulfilled_by_id'], ['users.id'], name=op.f('fk_commitments_fulfilled_by_id_users')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_commitments_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_commitments_task_id_tasks')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_commitments_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitments')),
    sa.UniqueConstraint('key', name=op.f('uq_commitments_key'))
    )
    with op.batch_alter_table('commitments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_commitments_committee_id_due_on'), ['committee_id', 'due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_commitments_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_commitments_task_id'), ['task_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_commitments_unit_id'), ['unit_id'], unique=False)

    op.create_table('directions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('lead_unit_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('due_words', sa.String(length=500), nullable=False),
    sa.Column('extension_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('is_left_out', sa.Boolean(), nullable=False),
    sa.Column('said_by_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('find_text', sa.Text(), server_default='', nullable=False),
    sa.Column('find_folded', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_directions_by_id_users')),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_directions_committee_id_committees')),
    sa.ForeignKeyConstraint(['extension_id'], ['extensions.id'], name=op.f('fk_directions_extension_id_extensions')),
    sa.ForeignKeyConstraint(['item_id'], ['items.id'], name=op.f('fk_directions_item_id_items'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['lead_unit_id'], ['units.id'], name=op.f('fk_directions_lead_unit_id_units')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_directions_meeting_id_meetings')),
    sa.ForeignKeyConstraint(['said_by_id'], ['users.id'], name=op.f('fk_directions_said_by_id_users')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_directions_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_directions')),
    sa.UniqueConstraint('key', name=op.f('uq_directions_key'))
    )
    with op.batch_alter_table('directions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_directions_committee_id_on'), ['committee_id', 'on'], unique=False)
        batch_op.create_index(batch_op.f('ix_directions_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_directions_lead_unit_id'), ['lead_unit_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_directions_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_directions_task_id'), ['task_id'], unique=False)



def downgrade():
    with op.batch_alter_table('directions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_directions_task_id'))
        batch_op.drop_index(batch_op.f('ix_directions_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_directions_lead_unit_id'))
        batch_op.drop_index(batch_op.f('ix_directions_item_id'))
        batch_op.drop_index(batch_op.f('ix_directions_committee_id_on'))

    op.drop_table('directions')
    with op.batch_alter_table('commitments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_commitments_unit_id'))
        batch_op.drop_index(batch_op.f('ix_commitments_task_id'))
        batch_op.drop_index(batch_op.f('ix_commitments_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_commitments_committee_id_due_on'))

    op.drop_table('commitments')
    with op.batch_alter_table('agenda_points', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_points_task_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_points_meeting_id'))

    op.drop_table('agenda_points')
    op.drop_table('sittings')
    with op.batch_alter_table('attendances', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendances_user_id'))
        batch_op.drop_index(batch_op.f('ix_attendances_unit_id'))
        batch_op.drop_index(batch_op.f('ix_attendances_meeting_id'))

    op.drop_table('attendances')
