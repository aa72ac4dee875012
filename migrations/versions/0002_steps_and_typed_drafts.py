"""Steps that can be taken back, what is typed and not saved yet, and ids of drafts that never come back."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def count_ids_upwards(always):
    """Let SQLite give each draft an id that no draft had before; PostgreSQL's sequences do so anyway."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table('items', recreate='always', table_kwargs={'sqlite_autoincrement': always}):
            pass


def upgrade():
    count_ids_upwards(True)
    op.create_table('steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('conclusion_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('verb', sa.String(length=40), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=True),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_steps_by_id_users')),
    sa.ForeignKeyConstraint(['conclusion_id'], ['conclusions.id'], name=op.f('fk_steps_conclusion_id_conclusions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_steps'))
    )
    with op.batch_alter_table('steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_steps_conclusion_id'), ['conclusion_id'], unique=False)

    op.create_table('typed_drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('item_version', sa.Integer(), nullable=False),
    sa.Column('typed_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['items.id'], name=op.f('fk_typed_drafts_item_id_items')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_typed_drafts_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_typed_drafts')),
    sa.UniqueConstraint('item_id', 'user_id', name=op.f('uq_typed_drafts_item_id_user_id'))
    )
    with op.batch_alter_table('typed_drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_typed_drafts_user_id'), ['user_id'], unique=False)


def downgrade():
    with op.batch_alter_table('typed_drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_typed_drafts_user_id'))

    op.drop_table('typed_drafts')
    with op.batch_alter_table('steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_steps_conclusion_id'))

    op.drop_table('steps')
    count_ids_upwards(False)
