from __future__ import annotations

import pytest

from argmap.environment import CannotStart, env_choice, env_flag, env_list, env_number, env_text, is_loopback


def test_an_empty_variable_counts_as_unset(monkeypatch):
    monkeypatch.setenv("SITE_OPERATOR", "  ")
    assert env_text("SITE_OPERATOR", "nobody yet") == "nobody yet"


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("Yes", True), ("off", False), ("FALSE", False)])
def test_a_flag_is_read_in_its_usual_spellings(monkeypatch, value, meant):
    monkeypatch.setenv("DEBUG", value)
    assert env_flag("DEBUG", not meant) is meant


def test_a_flag_with_another_value_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("DEBUG", "perhaps")
    with pytest.raises(CannotStart, match=r"^DEBUG must be 1 or 0, not 'perhaps'\.$"):
        env_flag("DEBUG", False)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "8e3", "٨٠", "port"])
def test_a_number_outside_its_bounds_is_refused_by_name(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(CannotStart, match=r"^PORT must be a whole number from 1 to 65535"):
        env_number("PORT", 8000, least=1, most=65535)


def test_a_choice_is_one_of_its_words_and_the_first_when_unset(monkeypatch):
    monkeypatch.setenv("SIGNUP", "")
    assert env_choice("SIGNUP", ("open", "closed")) == "open"
    monkeypatch.setenv("SIGNUP", "Closed")
    assert env_choice("SIGNUP", ("open", "closed")) == "closed"


def test_another_word_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("SIGNUP", "ajar")
    with pytest.raises(CannotStart, match=r"^SIGNUP must be open or closed, not 'ajar'\.$"):
        env_choice("SIGNUP", ("open", "closed"))


def test_a_list_stands_between_commas(monkeypatch):
    monkeypatch.setenv("SIGNUP_DOMAINS", " Uni.example, college.example ,,")
    assert env_list("SIGNUP_DOMAINS") == ["Uni.example", "college.example"]
    assert env_list("SIGNUP_DOMAINS", lower=True) == ["uni.example", "college.example"]
    assert env_list("UNSET_LIST") == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "::1", "[::1]", "map.localhost"])
def test_names_of_this_machine_are_loopback(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "example.org", "10.0.0.7", "", "*", "localhost.example.org"])
def test_everything_else_is_not(host):
    assert not is_loopback(host)
