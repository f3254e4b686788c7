"""What Prometheus reads, what the dashboard shows, and what both are called."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.operations.metrics import GAUGES, ErrorCounter, Metrics, Way

ROOT = Path(__file__).parent.parent.parent
DASHBOARD = json.loads((ROOT / "docs" / "grafana-dashboard.json").read_text(encoding="utf-8"))


def samples(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample by its name and its labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(metrics.exposition().decode())
        for sample in family.samples
    }


def whole() -> Metrics:
    """Metrics in which every series has begun."""
    metrics = Metrics()
    metrics.answered(Way.ASK, "answer", 0.004)
    metrics.connected(is_resumed=False)
    metrics.disconnected()
    metrics.failed("bot")
    metrics.versions(souffleur="1.2.3", discord_py="2")
    metrics.shard(3, lambda: True)
    for name in GAUGES:
        metrics.gauge(name, lambda: 7.0)
    return metrics


def test_questions_are_counted_by_way_and_status() -> None:
    metrics = Metrics()
    metrics.answered(Way.ASK, "answer", 0.004)
    metrics.answered(Way.ASK, "answer", 0.3)
    metrics.answered(Way.MENTION, "not_found", 0.001)

    counted = samples(metrics)
    asked = (("status", "answer"), ("way", "ask"))
    refused = (("status", "not_found"), ("way", "mention"))
    assert counted["souffleur_questions_total", asked] == 2
    assert counted["souffleur_questions_total", refused] == 1
    assert counted["souffleur_answer_seconds_count", (("way", "ask"),)] == 2
    assert counted["souffleur_answer_seconds_bucket", (("le", "0.005"), ("way", "ask"))] == 1


def test_connections_and_errors_are_counted() -> None:
    metrics = Metrics()
    metrics.connected(is_resumed=False)
    metrics.connected(is_resumed=True)
    metrics.disconnected()
    log, counter = logging.getLogger("bot.chat.replies"), ErrorCounter(metrics)
    log.addHandler(counter)
    log.error("failed")
    log.warning("not counted")
    log.removeHandler(counter)

    counted = samples(metrics)
    assert counted["souffleur_gateway_connections_total", (("kind", "resumed"),)] == 1
    assert counted["souffleur_gateway_disconnects_total", ()] == 1
    assert counted["souffleur_errors_total", (("logger", "bot.chat.replies"),)] == 1


def test_a_gauge_shows_what_is_there_when_it_is_read() -> None:
    metrics, there = Metrics(), [3.0]
    metrics.gauge("servers", lambda: there[0])
    before = samples(metrics)["souffleur_servers", ()]
    there[0] = 4.0

    assert (before, samples(metrics)["souffleur_servers", ()]) == (3.0, 4.0)


def test_each_shard_tells_whether_it_is_ready() -> None:
    metrics, ready = Metrics(), {2}
    for number in (2, 3):
        metrics.shard(number, lambda number=number: number in ready)  # type: ignore[misc]

    counted = samples(metrics)
    assert counted["souffleur_gateway_shard_ready", (("shard", "2"),)] == 1
    assert counted["souffleur_gateway_shard_ready", (("shard", "3"),)] == 0


def test_two_bots_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.disconnected()

    assert samples(other)["souffleur_gateway_disconnects_total", ()] == 0


def shown_metrics() -> set[str]:
    """Every metric that a panel of the dashboard asks for."""
    asked = [target["expr"] for panel in DASHBOARD["panels"] for target in panel.get("targets", [])]
    return set(re.findall(r"\bsouffleur_\w+", " ".join(asked)))


def test_every_metric_of_the_dashboard_exists() -> None:
    there = {name for name, _ in samples(whole())}

    assert shown_metrics()
    assert shown_metrics() <= there


def test_every_metric_is_on_the_dashboard() -> None:
    there = {
        name
        for name, _ in samples(whole())
        # The client library's own: when each series began, and two more faces of a histogram.
        if not name.endswith(("_created", "_sum", "_count"))
    }

    assert there == shown_metrics()


def test_every_label_of_the_dashboard_exists() -> None:
    labels = {label for _, of in samples(whole()) for label, _ in of}
    asked = re.findall(r"by \(([^)]*)\)", json.dumps(DASHBOARD["panels"]))

    assert asked
    assert {name.strip() for group in asked for name in group.split(",")} <= labels


def test_every_panel_has_a_title_a_place_and_a_question() -> None:
    panels = DASHBOARD["panels"]

    assert len({panel["id"] for panel in panels}) == len(panels)
    assert all(panel["title"] and panel["targets"] for panel in panels)
    assert all(set(panel["gridPos"]) == {"h", "w", "x", "y"} for panel in panels)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in panels)
