#!/usr/bin/env python3
"""fanfarectl check: problems with their place, and the shipped templates without any."""

import os

from driver import (PROBLEMS, USAGE, activity, aggregate, build, campaign, case, check, compare, email, join,
                    mailing, main, same, source, template)

for name in sorted(os.listdir(os.path.join(source, "resources", "templates"))):
    @case("/check/template/" + name)
    def shipped(folder, name=name.removesuffix(".fanfare")):
        result = folder.ctl("check", template(name), *folder.on(folder.store()))
        check("no problems" in result.out and result.err == "", result)


# What is wrong, the document, the activity and the place that is named, a word of the sentence.
PROBLEM_ROWS = [
    ("column", mailing(compare("shoe_size", "equals", 44)), "who", "/rule/all/0/left/attribute/0", "shoe_size"),
    ("column-through-link", mailing(compare("store.colour", "equals", "red")), "who", "/rule/all/0/left", "colour"),
    ("link", mailing({"exists": "purchases"}), "who", "/rule/all/0/exists", "purchases"),
    ("operator", mailing(compare("first_name", "rhymes-with", "Anna")), "who", "/rule/all/0/op", "rhymes-with"),
    ("operator-of-other-kind", mailing(compare("is_staff", "contains", "yes")), "who", "/rule/all/0/op", ""),
    ("value-of-other-kind", mailing(compare("birth_date", "less", "soon")), "who", "/rule/all/0/right", "day"),
    ("audience", mailing({"in-audience": "Nobody knows"}), "who", "/rule/all/0/in-audience", "Nobody knows"),
    ("aggregate", mailing(compare(aggregate("mode", "orders", "total"), "greater", 1)), "who", "/rule/all/0/left/aggregate", "aggregate"),
    ("entity", campaign([build("who", "dragons"), activity("end", "end")], [join("t", "who", "end")]), "who", "/entity",
     "dragons"),
    ("template", mailing(subject="Hello {{ profile.first_name"), "mail", "", ""),
    ("merge-field", mailing(subject="Hello {{ profile.nick_name }}"), "mail", "/subject", "nick_name"),
    ("merge-root", mailing(subject="Hello {{ customer.name }}"), "mail", "/subject", "customer.name"),
    ("gateway", mailing(gateway="pigeons"), "mail", "/gateway", "pigeons"),
    ("unknown-type", campaign([build("who", "profiles"), activity("x", "hologram")], [join("t", "who", "x")]), "x", "",
     "hologram"),
    ("no-way-to-a-person", campaign([build("who", "products"), email("mail")], [join("t", "who", "mail")]), "mail", "", ""),
    ("nothing-joined", campaign([email("mail")], []), "mail", "", ""),
]

for what, document, identity, place, word in PROBLEM_ROWS:
    @case("/check/problem/" + what)
    def problem(folder, document=document, identity=identity, place=place, word=word):
        path = folder.write("test.fanfare", document)
        on = folder.on(folder.store())
        found = [item for item in folder.ctl("check", path, *on, "--json", code=PROBLEMS).json["problems"]
                 if item["severity"] == "problem" and item["activity"] == identity]
        check(found, "no problem of", identity)
        check(any(item["pointer"].startswith(place) and word in item["message"] for item in found), found)
        told = folder.ctl("check", path, *on, code=PROBLEMS)
        check("[%s]" % identity in told.err and found[0]["message"] in told.err and "no problems" not in told.out, told)


@case("/check/warning-is-no-problem")
def warning(folder):
    result = folder.ctl("check", folder.write("test.fanfare", mailing()), *folder.on(folder.store()), "--json").json
    same([item["severity"] for item in result["problems"]], ["warning"])


@case("/check/store-that-cannot-send")
def bare_store(folder):
    """A database without people has its own sentence for what a message lacks."""
    import sqlite3
    with sqlite3.connect(folder.file("bare.sqlite")) as db:
        db.executescript("CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO things VALUES (1, 'a');")
    db.close()
    document = campaign([build("who", "things"), email("mail", subject="x", html="x", text="x")], [join("t", "who", "mail")])
    result = folder.ctl("check", folder.write("test.fanfare", document), *folder.on(folder.file("bare.sqlite")), "--json",
                        code=PROBLEMS).json
    check(any(item["activity"] == "mail" and item["severity"] == "problem" for item in result["problems"]), result)


@case("/check/help")
def help_text(folder):
    result = folder.ctl("check", "--help")
    check("fanfarectl check" in result.out and "--store" in result.out and result.err == "", result)


@case("/check/wrong-use")
def wrong_use(folder):
    for words in ([], ["a", "b"], ["a", "--now", "noon"], ["a", "--verbose"]):
        check("Usage" in folder.ctl("check", *words, code=USAGE).err)


main()
