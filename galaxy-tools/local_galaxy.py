"""A real Galaxy from PyPI on this machine, with the wrappers of this folder: used by run-tests.py and screenshots.py.

The Python environments are made once under .cache/galaxy (1.6 GB), or taken from GX_VENV and PLANEMO_VENV.
Galaxy lives in target/galaxy meanwhile, logs included; GALAXY_PORT is its port (default: a free one).
With GALAXY_DOCKER=/path/to/docker the tools run in the container that macros.xml names, without network.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from xml.etree import ElementTree

GALAXY = ["galaxy-web-apps==26.1.2", "galaxy-web-client==26.1.2", "total-perspective-vortex==3.3.0"]
PLANEMO = ["planemo==0.75.47"]
USER = "tester@example.org"
BOOT_SECONDS = 900

TOOLS = Path(__file__).resolve().parent
PROJECT = TOOLS.parent
BIN = PROJECT / "target/dist/bin"
TINY = PROJECT / "test-data/tiny"
CACHE = PROJECT / ".cache/galaxy"
WORK = PROJECT / "target/galaxy"
BEGAN = time.monotonic()


def wrappers():
    """The wrappers by the word of their tool; ends the script where a launcher is not built."""
    found = {path.stem: path for path in sorted(TOOLS.glob("*.xml")) if path.name != "macros.xml"}
    for word in found:
        if not os.access(BIN / f"screlate-{word}", os.X_OK):
            sys.exit(f"no launcher {BIN}/screlate-{word}: build first (make does)")
    return found


def ids(found):
    """The id that Galaxy knows each wrapper by, by the word of its tool."""
    return {word: ElementTree.parse(path).getroot().get("id") for word, path in found.items()}


def fresh_folder(name):
    """Where all of one run lies: nothing of an earlier one is left there."""
    if sys.version_info < (3, 10):
        skip(name, f"Galaxy needs Python 3.10 or newer, this is {sys.version.split()[0]}")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)


def skip(name, reason):
    print(f"{name} skipped: {reason}", flush=True)
    sys.exit(0)


def say(line):
    print(f"[{time.monotonic() - BEGAN:4.0f} s] {line}", flush=True)


def environment(variable, packages):
    """The bin directory of a virtual environment that holds the packages."""
    if os.environ.get(variable):
        return Path(os.environ[variable]) / "bin"
    home = CACHE / packages[0].replace("==", "-")
    complete = home / "complete"
    if not complete.exists() or complete.read_text() != " ".join(packages):
        say(f"installing {' '.join(packages)}")
        shutil.rmtree(home, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", home], capture_output=True, text=True)
        if made.returncode != 0:
            skip("Galaxy", "python3 cannot make a virtual environment here:\n" + made.stdout + made.stderr)
        pip = [home / "bin/pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, *packages]).returncode != 0:
            sys.exit(f"{' '.join(packages)} could not be installed")
        complete.write_text(" ".join(packages))
    return home / "bin"


@contextmanager
def server(galaxy, wrappers, trusted=()):
    """A running Galaxy: its address and a user's key. It is stopped whatever happens.

    Pages of trusted tools (ids) are shown with their scripts, as an administrator can allow.
    """
    port = int(os.environ.get("GALAXY_PORT", "0")) or free_port()
    url, boot_key = f"http://127.0.0.1:{port}", secrets.token_hex(16)
    config = configure(wrappers, boot_key, trusted)
    web = [galaxy / "galaxy-web", "-c", config, "-b", f"127.0.0.1:{port}"]
    worker = [galaxy / "celery", "--app", "galaxy.celery", "worker", "--pool", "threads", "--concurrency", "2"]
    with ExitStack() as stack:
        process = stack.enter_context(running(web, config, "server.log"))
        stack.enter_context(running([*worker, "--queues", "galaxy.internal,galaxy.external"], config, "worker.log"))
        wait(process, url)
        call(f"{url}/")  # the first request makes the single user
        user = json.loads(call(f"{url}/api/users?key={boot_key}"))[0]["id"]
        key = json.loads(call(f"{url}/api/users/{user}/api_key?key={boot_key}", method="POST"))
        upload_alone(url, key)
        say("Galaxy is up")
        yield url, key


def upload_alone(url, key):
    """The worker's first task, before there are two at once: those would set up its database classes beside each other, and one of them could fail."""
    first = WORK / "first.txt"
    first.write_text("first\n")
    history = json.loads(call(f"{url}/api/histories?key={key}", "POST", {"name": "First"}))["id"]
    target = {"destination": {"type": "hdas"}, "elements": [{"src": "path", "path": str(first), "name": "first", "ext": "txt"}]}
    made = json.loads(call(f"{url}/api/tools/fetch?key={key}", "POST", {"history_id": history, "targets": [target]}))
    dataset = made["outputs"][0]["id"]
    for _ in range(BOOT_SECONDS):
        state = json.loads(call(f"{url}/api/datasets/{dataset}?key={key}"))["state"]
        if state == "ok":
            return
        if state == "error":
            break
        time.sleep(1)
    sys.exit(f"Galaxy could not take a first file, which is {state}: see {WORK}/worker.log and server.log")


@contextmanager
def running(command, config, log):
    """A process of Galaxy and whatever it starts: a session of its own, so that all of it can be stopped."""
    variables = {**os.environ, "GALAXY_CONFIG_FILE": str(config)}
    with (WORK / log).open("w") as out:
        process = subprocess.Popen(
            command, cwd=config.parent, env=variables, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            stop(process)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def configure(wrappers, boot_key, trusted):
    """Writes Galaxy's configuration (JSON is YAML too) and returns the main file."""
    config, database = WORK / "config", WORK / "database"
    config.mkdir()
    database.mkdir()
    tools = "".join(f'<tool file="{path}"/>' for path in wrappers)
    (config / "tools.xml").write_text(f'<toolbox><section id="screlate" name="screlate">{tools}</section></toolbox>')
    (config / "tables.xml").write_text("<tables/>")
    (config / "trusted.txt").write_text("\n".join(trusted))
    (config / "jobs.yml").write_text(json.dumps(job_configuration()))
    (config / "galaxy.yml").write_text(json.dumps({"galaxy": {
        "data_dir": str(database),
        "database_connection": f"sqlite:///{database}/galaxy.sqlite?isolation_level=IMMEDIATE&timeout=120",
        "tool_config_file": str(config / "tools.xml"),
        "tool_data_table_config_path": str(config / "tables.xml"),
        "sanitize_allowlist_file": str(config / "trusted.txt"),
        "job_config_file": str(config / "jobs.yml"),
        "dependency_resolvers": [{"type": "galaxy_packages"}],
        "conda_auto_init": False,
        "conda_auto_install": False,
        "enable_mulled_containers": False,
        "single_user": USER,
        "admin_users": USER,
        "bootstrap_admin_api_key": boot_key,
        "id_secret": secrets.token_hex(16),
        "check_upload_content": False,
        "allow_path_paste": True,  # the administrator, who is the only user, uploads by naming files
        # Uploads and metadata are the worker's, who loads Galaxy once: else every job would, for 5 CPU seconds.
        "enable_celery_tasks": True,
        "celery_conf": {
            "broker_url": f"sqla+sqlite:///{database}/queue.sqlite",
            "result_backend": f"db+sqlite:///{database}/answers.sqlite",
        },
        "metadata_strategy": "celery_extended",
        "watch_tools": "false",
    }}))
    return config / "galaxy.yml"


def job_configuration():
    """Jobs run on this machine with the memory and cores that an administrator would have set."""
    variables = [{"name": "GALAXY_MEMORY_MB", "value": "2000"}, {"name": "GALAXY_SLOTS", "value": "1"}]
    tools = {"runner": "local", "env": [*variables, {"name": "PATH", "value": f"{BIN}:$PATH"}]}
    docker = os.environ.get("GALAXY_DOCKER")
    if docker:
        tools = {"runner": "local", "env": variables, "docker_enabled": True, "require_container": True,
                 "docker_cmd": docker, "docker_sudo": False, "docker_net": "none"}
    # As an administrator can have it: a job begins with little memory, and where that is too little, it runs again with more.
    little = {**tools, "env": [{"name": "GALAXY_MEMORY_MB", "value": "60"}, *tools["env"][1:]],
              "resubmit": [{"condition": "memory_limit_reached", "environment": "tools"}]}
    return {
        "runners": {"local": {"load": "galaxy.jobs.runners.local:LocalJobRunner", "workers": 2}},
        "execution": {"default": "tools", "environments": {"tools": tools, "little": little, "plain": {"runner": "local"}}},
        "tools": [{"id": "screlate_coexpress", "environment": "little"}, {"id": "__DATA_FETCH__", "environment": "plain"}, {"id": "__SET_METADATA__", "environment": "plain"}],
    }


def wait(process, url):
    for _ in range(BOOT_SECONDS):
        try:
            call(f"{url}/api/version")
            return
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None:
                break
            time.sleep(1)
    sys.exit("Galaxy did not start:\n" + "\n".join((WORK / "server.log").read_text().splitlines()[-30:]))


def call(url, method="GET", body=None, timeout=60):
    """What Galaxy answers; a body is sent as JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, method=method, data=data, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        refused.msg += f": {refused.read().decode(errors='replace')[:2000]}"
        raise


def stop(process):
    for sent in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sent)
            process.wait(30)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            pass


def check_loaded(url, key, wanted):
    """Galaxy only logs that it could not load a tool."""
    loaded = {tool["id"] for tool in json.loads(call(f"{url}/api/tools?in_panel=false&key={key}"))}
    missing = set(wanted) - loaded
    if missing:
        sys.exit(f"not loaded by Galaxy: {', '.join(sorted(missing))}; see {WORK}/server.log")
    say(f"{len(wanted)} wrappers loaded")
