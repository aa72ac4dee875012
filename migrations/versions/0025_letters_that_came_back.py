"""Letters that came back, the mailbox they are fetched from, and when a server last said no to an address."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('letter_recipients', sa.Column('answered_at', sa.DateTime(), nullable=True))
    op.create_table('bounce_mailboxes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('host', sa.String(length=253), nullable=False),
    sa.Column('port', sa.Integer(), nullable=False),
    sa.Column('security', sa.String(length=10), nullable=False),
    sa.Column('user', sa.String(length=254), nullable=False),
    sa.Column('sealed_password', sa.Text(), nullable=False),
    sa.Column('refused_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bounce_mailboxes'))
    )
    op.create_table('bounces',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=False),
    sa.Column('finding', sa.Enum('returned', 'delayed', 'automatic', 'strange', 'other', name='finding', native_enum=False, length=20), nullable=False),
    sa.Column('recipient_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['recipient_id'], ['letter_recipients.id'], name=op.f('fk_bounces_recipient_id_letter_recipients'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bounces')),
    sa.UniqueConstraint('digest', name=op.f('uq_bounces_digest'))
    )
    with op.batch_alter_table('bounces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bounces_read_at'), ['read_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_bounces_recipient_id'), ['recipient_id'], unique=False)


def downgrade():
    with op.batch_alter_table('bounces', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bounces_recipient_id'))
        batch_op.drop_index(batch_op.f('ix_bounces_read_at'))

    op.drop_table('bounces')
    op.drop_table('bounce_mailboxes')
    op.drop_column('letter_recipients', 'answered_at')
