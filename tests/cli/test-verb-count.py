#!/usr/bin/env python3
"""fanfarectl count: every number against a recount of the same question, asked
straight of the file in other words; the JSON form; relative dates."""

import contextlib
import datetime
import os
import sqlite3

from driver import (NOW_USEC, PROBLEMS, UNREACHABLE, USAGE, activity, aggregate, build, campaign, case, check, compare, exists, join,
                    load, main, not_exists, one, query, same, template)

DAY = 86400 * 1000000
GOLD = compare("tier", "in-list", "gold", "platinum")
DONE_ORDER = compare("status", "equals", "completed")


def counts(folder, document, store, **options):
    result = folder.ctl("count", folder.write("test.fanfare", document), *folder.on(store), "--json", **options).json
    return {item["id"]: item["count"] for item in result["transitions"]}


def combine(identity, how):
    return activity(identity, "combine", {"how": how})


# A rule over profiles, and the keys it must give, in plain SQL.
RULES = [
    ("equals", [compare("country", "equals", "NL")], "country = 'NL'"),
    ("not-equals-leaves-empty-out", [compare("tier", "not-equals", "gold")], "tier <> 'gold'"),
    ("empty-differs", [compare("tier", "not-equals", "gold", **{"empty-differs": True})], "tier <> 'gold' OR tier IS NULL"),
    ("is-empty", [compare("email", "is-empty")], "email IS NULL OR email = ''"),
    ("not-in-list", [compare("tier", "not-in-list", "gold", "silver")], "tier NOT IN ('gold', 'silver')"),
    ("any-of", [{"any": [compare("country", "equals", "KR"), compare("language", "equals", "ko")]}],
     "country = 'KR' OR language = 'ko'"),
    ("none-of", [{"none": [compare("tier", "equals", "gold"), compare("country", "equals", "NL")]}],
     "NOT (tier = 'gold' OR country = 'NL')"),
    ("except", [compare("country", "equals", "NL"), {"except": compare("tier", "equals", "gold")}],
     "country = 'NL' AND NOT coalesce (tier = 'gold', 0)"),
    ("through-link", [compare("store.country", "equals", "NL")],
     "store_id IN (SELECT store_id FROM stores WHERE country = 'NL')"),
    ("exists", [exists("orders", DONE_ORDER, compare("total", "greater", 100))],
     "profile_id IN (SELECT profile_id FROM orders WHERE status = 'completed' AND total > 10000)"),
    ("not-exists", [not_exists("orders", DONE_ORDER)],
     "profile_id NOT IN (SELECT profile_id FROM orders WHERE status = 'completed')"),
    ("exists-twice-deep", [exists("orders", exists("order_items", compare("product.category", "equals", "Camping")))],
     "profile_id IN (SELECT o.profile_id FROM orders o JOIN order_items i USING (order_id) JOIN products p USING (product_id) "
     "WHERE p.category = 'Camping')"),
    ("count-of-link", [compare(aggregate("count", "orders", None, DONE_ORDER), "at-least", 3)],
     "(SELECT count(*) FROM orders o WHERE o.profile_id = profiles.profile_id AND o.status = 'completed') >= 3"),
    ("count-zero", [compare(aggregate("count", "orders"), "equals", 0)],
     "profile_id NOT IN (SELECT profile_id FROM orders)"),
    ("sum-of-link", [compare(aggregate("sum", "orders", "total"), "greater", 250)],
     "(SELECT sum(total) FROM orders o WHERE o.profile_id = profiles.profile_id) > 25000"),
    ("in-last-days", [exists("orders", {"left": {"attribute": ["placed_at"]}, "op": "in-last",
                                        "right": {"duration": {"amount": 90, "unit": "day"}}})],
     "profile_id IN (SELECT profile_id FROM orders WHERE placed_at > %d AND placed_at <= %d)" % (NOW_USEC - 90 * DAY, NOW_USEC)),
    ("was-opened", [{"was": "opened", "channel": "email", "within": {"amount": 90, "unit": "day"}}],
     "profile_id IN (SELECT profile_id FROM messages WHERE channel = 'email' AND opened_at > %d AND opened_at <= %d)"
     % (NOW_USEC - 90 * DAY, NOW_USEC)),
    ("was-not-sent", [{"was-not": "sent", "by": {"campaign": "Weekly News 1"}}],
     "profile_id NOT IN (SELECT profile_id FROM messages WHERE campaign = 'Weekly News 1')"),
    ("was-bounced", [{"was": "bounced", "within": {"amount": 30, "unit": "day"}}],
     "profile_id IN (SELECT profile_id FROM messages WHERE bounced AND sent_at > %d AND sent_at <= %d)"
     % (NOW_USEC - 30 * DAY, NOW_USEC)),
    ("born-before", [compare("birth_date", "less", "1980-01-01")], "birth_date < '1980-01-01'"),
    ("contains", [compare("last_name", "contains", "an")], "instr (last_name, 'an') > 0"),
    ("flag", [exists("consents", compare("given", "is-false"))], "profile_id IN (SELECT profile_id FROM consents WHERE given = 0)"),
    ("between", [{"left": {"attribute": ["loyalty_points"]}, "op": "between",
                  "right": {"from": 100, "to": 500}}], "loyalty_points BETWEEN 100 AND 500"),
]

for name, items, where in RULES:
    @case("/count/rule/" + name)
    def rule(folder, items=items, where=where):
        store = folder.store()
        document = campaign([build("who", "profiles", *items), activity("end", "end")], [join("t", "who", "end")])
        expected = one(store, "SELECT count(*) FROM profiles WHERE " + where)
        check(0 < expected < 300, "the question tells nothing apart:", expected)
        same(counts(folder, document, store), {"t": expected})


@case("/count/combine")
def combined(folder):
    store = folder.store()
    gold = {key for key, in query(store, "SELECT profile_id FROM profiles WHERE tier IN ('gold', 'platinum')")}
    dutch = {key for key, in query(store, "SELECT profile_id FROM profiles WHERE country = 'NL'")}
    for how, expected in (("union", gold | dutch), ("intersection", gold & dutch), ("exclusion", gold - dutch)):
        document = campaign([build("a", "profiles", GOLD), build("b", "profiles", compare("country", "equals", "NL")),
                             combine("both", how), activity("end", "end")],
                            [join("t1", "a", "both:primary"), join("t2", "b", "both:others"), join("t3", "both", "end")])
        same(counts(folder, document, store), {"t1": len(gold), "t2": len(dutch), "t3": len(expected)}, how)


@case("/count/split-and-take")
def split(folder):
    store = folder.store()
    subsets = [{"id": "gold", "label": "Gold", "rule": {"all": [GOLD]}, "limit": "none"},
               {"id": "some", "label": "Some", "limit": "share", "percent": 10, "order": "random", "seed": "s"}]
    document = campaign(
        [build("who", "profiles"), activity("tiers", "split", {"subsets": subsets, "overlapping": False}, shown_ports=["rest"]),
         activity("first", "take", {"limit": "count", "count": 20, "order": "random", "seed": "s"}),
         activity("e1", "end"), activity("e2", "end"), activity("e3", "end")],
        [join("all", "who", "tiers"), join("gold", "tiers:gold", "e1"), join("some", "tiers:some", "e2"),
         join("rest", "tiers:rest", "first"), join("few", "first", "e3")])
    got = counts(folder, document, store)
    n_gold = one(store, "SELECT count(*) FROM profiles WHERE tier IN ('gold', 'platinum')")
    same((got["all"], got["gold"], got["few"]), (300, n_gold, 20))
    same(got["gold"] + got["some"] + got["rest"], 300)
    same(got["some"], 30)


@case("/count/deduplicate")
def deduplicate(folder):
    store = folder.store()
    settings = {"keys": [{"key": {"attribute": ["email"]}}], "ignore-case": True, "trim": True, "empty-equal": False, "keep": 1,
                "order": "by", "by": []}
    document = campaign([build("who", "profiles"), activity("one", "deduplicate", settings), activity("end", "end")],
                        [join("t1", "who", "one"), join("t2", "one", "end")])
    expected = one(store, "SELECT count(DISTINCT lower (trim (email))) FILTER (WHERE trim (email) <> '') + "
                          "count(*) FILTER (WHERE email IS NULL OR trim (email) = '') FROM profiles")
    same(counts(folder, document, store)["t2"], expected)


@case("/count/json")
def shape(folder):
    store = folder.store()
    before = datetime.datetime.now(datetime.timezone.utc)
    result = folder.ctl("count", template("booking-reminder"), *folder.on(store), "--json").json
    after = datetime.datetime.now(datetime.timezone.utc)
    document = load(template("booking-reminder"))

    same(sorted(result), ["campaign", "name", "snapshot", "transitions"])
    same((result["campaign"], result["name"]), (document["id"], document["name"]))
    taken = datetime.datetime.fromisoformat(result["snapshot"]["taken_at"].replace("Z", "+00:00"))
    check(before - datetime.timedelta(seconds=1) <= taken <= after, "the snapshot's time", taken)
    check(result["snapshot"]["data_version"], "no data version")

    same([item["id"] for item in result["transitions"]], [item["id"] for item in document["transitions"]])
    for item, drawn in zip(result["transitions"], document["transitions"]):
        same(item["from"], {"activity": drawn["from"], "port": drawn["from_port"]})
        same(item["to"], {"activity": drawn["to"], "port": drawn["to_port"]})
        same(item["label"], drawn.get("label", ""))
        if item["count"] is None:
            check(item["reason"], "neither number nor reason")
            same((item["rows"], item["milliseconds"]), (None, None))
            check("dimension" in item, "no dimension in", item)
        else:
            same(item["dimension"], "bookings")
            same(item["rows"], item["count"])
            check(isinstance(item["milliseconds"], (int, float)) and item["milliseconds"] >= 0)


@case("/count/data-version-moves")
def version(folder):
    import contextlib
    import sqlite3
    store = folder.store()
    ask = lambda: folder.ctl("count", template("win-back"), *folder.on(store), "--json").json["snapshot"]["data_version"]
    first = ask()
    same(ask(), first, "without a change")
    with contextlib.closing(sqlite3.connect(store)) as db, db:
        db.execute("UPDATE profiles SET tier = 'gold' WHERE profile_id = 1")
    check(ask() != first, "the data version did not move with the data")


@case("/count/text")
def text(folder):
    result = folder.ctl("count", template("win-back"), *folder.on(folder.store()))
    check("counted in one snapshot at" in result.out and "Lapsed" in result.out, result)
    check(all(line == line.rstrip() for line in result.out.splitlines()), "spaces at an end")


@case("/count/problem-beside-numbers")
def partial(folder):
    """What has no problem is counted, the rest says why not."""
    document = campaign([build("good", "profiles"), build("bad", "profiles", compare("shoe_size", "equals", 44)),
                         activity("e1", "end"), activity("e2", "end")], [join("t1", "good", "e1"), join("t2", "bad", "e2")])
    store = folder.store()
    same(counts(folder, document, store, code=PROBLEMS), {"t1": 300, "t2": None})
    result = folder.ctl("count", folder.file("test.fanfare"), *folder.on(store), code=PROBLEMS)
    check("[bad]" in result.err and "300" in result.out, result)


@case("/count/source-by-name")
def source_by_name(folder):
    """As the library calls it; a file of that name comes first, and what nobody knows is told."""
    folder.ctl("filter", "list")
    with contextlib.closing(sqlite3.connect(os.path.join(folder.library, "library.db"))) as db:
        db.execute("INSERT INTO source (name, url, changed_at) VALUES ('Shop', ?, 0)", ("sqlite:" + folder.store(),))
        db.commit()
    here = folder.ctl("count", template("win-back"), "--store", "Shop", "--json")
    check(here.json["transitions"], here)
    refused = folder.ctl("count", template("win-back"), "--store", "Elsewhere", code=UNREACHABLE)
    check("“Elsewhere”" in refused.err, refused)


@case("/count/wrong-use")
def wrong_use(folder):
    for words in ([], ["a", "b"], ["a", "--now", "noon"], ["a", "--watch"]):
        check("Usage" in folder.ctl("count", *words, code=USAGE).err)


main()
