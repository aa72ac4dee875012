"""An invented office to test in: two committees that must never see each other, and a person for every role."""

from dataclasses import dataclass

from argon2 import PasswordHasher
from flask.testing import FlaskClient

from tracker import clock
from tracker.extensions import db
from tracker.people import sign_in as sessions
from tracker.people.models import Committee, Layout, Membership, Role, SignIn, Unit, User
from tracker.people.names import folded_unit_name
from tracker.people.sign_in import hash_password, hashed

AS_SHIPPED = sessions._NOBODY
"""A hash as an office stores it. The tests' own cost next to nothing: hundreds of people sign in here."""
sessions._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
sessions._NOBODY = sessions._hasher.hash("nobody")

PASSWORD = "mot mat khau dai"
_HASH = hash_password(PASSWORD)


@dataclass
class Office:
    """The people and bodies of the invented office; `other_*` belong to the committee next door."""

    committee: Committee
    other_committee: Committee
    economy: Unit
    culture: Unit
    secretary: User
    official: User
    culture_official: User
    chair: User
    viewer: User
    admin: User
    other_secretary: User

    @property
    def users(self) -> dict[str, User]:
        """One person for each role, by the role's word."""
        return {
            "secretary": self.secretary,
            "official": self.official,
            "chair": self.chair,
            "viewer": self.viewer,
            "admin": self.admin,
            "other_secretary": self.other_secretary,
        }


def user(username: str, full_name: str, unit: Unit | None = None, *, is_admin: bool = False) -> User:
    row = User(
        username=username, full_name=full_name, email=f"{username}@dalam.local", unit=unit, is_admin=is_admin,
        password_hash=_HASH, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    return row


def unit(name: str) -> Unit:
    row = Unit(name=name, folded=folded_unit_name(name), email=f"{folded_unit_name(name).replace(' ', '')}@dalam.local")
    db.session.add(row)
    return row


def build() -> Office:
    """Write the invented office into the empty database."""
    committee = Committee(
        name="Ban Chỉ đạo các công trình trọng điểm xã Đạ Lâm", short_name="BCĐ công trình trọng điểm xã Đạ Lâm",
        parent_body="Đảng ủy xã Đạ Lâm", place="Đạ Lâm", contact="Văn phòng Đảng ủy xã Đạ Lâm, máy lẻ 104",
        layout=Layout.PARTY,
    )  # fmt: skip
    other = Committee(name="Ban Chỉ đạo chuyển đổi số xã Đạ Lâm", short_name="BCĐ chuyển đổi số", layout=Layout.STATE)
    db.session.add_all([committee, other])
    economy, culture = unit("Phòng Kinh tế"), unit("Phòng Văn hóa - Xã hội")
    office = Office(
        committee=committee, other_committee=other, economy=economy, culture=culture,
        secretary=user("chivtq", "Vũ Thị Quế Chi"),
        official=user("luongdn", "Đỗ Ngọc Lưỡng", economy),
        culture_official=user("hakb", "K’Brơm Hà", culture),
        chair=user("thachtq", "Trần Quốc Thạch"),
        viewer=user("ngocpt", "Phạm Thị Ngọc"),
        admin=user("quantri", "Quản trị hệ thống", is_admin=True),
        other_secretary=user("nganltt", "Lý Thị Thu Ngần"),
    )  # fmt: skip
    db.session.flush()
    for member, role in (
        (office.secretary, Role.SECRETARY), (office.official, Role.OFFICIAL), (office.culture_official, Role.OFFICIAL),
        (office.chair, Role.CHAIR), (office.viewer, Role.VIEWER),
    ):  # fmt: skip
        db.session.add(Membership(committee_id=committee.id, user_id=member.id, role=role))
    db.session.add(Membership(committee_id=other.id, user_id=office.other_secretary.id, role=Role.SECRETARY))
    db.session.commit()
    return office


def sign_in(client: FlaskClient, person: User) -> FlaskClient:
    """Open a session for a person without the sign-in page, whose own tests are elsewhere."""
    token = f"token of {person.username}"
    if not db.session.query(SignIn).filter_by(token_hash=hashed(token)).count():
        db.session.add(SignIn(token_hash=hashed(token), user_id=person.id, started_at=clock.now(), seen_at=clock.now()))
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return client
