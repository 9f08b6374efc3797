#!/usr/bin/env python3
"""fanfarectl sql: what it shows can be read, holds no value of a person as
part of a name, and names what it cannot show."""

from driver import (PROBLEMS, USAGE, activity, build, campaign, case, check, compare, join, main, same, template)


@case("/sql/every-output")
def every(folder):
    result = folder.ctl("sql", template("win-back"), *folder.on(folder.store()))
    for name in ("everyone:out", "recent:out", "lapsed:out"):
        check("-- %s " % name in result.out, "no", name)
    check("SELECT" in result.out)


@case("/sql/one-output")
def single(folder):
    result = folder.ctl("sql", template("win-back"), "lapsed:out", *folder.on(folder.store()))
    same(result.out.count("-- lapsed:out"), 1)
    same(result.out.count("\n-- "), 0)


@case("/sql/json")
def machine(folder):
    on = folder.on(folder.store())
    statements = folder.ctl("sql", template("win-back"), *on, "--json").json["statements"]
    check({("lapsed", "out", "combine")} <= {(item["activity"], item["port"], item["step"]) for item in statements}, statements)
    check(all("SELECT" in item["sql"] for item in statements), statements)
    same(len(folder.ctl("sql", template("win-back"), "lapsed:out", *on, "--json").json["statements"]), 1)


@case("/sql/quoted")
def quoted(folder):
    """A text that ends a string stays inside it."""
    document = campaign([build("who", "profiles", compare("city", "equals", "'s-Hertogenbosch'; DROP TABLE profiles; --")),
                         activity("end", "end")], [join("t", "who", "end")])
    result = folder.ctl("sql", folder.write("test.fanfare", document), *folder.on(folder.store()))
    check("'s-Hertogenbosch'; DROP" not in result.out or "'''s-Hertogenbosch''; DROP" in result.out, result)


@case("/sql/problem")
def problem(folder):
    document = campaign([build("good", "profiles"), build("bad", "profiles", compare("shoe_size", "equals", 4)),
                         activity("e1", "end"), activity("e2", "end")], [join("t1", "good", "e1"), join("t2", "bad", "e2")])
    result = folder.ctl("sql", folder.write("test.fanfare", document), *folder.on(folder.store()), code=PROBLEMS)
    check("-- good:out" in result.out and "[bad]" in result.err, result)


@case("/sql/unknown-output")
def unknown(folder):
    result = folder.ctl("sql", template("win-back"), "nobody", *folder.on(folder.store()), code=PROBLEMS)
    check("nobody" in result.err and "lapsed:out" in result.err, result)


@case("/sql/wrong-use")
def wrong_use(folder):
    for words in ([], ["a", "b", "c"]):
        check("Usage" in folder.ctl("sql", *words, code=USAGE).err)


main()
