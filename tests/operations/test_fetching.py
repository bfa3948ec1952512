"""What is asked of the web, and what never is; how bad answers are borne."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address

import pytest

from argmap.operations.fetching import MOST_REDIRECTS, Client, Refused, Unreachable, is_public
from tests.serving import drip, hang, moved, page, serving


def on_this_machine(address) -> bool:
    """The rule of these tests: their own server may be asked as well."""
    return address == ip_address("127.0.0.1") or is_public(address)


CLIENT = Client(seconds=0.3, whole=0.6, may_ask=on_this_machine)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::",
        "2001:0:0:0:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_addresses_of_private_networks_are_not_public_in_whatever_disguise(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_others_are(address):
    assert is_public(ip_address(address))


def test_it_brings_what_is_there_and_says_who_asks():
    with serving({"/a?b=c": page(b"Hello", "200 OK", "Content-Type: text/plain; charset=utf-8")}) as server:
        found = CLIENT.fetch(server.at("/a?b=c#d"))
    assert (found.status, found.body, found.content_type, found.is_whole) == (200, b"Hello", "text/plain", True)
    (lines,) = server.asked
    assert f"Host: 127.0.0.1:{server.port}" in lines
    assert any(line.startswith("User-Agent: argmap") for line in lines)
    assert not any(line.lower().startswith("cookie") for line in lines)


def test_a_name_is_looked_up_once_and_that_very_address_is_asked():
    asked = []

    def look_up(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    with serving({"/": page(b"Hello")}) as server:
        found = replace(CLIENT, look_up=look_up).fetch(server.at("/", "example.org"))
    assert (found.body, asked) == (b"Hello", ["example.org"])
    assert f"Host: example.org:{server.port}" in server.asked[0]


@pytest.mark.parametrize(
    "numbers", [["10.0.0.1"], ["127.0.0.1", "10.0.0.1"], ["127.0.0.1", "::ffff:10.0.0.1"], ["fe80::1%eth0"], ["::1"]]
)
def test_a_name_with_one_private_address_among_others_is_refused(numbers):
    with serving({"/": page(b"Hello")}) as server, pytest.raises(Refused):
        replace(CLIENT, look_up=lambda host, port: numbers).fetch(server.at("/", "example.org"))
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "http:///nothing",
        "http://me:secret@example.org/", "http://exa mple.org/", "http://example.org:99999/", "http://[::1",
        "http://127.0.0.2/",
        "http://[::ffff:127.0.0.1]/", "https://192.168.0.1/", f"http://example.org/{'a' * 2000}",
        "http://example.org/\r\nX: y",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_public_web_is_not_asked(address):
    with pytest.raises(Refused):
        replace(CLIENT, look_up=lambda host, port: ["127.0.0.1"]).fetch(address)


def test_the_usual_rule_asks_nobody_on_this_machine():
    with serving({"/": page(b"Hello")}) as server, pytest.raises(Refused):
        Client().fetch(server.at("/"))
    assert server.asked == []


def test_redirects_are_followed_and_no_cookie_goes_along():
    answers = {"/a": page(b"", "301 Moved", "Location: b", "Set-Cookie: a=b"), "/b": moved("/c"), "/c": page(b"Here")}
    with serving(answers) as server:
        found = CLIENT.fetch(server.at("/a"))
    assert (found.body, found.address) == (b"Here", server.at("/c"))
    assert not any(line.lower().startswith("cookie") for lines in server.asked for line in lines)


def test_but_not_for_ever():
    with serving({"/": moved("/")}) as server, pytest.raises(Unreachable, match="leads on"):
        CLIENT.fetch(server.at("/"))
    assert len(server.asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1/", "http://[::ffff:192.168.0.1]/", "http://[::1]/", "//169.254.169.254/latest", "file:///etc/passwd"]
)  # fmt: skip
def test_a_redirect_to_a_private_place_is_refused(address):
    with serving({"/": moved(address)}) as server, pytest.raises(Refused):
        CLIENT.fetch(server.at("/"))


@pytest.mark.parametrize("answer", [hang, drip])
def test_what_hangs_or_drips_is_given_up(answer):
    with serving({"/": answer}) as server, pytest.raises(Unreachable):
        CLIENT.fetch(server.at("/"))


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nnonsense",
        b"\x00\xff\xfe garbage of no kind\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"",
    ],
    ids=["too short", "bad chunks", "garbage", "endless header", "no status", "nothing"],
)
def test_lies_and_garbage_are_no_answer(answer):
    with serving({"/": answer}) as server, pytest.raises(Unreachable):
        CLIENT.fetch(server.at("/"))


def test_no_more_is_read_than_there_is_room_for():
    with serving({"/": page(b"a" * 300_000)}) as server:
        found = replace(CLIENT, largest=100_000).fetch(server.at("/"))
    assert (len(found.body), found.is_whole) == (100_000, False)


def test_a_length_that_is_less_than_what_comes_is_taken_at_its_word():
    with serving({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nHello and more"}) as server:
        assert CLIENT.fetch(server.at("/")).body == b"Hello"


def test_what_is_not_there_says_so_and_a_host_that_is_not_is_unreachable():
    def unknown(host, port):
        raise OSError

    with serving({"/": page(b"Gone", "410 Gone")}) as server:
        assert CLIENT.fetch(server.at("/")).status == 410
    with pytest.raises(Unreachable, match="no such host"):
        replace(CLIENT, look_up=unknown).fetch("http://nowhere.example/")
    with pytest.raises(Unreachable):
        CLIENT.fetch(server.at("/"))


def test_each_request_to_a_host_waits_for_its_turn():
    waited = []
    with serving({"/": moved("/b"), "/b": page(b"Here")}) as server:
        replace(CLIENT, wait=waited.append).fetch(server.at("/"))
    assert waited == ["127.0.0.1", "127.0.0.1"]
