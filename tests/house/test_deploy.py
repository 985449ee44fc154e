"""What stands in deploy/ fits the program: its variables exist, its secrets are files, it runs as nobody with nothing to write."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from configparser import RawConfigParser
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose
from prometheus_client.parser import text_string_to_metric_families

from bot.serving.metrics import Metrics
from bot.settings import PREFIX, SECRETS, Settings
from tests.support.not_run import NOT_RUN

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
TEXTS = [path for path in sorted(DEPLOY.iterdir()) if path.suffix != ".lock"]
UNITS = sorted(DEPLOY.glob("*.service"))
VARIABLES = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
SECRET_FILES = {f"{PREFIX}{name.upper()}_FILE" for name in SECRETS}
HARDENING = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "DynamicUser": "yes",
    "CapabilityBoundingSet": "",
    "UMask": "0077",
    "LimitCORE": "0",
    "StateDirectoryMode": "0700",
}


FOLDERS = ("./keys", "./review", "./review-public", "./Caddyfile", "./web.Caddyfile", "./console.Caddyfile")
"""What compose mounts beside volumes; deploy/README.md says how to make them."""


def compose() -> dict[str, Any]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


def container_lines() -> list[str]:
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def locked(path: Path) -> dict[str, str]:
    """Each pinned name with its version and hashes."""
    found = re.findall(r"(?m)^([a-z0-9.-]+)(==(?:.*\\\n)*.*)$", path.read_text("utf-8"))
    return dict(found)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_variable_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"JIAJI_[A-Z_]*[A-Z]", path.read_text("utf-8")))
    assert named <= VARIABLES | SECRET_FILES


def test_every_variable_is_in_the_readme() -> None:
    named = set(re.findall(r"JIAJI_[A-Z_]*[A-Z]", (ROOT / "README.md").read_text("utf-8")))
    assert named >= VARIABLES


def test_the_lock_for_running_is_that_for_working_without_its_tools() -> None:
    running, working = locked(DEPLOY / "requirements.lock"), locked(ROOT / "requirements.lock")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert running.items() <= working.items()
    assert _names(project["dependencies"]) <= set(running)
    # The library that talks to Telegram brings httpx along.
    assert _names(project["optional-dependencies"]["dev"]) & set(running) <= {"httpx"}
    assert all("--hash=sha256:" in pinned for pinned in running.values())


def test_the_lock_with_the_reading_of_papers_adds_only_that() -> None:
    running, reading = locked(DEPLOY / "requirements.lock"), locked(DEPLOY / "documents.lock")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert running.items() <= reading.items() <= locked(ROOT / "requirements.lock").items()
    assert _names(project["optional-dependencies"]["documents"]) <= set(reading) - set(running)


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=]", one)[0] for one in requirements}


def test_the_image_is_made_of_what_is_there_and_runs_as_nobody() -> None:
    lines = container_lines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            assert (ROOT / line.split()[1]).exists()
    instructions = [line.split()[0] for line in lines]
    user = next(line for line in lines if line.startswith("USER"))
    assert user == "USER 10001:10001"
    assert instructions.index("USER") < instructions.index("ENTRYPOINT")
    assert any("--require-hashes" in line for line in lines)
    assert not any(line.startswith(("ADD ", "ARG JIAJI")) for line in lines)


def test_what_installs_is_not_in_the_image() -> None:
    """Neither of the environment nor of Python's own; nothing of it is needed by what stays."""
    uninstalled = [
        set(re.findall(r"\b(?:pip|setuptools)\b", line.split("uninstall", 1)[1].partition(";")[0]))
        for line in container_lines()
        if "uninstall" in line
    ]
    assert uninstalled == [{"pip", "setuptools"}, {"pip", "setuptools"}]
    assert not {"pip", "setuptools"} & set(locked(DEPLOY / "documents.lock"))


def test_compose_is_what_the_specification_knows() -> None:
    PyCompose.from_yaml((DEPLOY / "compose.yaml").read_text("utf-8")).validate()


def test_compose_names_only_what_it_has() -> None:
    found = compose()
    for service in found["services"].values():
        assert set(service.get("secrets", [])) <= set(found["secrets"])
        assert set(service["networks"]) <= set(found["networks"])
        assert set(service.get("depends_on", {})) <= set(found["services"])
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            assert source in found["volumes"] or source in FOLDERS
    used = {name for service in found["services"].values() for name in service.get("secrets", [])}
    assert used == set(found["secrets"])


def test_compose_runs_the_bot_twice_with_nothing_to_write_to_and_no_secret_in_its_environment() -> None:
    bot = compose()["services"]["bot"]
    assert bot["deploy"]["replicas"] == 2
    assert (bot["read_only"], bot["cap_drop"]) == (True, ["ALL"])
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in bot
    assert {f"{PREFIX}{name.upper()}" for name in SECRETS} & set(bot["environment"]) == set()
    assert {value for name, value in bot["environment"].items() if name in SECRET_FILES} == {
        f"/run/secrets/{name}" for name in bot["secrets"]
    }


def test_only_proxies_are_reached_from_outside_and_the_database_has_no_way_out() -> None:
    found = compose()
    assert [name for name, one in found["services"].items() if "ports" in one] == ["proxy", "console-proxy"]
    assert found["services"]["database"]["networks"] == ["inside"]
    assert found["networks"]["inside"] == {"internal": True}


def test_the_console_has_no_master_key_and_starts_only_when_it_is_asked_for() -> None:
    console = compose()["services"]["console"]
    assert console["profiles"] == ["console"]
    assert console["secrets"] == ["console_database_url"]
    assert [volume.split(":")[0] for volume in console["volumes"]] == ["./review"]
    assert (console["read_only"], console["cap_drop"]) == (True, ["ALL"])
    unit = (DEPLOY / "jiaji-console.service").read_text("utf-8")
    assert "InaccessiblePaths=-/var/lib/private/jiaji/keys" in unit
    assert "token" not in unit


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_may_do_little_and_names_no_secret(path: Path) -> None:
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string(path.read_text("utf-8"))
    service = dict(unit["Service"])
    assert {name: service[name] for name in HARDENING} == HARDENING
    assert "JIAJI_" not in service["ExecStart"]
    assert service["ExecStart"].count("/opt/jiaji/bin/jiaji") == 1


def _tool(name: str, package: str, record_property: Callable[[str, object], None]) -> str:
    found = which(name)
    if found is None:
        record_property(
            NOT_RUN, f"{name} over deploy/, for it is not here; `apt-get install {package}` brings it"
        )
        pytest.skip(f"there is no {name} here")
    return found


def test_systemd_takes_the_units_and_finds_them_shut(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    analyze = _tool("systemd-analyze", "systemd", record_property)
    names = [*(path.name for path in UNITS), "jiaji-backup.timer"]
    for name in names:
        text = (DEPLOY / name).read_text("utf-8")
        # The program is not here; whatever can be executed will do.
        (tmp_path / name).write_text(text.replace("/opt/jiaji/bin/jiaji", sys.executable))
    looked = [analyze, "verify", "--man=no", "--recursive-errors=no"]
    verified = subprocess.run([*looked, *(tmp_path / name for name in names)], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    judge = [analyze, "security", "--offline=true", "--threshold=15"]
    for path in UNITS:
        judged = subprocess.run([*judge, path], capture_output=True, text=True)
        assert judged.returncode == 0, judged.stdout


FAKE_SYSTEMD_RUN = """#!/bin/sh
for word; do printf '%s\\n' "$word"; done
"""


def test_a_command_of_an_operator_runs_with_the_users_folders_and_variables_of_the_service(
    tmp_path: Path,
) -> None:
    fake = tmp_path / "systemd-run"
    fake.write_text(FAKE_SYSTEMD_RUN)
    fake.chmod(0o755)
    done = subprocess.run(
        [str(DEPLOY / "jiaji"), "outbox", "--again"],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    words = done.stdout.splitlines()
    asked = dict(word.removeprefix("--property=").split("=", 1) for word in words if "--property=" in word)
    unit = (DEPLOY / "jiaji.service").read_text("utf-8").splitlines()
    for name in ("User", "DynamicUser", "StateDirectoryMode", "UMask", "LimitCORE", "EnvironmentFile"):
        assert f"{name}={asked[name]}" in unit
    assert "jiaji" in asked["StateDirectory"].split()
    assert (
        f"Environment={next(word for word in words if '--setenv' in word).removeprefix('--setenv=')}" in unit
    )
    assert words[-2:] == ["outbox", "--again"]


def test_where_memory_runs_out_the_kernel_ends_the_child_and_not_the_bot() -> None:
    unit = (DEPLOY / "jiaji.service").read_text("utf-8").splitlines()
    assert {"MemoryMax=1G", "OOMPolicy=continue", "Restart=on-failure"} <= set(unit)


def test_no_guide_runs_a_command_otherwise() -> None:
    for path in DEPLOY.glob("*.md"):
        assert "systemd-run" not in path.read_text("utf-8")


def figures() -> set[str]:
    """What a bot and its Prometheus know."""
    page = Metrics().page().decode()
    families = text_string_to_metric_families(page)
    endings = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"]}
    return {"up"} | {one.name + ending for one in families for ending in endings.get(one.type, [""])}


def named_in(expression: str) -> set[str]:
    return set(re.findall(r"\b(?:jiaji|process)_[a-z_]+|\bup\b", expression))


def test_alerts_are_about_figures_that_there_are_and_each_is_in_the_runbook() -> None:
    (group,) = yaml.safe_load((DEPLOY / "alerts.yaml").read_text("utf-8"))["groups"]
    runbook = (DEPLOY / "runbook.md").read_text("utf-8")
    for rule in group["rules"]:
        assert named_in(rule["expr"]) <= figures()
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert f"| {rule['alert']} |" in runbook


def test_promtool_takes_the_alerts(record_property: Callable[[str, object], None]) -> None:
    promtool = _tool("promtool", "prometheus", record_property)
    done = subprocess.run(
        [promtool, "check", "rules", str(DEPLOY / "alerts.yaml")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


QUIET_DAY = {
    'up{job="jiaji"}': "1x60",
    "jiaji_store_up": "1x60",
    'jiaji_asked_total{outcome="answered"}': "0+2x60",
    'jiaji_asked_total{outcome="failed"}': "0+1x60",
    "jiaji_outbox_oldest_seconds": "4x60",
    'jiaji_turns_total{outcome="failed"}': "0x60",
    "jiaji_updates_set_aside": "0x60",
    'jiaji_dead_letters{reason="Forbidden"}': "7x60",
    'jiaji_dead_letters{reason="BadRequest"}': "0x60",
    'jiaji_commit_seconds_bucket{le="1.0"}': "0+300x60",
    'jiaji_commit_seconds_bucket{le="+Inf"}': "0+300x60",
    'jiaji_commit_seconds_bucket{le="2.5"}': "0+300x60",
    "jiaji_calls_refused_total": "0+3x60",
    "jiaji_backup_age_seconds": "0+60x60",
    "jiaji_erased_late": "0x60",
    'process_resident_memory_bytes{job="jiaji"}': "200000000x60",
}
"""An hour, a value a minute, as promtool writes it."""
BAD_DAYS = {
    "JiajiIsAway": {'up{job="jiaji"}': "0x60"},
    "JiajiDatabaseIsAway": {"jiaji_store_up": "0x60"},
    "JiajiHearsNothing": {'jiaji_asked_total{outcome="answered"}': "5x60"},
    "JiajiRepliesWait": {"jiaji_outbox_oldest_seconds": "301x60"},
    "JiajiTurnsFail": {'jiaji_turns_total{outcome="failed"}': "0x55 1x5"},
    "JiajiUpdatesAreSetAside": {"jiaji_updates_set_aside": "1x60"},
    "JiajiRepliesAreGivenUp": {'jiaji_dead_letters{reason="BadRequest"}': "1x60"},
    "JiajiCommitsAreSlow": {'jiaji_commit_seconds_bucket{le="1.0"}': "0+290x60"},
    "JiajiCallsAreRefused": {"jiaji_calls_refused_total": "0+90x60"},
    "JiajiHasNoBackup": {"jiaji_backup_age_seconds": "129601x60"},
    "JiajiErasesLate": {"jiaji_erased_late": "1x60"},
    "JiajiTakesMuchMemory": {'process_resident_memory_bytes{job="jiaji"}': "500000001x60"},
}
LABELS = {
    "JiajiIsAway": {"job": "jiaji"},
    "JiajiTurnsFail": {"outcome": "failed"},
    "JiajiTakesMuchMemory": {"job": "jiaji"},
}
"""What an alert says beside its severity."""


def test_each_alert_wakes_on_its_own_bad_day_and_none_on_a_quiet_one(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    promtool = _tool("promtool", "prometheus", record_property)
    (group,) = yaml.safe_load((DEPLOY / "alerts.yaml").read_text("utf-8"))["groups"]
    assert [rule["alert"] for rule in group["rules"]] == list(BAD_DAYS)
    days = [_day(group["rules"], "", {}), *(_day(group["rules"], *bad) for bad in BAD_DAYS.items())]
    played = {"rule_files": [str(DEPLOY / "alerts.yaml")], "evaluation_interval": "1m", "tests": days}
    (tmp_path / "days.yaml").write_text(yaml.safe_dump(played))
    done = subprocess.run([promtool, "test", "rules", tmp_path / "days.yaml"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _day(rules: list[dict[str, Any]], wakes: str, bad: dict[str, str]) -> dict[str, Any]:
    expected = [
        {
            "eval_time": "1h",
            "alertname": rule["alert"],
            "exp_alerts": [_woken(rule)] if rule["alert"] == wakes else [],
        }
        for rule in rules
    ]
    series = [{"series": name, "values": values} for name, values in (QUIET_DAY | bad).items()]
    return {"interval": "1m", "input_series": series, "alert_rule_test": expected}


def _woken(rule: dict[str, Any]) -> dict[str, Any]:
    labels = rule["labels"] | LABELS.get(rule["alert"], {})
    return {"exp_labels": labels, "exp_annotations": rule["annotations"]}


def test_the_dashboard_shows_figures_that_there_are() -> None:
    panels = json.loads((DEPLOY / "dashboard.json").read_text("utf-8"))["panels"]
    shown = {name for panel in panels for target in panel["targets"] for name in named_in(target["expr"])}
    assert shown <= figures()
    assert len(panels) == 10


@pytest.mark.parametrize(("name", "path"), [("Caddyfile", "/telegram/*"), ("nginx.conf", "/telegram/")])
def test_a_proxy_passes_one_path_on_writes_nothing_down_and_takes_no_large_body(name: str, path: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    said = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert re.findall(r"(?m)^\s*(?:path|location) (/telegram\S*)", said) == [path]
    assert "/metrics" not in said
    assert "404" in said
    assert re.search(r"(?i)\b1mb?\b", said)
    assert not re.search(r"(?m)^\s*log\b|access_log (?!off)", said)


@pytest.mark.parametrize("name", ["console.Caddyfile", "console.nginx.conf"])
def test_the_proxy_of_the_console_writes_nothing_down_and_is_reached_by_https_alone(name: str) -> None:
    text = (DEPLOY / name).read_text("utf-8")
    said = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    assert "127.0.0.1:8400" in said
    assert "Strict-Transport-Security" in said
    assert "listen 80" not in said
    assert "http://{" not in said
    assert re.search(r"(?i)\b1mb?\b", said)
    assert not re.search(r"(?m)^\s*log\b|access_log (?!off)", said)
