#!/usr/bin/env python3
"""fanfarectl functions: every function with how it is written and what it
gives, or those of a name."""

from driver import PROBLEMS, USAGE, case, check, main, same


@case("/functions/all")
def everything(folder):
    result = folder.ctl("functions")
    for line in ("  round (number [, digits])", "  difference (from, to, unit [, zone])", "Numbers", "Dates and times"):
        check(line in result.out.splitlines(), "no", line)


@case("/functions/json")
def machine(folder):
    functions = folder.ctl("functions", "--json").json["functions"]
    check(len({item["name"] for item in functions}) == len(functions) > 50, functions)
    check(all(item["name"] in item["usage"] and item["meaning"] and item["group"] for item in functions), functions)


@case("/functions/one")
def one(folder):
    result = folder.ctl("functions", "SHA")
    check("sha256 (text)" in result.out and "md5" not in result.out, result)
    same([item["name"] for item in folder.ctl("functions", "trunc", "--json").json["functions"]], ["truncate"])


@case("/functions/none")
def none(folder):
    check("frobnicate" in folder.ctl("functions", "frobnicate", code=PROBLEMS).err)


@case("/functions/wrong-use")
def wrong_use(folder):
    check("Usage" in folder.ctl("functions", "a", "b", code=USAGE).err)


main()
