"""What the tests of fanfarectl share: a private folder and library for each
case, a small sample store made once, campaigns written by the test, and TAP.

A test script registers its cases with @case and ends with main (). A case is
handed a Folder and fails by an exception."""

import contextlib
import datetime
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

AS_OF = "2026-07-01"
NOW = "2026-07-01T12:00:00Z"
NOW_USEC = int(datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.timezone.utc).timestamp()) * 1000000

DONE, PROBLEMS, USAGE, UNREACHABLE, INCOMPLETE, CANCELLED = 0, 1, 2, 3, 4, 130

program = os.path.abspath(sys.argv[1])
source = os.path.abspath(sys.argv[2])
scratch = None
cases = []


class Skip(Exception):
    """The case cannot run here, and why."""


def case(name):
    """Registers a function of one Folder under a test path."""
    def register(function):
        cases.append((name, function))
        return function
    return register


def check(condition, *what):
    if not condition:
        raise AssertionError(" ".join(str(part) for part in what) or "the condition does not hold")


def same(got, expected, *what):
    check(got == expected, *what, "got", repr(got), "instead of", repr(expected))


def template(name):
    return os.path.join(source, "resources", "templates", name + ".fanfare")


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Result:
    """What one call of fanfarectl left behind."""

    def __init__(self, arguments, code, out, err):
        self.arguments = arguments
        self.code = code
        self.out = out
        self.err = err

    @property
    def json(self):
        return json.loads(self.out)

    def __str__(self):
        return "%s\ncode %d\nstdout: %s\nstderr: %s" % (" ".join(self.arguments), self.code, self.out[:4000], self.err[:4000])


class Folder:
    """A case's own folder: library, stores, files. Removed with all that runs in it."""

    def __init__(self, path):
        self.path = path
        self.library = self.file("library")
        self.children = []
        self.environment = dict(os.environ, FANFARE_LIBRARY=self.library, HOME=path, XDG_DATA_HOME=self.file("data"),
                                XDG_CONFIG_HOME=self.file("config"), XDG_CACHE_HOME=self.file("cache"), LC_ALL="C.UTF-8")
        self.environment.pop("FANFARE_STORE", None)

    def file(self, name):
        return os.path.join(self.path, name)

    def write(self, name, content):
        mode = "wb" if isinstance(content, bytes) else "w"
        with open(self.file(name), mode, **({} if mode == "wb" else {"encoding": "utf-8"})) as file:
            file.write(content if isinstance(content, (str, bytes)) else json.dumps(content, indent=2))
        return self.file(name)

    def ctl(self, *arguments, code=DONE, timeout=60, text=None, **variables):
        """Runs fanfarectl to its end and checks how it ended; @code None: the caller does. @text: on its standard input; @variables: of its environment."""
        words = [program] + [str(argument) for argument in arguments]
        done = subprocess.run(words, env=dict(self.environment, **variables), cwd=self.path, input=(text or "").encode(),
                              capture_output=True, timeout=timeout, check=False)
        result = Result(words[1:], done.returncode, done.stdout.decode(), done.stderr.decode())
        check(code is None or result.code == code, "expected code", code, "\n", result)
        return result

    def start(self, *arguments):
        """Runs fanfarectl on; ended with the case if it lives so long."""
        words = [program] + [str(argument) for argument in arguments]
        child = subprocess.Popen(words, env=self.environment, cwd=self.path, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.children.append(child)
        return child

    def store(self, name="sample.sqlite"):
        """The sample store of 300 people, for this case alone."""
        shutil.copyfile(shared_sample(), self.file(name))
        return self.file(name)

    def on(self, path):
        """The options that put a verb on the store at @path, at the fixed time."""
        return ("--store", "sqlite:" + path, "--now", NOW)

    def close(self):
        for child in self.children:
            if child.poll() is None:
                child.kill()
            child.wait()
            child.stdout.close()
            child.stderr.close()


_sample = None


def shared_sample():
    global _sample
    if _sample is None:
        path = os.path.join(scratch, "sample.sqlite")
        subprocess.run([program, "sample", path, "--people", "300", "--seed", "7", "--as-of", AS_OF], check=True,
                       stdout=subprocess.DEVNULL)
        _sample = path
    return _sample


@contextlib.contextmanager
def gateway(folder, *options):
    """A rehearsal gateway in a process of its own; gives its URL."""
    child = folder.start("gateway", "--json", *options)
    try:
        line = child.stdout.readline()
        check(line, "the gateway did not start:", child.stderr.read().decode() if not line else "")
        yield json.loads(line)["url"]
    finally:
        child.send_signal(signal.SIGINT)
        same(child.wait(20), DONE, "the gateway's exit code")


def query(path, sql, *values):
    """All rows of a question straight to the file, past every line of ours."""
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % path, uri=True)) as db:
        return db.execute(sql, values).fetchall()


def one(path, sql, *values):
    return query(path, sql, *values)[0][0]


def wait_for(what, seconds, condition):
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, "waited in vain for", what)
        time.sleep(0.002)


# ---- Campaigns.

def attribute(*path):
    return {"attribute": list(path)}


def compare(path, op, *values, **options):
    """A condition on an attribute, "a.b" through a link."""
    item = {"left": attribute(*path.split(".")) if isinstance(path, str) else path, "op": op}
    if op in ("in-list", "not-in-list"):
        item["right"] = {"values": list(values)}
    elif values:
        item["right"] = {"value": values[0]}
    item.update(options)
    return item


def exists(link, *items):
    return {"exists": link, "where": {"all": list(items)}}


def not_exists(link, *items):
    return {"not-exists": link, "where": {"all": list(items)}}


def aggregate(name, link, of=None, *items):
    operand = {"aggregate": name, "link": link if isinstance(link, list) else [link]}
    if of is not None:
        operand["of"] = attribute(of)
    if items:
        operand["where"] = {"all": list(items)}
    return operand


def activity(identity, type_id, settings=None, x=0, y=0, **members):
    item = {"id": identity, "type": type_id, "label": members.pop("label", ""), "x": x, "y": y}
    item.update(members)
    item["settings"] = settings or {}
    return item


def build(identity, entity, *items, **members):
    return activity(identity, "build-audience", {"entity": entity, "rule": {"all": list(items)}}, **members)


def email(identity, **settings):
    content = {"subject": "Hello {{ profile.first_name }}", "html": "<p>Hello {{ profile.first_name }}</p>",
               "text": "Hello {{ profile.first_name }}", "gateway": "rehearsal", "per": "profile", "purpose": "marketing",
               "topic": "offers"}
    content.update(settings)
    return activity(identity, "email", content)


def join(identity, start, end):
    """A transition, "activity:port" to "activity:port"; ports "out" and "in" when not named."""
    start, _, start_port = start.partition(":")
    end, _, end_port = end.partition(":")
    return {"id": identity, "from": start, "from_port": start_port or "out", "to": end, "to_port": end_port or "in"}


def campaign(activities, transitions, **members):
    document = {"fanfare": 1, "needs": [], "id": "test-campaign", "name": "Test", "zone": "UTC"}
    document.update(members)
    document.update(activities=activities, transitions=transitions)
    return document


def mailing(*items, **settings):
    """A campaign of one audience of profiles and one e-mail."""
    return campaign([build("who", "profiles", *items), email("mail", **settings), activity("end", "end")],
                    [join("t1", "who", "mail"), join("t2", "mail", "end")])


# ---- TAP.

def run_case(number, name, function):
    folder = Folder(tempfile.mkdtemp(prefix="case-", dir=scratch))
    try:
        function(folder)
        print("ok %d %s" % (number, name))
        return True
    except Skip as reason:
        print("ok %d %s # SKIP %s" % (number, name, reason))
        return True
    except BaseException as error:  # pylint: disable=broad-except
        if isinstance(error, KeyboardInterrupt):
            raise
        for line in traceback.format_exc().splitlines():
            print("# " + line)
        print("not ok %d %s" % (number, name))
        return False
    finally:
        folder.close()
        shutil.rmtree(folder.path, ignore_errors=True)
        sys.stdout.flush()


def main():
    global scratch
    with tempfile.TemporaryDirectory(prefix="fanfare-cli-") as scratch:
        print("1..%d" % len(cases))
        results = [run_case(number, name, function) for number, (name, function) in enumerate(cases, 1)]
    sys.exit(0 if all(results) else 1)
