#!/usr/bin/env python3
"""fanfarectl outbox: runs and their books, and the deliveries of one."""

from driver import NOW, PROBLEMS, USAGE, case, check, gateway, main, mailing, one, same


def prepare(folder, *options, code=0):
    store = folder.store()
    folder.write("test.fanfare", mailing())
    return folder.ctl("run", folder.file("test.fanfare"), *folder.on(store), *options, "--json", code=code).json


@case("/outbox/nothing-yet")
def nothing(folder):
    same(folder.ctl("outbox", "--json").json, {"runs": []})
    check("no run yet" in folder.ctl("outbox").out)


@case("/outbox/runs")
def runs(folder):
    report = prepare(folder)
    listed = folder.ctl("outbox", "--json").json["runs"]
    same(len(listed), 1)
    same({key: listed[0][key] for key in ("run", "campaign", "name", "nominal_at", "state", "books")},
         {"run": report["run"], "campaign": "test-campaign", "name": "Test", "nominal_at": NOW, "state": "finished",
          "books": report["books"]})
    text = folder.ctl("outbox").out
    check(report["run"] in text and "Accepted" in text, text)


@case("/outbox/deliveries-in-pages")
def deliveries(folder):
    report = prepare(folder)
    numbers, after = [], 0
    while True:
        page = folder.ctl("outbox", report["run"], "--limit", "7", "--after", after, "--json").json["deliveries"]
        if not page:
            break
        check(len(page) <= 7)
        numbers += [row["number"] for row in page]
        after = page[-1]["number"]
        for row in page:
            same((row["state"], row["attempts"]), ("accepted", 1))
            check("@" in row["address"] and row["profile"].isdigit(), row)
    same(numbers, sorted(set(numbers)))
    same(len(numbers), report["books"]["planned"])
    check("accepted" in folder.ctl("outbox", report["run"]).out.lower())


@case("/outbox/by-state")
def by_state(folder):
    script = folder.write("script.json", {"refuse_rate": 0.3, "seed": "y"})
    with gateway(folder, "--script", script) as url:
        report = prepare(folder, "--gateway", url, code=4)
    for state in ("waiting", "in-flight", "accepted", "refused", "unconfirmed", "not-sent"):
        rows = folder.ctl("outbox", report["run"], "--state", state, "--limit", "1000", "--json").json["deliveries"]
        same(len(rows), report["books"][state], state)
        same({row["state"] for row in rows}, {state} if rows else set())


@case("/outbox/books-are-the-rows")
def books(folder):
    """The report is what stands in the file."""
    report = prepare(folder)
    path = folder.library + "/outbox.db"
    same(one(path, "SELECT count(*) FROM delivery WHERE state = 2"), report["books"]["accepted"])


@case("/outbox/unknown-run")
def unknown(folder):
    check("nope" in folder.ctl("outbox", "nope", code=PROBLEMS).err)


@case("/outbox/wrong-use")
def wrong_use(folder):
    for words in (["a", "b"], ["--state", "lost"], ["--limit", "0"], ["--limit", "100001"], ["--after", "x"]):
        check("Usage" in folder.ctl("outbox", *words, code=USAGE).err)


main()
