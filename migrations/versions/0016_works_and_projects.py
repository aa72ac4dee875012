"""What documents tell of works, and the works that tasks are followed as, each fact with its day and its words.

Items recorded before are read once more for it, and tasks that are works already begin with what their items tell.
"""
from dataclasses import asdict
from datetime import date

from alembic import op
import sqlalchemy as sa

from tracker.reading.results import Deadline, DeadlineKind, Item, ItemKind, Span
from tracker.reading.works import facts_of, term_of


# revision identifiers, used by Alembic.
revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

ITEMS = sa.table('items', sa.column('id'), sa.column('conclusion_id'), sa.column('text'), sa.column('kind'), sa.column('works', sa.JSON))
DEADLINES = sa.table('item_deadlines', sa.column('item_id'), sa.column('id'), sa.column('words'), sa.column('kind'), sa.column('on', sa.Date))
TASKS = sa.table('tasks', sa.column('id'), sa.column('item_id'), sa.column('kind'), sa.column('opened_on', sa.Date))
CONCLUSIONS = sa.table(
    'conclusions', sa.column('id'), sa.column('issued_on', sa.Date), sa.column('meeting_on', sa.Date),
    sa.column('published_at', sa.DateTime), sa.column('created_at', sa.DateTime), sa.column('published_by_id'),
    sa.column('created_by_id'),
)
PROJECTS = sa.table(
    'projects', sa.column('id'), sa.column('task_id'), sa.column('total_investment'), sa.column('allocated'), sa.column('disbursed'),
    sa.column('volume'), sa.column('works_stage'), sa.column('completion'), sa.column('completion_on', sa.Date),
    sa.column('capital_source'), sa.column('investor'), sa.column('contractor'), sa.column('site'), sa.column('version'),
)
FACTS = sa.table(
    'project_facts', sa.column('project_id'), sa.column('fact'), sa.column('number'), sa.column('day', sa.Date), sa.column('text'),
    sa.column('words'), sa.column('on', sa.Date), sa.column('at', sa.DateTime), sa.column('by_id'), sa.column('is_read', sa.Boolean),
)
NUMBERS = ('total_investment', 'allocated', 'disbursed', 'volume')
NOTHING = {'completion': '', 'capital_source': '', 'investor': '', 'contractor': '', 'site': '', 'version': 1}
HERE = Span(0, 0)


def upgrade():
    op.create_table('projects',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('total_investment', sa.BigInteger(), nullable=True),
    sa.Column('allocated', sa.BigInteger(), nullable=True),
    sa.Column('disbursed', sa.BigInteger(), nullable=True),
    sa.Column('volume', sa.Integer(), nullable=True),
    sa.Column('works_stage', sa.Enum('preparation', 'clearance', 'bidding', 'construction', 'suspended', 'acceptance', 'settlement', name='worksstage', native_enum=False, length=20), nullable=True),
    sa.Column('completion', sa.String(length=300), nullable=False),
    sa.Column('completion_on', sa.Date(), nullable=True),
    sa.Column('capital_source', sa.String(length=300), nullable=False),
    sa.Column('investor', sa.String(length=300), nullable=False),
    sa.Column('contractor', sa.String(length=300), nullable=False),
    sa.Column('site', sa.String(length=300), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['task_id'], ['tasks.id'], name=op.f('fk_projects_task_id_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects')),
    sa.UniqueConstraint('task_id', name=op.f('uq_projects_task_id'))
    )
    with op.batch_alter_table('projects', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_projects_works_stage'), ['works_stage'], unique=False)

    op.create_table('project_facts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('fact', sa.Enum('total_investment', 'allocated', 'disbursed', 'volume', 'works_stage', 'completion', 'capital_source', 'investor', 'contractor', 'site', name='fact', native_enum=False, length=20), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=True),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('words', sa.String(length=500), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('update_id', sa.Integer(), nullable=True),
    sa.Column('is_read', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_project_facts_by_id_users')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_facts_project_id_projects')),
    sa.ForeignKeyConstraint(['update_id'], ['updates.id'], name=op.f('fk_project_facts_update_id_updates')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_facts'))
    )
    with op.batch_alter_table('project_facts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_facts_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_project_facts_update_id'), ['update_id'], unique=False)

    with op.batch_alter_table('items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('works', sa.JSON(), server_default='[]', nullable=False))
    _read_works(op.get_bind())
    _follow_works(op.get_bind())



def downgrade():
    with op.batch_alter_table('items', table_kwargs={'sqlite_autoincrement': True}) as batch_op:
        batch_op.drop_column('works')

    with op.batch_alter_table('project_facts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_facts_update_id'))
        batch_op.drop_index(batch_op.f('ix_project_facts_project_id'))

    op.drop_table('project_facts')
    with op.batch_alter_table('projects', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_projects_works_stage'))

    op.drop_table('projects')


def _read_works(bind):
    """Write into each item what its words tell of works."""
    terms = {}
    for row in bind.execute(sa.select(DEADLINES).order_by(DEADLINES.c.id)):
        terms.setdefault(row.item_id, []).append(Deadline(row.words, HERE, DeadlineKind(row.kind), row.on))
    for row in bind.execute(sa.select(ITEMS.c.id, ITEMS.c.text, ITEMS.c.kind)).all():
        item = Item((), row.text, HERE, 0, 0, ItemKind(row.kind), deadlines=tuple(terms.get(row.id, ())))
        works = [asdict(each) for each in facts_of(item)]
        bind.execute(sa.update(ITEMS).where(ITEMS.c.id == row.id).values(works=works))


def _follow_works(bind):
    """Give each task that is works its row, with the facts its item tells."""
    found = sa.select(TASKS.c.id, TASKS.c.opened_on, ITEMS.c.works, CONCLUSIONS).where(
        TASKS.c.kind == 'project', TASKS.c.item_id == ITEMS.c.id, ITEMS.c.conclusion_id == CONCLUSIONS.c.id
    )
    for project_id, (task_id, opened_on, works, _id, *of_document) in enumerate(bind.execute(found).all(), 1):
        issued_on, meeting_on, published_at, created_at, published_by, created_by = of_document
        kept = [_kept(told) for told in works]
        now = {name: value for each in kept for name, value in each['columns'].items()}
        bind.execute(sa.insert(PROJECTS).values(id=project_id, task_id=task_id, **{**NOTHING, **now}))
        said = {
            'project_id': project_id, 'on': min(issued_on or meeting_on or opened_on, opened_on),
            'at': published_at or created_at, 'by_id': published_by or created_by, 'is_read': True,
        }
        for each in kept:
            bind.execute(sa.insert(FACTS).values(**each['row'], **said))
    if bind.dialect.name == 'postgresql':
        bind.execute(sa.text("SELECT setval('projects_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM projects), false)"))


def _kept(told):
    """Return a fact as a row of project_facts keeps it, and the columns of projects it fills."""
    name, value, words = told['fact'], told['value'], told['words'][:500]
    row = {'fact': name, 'words': words, 'text': '', 'number': None, 'day': None}
    if name in NUMBERS:
        return {'row': row | {'number': value}, 'columns': {name: value}}
    if name == 'completion':
        day = date.fromisoformat(value) if value else None
        term = term_of(words)[:300]
        return {'row': row | {'text': term, 'day': day}, 'columns': {name: term, 'completion_on': day}}
    return {'row': row | {'text': value[:300]}, 'columns': {name: value[:300]}}
