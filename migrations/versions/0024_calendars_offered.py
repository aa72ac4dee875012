"""Whether the office offers calendars."""
from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('office_settings', sa.Column('offers_calendars', sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade():
    op.drop_column('office_settings', 'offers_calendars')
