#!/usr/bin/env python3
"""fanfarectl schema: the data model shown, exported, corrected and given to
other verbs; what the data says of it; drift with the activities it breaks."""

import json
import os
import sqlite3

from driver import DONE, NOW, PROBLEMS, UNREACHABLE, USAGE, activity, build, campaign, case, check, compare, join, mailing, main, query, same

SHOP = """
CREATE TABLE guests (guest_no INTEGER PRIMARY KEY, name TEXT, mail TEXT, tongue TEXT, seen TEXT);
CREATE TABLE visits (guest_no INTEGER, day TEXT, paid INTEGER);
INSERT INTO guests VALUES (1, 'Ann', 'ann@example.org', 'nl', '2026-07-01 00:30'), (2, 'Bob', 'bob@example.org', 'fr', '2026-07-01 12:00'), (3, 'Cy', NULL, NULL, 'never');
INSERT INTO visits VALUES (1, '2026-01-01', 1050), (1, '2026-01-02', 250), (2, '2026-01-01', 99), (9, '2026-01-03', 1);
"""

CORRECTIONS = {
    "fanfare-data-model": 1,
    "entities": {
        "guests": {"label": "Guest", "label-plural": "Guests", "display": ["name"],
                   "columns": {"seen": {"kind": "instant", "encoding": "text", "zone": "Europe/Amsterdam"},
                               "mail": {"personal": "contact"}, "tongue": {"choices": ["nl", "fr"]}},
                   "links": {"visits": {"label": "Visits", "to": "visits", "on": {"guest_no": "guest_no"}, "cardinality": "1-N"}}},
        "visits": {"key": ["guest_no", "day"], "columns": {"paid": {"kind": "decimal(2)", "encoding": "scaled"}},
                   "links": {"guest": {"to": "guests", "on": {"guest_no": "guest_no"}, "cardinality": "N-1"}}},
    },
    "profile": {"entity": "guests", "addresses": {"email": "mail"}, "language": "tongue", "first-name": "name"},
}


def shop(folder, more=""):
    db = sqlite3.connect(folder.file("shop.sqlite"))
    db.executescript(SHOP + more)
    db.close()
    return folder.file("shop.sqlite")


def model(folder, **changes):
    text = json.loads(json.dumps(CORRECTIONS))
    text.update(changes)
    return folder.write("model.json", text)


def count(folder, store, *items, model_path=None, entity="guests", code=DONE):
    document = folder.write("c.fanfare", campaign([build("who", entity, *items), activity("end", "end")], [join("t", "who", "end")]))
    more = ("--model", model_path) if model_path else ()
    return folder.ctl("count", document, *folder.on(store), *more, "--json", code=code)


@case("/schema/show")
def show(folder):
    store = folder.store()
    shown = folder.ctl("schema", *folder.on(store), "--json").json
    same(shown["profile"]["entity"], "profiles")
    same(shown["profile"]["addresses"], {"email": "email", "sms": "phone"})
    same(shown["consent"]["entity"], "consents")
    profiles = shown["entities"]["profiles"]
    same((profiles["label-plural"], profiles["key"], profiles["dimension"]), ("Customers", ["profile_id"], True))
    same(profiles["columns"]["email"]["personal"], "contact")
    same(profiles["columns"]["created_at"]["encoding"], "microseconds")
    same(profiles["links"]["orders"]["cardinality"], "1-N")
    same(shown["entities"]["orders"]["links"]["profile"]["cardinality"], "N-1")
    same(shown["entities"]["orders"]["columns"]["total"]["kind"], "decimal(2)")
    same(shown["entities"]["stores"]["dimension"], False)
    check(profiles["changed-at"].startswith("20"), profiles)
    same(shown["drift"], [])
    text = folder.ctl("schema", *folder.on(store), "--table", "orders").out
    for word in ("Orders (orders)", "key order_id", "decimal(2) scaled", "N-1", "profiles"):
        check(word in text, word, "is not in", text)
    check("Customers (profiles)" not in text, text)
    wrong = folder.ctl("schema", *folder.on(store), "--table", "nothing", code=PROBLEMS)
    check("profiles" in wrong.err, wrong)


@case("/schema/export-and-correct")
def export(folder):
    store = shop(folder)
    exported = folder.ctl("schema", *folder.on(store), "--export", "-").json
    same(exported["fanfare-data-model"], 1)
    same(exported["entities"]["guests"]["columns"]["seen"], {"label": "Seen", "kind": "text", "found": "text"})
    check("key" not in exported["entities"]["visits"], exported)
    path = folder.file("out.json")
    check("out.json" in folder.ctl("schema", *folder.on(store), "--model", model(folder), "--export", path).out, "nothing said where it is")
    with open(path, encoding="utf-8") as file:
        text = json.load(file)
    same(text["entities"]["guests"]["columns"]["seen"]["zone"], "Europe/Amsterdam")
    same(text["entities"]["guests"]["columns"]["seen"]["found"], "text")
    same(text["entities"]["visits"]["key"], ["guest_no", "day"])
    # What was exported says the same again.
    folder.ctl("schema", *folder.on(store), "--model", path, "--export", folder.file("again.json"))
    with open(folder.file("again.json"), encoding="utf-8") as file:
        same(json.load(file), text)


@case("/schema/model-counts")
def model_counts(folder):
    store = shop(folder)
    path = model(folder)
    same(count(folder, store, compare("visits.paid", "greater", 10), code=PROBLEMS).code, PROBLEMS, "without a model there is no link")
    rich = {"exists": "visits", "where": {"all": [compare("paid", "greater", 10)]}}
    same([t["count"] for t in count(folder, store, rich, model_path=path).json["transitions"]], [1])
    day = compare("seen", "on-day")
    day["right"] = {"value": "2026-06-30"}
    same([t["count"] for t in count(folder, store, day, model_path=path).json["transitions"]], [1], "the zone's midnight")
    same([t["count"] for t in count(folder, store, model_path=path, entity="visits").json["transitions"]], [4])
    count(folder, store, entity="visits", code=PROBLEMS)


@case("/schema/run-with-model")
def run_with_model(folder):
    """What a run freezes is read with the model, and so is the gate when it sends."""
    store = shop(folder, "CREATE TABLE agreed (no INTEGER PRIMARY KEY, guest INTEGER, way TEXT, yes INTEGER, said INTEGER);"
                         "INSERT INTO agreed VALUES (1, 1, 'email', 1, 1750000000), (2, 2, 'email', 0, 1750000000);")
    entities = dict(CORRECTIONS["entities"])
    entities["agreed"] = {"columns": {"yes": {"kind": "flag"}, "said": {"kind": "instant", "encoding": "seconds"}},
                          "links": {"guest": {"to": "guests", "on": {"guest": "guest_no"}, "cardinality": "N-1"}}}
    entities["guests"] = dict(entities["guests"], links={"agreed": {"to": "agreed", "on": {"guest_no": "guest"}, "cardinality": "1-N"}})
    path = model(folder, entities=entities, consent={"entity": "agreed", "profile": "guest", "channel": "way", "given": "yes", "changed-at": "said"})
    document = mailing(topic="", subject="Hello", html="<p>Hello</p>", text="Hello")
    document["activities"][0]["settings"]["entity"] = "guests"
    written = folder.write("mail.fanfare", document)
    report = folder.ctl("run", written, *folder.on(store), "--model", path, "--rehearse", "--json").json
    same(report["books"]["accepted"] if "accepted" in report["books"] else report["books"]["states"]["accepted"], 1)


@case("/schema/check")
def check_data(folder):
    store = shop(folder, "INSERT INTO visits VALUES (2, '2026-01-01', 5);")
    wrong = folder.ctl("schema", *folder.on(store), "--model", model(folder), "--check", "--json", code=PROBLEMS).json
    same(wrong["holds"], False)
    tables = {table["table"]: table for table in wrong["tables"]}
    same((tables["visits"]["rows"], tables["visits"]["same-key"], tables["visits"]["without-key"]), (5, 2, 0))
    same(tables["guests"]["misfits"], {"seen": 1})
    visits = tables["guests"]["links"][0]
    same((visits["least"], visits["most"], visits["without"], visits["pairs"], visits["holds"]), (0, 2, 1, 4, True))
    guest = tables["visits"]["links"][0]
    same((guest["dangling"], guest["without"], guest["to-several"]), (1, 1, 0))
    text = folder.ctl("schema", *folder.on(store), "--model", model(folder), "--check", code=PROBLEMS)
    check("2 rows share it" in text.err and "not unique" in text.out, text)
    good = folder.ctl("schema", *folder.on(folder.store()), "--check", "--json").json
    same(good["holds"], True)
    orders = [link for table in good["tables"] if table["table"] == "profiles" for link in table["links"] if link["link"] == "orders"][0]
    same(orders["pairs"], query(folder.file("sample.sqlite"), "SELECT count(*) FROM orders")[0][0])
    same(orders["without"], query(folder.file("sample.sqlite"), "SELECT count(*) FROM profiles WHERE profile_id NOT IN (SELECT profile_id FROM orders)")[0][0])


@case("/schema/values")
def values(folder):
    store = folder.store()
    got = folder.ctl("schema", *folder.on(store), "--values", "profiles.tier", "--json").json
    expected = query(store, "SELECT tier, count(*) FROM profiles WHERE tier IS NOT NULL GROUP BY tier ORDER BY count(*) DESC, tier")
    same([(value["value"], value["rows"]) for value in got["values"]], expected)
    same(got["rows"], 300)
    far = folder.ctl("schema", *folder.on(store), "--values", "orders.store.country", "--json", "--limit", "1").json
    same(len(far["values"]), 1)
    same(far["rows"], query(store, "SELECT count(*) FROM orders")[0][0])
    found = folder.ctl("schema", *folder.on(store), "--values", "profiles.tier", "--find", "OL", "--json").json
    same([value["value"] for value in found["values"]], ["gold"])
    text = folder.ctl("schema", *folder.on(store), "--values", "profiles.tier").out
    check("300 rows" in text and "gold" in text, text)
    folder.ctl("schema", *folder.on(store), "--values", "profiles.nothing", code=PROBLEMS)
    folder.ctl("schema", *folder.on(store), "--values", "nothing.tier", code=PROBLEMS)


@case("/schema/drift")
def drift(folder):
    store = shop(folder)
    path = folder.file("full.json")
    folder.ctl("schema", *folder.on(store), "--model", model(folder), "--export", path)
    document = folder.write("c.fanfare", campaign(
        [build("dutch", "guests", compare("tongue", "equals", "nl")), build("rich", "guests", {"exists": "visits", "where": {"all": [compare("paid", "greater", 1)]}}),
         build("all", "guests"), activity("end", "end")],
        [join("t1", "dutch", "end"), join("t2", "rich", "end"), join("t3", "all", "end")]))
    same(folder.ctl("schema", *folder.on(store), "--model", path, "--drift", document, "--json").json["drift"], [])
    db = sqlite3.connect(store)
    db.executescript("ALTER TABLE guests DROP COLUMN tongue; ALTER TABLE visits RENAME COLUMN guest_no TO who;")
    db.close()
    told = folder.ctl("schema", *folder.on(store), "--model", path, "--drift", document, "--json", code=PROBLEMS).json
    kinds = sorted((item["drift"], item["pointer"]) for item in told["drift"])
    same(kinds, [("column-gone", "/entities/guests/columns/tongue"), ("column-gone", "/entities/visits/columns/guest_no"),
                 ("key-gone", "/entities/visits/key"), ("link-gone", "/entities/guests/links/visits"),
                 ("link-gone", "/entities/visits/links/guest"), ("role-gone", "/profile/language")])
    activities = {item["activity"]: item for item in told["campaigns"][0]["activities"]}
    same(sorted(activities), ["dutch", "rich"])
    same(activities["dutch"]["reads"], ["/entities/guests/columns/tongue"])
    check("tongue" in activities["dutch"]["problem"], activities)
    check("/entities/guests/links/visits" in activities["rich"]["reads"], activities)
    text = folder.ctl("schema", *folder.on(store), "--model", path, "--drift", document, code=PROBLEMS)
    check("tongue" in text.err and "2 activities" in text.out, text)
    other = count(folder, store, model_path=path)
    check("tongue" in other.err, "other verbs do not warn:", other)


for name, text, place in [
    ("syntax", "{", ""),
    ("member", '{"fanfare-data-model": 1, "tables": {}}', "/tables"),
    ("kind", '{"fanfare-data-model": 1, "entities": {"t": {"columns": {"c": {"kind": "money"}}}}}', "/entities/t/columns/c/kind"),
    ("newer", '{"fanfare-data-model": 2}', "newer"),
    ("campaign", '{"fanfare": 1, "id": "a", "name": "A"}', "fanfare-data-model"),
]:
    @case("/schema/bad-model/" + name)
    def bad_model(folder, text=text, place=place):
        path = folder.write("bad.json", text)
        result = folder.ctl("schema", *folder.on(folder.store()), "--model", path, code=PROBLEMS)
        check("bad.json" in result.err and place in result.err, result)


@case("/schema/usage")
def usage(folder):
    store = folder.store()
    folder.ctl("schema", *folder.on(store), "c.fanfare", code=USAGE)
    folder.ctl("schema", *folder.on(store), "--check", "--values", "profiles.tier", code=USAGE)
    folder.ctl("schema", *folder.on(store), "--drift", code=USAGE)
    folder.ctl("schema", *folder.on(store), "--values", "profiles.tier", "--limit", "0", code=USAGE)
    folder.ctl("schema", "--store", "sqlite:" + folder.file("none.sqlite"), code=UNREACHABLE)
    missing = folder.ctl("schema", *folder.on(store), "--model", folder.file("none.json"), code=PROBLEMS)
    check("none.json" in missing.err, missing)
    check(os.listdir(folder.path), NOW)


main()
