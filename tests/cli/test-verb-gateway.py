#!/usr/bin/env python3
"""fanfarectl gateway: the rehearsal gateway as a process of its own."""

import json
import signal
import urllib.error
import urllib.request

from driver import DONE, INCOMPLETE, PROBLEMS, UNREACHABLE, USAGE, case, check, gateway, mailing, main, same

MESSAGE = {"reference": "k1", "channel": "email", "to": "anna@example.com", "message": {"subject": "Hello", "text": "Hello"}}


def post(url, key, message):
    request = urllib.request.Request(url, json.dumps(message).encode(),
                                     {"Content-Type": "application/json", "Idempotency-Key": key})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, json.load(answer)


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


@case("/gateway/takes-and-shows")
def takes(folder):
    with gateway(folder, "--port", "0") as url:
        check(url.startswith("http://127.0.0.1:"), url)
        status, first = post(url, "k1", MESSAGE)
        check(200 <= status < 300, status)
        same(post(url, "k1", MESSAGE)[1], dict(first, repeated=True), "the same key again")
        messages = get(url)["messages"]
        same([item["key"] for item in messages], ["k1"])
        same(messages[0]["message"]["to"], "anna@example.com")


@case("/gateway/remembers")
def remembers(folder):
    with gateway(folder) as url:
        post(url, "k1", MESSAGE)
    with gateway(folder) as url:
        same(len(get(url)["messages"]), 1)
        post(url, "k1", MESSAGE)
        same(len(get(url)["messages"]), 1, "after a repeat")


@case("/gateway/log")
def log(folder):
    with gateway(folder, "--log", folder.file("mine.log")) as url:
        post(url, "k1", MESSAGE)
    with open(folder.file("mine.log"), encoding="utf-8") as file:
        same([json.loads(line)["key"] for line in file], ["k1"])


@case("/gateway/script")
def script(folder):
    path = folder.write("script.json", {"faults": [{"kind": "status", "status": 503, "from": 1, "count": 1}]})
    with gateway(folder, "--script", path) as url:
        try:
            post(url, "k1", MESSAGE)
            check(False, "the fault was not played")
        except urllib.error.HTTPError as error:
            same(error.code, 503)
            error.close()
        check(post(url, "k1", MESSAGE)[0] < 300)


def end_one(folder, number):
    """The address is told when a signal would already be heard."""
    child = folder.start("gateway", "--port", "0")
    check(b"127.0.0.1" in child.stdout.readline())
    child.send_signal(number)
    same(child.wait(20), DONE)


for number in (signal.SIGINT, signal.SIGTERM):
    @case("/gateway/ends-by-" + number.name)
    def ends(folder, number=number):
        for _ in range(5):
            end_one(folder, number)


# What becomes of messages that were taken while the answer was lost, by what the gateway promises about repeats.
CLASSES = [("keyed", DONE, "accepted"), ("searchable", DONE, "accepted"), ("blind", INCOMPLETE, "unconfirmed")]

for name, code, state in CLASSES:
    @case("/gateway/class/" + name)
    def repeats(folder, name=name, code=code, state=state):
        script = folder.write("script.json", {"faults": [{"kind": "truncate", "every": 3, "taken": True}]})
        path = folder.write("test.fanfare", mailing())
        log = folder.file("gateway.log")
        with gateway(folder, "--class", name, "--script", script, "--log", log) as url:
            same(get(url.rsplit("/", 1)[0]), {"class": name})
            books = folder.ctl("run", path, *folder.on(folder.store()), "--gateway", url, "--json", code=code).json["books"]
        check(books[state] > 0 and books["accepted"] + books["unconfirmed"] == books["planned"], books)
        with open(log, encoding="utf-8") as file:
            keys = [json.loads(line)["key"] for line in file]
        same((len(keys), len(set(keys))), (books["planned"], books["planned"]), "each message once")


@case("/gateway/port-is-taken")
def taken(folder):
    with gateway(folder) as url:
        port = url.split(":")[2].split("/")[0]
        result = folder.ctl("gateway", "--port", port, "--log", folder.file("other.log"), code=UNREACHABLE)
        check(port in result.err, result)


for name, content in [("no-json", "{"), ("unknown-kind", '{"faults": [{"kind": "explode"}]}'), ("no-object", "[]"),
                      ("status-out-of-range", '{"faults": [{"kind": "status", "status": 1000}]}'),
                      ("nested", "[" * 100000)]:
    @case("/gateway/broken-script/" + name)
    def broken_script(folder, content=content):
        result = folder.ctl("gateway", "--script", folder.write("script.json", content), code=PROBLEMS)
        check("script" in result.err, result)


@case("/gateway/script-is-missing")
def no_script(folder):
    check("missing.json" in folder.ctl("gateway", "--script", "missing.json", code=PROBLEMS).err)


@case("/gateway/wrong-use")
def wrong_use(folder):
    for words in (["a"], ["--port", "70000"], ["--port", "-1"], ["--class", "clairvoyant"]):
        check("Usage" in folder.ctl("gateway", *words, code=USAGE).err)


main()
