#!/usr/bin/env python3
"""What comes in broken: each row is told with its place and the exit code
agreed, and leaves files, store and outbox as they were."""

import contextlib
import hashlib
import json
import os
import sqlite3

from driver import (INCOMPLETE, PROBLEMS, UNREACHABLE, USAGE, activity, build, campaign, case, check, compare, gateway, join,
                    load, main, mailing, same, shared_sample, template)


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def text_of(document):
    return json.dumps(document, indent=2)


def changed(change):
    """The win-back template with one thing wrong."""
    document = load(template("win-back"))
    change(document)
    return text_of(document)


def put(path, value):
    """Sets what stands at a path such as ("activities", 0, "x")."""
    def change(document):
        for step in path[:-1]:
            document = document[step]
        document[path[-1]] = value
    return change


GOOD = text_of(load(template("win-back")))


# ---- Documents. What, the file's content, words that name the place.

DOCUMENTS = [
    ("empty", "", ["1"]),
    ("text", "Dear customer,\nhello", ["Line 1"]),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ["Line 1"]),
    ("other-json", '{"name": "fanfare", "version": "1.0.0"}', ["fanfare"]),
    ("list", "[]", []),
    ("number", "1", []),
    ("nested-lists", "[" * 100000, ["64"]),
    ("nested-objects", '{"a":' * 100000, ["64"]),
    ("nested-inside", GOOD.replace('"settings": {', '"settings": {"deep": %s%s,' % ("[" * 100000, "]" * 100000), 1), ["64"]),
    ("newer-format", changed(put(("fanfare",), 2)), ["2"]),
    ("format-is-text", changed(put(("fanfare",), "1")), ["fanfare"]),
    ("no-id", changed(lambda document: document.pop("id")), ["/id"]),
    ("bad-id", changed(put(("id",), "../../etc/passwd")), ["/id"]),
    ("number-out-of-range", GOOD.replace('"x": 48', '"x": 1e999', 1), ["Line 14", "number"]),
    ("integer-out-of-range", GOOD.replace('"x": 48', '"x": 99999999999999999999', 1), ["/activities/0/x"]),
    ("position-out-of-range", changed(put(("activities", 0, "x"), 5000000)), ["/activities/0/x"]),
    ("position-is-a-fraction", changed(put(("activities", 0, "x"), 1.5)), ["/activities/0/x"]),
    ("duplicate-activity-id", changed(put(("activities", 1, "id"), load(template("win-back"))["activities"][0]["id"])),
     ["/activities/1/id"]),
    ("duplicate-transition-id", changed(put(("transitions", 1, "id"), load(template("win-back"))["transitions"][0]["id"])),
     ["/transitions/1/id"]),
    ("duplicate-key", GOOD.replace('"name":', '"name": "Twice",\n  "name":', 1), ["Line", "name"]),
    ("transition-to-nowhere", changed(put(("transitions", 0, "to"), "nowhere")), ["/transitions/0/to", "nowhere"]),
    ("transition-from-nowhere", changed(put(("transitions", 0, "from"), "nowhere")), ["/transitions/0/from", "nowhere"]),
    ("activities-are-an-object", changed(put(("activities",), {})), ["/activities"]),
    ("activity-is-a-text", changed(put(("activities", 0), "build")), ["/activities/0"]),
    ("settings-are-a-list", changed(put(("activities", 0, "settings"), [])), ["/activities/0/settings"]),
    ("invalid-utf-8", GOOD.encode().replace(b"Win Back", b"Win \xff\xfe Back", 1), ["Line"]),
    ("half-a-surrogate", GOOD.replace("Win Back", "Win \\ud800 Back", 1), ["Line"]),
    ("control-character", GOOD.replace("Win Back", "Win \x01 Back", 1), ["Line"]),
    ("trailing-text", GOOD + "\n{}", ["Line"]),
    ("comment", "// a campaign\n" + GOOD, ["Line 1"]),
    ("too-large", GOOD[:-2] + ', "padding": "%s"}' % ("x" * (16 << 20)), ["16"]),
    ("too-many-elements", changed(put(("padding",), [0] * 100001)), ["100"]),
    ("unknown-zone", changed(put(("zone",), "Mars/Base")), ["/zone", "Mars/Base"]),
    ("cycle", text_of(campaign([activity("a", "wait"), activity("b", "wait"), activity("c", "wait")],
                               [join("t1", "a", "b"), join("t2", "b", "c"), join("t3", "c", "a")])), ["/activities/", "circle: b → c → a → b"]),
    ("cycle-of-one", text_of(campaign([activity("a", "wait")], [join("t1", "a", "a")])), ["/activities/0", "circle: a → a"]),
]

for what, content, words in DOCUMENTS:
    @case("/bad-input/document/" + what)
    def document(folder, content=content, words=words):
        path = folder.write("test.fanfare", content)
        before = digest(path)
        store = folder.store()
        for verb in (["check"], ["count"], ["sql"], ["people", "everyone"], ["draw", "-o", "out.svg"], ["run", "--rehearse"]):
            result = folder.ctl(verb[0], path, *verb[1:], *folder.on(store), code=PROBLEMS)
            check("test.fanfare" in result.err, result)
            check(all(word in result.err for word in words), words, result)
            check(len(result.err) < 2000 and result.out == "", result)
        same(digest(path), before)
        same(folder.ctl("outbox", "--json").json["runs"], [])
        check(not os.path.exists(folder.file("out.svg")), "a picture was written")


@case("/bad-input/document/truncated")
def truncated(folder):
    """Cut anywhere, it is told where it ends."""
    store = folder.store()
    for part in range(1, 20):
        path = folder.write("test.fanfare", GOOD[:len(GOOD.rstrip()) * part // 20])
        result = folder.ctl("check", path, *folder.on(store), code=PROBLEMS)
        check("test.fanfare" in result.err and "Line" in result.err, result)


@case("/bad-input/document/missing")
def missing_document(folder):
    check("nowhere.fanfare" in folder.ctl("check", "nowhere.fanfare", *folder.on(folder.store()), code=PROBLEMS).err)


@case("/bad-input/document/folder")
def folder_document(folder):
    check(folder.path in folder.ctl("check", folder.path, *folder.on(folder.store()), code=PROBLEMS).err)


# Transitions that the canvas refuses to draw, and the words that name them.
JOINTS = [
    ("from-no-such-output", lambda document: put(("transitions", 5, "from_port"), "noport")(document), ["noport"]),
    ("to-no-such-input", lambda document: document["transitions"].append(
        {"id": "extra", "from": "tier", "from_port": "silver", "to": "gold-mail", "to_port": "bogus"}), ["extra", "bogus"]),
    ("input-taken", lambda document: document["transitions"].append(
        {"id": "extra", "from": "tier", "from_port": "silver", "to": "gold-mail", "to_port": "in"}), ["extra"]),
]

for what, change, words in JOINTS:
    @case("/bad-input/transition/" + what)
    def joint(folder, change=change, words=words):
        path = folder.write("test.fanfare", changed(change))
        store = folder.store()
        for verb in (["check"], ["run", "--rehearse"]):
            result = folder.ctl(verb[0], path, *verb[1:], *folder.on(store), code=PROBLEMS)
            check(all(word in result.err for word in words), result)
        same(folder.ctl("outbox", "--json").json["runs"], [])


# Settings that a document may hold and no run may use.
SETTINGS = [
    ("share-over-100", activity("x", "take", {"limit": "share", "percent": 1000}), "/percent"),
    ("negative-count", activity("x", "take", {"limit": "count", "count": -1}), "/count"),
    ("count-is-text", activity("x", "take", {"limit": "count", "count": "many"}), "/count"),
    ("wait-of-ages", activity("x", "wait", {"duration": {"amount": 99999999999, "unit": "year"}}), "/duration"),
    ("unknown-choice", activity("x", "combine", {"how": "shuffle"}), "/how"),
]

for what, broken, place in SETTINGS:
    @case("/bad-input/settings/" + what)
    def settings(folder, broken=broken, place=place):
        port = "x:primary" if broken["type"] == "combine" else "x"
        document = campaign([build("who", "profiles"), broken, activity("e", "end")], [join("t1", "who", port), join("t2", "x", "e")])
        problems = folder.ctl("check", folder.write("test.fanfare", document), *folder.on(folder.store()), "--json",
                              code=PROBLEMS).json["problems"]
        check(any(item["activity"] == "x" and item["pointer"].startswith(place) and item["severity"] == "problem"
                  for item in problems), problems)


# ---- Stores. Each makes a file at a path; then the code and a word.

def not_a_database(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,name\n1,Anna\n" * 100)


def cut(path):
    with open(shared_sample(), "rb") as file:
        data = file.read()
    with open(path, "wb") as file:
        file.write(data[:len(data) // 3])


def scribble(path):
    """A file whose header is whole and whose pages are not."""
    with open(shared_sample(), "rb") as file:
        data = bytearray(file.read())
    for page in range(8192, len(data), 4096):
        data[page:page + 64] = bytes([0xA5]) * 64
    with open(path, "wb") as file:
        file.write(data)


def header_only(path):
    with open(shared_sample(), "rb") as file:
        data = file.read(100)
    with open(path, "wb") as file:
        file.write(data)


def a_folder(path):
    os.mkdir(path)


def nothing(path):
    pass


STORES = [("missing", nothing), ("folder", a_folder), ("not-a-database", not_a_database), ("cut", cut),
          ("scribbled", scribble), ("header-only", header_only)]

for what, make in STORES:
    @case("/bad-input/store/" + what)
    def store(folder, make=make):
        path = folder.file("broken.sqlite")
        make(path)
        before = digest(path) if os.path.isfile(path) else None
        # A count may come upon the damage only on its way; all else is told on opening.
        for verb in (["count"], ["run", "--rehearse"]):
            result = folder.ctl(verb[0], template("win-back"), *verb[1:], *folder.on(path), code=UNREACHABLE)
            check("broken.sqlite" in result.err and result.out == "", result)
        same(digest(path) if os.path.isfile(path) else None, before)
        same(folder.ctl("outbox", "--json").json["runs"], [])


@case("/bad-input/store/damaged-inside")
def damaged_inside(folder):
    """The tables that a count reads are broken, and what tells of them is not."""
    path = folder.store()
    with contextlib.closing(sqlite3.connect(path)) as db:
        pages = [row[0] for row in db.execute("SELECT pageno FROM dbstat WHERE name = 'orders' AND pagetype = 'leaf'")] \
            if ("ENABLE_DBSTAT_VTAB",) in db.execute("PRAGMA compile_options").fetchall() else None
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'orders'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    with open(path, "r+b") as file:
        for page in pages or [root]:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * 64)
    for verb in (["count"], ["count", "--json"], ["count", "--verify"], ["diff", template("win-back"), "--counts"],
                 ["draw", "-o", folder.file("out.svg")], ["run", "--rehearse"]):
        result = folder.ctl(verb[0], template("win-back"), *verb[1:], *folder.on(path), code=None)
        check(result.code in (PROBLEMS, UNREACHABLE) and "sample.sqlite" in result.err, verb, result)
        check("from nothing: the same" not in result.out, result)


@case("/bad-input/store/written-by-another")
def written_by_another(folder):
    """What is saved goes into the store, or nowhere."""
    path = folder.store()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN IMMEDIATE")
        folder.ctl("count", template("win-back"), *folder.on(path))
        result = folder.ctl("run", template("win-back"), "--rehearse", *folder.on(path), code=UNREACHABLE)
        check("another program" in result.err.lower(), result)
    check(not os.path.exists(path + ".fanfare"), "saved beside the store")


@case("/bad-input/store/locked")
def locked(folder):
    path = folder.store()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("PRAGMA locking_mode = EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        result = folder.ctl("count", template("win-back"), *folder.on(path), code=UNREACHABLE)
        check("sample.sqlite" in result.err and "another program" in result.err.lower(), result)
    folder.ctl("count", template("win-back"), *folder.on(path))


@case("/bad-input/store/without-a-column")
def without_column(folder):
    path = folder.store()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("ALTER TABLE profiles DROP COLUMN tier")
    for verb in (["check"], ["run", "--rehearse"]):
        result = folder.ctl(verb[0], template("win-back"), *verb[1:], *folder.on(path), code=PROBLEMS)
        check("tier" in result.err, result)
    problems = folder.ctl("check", template("win-back"), *folder.on(path), "--json", code=PROBLEMS).json["problems"]
    check(all(item["pointer"].startswith("/") for item in problems if "tier" in item["message"]), problems)
    same(folder.ctl("outbox", "--json").json["runs"], [])


@case("/bad-input/store/without-a-table")
def without_table(folder):
    path = folder.store()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TABLE order_items")
        db.execute("DROP TABLE orders")
    result = folder.ctl("check", template("win-back"), *folder.on(path), code=PROBLEMS)
    check("orders" in result.err, result)


@case("/bad-input/store/empty-file")
def empty_file(folder):
    """To SQLite an empty file is a database without tables."""
    path = folder.write("empty.sqlite", "")
    result = folder.ctl("check", template("win-back"), *folder.on(path), code=PROBLEMS)
    check("profiles" in result.err, result)


@case("/bad-input/store/values-that-do-not-fit")
def values(folder):
    """A foreign file may hold anything anywhere: what does not fit its kind counts as empty."""
    path = folder.file("odd.sqlite")
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE people (id INTEGER PRIMARY KEY, age INTEGER, born DATE)")
        db.executemany("INSERT INTO people (age, born) VALUES (?, ?)",
                       [(n, "1990-01-%02d" % (n % 28 + 1)) for n in range(100)] +
                       [("old", "never"), (b"\xff\xfe", b"\0"), (None, None), (float("inf"), 1e300)])
    document = campaign([build("who", "people", compare("age", "at-least", 0)), activity("e", "end"),
                         build("all", "people"), activity("f", "end")], [join("t", "who", "e"), join("u", "all", "f")])
    result = folder.ctl("count", folder.write("test.fanfare", document), *folder.on(path), "--json").json
    same([item["count"] for item in result["transitions"]], [100, 104])


@case("/bad-input/library/corrupt-outbox")
def corrupt_outbox(folder):
    """Runs and deliveries cannot be made up again: nothing is sent over a broken outbox."""
    store = folder.store()
    os.mkdir(folder.library)
    path = folder.write("library/outbox.db", b"not a database at all, but long enough to be taken for one" * 100)
    before = digest(path)
    for verb in (["run", template("win-back"), *folder.on(store)], ["send"], ["outbox"]):
        result = folder.ctl(*verb, code=UNREACHABLE)
        check("outbox.db" in result.err and result.out == "", result)
    same(digest(path), before)


@case("/bad-input/library/corrupt-index")
def corrupt_index(folder):
    """The index can: a new one is made of the files, and the old one is kept."""
    os.mkdir(folder.library)
    path = folder.write("library/library.db", b"not a database at all, but long enough to be taken for one" * 100)
    before = digest(path)
    result = folder.ctl("run", template("win-back"), *folder.on(folder.store()), "--rehearse")
    check("damaged" in result.err, result)
    kept = [name for name in os.listdir(folder.library) if "damaged" in name]
    same([digest(os.path.join(folder.library, name)) for name in kept], [before])


@case("/bad-input/library/is-a-file")
def file_library(folder):
    folder.write("library", "a file")
    result = folder.ctl("run", template("win-back"), *folder.on(folder.store()), "--rehearse", code=PROBLEMS)
    check("library" in result.err, result)


for url, word in (("postgresql://127.0.0.1:1/x", "127.0.0.1"), ("http://localhost/x", "http"), ("mysql:x", "mysql")):
    @case("/bad-input/store/url/" + url.split(":")[0])
    def store_url(folder, url=url, word=word):
        result = folder.ctl("count", template("win-back"), "--store", url, code=UNREACHABLE)
        check(word in result.err, result)


@case("/bad-input/store/none")
def no_store(folder):
    for words in ([], ["--store", ""], ["--store", "sqlite:"]):
        check("--store" in folder.ctl("count", template("win-back"), *words, code=USAGE).err)


# ---- Gateways. The faults of every message, then the code and a word; what was not taken stays.

GATEWAYS = [
    ("refuses-who-we-are", {"kind": "status", "status": 401}, UNREACHABLE, "waiting"),
    ("refuses-everything", {"kind": "status", "status": 400}, INCOMPLETE, "refused"),
    ("is-down", {"kind": "status", "status": 503}, UNREACHABLE, "waiting"),
    ("answers-garbage", {"kind": "garbage"}, None, None),
    ("answers-half", {"kind": "truncate"}, None, None),
    ("hangs-up", {"kind": "reset"}, None, None),
    ("keeps-silent", {"kind": "silence"}, None, None),
]

for what, fault, code, state in GATEWAYS:
    @case("/bad-input/gateway/" + what)
    def faulty(folder, fault=fault, code=code, state=state):
        path = folder.write("test.fanfare", mailing())
        log = folder.file("gateway.log")
        script = folder.write("script.json", {"faults": [fault]})
        on = folder.on(folder.store())
        with gateway(folder, "--script", script, "--log", log) as url:
            result = folder.ctl("run", path, *on, "--gateway", url, "--failures", "2", "--deadline", "1", "--json",
                                code=code or UNREACHABLE)
        books = result.json["books"]
        same(result.json["finished"], books["waiting"] == 0)
        check(result.json["finished"] or "fanfarectl send" in result.err, result)
        check(books["accepted"] == 0 and books["in-flight"] == 0, books)
        check(result.err.strip(), "not a word")
        if state is not None:
            check(books[state] > 0, books)
        same(sum(books[name] for name in ("waiting", "refused", "unconfirmed", "not-sent")), books["planned"])
        # With the gateway in order again the rest goes out, once each.
        with gateway(folder, "--log", log) as url:
            result = folder.ctl("send", "--gateway", url, "--json", code=INCOMPLETE if books["refused"] else 0).json["books"]
        same(result["accepted"] + result["refused"], result["planned"])
        with open(log, encoding="utf-8") as file:
            keys = [json.loads(line)["key"] for line in file]
        same(len(keys), len(set(keys)))
        same(len(keys), result["accepted"])


for what, url in [("no-url", "gateway"), ("other-scheme", "ftp://127.0.0.1/"), ("no-host", "http://"),
                  ("other-host", "http://gateway.invalid/v1/messages")]:
    @case("/bad-input/gateway/" + what)
    def odd_url(folder, url=url):
        """Nothing is prepared for a gateway that cannot be one of ours."""
        path = folder.write("test.fanfare", mailing())
        result = folder.ctl("run", path, *folder.on(folder.store()), "--gateway", url, code=USAGE)
        check("--gateway" in result.err and result.out == "", result)
        same(folder.ctl("outbox", "--json").json["runs"], [])


main()
