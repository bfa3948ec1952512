from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import psycopg
import pytest

from argmap import database
from argmap.environment import DATABASE_URL, CannotStart
from tests import databases

#: What every request writes, whatever it asks for.
UNRELATED = {"Allowance"}

hypothesis.settings.register_profile("argmap", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("argmap")


def pytest_configure(config: pytest.Config) -> None:
    try:
        database.acquire()
    except CannotStart as obstacle:
        pytest.exit(f"argmap: {obstacle}", returncode=1)
    if not DATABASE_URL and not hasattr(config, "workerinput"):  # the first process does it for its workers
        drop_databases_of_dead_runs()


def pytest_unconfigure(config: pytest.Config) -> None:
    database.release()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where nobody looks at the list of skipped tests, a missing part is a failure."""
    outcome: Any = yield
    report = outcome.get_result()
    if "CI" in os.environ and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"


def drop_databases_of_dead_runs() -> None:
    """A run that was killed could not remove its databases; the name of each holds the id of its process."""
    server = database.embedded_server()
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_argmap_%'")
        for (name,) in rows.fetchall():
            if not os.path.exists(f"/proc/{name.split('_')[2]}"):
                connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session", autouse=True)
def emptying_between_tests_is_quick_and_passes_the_history() -> Iterator[None]:
    """Tests that commit end with Django's flush, whose TRUNCATE the triggers of the history refuse.

    It would also write all tables anew and fill two of them again, whatever a test wrote.
    """
    import pgtrigger
    from django.core.management.commands.flush import Command
    from django.db import connection

    def handle(self: Command, **options: Any) -> None:
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(databases.EMPTY)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Command, "handle", handle)
        yield


@pytest.fixture(scope="module")
def shared_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database for what all tests of a module start from: made once, there for each of them, taken back at last.

    What a test itself does is taken back after it, as ever. Who makes rows for a module calls `check_constraints` of
    the connection, or each test would check them again; and its tests are marked with `django_db`.
    """
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def everything(db: None) -> Callable[[], dict[str, list[tuple[Any, ...]]]]:
    """A function that reads every row of every table, the history with it."""
    from django.apps import apps

    def read() -> dict[str, list[tuple[Any, ...]]]:
        models = [it for it in apps.get_app_config("argmap").get_models() if it.__name__ not in UNRELATED]
        return {model.__name__: list(model._default_manager.order_by("pk").values_list()) for model in models}

    return read


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """The databases of the tests are copies of one; a server that was given is left without anything to keep."""
    from django.db import connection

    if not DATABASE_URL:
        connection.settings_dict["TEST"]["TEMPLATE"] = databases.migrated()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(databases.KEEP_AUTOVACUUM_OUT)
