#!/usr/bin/env python3
"""fanfarectl filter: saved filters kept, followed by campaigns, found again
where they are used, and told when they give the same set."""

import json

from driver import (PROBLEMS, USAGE, activity, build, campaign, case, check, compare, join, main, one, same)


def saved(folder, name, rule, entity="profiles", **members):
    document = {"name": name, "entity": entity, "rule": rule}
    document.update(members)
    return folder.ctl("filter", "save", folder.write("filter.json", document)).out.strip()


def country(value):
    return {"all": [compare("country", "equals", value)]}


def following(identity, **members):
    condition = {"filter": identity}
    condition.update(members)
    return campaign([build("who", "profiles", condition), activity("end", "end")], [join("t", "who", "end")])


def count(folder, document, store):
    return folder.ctl("count", folder.write("test.fanfare", document), *folder.on(store), "--json").json


@case("/filter/keep")
def keep(folder):
    same(folder.ctl("filter", "list", "--json").json, {})
    identity = saved(folder, "Dutch", country("NL"))
    same(saved(folder, "Dutch", country("BE")), identity, "the same name is the same filter")
    listed = folder.ctl("filter", "list", "--json").json
    same(list(listed), [identity])
    same(listed[identity]["rule"], country("BE"))
    same(json.loads(folder.ctl("filter", "show", "Dutch").out), listed[identity])
    check("Dutch" in folder.ctl("filter", "list").out)
    folder.ctl("filter", "remove", "Dutch")
    same(folder.ctl("filter", "list", "--json").json, {})


@case("/filter/follow")
def follow(folder):
    store = folder.store()
    identity = saved(folder, "From", {"all": [{"left": {"attribute": ["country"]}, "op": "equals", "right": {"variable": "country"}}]},
                     parameters=[{"name": "country", "label": "Country", "default": "NL"}])
    result = count(folder, following(identity), store)
    same(result["transitions"][0]["count"], one(store, "SELECT count(*) FROM profiles WHERE country = 'NL'"))
    result = count(folder, following(identity, **{"with": {"country": "KR"}}), store)
    same(result["transitions"][0]["count"], one(store, "SELECT count(*) FROM profiles WHERE country = 'KR'"))
    saved(folder, "From", country("BE"))
    result = count(folder, following(identity), store)
    same(result["transitions"][0]["count"], one(store, "SELECT count(*) FROM profiles WHERE country = 'BE'"))


@case("/filter/gone")
def gone(folder):
    store = folder.store()
    identity = saved(folder, "Dutch", country("NL"))
    folder.ctl("filter", "remove", "Dutch")
    result = folder.ctl("check", folder.write("test.fanfare", following(identity)), *folder.on(store), code=PROBLEMS)
    check("no longer there" in result.out + result.err)


@case("/filter/changed")
def changed(folder):
    store = folder.store()
    identity = saved(folder, "Dutch", country("NL"))
    document = folder.write("test.fanfare", following(identity, seen="0" * 64))
    result = folder.ctl("check", document, *folder.on(store), "--json")
    check(any("was changed" in problem["message"] for problem in result.json["problems"]), result)


@case("/filter/uses")
def uses(folder):
    folder.store()
    identity = saved(folder, "Dutch", country("NL"))
    other = saved(folder, "Dutch and more", {"any": [{"filter": identity}, compare("country", "equals", "BE")]})
    found = folder.ctl("filter", "uses", "Dutch", "--json").json
    same([(use.get("filter"), use["pointer"]) for use in found], [(other, "/rule/any/0")])
    check("Dutch and more" in folder.ctl("filter", "uses", "Dutch").out)


@case("/filter/twins")
def twins(folder):
    store = folder.store()
    saved(folder, "A", country("NL"))
    saved(folder, "B", {"none": [{"none": [compare("country", "in-list", "NL")]}]})
    saved(folder, "C", country("BE"))
    saved(folder, "D", {"all": [{"left": {"attribute": ["country"]}, "op": "equals", "right": {"variable": "country"}}]},
          parameters=[{"name": "country"}])
    same(folder.ctl("filter", "twins", *folder.on(store), "--json").json, [["A", "B"]])
    same(folder.ctl("filter", "twins", *folder.on(store)).out, "A  =  B\n")


@case("/filter/wrong-use")
def wrong_use(folder):
    folder.ctl("filter", code=USAGE)
    folder.ctl("filter", "save", code=USAGE)
    folder.ctl("filter", "list", "more", code=USAGE)
    folder.ctl("filter", "show", "Nobody", code=PROBLEMS)
    folder.ctl("filter", "save", folder.write("bad.json", {"name": "x"}), code=PROBLEMS)
    folder.ctl("filter", "save", "/nowhere/filter.json", code=PROBLEMS)


main()
