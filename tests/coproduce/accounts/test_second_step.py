"""The second step: a code works once, in its time, and the secret cannot be read from the database."""

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from coproduce.accounts import lost_phone, recovery, second_step, sessions
from coproduce.accounts.models import How, Person, RecoveryCode, Role, SecondStep
from coproduce.accounts.second_step import AlreadySet, Next, next_after_password
from coproduce.core import audit, db
from tests.factories import NOON, person

KEY = "k" * 40
OFFERED = second_step.offer(key=KEY, seed="a sign-in")
STEP = timedelta(seconds=30)


def code_at(moment: datetime, secret: str = OFFERED) -> str:
    """What the phone shows."""
    return pyotp.TOTP(secret).at(moment)


@pytest.fixture
def officer(session: Session) -> Person:
    return person(session)


def set_up(session: Session, whose: Person, *, now: datetime = NOON, offered: str = OFFERED) -> None:
    done = second_step.set_up(session, person=whose, offered=offered, code=code_at(now, offered), key=KEY, now=now)
    assert done


def checked(session: Session, whose: Person, code: str, now: datetime) -> bool:
    return second_step.check(session, person_id=whose.id or 0, code=code, key=KEY, now=now)


@pytest.mark.parametrize("role", list(Role))
def test_whoever_can_do_harm_needs_one_and_whoever_has_one_is_asked_for_it(role: Role) -> None:
    needs = role in (Role.OFFICER, Role.SAFEGUARDING, Role.ADMIN)

    assert next_after_password(role, is_set=False, required=True) is (Next.SET_UP if needs else Next.NOTHING)
    assert next_after_password(role, is_set=False, required=False) is Next.NOTHING
    assert next_after_password(role, is_set=True, required=False) is Next.CODE


def test_the_codes_are_those_of_the_standard(session: Session, officer: Person) -> None:
    # RFC 6238, appendix B, the last six digits for SHA-1 at 1111111109 seconds.
    secret = base64.b32encode(b"12345678901234567890").decode()
    then = datetime.fromisoformat("2005-03-18T01:58:29+00:00")

    assert second_step.set_up(session, person=officer, offered=secret, code="081804", key=KEY, now=then)


def test_nothing_is_kept_before_a_code_shows_that_the_phone_has_it(session: Session, officer: Person) -> None:
    wrong = "000000" if code_at(NOON) != "000000" else "000001"

    done = second_step.set_up(session, person=officer, offered=OFFERED, code=wrong, key=KEY, now=NOON)

    assert not done
    assert not second_step.is_set(session, person_id=officer.id or 0)


def test_the_secret_cannot_be_read_from_the_database(session: Session, officer: Person) -> None:
    set_up(session, officer)

    kept = session.exec(select(SecondStep)).one()
    assert OFFERED not in kept.sealed_secret
    assert base64.b32decode(OFFERED) not in base64.urlsafe_b64decode(kept.sealed_secret)


@pytest.mark.parametrize(("drift", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_wrong_and_no_more(
    session: Session, officer: Person, drift: int, right: bool
) -> None:
    set_up(session, officer, now=NOON - timedelta(hours=1))

    assert checked(session, officer, code_at(NOON + drift * STEP), NOON) is right


def test_a_code_works_once_and_one_from_before_it_no_more(session: Session, officer: Person) -> None:
    set_up(session, officer, now=NOON - timedelta(hours=1))

    assert checked(session, officer, code_at(NOON), NOON)
    assert not checked(session, officer, code_at(NOON), NOON)
    assert not checked(session, officer, code_at(NOON - STEP), NOON)
    assert checked(session, officer, code_at(NOON + STEP), NOON)


def test_the_code_that_set_it_up_signs_nobody_in(session: Session, officer: Person) -> None:
    set_up(session, officer)

    assert not checked(session, officer, code_at(NOON), NOON)


@pytest.mark.parametrize("typed", ["{} {}", " {}{} ", "{}-{}"])
def test_a_code_may_be_typed_with_spaces(session: Session, officer: Person, typed: str) -> None:
    set_up(session, officer, now=NOON - timedelta(hours=1))
    code = code_at(NOON)

    assert checked(session, officer, typed.format(code[:3], code[3:]), NOON)


def test_a_code_may_be_typed_in_the_digits_of_another_script(session: Session, officer: Person) -> None:
    set_up(session, officer, now=NOON - timedelta(hours=1))

    assert checked(session, officer, code_at(NOON).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")), NOON)


@pytest.mark.parametrize("typed", ["", "abcdef", "12345", "²²²²²²", "1" * 40])
def test_what_is_no_code_is_wrong_and_no_error(session: Session, officer: Person, typed: str) -> None:
    set_up(session, officer)

    assert not checked(session, officer, typed, NOON)


def test_a_code_of_somebody_else_is_wrong(session: Session, officer: Person) -> None:
    other = person(session, email="other@example.org")
    set_up(session, officer, now=NOON - timedelta(hours=1))

    assert not checked(session, other, code_at(NOON), NOON)


def test_a_secret_that_cannot_be_unsealed_lets_nobody_in(session: Session, officer: Person) -> None:
    set_up(session, officer, now=NOON - timedelta(hours=1))

    right = second_step.check(session, person_id=officer.id or 0, code=code_at(NOON), key="j" * 40, now=NOON)

    assert not right


def test_of_many_who_send_one_code_at_once_one_is_let_in(
    engine: Engine, session: Session, officer: Person
) -> None:
    set_up(session, officer, now=NOON - timedelta(hours=1))
    session.commit()

    def send(_number: int) -> bool:
        with db.transaction(engine) as own:
            return checked(own, officer, code_at(NOON), NOON)

    with ThreadPoolExecutor(8) as crowd:
        let_in = list(crowd.map(send, range(8)))

    assert sum(let_in) == 1


def test_a_second_phone_is_not_slipped_in_beside_the_first(session: Session, officer: Person) -> None:
    set_up(session, officer)
    other = second_step.offer(key=KEY, seed="of somebody who knows the password")

    with pytest.raises(AlreadySet):
        set_up(session, officer, offered=other)


def test_each_sign_in_is_offered_another_secret(session: Session) -> None:
    assert second_step.offer(key=KEY, seed="a") == second_step.offer(key=KEY, seed="a")
    assert second_step.offer(key=KEY, seed="a") != second_step.offer(key=KEY, seed="b")
    assert len(base64.b32decode(OFFERED)) == 20


def test_one_that_was_never_confirmed_is_no_second_step(session: Session, officer: Person) -> None:
    session.add(SecondStep(person_id=officer.id or 0, sealed_secret="x", last_step=0, set_at=NOON))

    with pytest.raises(IntegrityError, match="was_confirmed"):
        session.flush()


def test_ten_recovery_codes_are_kept_as_marks_and_each_works_once(session: Session, officer: Person) -> None:
    codes = recovery.make(session, person=officer, key=KEY, now=NOON)

    assert len(set(codes)) == 10
    kept = str([row.model_dump() for row in session.exec(select(RecoveryCode))])
    assert not [code for code in codes if code in kept or code.replace("-", "") in kept]
    typed = f" {codes[0].replace('-', ' ').upper()} "
    assert recovery.use(session, person_id=officer.id or 0, code=typed, key=KEY, now=NOON)
    assert not recovery.use(session, person_id=officer.id or 0, code=codes[0], key=KEY, now=NOON)
    assert recovery.left(session, person_id=officer.id or 0) == 9


def test_a_recovery_code_of_somebody_else_opens_nothing(session: Session, officer: Person) -> None:
    other = person(session, email="other@example.org")
    codes = recovery.make(session, person=other, key=KEY, now=NOON)

    assert not recovery.use(session, person_id=officer.id or 0, code=codes[0], key=KEY, now=NOON)
    assert not recovery.use(session, person_id=officer.id or 0, code="", key=KEY, now=NOON)


def test_new_codes_make_the_old_ones_useless(session: Session, officer: Person) -> None:
    before = recovery.make(session, person=officer, key=KEY, now=NOON)
    after = recovery.make(session, person=officer, key=KEY, now=NOON)

    assert not recovery.use(session, person_id=officer.id or 0, code=before[0], key=KEY, now=NOON)
    assert recovery.use(session, person_id=officer.id or 0, code=after[0], key=KEY, now=NOON)


def test_a_lost_phone_is_forgotten_with_its_codes_and_sign_ins(session: Session, officer: Person) -> None:
    set_up(session, officer)
    recovery.make(session, person=officer, key=KEY, now=NOON)
    sessions.start(session, person=officer, how=How.SECOND_STEP, now=NOON)

    assert lost_phone.reset(session, person=officer, by="command", now=NOON)
    assert not lost_phone.reset(session, person=officer, by="command", now=NOON)

    assert not second_step.is_set(session, person_id=officer.id or 0)
    assert recovery.left(session, person_id=officer.id or 0) == 0
    acts = [entry.act for entry in audit.entries(session)]
    assert acts[-2:] == ["second-step.removed", "sign-in.ended"]
