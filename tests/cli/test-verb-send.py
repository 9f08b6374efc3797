#!/usr/bin/env python3
"""fanfarectl send, and run before it, killed in the middle: what is left goes
out, and nothing goes out twice, by the gateway's own log. FF_KILLS makes it
longer, FF_SEED the same again."""

import json
import os
import random
import shutil
import signal
import subprocess
import time

import driver
from driver import (CANCELLED, DONE, PROBLEMS, USAGE, case, check, gateway, main, mailing, one, program, same, template,
                    wait_for)

KILLS = int(os.environ.get("FF_KILLS", "6"))
SEED = int(os.environ.get("FF_SEED", random.randrange(1 << 32)))
print("# FF_SEED=%d" % SEED)

_people = None


def crowd(folder):
    """A store of 3,000 people, made once."""
    global _people
    if _people is None:
        _people = os.path.join(driver.scratch, "crowd.sqlite")
        subprocess.run([program, "sample", _people, "--people", "3000", "--seed", "3", "--as-of", driver.AS_OF], check=True,
                       stdout=subprocess.DEVNULL)
    shutil.copyfile(_people, folder.file("crowd.sqlite"))
    return folder.file("crowd.sqlite")


def taken(path):
    """The whole lines of the gateway's log."""
    try:
        with open(path, "rb") as file:
            return [json.loads(line) for line in file.read().split(b"\n")[:-1]]
    except FileNotFoundError:
        return []


def count_lines(path):
    try:
        with open(path, "rb") as file:
            return file.read().count(b"\n")
    except FileNotFoundError:
        return 0


def kill_at(child, log, target, rand):
    """Kills @child when the gateway has @target messages, or a moment later; True if it still ran."""
    wait_for("messages", 60, lambda: count_lines(log) >= target or child.poll() is not None)
    time.sleep(rand.random() * 0.01)
    child.kill()
    return child.wait() == -signal.SIGKILL


def check_once(log, books):
    got = taken(log)
    same(len({item["key"] for item in got}), len(got), "keys taken once of")
    same(len({item["message"]["to"].lower() for item in got}), len(got), "addresses taken once of")
    same(len(got), books["planned"], "messages taken")
    same(books["accepted"], books["planned"], "accepted")


def survive(folder, rand, options, log):
    """A run killed, sends killed, and one that ends."""
    store = crowd(folder)
    path = folder.write("test.fanfare", mailing())
    planned = 1500
    target = rand.randrange(planned)
    child = folder.start("run", path, *folder.on(store), "--json", *options)
    killed = kill_at(child, log, target, rand)

    for _ in range(rand.randrange(3)):
        before = count_lines(log)
        child = folder.start("send", "--json", *options)
        killed = kill_at(child, log, before + rand.randrange(200), rand) or killed

    # Whatever died before the outbox held it starts anew; what was prepared is not prepared again.
    report = folder.ctl("run", path, *folder.on(store), "--json", *options).json
    books = report["books"]
    check(books["planned"] > planned, "too few messages:", books)
    same(len(folder.ctl("outbox", "--json").json["runs"]), 1, "runs")
    same(folder.ctl("send", "--json", *options).json, report, "sending again")
    check_once(log, books)
    return killed


for number in range(KILLS):
    @case("/send/killed/%d" % number)
    def killed(folder, number=number):
        rand = random.Random(SEED + number)
        # Every other time the gateway lives in the process that is killed.
        if number % 2 == 0:
            log = folder.file("gateway.log")
            with gateway(folder, "--log", log) as url:
                check(survive(folder, rand, ["--gateway", url], log), "it was too fast to be killed")
        else:
            check(survive(folder, rand, [], os.path.join(folder.library, "rehearsal.log")), "it was too fast to be killed")


@case("/send/killed-while-preparing")
def preparing(folder):
    """Before the outbox has all of it, it has nothing."""
    store = crowd(folder)
    path = folder.write("test.fanfare", mailing())
    rand = random.Random(SEED)
    for _ in range(4):
        child = folder.start("run", path, *folder.on(store), "--json", "--rate", "1")
        time.sleep(rand.random() * 0.15)
        child.kill()
        child.wait()
        outbox = os.path.join(folder.library, "outbox.db")
        if os.path.exists(outbox):
            runs = folder.ctl("outbox", "--json").json["runs"]
            check(len(runs) <= 1)
            for run in runs:
                same(run["books"]["audience"], 3000, "a prepared run is whole")
    books = folder.ctl("run", path, *folder.on(store), "--json").json["books"]
    check_once(os.path.join(folder.library, "rehearsal.log"), books)


@case("/send/interrupted")
def interrupted(folder):
    """Ctrl+C lets what is in flight end, says how far it came, and send goes on."""
    store = crowd(folder)
    path = folder.write("test.fanfare", mailing())
    log = os.path.join(folder.library, "rehearsal.log")
    child = folder.start("run", path, *folder.on(store), "--rate", "200", "--json")
    wait_for("messages", 30, lambda: count_lines(log) > 20)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    same(child.returncode, CANCELLED, err)
    books = json.loads(out)["books"]
    same(books["in-flight"], 0)
    check(0 < books["accepted"] < books["planned"], books)
    same(books["accepted"], count_lines(log))
    same(folder.ctl("outbox", "--json").json["runs"][0]["state"], "sending")
    check_once(log, folder.ctl("send", "--json").json["books"])
    same(folder.ctl("outbox", "--json").json["runs"][0]["state"], "finished")


@case("/send/two-at-once")
def two(folder):
    """A second sender of the same run steps back."""
    store = crowd(folder)
    path = folder.write("test.fanfare", mailing())
    log = folder.file("gateway.log")
    with gateway(folder, "--log", log) as url:
        child = folder.start("run", path, *folder.on(store), "--rate", "200", "--gateway", url, "--json")
        wait_for("messages", 30, lambda: count_lines(log) > 20)
        result = folder.ctl("send", "--gateway", url, code=driver.UNREACHABLE)
        check(result.err, "no word about the other one")
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=30)
        check_once(log, folder.ctl("send", "--gateway", url, "--json").json["books"])


@case("/send/one-of-several")
def several(folder):
    store = folder.store()
    first = folder.ctl("run", template("win-back"), *folder.on(store), "--json").json
    second = folder.ctl("run", folder.write("test.fanfare", mailing()), *folder.on(store), "--json").json
    same(folder.ctl("send", "--json").json["run"], second["run"], "the newest")
    same(folder.ctl("send", first["run"], "--json").json, first)


@case("/send/what-was-frozen")
def frozen(folder):
    """What changes after the run was prepared does not change what is sent."""
    import contextlib
    import sqlite3
    store = folder.store()
    path = folder.write("test.fanfare", mailing())
    folder.ctl("run", path, *folder.on(store), "--gateway", "http://127.0.0.1:9/v1/messages", "--failures", "1",
               code=driver.UNREACHABLE)
    planned = folder.ctl("outbox", "--json").json["runs"][0]["books"]["planned"]
    with contextlib.closing(sqlite3.connect(store)) as db, db:
        names = dict(db.execute("SELECT lower (trim (email)), group_concat (first_name, '|') FROM profiles WHERE email IS NOT NULL "
                                "GROUP BY 1"))
        db.execute("UPDATE profiles SET first_name = 'Changed', email = 'changed@example.com'")
    folder.write("test.fanfare", mailing(subject="Changed"))
    same(folder.ctl("send", "--json").json["books"]["accepted"], planned)
    for item in taken(os.path.join(folder.library, "rehearsal.log")):
        check(item["message"]["message"]["subject"].removeprefix("Hello ") in names[item["message"]["to"].lower()].split("|"),
              item["message"])


@case("/send/nobody-to-ask")
def nobody_to_ask(folder):
    """Without the data source nobody can tell who opted out since: nothing is sent, until it is back."""
    store = folder.store()
    path = folder.write("test.fanfare", mailing())
    folder.ctl("run", path, *folder.on(store), "--gateway", "http://127.0.0.1:9/v1/messages", "--failures", "1",
               code=driver.UNREACHABLE)
    planned = folder.ctl("outbox", "--json").json["runs"][0]["books"]["planned"]
    os.rename(store, store + ".away")
    result = folder.ctl("send", "--json", code=driver.UNREACHABLE)
    same(result.json["books"]["waiting"], planned)
    check("not be written to" in result.err and store in result.err, result)
    same(count_lines(os.path.join(folder.library, "rehearsal.log")), 0)
    os.rename(store + ".away", store)
    same(folder.ctl("send", "--json").json["books"]["accepted"], planned)


@case("/send/confirmed")
def confirmed(folder):
    """A number that is not the run's sends nothing."""
    path = folder.write("test.fanfare", mailing())
    folder.ctl("run", path, *folder.on(folder.store()), "--gateway", "http://127.0.0.1:9/v1/messages", "--failures", "1",
               code=driver.UNREACHABLE)
    planned = folder.ctl("outbox", "--json").json["runs"][0]["books"]["planned"]
    for wrong in (planned - 1, planned + 1):
        result = folder.ctl("send", "--confirm", wrong, code=driver.INCOMPLETE)
        check(str(planned) in result.err and str(wrong) in result.err and result.out == "", result)
    same(count_lines(os.path.join(folder.library, "rehearsal.log")), 0)
    same(folder.ctl("send", "--confirm", planned, "--json").json["books"]["accepted"], planned)


@case("/send/nothing-yet")
def nothing(folder):
    check("no run yet" in folder.ctl("send", code=PROBLEMS).err)


@case("/send/unknown-run")
def unknown(folder):
    result = folder.ctl("send", "nope", code=PROBLEMS)
    same(result.err.count("nope"), 1, result)


@case("/send/wrong-use")
def wrong_use(folder):
    for words in (["a", "b"], ["--rate", "fast"], ["--confirm", "many"]):
        check("Usage" in folder.ctl("send", *words, code=USAGE).err)


main()
