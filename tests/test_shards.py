"""Which shards a process has: as people write them, and as Discord hands servers out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import Settings
from bot.shards import MOST_SHARDS, Shards


def some_shards() -> st.SearchStrategy[Shards]:
    return st.integers(1, 64).flatmap(
        lambda count: st.builds(
            lambda ids: Shards(tuple(sorted(ids)), count),
            st.sets(st.integers(0, count - 1), min_size=1),
        )
    )


@pytest.mark.parametrize(
    ("text", "ids", "count"),
    [
        ("0-3/16", (0, 1, 2, 3), 16),
        ("0,2,5/6", (0, 2, 5), 6),
        (" 4-5 , 0 / 6 ", (0, 4, 5), 6),
        ("1,1-2/3", (1, 2), 3),
        ("0/1", (0,), 1),
    ],
)
def test_shards_are_read_as_people_write_them(text: str, ids: tuple[int, ...], count: int) -> None:
    assert Shards.read_of(text) == Shards(ids, count)


@given(some_shards())
def test_what_is_written_is_read_again(shards: Shards) -> None:
    assert Shards.read_of(str(shards)) == shards


@given(st.text(max_size=20))
def test_whatever_is_written_is_read_or_refused(text: str) -> None:
    try:
        shards = Shards.read_of(text)
    except ValueError:
        return
    assert 0 <= shards.ids[0] <= shards.ids[-1] < shards.count <= MOST_SHARDS


@given(st.integers(1, 2**63), st.integers(1, 64))
def test_each_server_comes_through_one_shard(guild_id: int, count: int) -> None:
    holding = [number for number in range(count) if Shards((number,), count).hold(guild_id)]

    assert holding == [Shards.all_of(count).of_guild(guild_id)]


def test_direct_messages_come_through_the_first_shard() -> None:
    assert Shards((0, 3), 4).hold(None)
    assert Shards((0, 3), 4).has_first
    assert not Shards((1, 2), 4).hold(None)
    assert not Shards((1, 2), 4).has_first


def test_shards_are_whole_where_no_other_process_can_have_any() -> None:
    assert Shards.all_of(3).is_whole
    assert not Shards((0, 1), 3).is_whole


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        (
            {"SHARD_IDS": "0-3"},
            (
                "SHARD_IDS is set without SHARD_COUNT; set SHARD_COUNT to the number of shards "
                "that all processes have together, such as 16."
            ),
        ),
        (
            {"SHARD_IDS": "4", "SHARD_COUNT": "4"},
            ("SHARD_IDS cannot be used: there is no shard 4: 4 shards have the numbers 0 to 3."),
        ),
        (
            {"SHARD_IDS": "3-1", "SHARD_COUNT": "4"},
            "SHARD_IDS cannot be used: 3-1 runs backwards.",
        ),
        (
            {"SHARD_IDS": "all", "SHARD_COUNT": "4"},
            "SHARD_IDS cannot be used: it is no list of shards, such as 0-3 or 0,2,5.",
        ),
    ],
    ids=["no count", "beyond the count", "backwards", "no list"],
)
def test_shards_that_cannot_be_are_refused_with_the_remedy(
    environment: dict[str, str], said: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(environment)

    assert str(refused.value) == said


@pytest.mark.parametrize("count", ["0", "-1", "many", "10001"])
def test_a_count_that_cannot_be_is_refused(count: str) -> None:
    with pytest.raises(SettingsError, match="SHARD_COUNT cannot be used"):
        Settings.from_environment({"SHARD_COUNT": count})


def test_without_shards_discord_is_asked_and_a_count_alone_means_all_of_them() -> None:
    assert Settings.from_environment({}).shards is None
    assert Settings.from_environment({"SHARD_IDS": "", "SHARD_COUNT": ""}).shards is None
    assert Settings.from_environment({"SHARD_COUNT": "4"}).shards == Shards.all_of(4)


def test_the_command_line_wins_over_the_environment() -> None:
    settings = Settings.from_environment({"SHARD_IDS": "0", "SHARD_COUNT": "2"})

    assert settings.with_shards("2-3/4").shards == Shards((2, 3), 4)
    with pytest.raises(SettingsError, match="--shards 2-3 cannot be used: it is not some shards"):
        settings.with_shards("2-3")
