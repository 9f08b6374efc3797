#!/usr/bin/env python3
"""fanfarectl explain, overlap and diff, people --csv and count --verify:
questions about counts, answered as the data would."""

import csv
import io

from driver import (PROBLEMS, USAGE, activity, build, campaign, case, check, compare, join, main, one, query, same)


def two(country, language="nl"):
    """Those of a country and those of a language, on two branches."""
    return campaign([build("land", "profiles", compare("country", "equals", country)),
                     build("words", "profiles", compare("language", "equals", language)),
                     activity("end", "end"), activity("end2", "end")],
                    [join("t", "land", "end"), join("u", "words", "end2")])


def prepare(folder, document):
    store = folder.store()
    return store, folder.write("test.fanfare", document), folder.on(store)


def n(store, where):
    return one(store, "SELECT count(*) FROM profiles WHERE " + where)


@case("/explain/condition-and-value")
def explain(folder):
    store, path, on = prepare(folder, two("NL"))
    key, country = query(store, "SELECT profile_id, country FROM profiles WHERE country <> 'NL' LIMIT 1")[0]
    answer = folder.ctl("explain", path, key, *on, "--json").json
    check(answer["exists"])
    same([port["here"] for port in answer["ports"] if port["activity"] == "land"], [False])
    rule = [rule for rule in answer["rules"] if rule["activity"] == "land"][0]
    same(rule["verdicts"][0]["true"], False)
    same(rule["verdicts"][0]["items"][0]["value"], country)
    check(country in folder.ctl("explain", path, key, *on).out)


@case("/explain/nobody")
def explain_nobody(folder):
    _, path, on = prepare(folder, two("NL"))
    same(folder.ctl("explain", path, "999999", *on, "--json").json["exists"], False)
    check("x" in folder.ctl("explain", path, "x", *on, code=PROBLEMS).err)
    check("ships" in folder.ctl("explain", path, "1", *on, "--entity", "ships", code=PROBLEMS).err)


@case("/overlap/regions")
def overlap(folder):
    store, path, on = prepare(folder, two("NL"))
    answer = folder.ctl("overlap", path, "land", "words:out", *on, "--json").json
    same(answer["transitions"], ["land:out", "words:out"])
    same({"+".join(region["in"]): region["count"] for region in answer["regions"]},
         {"land:out": n(store, "country = 'NL' AND language IS NOT 'nl'"),
          "words:out": n(store, "country IS NOT 'NL' AND language = 'nl'"),
          "land:out+words:out": n(store, "country = 'NL' AND language = 'nl'")})
    same(answer["total"], n(store, "country = 'NL' OR language = 'nl'"))
    check("land:out + words:out" in folder.ctl("overlap", path, "land", "words", *on).out)


@case("/overlap/wrong-use")
def overlap_wrong(folder):
    _, path, on = prepare(folder, two("NL"))
    for words in ([], [path], [path, "land"], [path] + ["land"] * 7):
        folder.ctl("overlap", *words, *on, code=USAGE)
    check("nobody" in folder.ctl("overlap", path, "land", "nobody", *on, code=PROBLEMS).err)


@case("/diff/drawing")
def diff_drawing(folder):
    _, path, on = prepare(folder, two("NL"))
    after = two("BE")
    after["activities"][1]["label"] = "Dutch"
    del after["activities"][3], after["transitions"][1]
    later = folder.write("after.fanfare", after)
    changes = folder.ctl("diff", path, later, *on, "--json").json["changes"]
    same([(c["change"], c["kind"], c["id"], c["places"]) for c in changes],
         [("changed", "activity", "land", ["/settings/rule"]), ("changed", "activity", "words", ["/label"]),
          ("removed", "activity", "end2", []), ("removed", "transition", "u", [])])
    same(folder.ctl("diff", path, path, *on, "--json").json, {"changes": []})


@case("/diff/people")
def diff_people(folder):
    store, path, on = prepare(folder, two("NL"))
    later = folder.write("after.fanfare", two("BE"))
    counts = folder.ctl("diff", path, later, *on, "--counts", "--json").json["counts"]
    land = [item for item in counts if item["activity"] == "land"][0]
    same((land["before"], land["after"], land["joined"], land["left"]),
         (n(store, "country = 'NL'"), n(store, "country = 'BE'"), n(store, "country = 'BE'"), n(store, "country = 'NL'")))
    words = [item for item in counts if item["activity"] == "words"][0]
    same((words["joined"], words["left"]), (0, 0))
    rows = folder.ctl("diff", path, later, *on, "--people", "land:out/joined", "--limit", "1000", "--json").json["rows"]
    same([row["key"] for row in rows],
         [str(key) for key, in query(store, "SELECT profile_id FROM profiles WHERE country = 'BE' ORDER BY profile_id")])
    folder.ctl("diff", path, later, *on, "--people", "land", code=USAGE)
    check("joined" in folder.ctl("diff", path, later, *on, "--counts").out)


@case("/people/csv")
def people_csv(folder):
    store, path, on = prepare(folder, two("NL"))
    import sqlite3
    with sqlite3.connect(store) as db:
        db.execute("UPDATE profiles SET first_name = '=HYPERLINK(\"x\"), \"a\"' WHERE profile_id = "
                   "(SELECT min(profile_id) FROM profiles WHERE country = 'NL')")
    text = folder.ctl("people", path, "land", *on, "--csv", "--columns", "first_name,birth_date").out
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expected = query(store, "SELECT profile_id, first_name, birth_date FROM profiles WHERE country = 'NL' ORDER BY profile_id")
    same(rows[0], ["Key", "first_name", "birth_date"])
    same(len(rows) - 1, len(expected))
    same(rows[1][1], "'" + expected[0][1])
    same([row[0] for row in rows[1:]], [str(row[0]) for row in expected])
    same([row[2] for row in rows[1:]], [row[2] or "" for row in expected])
    folder.ctl("people", path, "land", *on, "--csv", "--json", code=USAGE)


@case("/count/verify")
def verify(folder):
    _, path, on = prepare(folder, two("NL"))
    counts = folder.ctl("count", path, *on, "--json").json["transitions"]
    verified = folder.ctl("count", path, *on, "--verify", "--json").json["verified"]
    same([(item["id"], item["count"], item["again"], item["same_data"]) for item in verified],
         [(item["id"], item["count"], item["count"], True) for item in counts])
    same(len({item["query_hash"] for item in verified}), 2)
    check("the same" in folder.ctl("count", path, *on, "--verify").out)


main()
