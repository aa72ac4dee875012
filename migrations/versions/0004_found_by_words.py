"""Documents, tasks and updates found by their words, with and without accents."""
import re
import unicodedata

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

SOURCES = {
    "conclusions": "SELECT id, number, title, signer, text FROM conclusions",
    "tasks": "SELECT t.id, t.title, i.text, t.product, c.number FROM tasks t "
             "JOIN items i ON i.id = t.item_id JOIN conclusions c ON c.id = i.conclusion_id",
    "updates": "SELECT id, result, difficulty, proposal, reason, evidence FROM updates",
}


def words(text):
    """What the program writes at this revision."""
    return "".join(f" {word}" for word in re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def folded(text):
    bare = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(mark for mark in bare if not unicodedata.combining(mark)).casefold()


def upgrade():
    for table in SOURCES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column('find_text', sa.Text(), server_default='', nullable=False))
            batch_op.add_column(sa.Column('find_folded', sa.Text(), server_default='', nullable=False))
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.drop_column('folded')
    for table, source in SOURCES.items():
        for row in op.get_bind().execute(sa.text(source)).all():
            text = words(" ".join(each for each in row[1:] if each))
            op.get_bind().execute(
                sa.text(f"UPDATE {table} SET find_text = :text, find_folded = :folded WHERE id = :id"),
                {"text": text, "folded": folded(text), "id": row[0]},
            )


def downgrade():
    for table in SOURCES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column('find_folded')
            batch_op.drop_column('find_text')
    with op.batch_alter_table('tasks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('folded', sa.Text(), server_default='', nullable=False))
