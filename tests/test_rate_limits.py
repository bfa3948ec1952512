"""How often one may write, and what is said when it was too often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from argmap.models import Allowance, User
from argmap.operations.allowances import Limit, use_up
from argmap.views.limits import address_of, in_words, network_of

WRITE = "/accounts/sessions/"
THRICE = Limit("person", "1", 3, 10)


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada")


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def limited(settings):
    """A function that sets the limits of one test."""

    def limit(*limits):
        settings.WRITE_LIMITS = list(limits)

    return limit


def let_time_pass():
    Allowance.objects.update(ends_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.django_db
def test_within_a_limit_one_does_not_wait_and_over_it_one_does():
    waits = [use_up(limits=[THRICE]) for _ in range(5)]
    assert waits[:3] == [0, 0, 0]
    assert all(0 < wait <= 10 for wait in waits[3:])


@pytest.mark.django_db
def test_when_its_time_is_over_a_limit_starts_anew():
    for _ in range(4):
        use_up(limits=[THRICE])
    let_time_pass()
    assert use_up(limits=[THRICE]) == 0
    assert Allowance.objects.get().used == 1


@pytest.mark.django_db
def test_one_waits_for_the_last_of_the_limits_that_are_used_up():
    day = Limit("person", "1", 1, 86_400)
    assert use_up(limits=[THRICE, day]) == 0
    assert use_up(limits=[THRICE, day]) > 80_000


@pytest.mark.django_db
def test_rows_whose_time_is_over_are_removed():
    for who in range(20):
        use_up(limits=[Limit("person", str(who), 3, 10)])
    let_time_pass()
    use_up(limits=[THRICE])
    assert Allowance.objects.count() == 1


@pytest.mark.django_db
def test_counting_takes_one_statement_and_clearing_up_another(django_assert_num_queries):
    with django_assert_num_queries(2):
        use_up(limits=[THRICE, Limit("address", "127.0.0.1", 3, 600)])
    with django_assert_num_queries(1):
        use_up(limits=[THRICE, Limit("address", "127.0.0.1", 3, 600)])


@pytest.mark.django_db(transaction=True)
def test_requests_at_the_same_moment_count_one_another():
    def write(number):
        try:
            return use_up(limits=[Limit("person", str(number % 2), 10, 60), Limit("address", "a room", 15, 60)])
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        waits = list(pool.map(write, range(24)))
    assert sorted(Allowance.objects.values_list("used", flat=True)) == [12, 12, 24]
    assert waits.count(0) <= 15


def test_nobody_can_read_in_a_row_who_it_is_about(settings):
    before = Limit("address", "192.0.2.1", 3, 10).key
    assert "192" not in before and len(before) == 64
    settings.SECRET_KEY = "another"
    assert Limit("address", "192.0.2.1", 3, 10).key != before


def test_who_writes_too_often_is_told_when_to_try_again(signed_in, limited):
    limited(("person", 2, 600))
    assert [signed_in.post(WRITE).status_code for _ in range(3)] == [302, 302, 429]
    refused = signed_in.post(WRITE)
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert b"try again in 10 minutes" in refused.content
    let_time_pass()
    assert signed_in.post(WRITE).status_code == 302


def test_a_form_that_htmx_sent_stays_and_a_message_says_when(signed_in, limited):
    limited(("person", 0, 10))
    refused = signed_in.post(WRITE, headers={"HX-Request": "true"})
    assert refused.status_code == 429
    assert refused.headers["HX-Reswap"] == "none"
    assert refused.content.decode().startswith('<div id="messages" role="status" hx-swap-oob="true">')
    assert b"send it again in 10 seconds" in refused.content
    assert refused.headers["Retry-After"] == "10"


def test_reading_counts_for_nothing(signed_in, limited):
    limited(("person", 0, 10), ("address", 0, 10))
    assert signed_in.get(WRITE).status_code == 200
    assert signed_in.head("/").status_code == 200
    assert not Allowance.objects.exists()


def test_people_behind_one_address_have_allowances_of_their_own(signed_in, limited):
    limited(("person", 1, 600))
    assert [signed_in.post(WRITE).status_code for _ in range(2)] == [302, 429]
    other = Client()
    other.force_login(User.objects.create_user("ben"))
    assert other.post(WRITE).status_code == 302


def test_an_address_is_counted_for_all_who_are_behind_it(signed_in, limited):
    limited(("address", 2, 600))
    assert signed_in.post(WRITE).status_code == 302
    assert Client().post("/accounts/login/").status_code == 200
    assert Client().post("/accounts/login/").status_code == 429
    assert Client().post("/accounts/login/", REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.django_db
def test_a_preview_has_a_limit_of_its_own(limited, ada, client):
    limited(("person", 0, 600), ("address", 0, 600), ("looking", 1, 600))
    client.force_login(ada)
    assert [client.post("/notes/preview/", {"note": "*so*"}).status_code for _ in range(2)] == [200, 429]


@pytest.mark.django_db
def test_signing_in_too_often_is_answered_alike(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post("/accounts/login/")
    refused = client.post("/accounts/login/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert b"try again in 60 seconds" in refused.content


@pytest.mark.django_db
def test_after_five_wrong_passwords_one_waits_five_minutes(client):
    User.objects.create_user("guessed", password="the right one")
    wrong = {"login": "guessed", "password": "wrong"}
    assert [client.post("/accounts/login/", wrong).status_code for _ in range(5)] == [200] * 5
    refused = client.post("/accounts/login/", {"login": "guessed", "password": "the right one"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert b"5 minutes" in refused.content


@pytest.mark.django_db
def test_the_table_of_attempts_holds_no_address_and_no_name(client):
    client.post("/accounts/login/", {"login": "somebody", "password": "wrong"}, REMOTE_ADDR="192.0.2.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM argmap_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert keys
    assert all(len(key) == 64 for key in keys)


@pytest.mark.parametrize(
    ("trusted", "forwarded", "found"),
    [
        (0, None, "192.0.2.1"),
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "198.51.100.9", "198.51.100.9"),
        (1, "203.0.113.5, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.5, 198.51.100.9", "203.0.113.5"),
        (2, "198.51.100.9", "192.0.2.1"),
        (1, "unknown", "0.0.0.0"),
    ],
)
def test_only_a_trusted_proxy_is_believed_about_an_address(settings, trusted, forwarded, found):
    settings.TRUSTED_PROXIES = trusted
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert address_of(RequestFactory().post("/", headers=headers, REMOTE_ADDR="192.0.2.1")) == found


def test_one_household_with_many_addresses_counts_as_one():
    networks = {network_of(RequestFactory().post("/", REMOTE_ADDR=f"2001:db8:1:2:{end}::1")) for end in ("a", "b", "c")}
    assert networks == {"2001:db8:1:2::/64"}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (8, "8 seconds"), (60, "60 seconds"), (120, "2 minutes"), (121, "3 minutes")],
)
def test_a_time_to_wait_is_said_in_words(seconds, words):
    assert in_words(seconds) == words
