#!/usr/bin/env python3
"""fanfarectl run --rehearse: the report against a recount of the file, the
messages the gateway got, and every way to end before the first message."""

import json
import os
import re

from driver import (DONE, INCOMPLETE, NOW, NOW_USEC, PROBLEMS, UNREACHABLE, USAGE, activity, build, campaign, case, check,
                    compare, email, gateway, join, load, mailing, main, one, query, same, template)

DAY = 86400 * 1000000
ADDRESS = re.compile(r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")


def judge(store, keys, channel="email", topic="offers", column="email"):
    """Who of @keys gets a message and why the others do not, row by row."""
    ladder = {"no-address": 0, "invalid-address": 0, "no-consent": 0, "duplicate": 0}
    holders = set()
    for key in sorted(keys):
        address = (query(store, "SELECT %s FROM profiles WHERE profile_id = ?" % column, key)[0][0] or "").strip()
        changes = query(store, "SELECT changed_at, given FROM consents WHERE profile_id = ? AND channel = ? AND topic = ?",
                        key, channel, topic)
        last = max((at for at, _ in changes), default=None)
        given = last is not None and all(given for at, given in changes if at == last)
        if not address:
            ladder["no-address"] += 1
        elif not ADDRESS.match(address):
            ladder["invalid-address"] += 1
        elif not given:
            ladder["no-consent"] += 1
        elif address.lower() in holders:
            ladder["duplicate"] += 1
        else:
            holders.add(address.lower())
    return {name: n for name, n in ladder.items() if n}, holders


def messages(folder, path=None):
    with open(path or os.path.join(folder.library, "rehearsal.log"), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def check_books(books):
    same(books["audience"], books["planned"] + sum(books["excluded"].values()), "audience = messages + reasons")
    same(books["planned"], sum(books[state] for state in ("waiting", "in-flight", "accepted", "refused", "unconfirmed",
                                                          "not-sent")), "messages = their states")


@case("/run/recount")
def recount(folder):
    """Everyone by e-mail; people of each odd kind are made for it."""
    import contextlib
    import sqlite3
    store = folder.store()
    with contextlib.closing(sqlite3.connect(store)) as db, db:
        db.execute("UPDATE profiles SET email = NULL WHERE profile_id % 17 = 0")
        db.execute("UPDATE profiles SET email = 'not an address' WHERE profile_id % 19 = 0")
        db.execute("UPDATE profiles SET email = '  ' WHERE profile_id = 23")
        db.execute("UPDATE profiles SET email = ' ' || upper ((SELECT email FROM profiles WHERE profile_id = 5)) "
                   "WHERE profile_id IN (7, 11)")
        # A later no, a later yes, and both at the same moment.
        for key, changes in ((1, [(1, 10), (0, 20)]), (2, [(0, 10), (1, 20)]), (3, [(1, 20), (0, 20)]), (4, []),
                             (5, [(1, 10)]), (7, [(1, 10)]), (11, [(1, 10)])):
            db.execute("DELETE FROM consents WHERE profile_id = ?", (key,))
            db.executemany("INSERT INTO consents (profile_id, channel, topic, given, source, changed_at) "
                           "VALUES (?, 'email', 'offers', ?, 'test', ?)", [(key, given, at) for given, at in changes])
    expected, holders = judge(store, range(1, 301))
    check(all(expected.get(reason) for reason in ("no-address", "invalid-address", "no-consent", "duplicate")), expected)

    books = folder.ctl("run", folder.write("test.fanfare", mailing()), *folder.on(store), "--rehearse", "--json").json["books"]
    same(books["audience"], 300)
    same(books["excluded"], expected)
    same(books["accepted"], len(holders))
    check_books(books)
    same(sorted(item["message"]["to"].lower() for item in messages(folder)), sorted(holders))


@case("/run/personal")
def personal(folder):
    store = folder.store()
    document = mailing(subject="{{ profile.first_name | default: \"you\" }}, {{ profile.store.name }}")
    folder.ctl("run", folder.write("test.fanfare", document), *folder.on(store), "--rehearse")
    got = messages(folder)
    check(len(got) > 20, "few messages")
    names = {email.strip().lower(): set(query(store, "SELECT p.first_name || ', ' || coalesce (s.name, '') FROM profiles p "
                                                     "LEFT JOIN stores s USING (store_id) WHERE lower (trim (p.email)) = ?",
                                              email.strip().lower())) for email, in
             query(store, "SELECT email FROM profiles WHERE email IS NOT NULL")}
    for item in got:
        check((item["message"]["message"]["subject"],) in names[item["message"]["to"].lower()], item["message"])


for name in ("win-back", "booking-reminder", "product-launch"):
    @case("/run/template/" + name)
    def shipped(folder, name=name):
        store = folder.store()
        report = folder.ctl("run", template(name), *folder.on(store), "--rehearse", "--json").json
        check_books(report["books"])
        got = messages(folder)
        same(len(got), report["books"]["accepted"])
        same(len({item["key"] for item in got}), len(got), "keys")
        check(all("{{" not in json.dumps(item) for item in got), "an unrendered message")


@case("/run/one-message-per-booking")
def bookings(folder):
    store = folder.store()
    report = folder.ctl("run", template("booking-reminder"), *folder.on(store), "--rehearse", "--json").json
    # Seven calendar days in the campaign's zone, which is Amsterdam.
    coming = one(store, "SELECT count(*) FROM bookings WHERE status = 'confirmed' AND starts_at > ? AND starts_at <= ?",
                 NOW_USEC, NOW_USEC + 7 * DAY)
    same(report["books"]["audience"], coming)
    check(coming > 3, "few bookings")


@case("/run/waits-and-text")
def waits(folder):
    result = folder.ctl("run", template("product-launch"), *folder.on(folder.store()), "--rehearse")
    check("1 wait passes at once" in result.err, result)
    check(all(line == line.rstrip() for line in result.out.splitlines()), "spaces at an end")
    check("From audience to messages" in result.out and "What became of them" in result.out and "Finished" in result.out, result)


@case("/run/saves-the-audience")
def saves(folder):
    store = folder.store()
    count = folder.ctl("count", template("product-launch"), *folder.on(store), "--json").json
    control = [item["count"] for item in count["transitions"] if item["to"]["activity"] == "control"][0]
    folder.ctl("run", template("product-launch"), *folder.on(store), "--rehearse")
    document = campaign([activity("who", "read-audience", {"audience": "Launch control"}), activity("end", "end")],
                        [join("t", "who", "end")])
    result = folder.ctl("count", folder.write("test.fanfare", document), *folder.on(store), "--json").json
    same(result["transitions"][0]["count"], control)


@case("/run/the-same-launch-is-one")
def nominal(folder):
    store = folder.store()
    first, second = (folder.ctl("run", template("win-back"), *folder.on(store), "--rehearse", "--json").json for _ in range(2))
    same(second, first)
    same(len(messages(folder)), first["books"]["accepted"])
    other = folder.ctl("run", template("win-back"), "--store", "sqlite:" + store, "--now", "2026-07-01T12:00:01Z", "--rehearse",
                       "--json").json
    check(other["run"] != first["run"], "another launch has the same run")


@case("/run/confirmed")
def confirmed(folder):
    store = folder.store()
    path = folder.write("test.fanfare", mailing())
    planned = folder.ctl("run", path, *folder.on(store), "--json").json["books"]["planned"]
    for wrong in (planned + 1, planned - 1, 0):
        result = folder.ctl("run", path, "--store", "sqlite:" + store, "--now", "2026-07-01T13:00:00Z", "--confirm", wrong,
                            code=INCOMPLETE)
        check(str(planned) in result.err and str(wrong) in result.err and result.out == "", result)
    same(len(folder.ctl("outbox", "--json").json["runs"]), 1, "runs")
    same(len(messages(folder)), planned)
    again = folder.ctl("run", path, "--store", "sqlite:" + store, "--now", "2026-07-01T13:00:00Z", "--confirm", planned, "--json")
    same(again.json["books"]["accepted"], planned)
    # The same launch again is held to the number too.
    result = folder.ctl("run", path, "--store", "sqlite:" + store, "--now", "2026-07-01T13:00:00Z", "--confirm", planned + 1,
                        code=INCOMPLETE)
    check(str(planned) in result.err and str(planned + 1) in result.err and result.out == "", result)
    same(folder.ctl("run", path, "--store", "sqlite:" + store, "--now", "2026-07-01T13:00:00Z", "--confirm", planned,
                    "--json").json, again.json)


@case("/run/refusals")
def refusals(folder):
    store = folder.store()
    script = folder.write("script.json", {"refuse_rate": 0.2, "seed": "x"})
    with gateway(folder, "--script", script) as url:
        report = folder.ctl("run", folder.write("test.fanfare", mailing()), *folder.on(store), "--gateway", url, "--json",
                            code=INCOMPLETE).json
    check(report["books"]["refused"] > 0 and report["books"]["accepted"] > 0, report)
    check_books(report["books"])
    listed = folder.ctl("outbox", report["run"], "--state", "refused", "--limit", "1000", "--json").json["deliveries"]
    same(len(listed), report["books"]["refused"])


@case("/run/faults-that-pass")
def faults(folder):
    store = folder.store()
    script = folder.write("script.json", {"faults": [
        {"kind": "status", "status": 503, "from": 3, "count": 1}, {"kind": "reset", "from": 9, "count": 1},
        {"kind": "truncate", "from": 15, "count": 1, "taken": True}, {"kind": "garbage", "from": 21, "count": 1, "taken": True},
        {"kind": "status", "status": 429, "retry_after": 1, "from": 27, "count": 1}]})
    with gateway(folder, "--script", script) as url:
        report = folder.ctl("run", folder.write("test.fanfare", mailing()), *folder.on(store), "--gateway", url, "--json").json
    same(report["books"]["accepted"], report["books"]["planned"])
    got = messages(folder)
    same(len({item["key"] for item in got}), len(got), "keys taken once")
    same(len(got), report["books"]["planned"])


@case("/run/problem-sends-nothing")
def problem(folder):
    document = campaign([build("who", "profiles"), email("mail"), build("bad", "profiles", compare("shoe_size", "equals", 4)),
                         activity("e", "end")], [join("t1", "who", "mail"), join("t2", "bad", "e")])
    result = folder.ctl("run", folder.write("test.fanfare", document), *folder.on(folder.store()), "--rehearse", code=PROBLEMS)
    check("shoe_size" in result.err and result.out == "", result)
    same(folder.ctl("outbox", "--json").json["runs"], [])


@case("/run/nothing-to-send")
def nothing(folder):
    document = campaign([build("who", "profiles"), activity("e", "end")], [join("t", "who", "e")])
    result = folder.ctl("run", folder.write("test.fanfare", document), *folder.on(folder.store()), "--rehearse", code=PROBLEMS)
    check("sends nothing" in result.err, result)


@case("/run/unknown-gateway")
def unknown(folder):
    result = folder.ctl("run", folder.write("test.fanfare", mailing(gateway="pigeons")), *folder.on(folder.store()), code=PROBLEMS)
    check("pigeons" in result.err, result)


@case("/run/rehearse-another-gateway")
def rehearsed(folder):
    """With --rehearse ours stands in for whatever gateway the activities name."""
    books = folder.ctl("run", folder.write("test.fanfare", mailing(gateway="pigeons")), *folder.on(folder.store()), "--rehearse",
                       "--json").json["books"]
    check_books(books)
    check(books["accepted"] == books["planned"] > 0, books)
    same(len(messages(folder)), books["accepted"])


@case("/run/needs-a-newer-version")
def newer(folder):
    document = load(template("win-back"))
    document["needs"] = ["teleport"]
    result = folder.ctl("run", folder.write("test.fanfare", document), *folder.on(folder.store()), "--rehearse", code=PROBLEMS)
    check("teleport" in result.err and "/needs" in result.err, result)
    same(folder.ctl("outbox", "--json").json["runs"], [])


@case("/run/nobody")
def nobody(folder):
    document = mailing(compare("country", "equals", "Atlantis"))
    books = folder.ctl("run", folder.write("test.fanfare", document), *folder.on(folder.store()), "--rehearse", "--json",
                       code=DONE).json["books"]
    same((books["audience"], books["planned"]), (0, 0))


@case("/run/no-gateway-there")
def dead(folder):
    """What could not be sent waits, and goes out when the gateway is back."""
    store = folder.store()
    path = folder.write("test.fanfare", mailing())
    result = folder.ctl("run", path, *folder.on(store), "--gateway", "http://127.0.0.1:9/v1/messages", "--failures", "1", "--json",
                        code=UNREACHABLE)
    check("127.0.0.1" in result.err, result)
    same(result.json["books"]["waiting"], result.json["books"]["planned"])
    done = folder.ctl("send", "--json").json
    same((done["run"], done["books"]["accepted"]), (result.json["run"], result.json["books"]["planned"]))


@case("/run/wrong-use")
def wrong_use(folder):
    for words in ([], ["a", "b"], ["a", "--confirm", "many"], ["a", "--rate", "-1"], ["a", "--failures", "-1"],
                  ["a", "--deadline", "4000"], ["a", "--rate", "nan"]):
        check("Usage" in folder.ctl("run", *words, code=USAGE).err)


main()
