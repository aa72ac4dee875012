"""Files that take their time to read, their bytes and their pages while a job reads them."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table('uploads',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('committee_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'reading', 'ready', 'failed', 'cancelled', 'recorded', name='uploadstate', native_enum=False, length=20), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.Column('pages_read', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.Column('problem', sa.String(length=40), nullable=False),
    sa.Column('problem_where', sa.String(length=1500), nullable=False),
    sa.Column('conclusion_id', sa.Integer(), nullable=True),
    sa.Column('lease', sa.String(length=32), nullable=True),
    sa.Column('leased_until', sa.DateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('moved_at', sa.DateTime(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['committee_id'], ['committees.id'], name=op.f('fk_uploads_committee_id_committees')),
    sa.ForeignKeyConstraint(['conclusion_id'], ['conclusions.id'], name=op.f('fk_uploads_conclusion_id_conclusions')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_uploads_created_by_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uploads'))
    )
    with op.batch_alter_table('uploads', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_uploads_committee_id'), ['committee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_uploads_conclusion_id'), ['conclusion_id'], unique=False)
        batch_op.create_index('ix_uploads_due', ['state', 'moved_at'], unique=False)

    op.create_table('upload_files',
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['upload_id'], ['uploads.id'], name=op.f('fk_upload_files_upload_id_uploads')),
    sa.PrimaryKeyConstraint('upload_id', name=op.f('pk_upload_files'))
    )
    op.create_table('upload_pages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('upload_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('is_lost', sa.Boolean(), nullable=False),
    sa.Column('picture', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['upload_id'], ['uploads.id'], name=op.f('fk_upload_pages_upload_id_uploads')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upload_pages')),
    sa.UniqueConstraint('upload_id', 'number', name=op.f('uq_upload_pages_upload_id_number'))
    )


def downgrade():
    op.drop_table('upload_pages')
    op.drop_table('upload_files')
    with op.batch_alter_table('uploads', schema=None) as batch_op:
        batch_op.drop_index('ix_uploads_due')
        batch_op.drop_index(batch_op.f('ix_uploads_conclusion_id'))
        batch_op.drop_index(batch_op.f('ix_uploads_committee_id'))

    op.drop_table('uploads')
