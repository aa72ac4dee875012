"""Updates with files and drafts, mended and corrected ones, and how the task stood before each."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('update_drafts',
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('task_version', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('typed_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_update_drafts_task_id_tasks')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_update_drafts_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_update_drafts')),
    sa.UniqueConstraint('task_id', 'user_id', name=op.f('uq_update_drafts_task_id_user_id'))
    )
    with op.batch_alter_table('update_drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_update_drafts_user_id'), ['user_id'], unique=False)

    op.create_table('evidence_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('update_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.Enum('pdf', 'docx', 'xlsx', 'pptx', 'doc', 'xls', 'ppt', 'jpg', 'png', 'tif', 'txt', name='filekind', native_enum=False, length=20), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('stored', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_evidence_files_by_id_users')),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_evidence_files_task_id_tasks')),
    sa.ForeignKeyConstraint(['update_id'], ['updates.id'], name=op.f('fk_evidence_files_update_id_updates')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_files')),
    sa.UniqueConstraint('stored', name=op.f('uq_evidence_files_stored'))
    )
    with op.batch_alter_table('evidence_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_files_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_files_task_id'), ['task_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_files_update_id'), ['update_id'], unique=False)

    with op.batch_alter_table('updates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edited_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('corrects_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('before', sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_updates_corrects_id'), ['corrects_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_updates_corrects_id_updates'), 'updates', ['corrects_id'], ['id'])



def downgrade():
    with op.batch_alter_table('updates', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_updates_corrects_id_updates'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_updates_corrects_id'))
        batch_op.drop_column('before')
        batch_op.drop_column('corrects_id')
        batch_op.drop_column('edited_at')

    with op.batch_alter_table('evidence_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_files_update_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_files_task_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_files_by_id'))

    op.drop_table('evidence_files')
    with op.batch_alter_table('update_drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_update_drafts_user_id'))

    op.drop_table('update_drafts')
