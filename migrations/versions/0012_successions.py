"""Units that follow others, and what was handed over."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('successions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('merger', 'split', 'renaming', name='successionkind', native_enum=False, length=20), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('basis', sa.String(length=300), nullable=False),
    sa.Column('moves_people', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('prepared', 'agreed', 'carried_out', 'cancelled', 'taken_back', name='successionstate', native_enum=False, length=20), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('carried_out_at', sa.DateTime(), nullable=True),
    sa.Column('left', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_successions_created_by_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_successions'))
    )
    with op.batch_alter_table('successions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_successions_state'), ['state'], unique=False)

    op.create_table('succession_units',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('succession_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('predecessor', 'successor', name='side', native_enum=False, length=20), nullable=False),
    sa.Column('is_main', sa.Boolean(), nullable=False),
    sa.Column('is_new', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['succession_id'], ['successions.id'], name=op.f('fk_succession_units_succession_id_successions')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_succession_units_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_succession_units')),
    sa.UniqueConstraint('succession_id', 'unit_id', 'side', name=op.f('uq_succession_units_succession_id_unit_id_side'))
    )
    with op.batch_alter_table('succession_units', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_succession_units_succession_id'), ['succession_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_succession_units_unit_id'), ['unit_id'], unique=False)

    op.create_table('handovers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('succession_id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('from_unit_id', sa.Integer(), nullable=False),
    sa.Column('to_unit_id', sa.Integer(), nullable=False),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('stage', sa.Enum('not_started', 'in_progress', 'reported', 'done', 'paused', 'dropped', name='stage', native_enum=False, length=20), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('said', sa.Text(), nullable=False),
    sa.Column('assignee_id', sa.Integer(), nullable=True),
    sa.Column('supported_by', sa.JSON(), nullable=False),
    sa.Column('left_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assignee_id'], ['users.id'], name=op.f('fk_handovers_assignee_id_users')),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_handovers_committee_id_committees')),
    sa.ForeignKeyConstraint(['from_unit_id'], ['units.id'], name=op.f('fk_handovers_from_unit_id_units')),
    sa.ForeignKeyConstraint(['succession_id'], ['successions.id'], name=op.f('fk_handovers_succession_id_successions')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_handovers_task_id_tasks')),
    sa.ForeignKeyConstraint(['to_unit_id'], ['units.id'], name=op.f('fk_handovers_to_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handovers')),
    sa.UniqueConstraint('succession_id', 'task_id', 'from_unit_id', name=op.f('uq_handovers_succession_id_task_id_from_unit_id'))
    )
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handovers_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handovers_succession_id'), ['succession_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handovers_task_id'), ['task_id'], unique=False)

    op.create_table('succession_choices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('succession_id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['succession_id'], ['successions.id'], name=op.f('fk_succession_choices_succession_id_successions')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_succession_choices_task_id_tasks')),
    sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_succession_choices_unit_id_units')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_succession_choices')),
    sa.UniqueConstraint('succession_id', 'task_id', name=op.f('uq_succession_choices_succession_id_task_id'))
    )
    with op.batch_alter_table('succession_choices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_succession_choices_succession_id'), ['succession_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_succession_choices_task_id'), ['task_id'], unique=False)



def downgrade():
    with op.batch_alter_table('succession_choices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_succession_choices_task_id'))
        batch_op.drop_index(batch_op.f('ix_succession_choices_succession_id'))

    op.drop_table('succession_choices')
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handovers_task_id'))
        batch_op.drop_index(batch_op.f('ix_handovers_succession_id'))
        batch_op.drop_index(batch_op.f('ix_handovers_committee_id'))

    op.drop_table('handovers')
    with op.batch_alter_table('succession_units', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_succession_units_unit_id'))
        batch_op.drop_index(batch_op.f('ix_succession_units_succession_id'))

    op.drop_table('succession_units')
    with op.batch_alter_table('successions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_successions_state'))

    op.drop_table('successions')
