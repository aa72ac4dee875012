"""Rules of reminders, absences, the rhythm of letters, heads of units, office hours; letters of several committees."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


COMMITTEE = "SELECT committee_id FROM tasks WHERE tasks.id = reminders.task_id"
KEY = "kind || '|task-' || task_id || '|' || recipient || '|' || coalesce(cast(due_on AS VARCHAR), '') || '|' || occasion"
FIRST = "SELECT min(id) FROM reminders GROUP BY kind, task_id, recipient, due_on, occasion"
"""Where two rows tell the same without a day, the first keeps the key."""
OF_LETTER = "SELECT min(committee_id) FROM reminders WHERE reminders.letter_id = letters.id"
SETTINGS = """
    INSERT INTO office_settings (id, opens_at, closes_at, reply_needs_sign_in, news_since, version)
    SELECT 1, '07:30:00', '17:00:00', true, max(at), 1 FROM history HAVING count(*) > 0
"""
"""What was done before today was told by other ways; nobody gets months of news in one letter."""


def upgrade():
    op.create_table('office_settings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.Time(), nullable=False),
    sa.Column('closes_at', sa.Time(), nullable=False),
    sa.Column('reply_needs_sign_in', sa.Boolean(), nullable=False),
    sa.Column('news_since', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_office_settings'))
    )
    op.create_table('absences',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('first_on', sa.Date(), nullable=False),
    sa.Column('last_on', sa.Date(), nullable=False),
    sa.Column('stand_in_id', sa.Integer(), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_absences_created_by_id_users')),
    sa.ForeignKeyConstraint(['stand_in_id'], ['users.id'], name=op.f('fk_absences_stand_in_id_users')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_absences_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absences'))
    )
    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absences_last_on'), ['last_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_absences_stand_in_id'), ['stand_in_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_absences_user_id'), ['user_id'], unique=False)

    op.create_table('reminder_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('days_before', sa.JSON(), nullable=False),
    sa.Column('on_day', sa.Boolean(), nullable=False),
    sa.Column('weekly_late', sa.Boolean(), nullable=False),
    sa.Column('silent_after', sa.Integer(), nullable=True),
    sa.Column('head_after', sa.Integer(), nullable=True),
    sa.Column('standing_after', sa.Integer(), nullable=True),
    sa.Column('standing_member_id', sa.Integer(), nullable=True),
    sa.Column('summary_weekday', sa.Integer(), nullable=True),
    sa.Column('brief_days', sa.Integer(), nullable=True),
    sa.Column('includes_text', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_reminder_rules_committee_id_committees')),
    sa.ForeignKeyConstraint(['standing_member_id'], ['users.id'], name=op.f('fk_reminder_rules_standing_member_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminder_rules')),
    sa.UniqueConstraint('committee_id', name=op.f('uq_reminder_rules_committee_id'))
    )
    op.create_index('ix_history_verb', 'history', ['verb', 'at'], unique=False)

    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.alter_column('committee_id',
               existing_type=sa.INTEGER(),
               nullable=True)

    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.add_column(sa.Column('key', sa.String(length=500), nullable=True))
        batch_op.add_column(sa.Column('committee_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('for_user_id', sa.Integer(), nullable=True))
        batch_op.alter_column('task_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.drop_constraint(batch_op.f('uq_reminders_kind_task_id_recipient_due_on_occasion'), type_='unique')
        batch_op.create_index(batch_op.f('ix_reminders_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index('ix_reminders_told', ['recipient', 'on'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_reminders_key'), ['key'])
        batch_op.create_foreign_key(batch_op.f('fk_reminders_committee_id_committees'), 'committees', ['committee_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_reminders_for_user_id_users'), 'users', ['for_user_id'], ['id'])

    op.execute(f"UPDATE reminders SET committee_id = ({COMMITTEE}), key = {KEY} WHERE id IN ({FIRST})")
    op.execute(f"UPDATE reminders SET committee_id = ({COMMITTEE}) WHERE committee_id IS NULL")
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.alter_column('committee_id', existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table('units', schema=None) as batch_op:
        batch_op.add_column(sa.Column('head_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_units_head_id_users'), 'users', ['head_id'], ['id'])

    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rhythm', sa.Enum('at_once', 'daily', 'weekly', name='letterrhythm', native_enum=False, length=20), server_default='daily', nullable=False))

    op.execute(SETTINGS)


def downgrade():
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('rhythm')

    with op.batch_alter_table('units', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_units_head_id_users'), type_='foreignkey')
        batch_op.drop_column('head_id')

    # A summary or brief has no task to hang on; where one was written the guard over lost rows refuses to go back.
    op.execute("DELETE FROM reminders WHERE task_id IS NULL")
    op.execute(f"UPDATE letters SET committee_id = ({OF_LETTER}) WHERE committee_id IS NULL")
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_reminders_for_user_id_users'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_reminders_committee_id_committees'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_reminders_key'), type_='unique')
        batch_op.drop_index('ix_reminders_told')
        batch_op.drop_index(batch_op.f('ix_reminders_committee_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_reminders_kind_task_id_recipient_due_on_occasion'), ['kind', 'task_id', 'recipient', 'due_on', 'occasion'])
        batch_op.alter_column('task_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('for_user_id')
        batch_op.drop_column('committee_id')
        batch_op.drop_column('key')

    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.alter_column('committee_id',
               existing_type=sa.INTEGER(),
               nullable=False)

    op.drop_index('ix_history_verb', 'history')

    op.drop_table('reminder_rules')
    with op.batch_alter_table('absences', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absences_user_id'))
        batch_op.drop_index(batch_op.f('ix_absences_stand_in_id'))
        batch_op.drop_index(batch_op.f('ix_absences_last_on'))

    op.drop_table('absences')
    op.drop_table('office_settings')
