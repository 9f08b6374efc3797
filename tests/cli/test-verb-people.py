#!/usr/bin/env python3
"""fanfarectl people: pages that neither lose nor repeat anybody, columns
through links, and finding."""

from driver import (PROBLEMS, USAGE, activity, build, campaign, case, check, compare, join, main, query, same, template)

DUTCH = campaign([build("who", "profiles", compare("country", "equals", "NL")), activity("end", "end")],
                 [join("t", "who", "end")])


def prepare(folder, document=DUTCH):
    store = folder.store()
    return store, folder.write("test.fanfare", document), folder.on(store)


def walk(folder, path, name, on, *options):
    """Every row, page by page."""
    rows, after, pages = [], [], 0
    while True:
        page = folder.ctl("people", path, name, *on, *options, *after, "--json").json
        rows += page["rows"]
        pages += 1
        if page["next"] is None:
            return rows, pages
        after = ["--after", page["next"]]


@case("/people/pages")
def pages(folder):
    store, path, on = prepare(folder)
    expected = [str(key) for key, in query(store, "SELECT profile_id FROM profiles WHERE country = 'NL' ORDER BY profile_id")]
    check(len(expected) > 14, "too few people")
    for limit in (1, 7, len(expected) - 1, len(expected), len(expected) + 1):
        rows, n_pages = walk(folder, path, "who:out", on, "--limit", limit)
        same([row["key"] for row in rows], expected, "in pages of", limit)
        same(n_pages, -(-len(expected) // limit), "pages of", limit)


@case("/people/first-output")
def first_output(folder):
    _, path, on = prepare(folder)
    same(folder.ctl("people", path, "who", *on).out, folder.ctl("people", path, "who:out", *on).out)


@case("/people/columns")
def columns(folder):
    store, path, on = prepare(folder)
    rows, _ = walk(folder, path, "who", on, "--columns", "email,birth_date,store.name", "--limit", "1000")
    expected = query(store, "SELECT p.email, p.birth_date, s.name FROM profiles p LEFT JOIN stores s USING (store_id) "
                            "WHERE p.country = 'NL' ORDER BY p.profile_id")
    same([tuple(row["values"]) for row in rows], expected)


@case("/people/find")
def find(folder):
    store, path, on = prepare(folder)
    names = query(store, "SELECT profile_id, first_name, last_name FROM profiles WHERE country = 'NL' ORDER BY profile_id")
    word = names[3][2][:3].upper()
    expected = [str(key) for key, first, last in names if word.lower() in first.lower() or word.lower() in last.lower()]
    rows, _ = walk(folder, path, "who", on, "--find", word, "--limit", "2")
    same([row["key"] for row in rows], expected)


@case("/people/find-nobody")
def find_nobody(folder):
    _, path, on = prepare(folder)
    same(folder.ctl("people", path, "who", *on, "--find", "%", "--json").json, {"rows": [], "next": None})


@case("/people/of-another-dimension")
def bookings(folder):
    store, _, on = prepare(folder)
    rows, _ = walk(folder, template("booking-reminder"), "bookings", on, "--columns", "profile.email,status")
    check(rows, "no bookings")
    for row in rows:
        same(tuple(row["values"]), query(store, "SELECT p.email, b.status FROM bookings b JOIN profiles p USING (profile_id) "
                                                "WHERE booking_id = ?", int(row["key"]))[0])


@case("/people/text")
def text(folder):
    _, path, on = prepare(folder)
    result = folder.ctl("people", path, "who", *on, "--limit", "2")
    check("first_name" in result.out and "--after '" in result.out, result)


@case("/people/unknown-output")
def unknown(folder):
    _, path, on = prepare(folder)
    for name in ("nobody", "who:left"):
        result = folder.ctl("people", path, name, *on, code=PROBLEMS)
        check(name in result.err and "who:out" in result.err and result.out == "", result)


@case("/people/uncounted-output")
def uncounted(folder):
    _, path, on = prepare(folder, campaign([build("who", "profiles", compare("shoe_size", "equals", 4)), activity("end", "end")],
                                           [join("t", "who", "end")]))
    result = folder.ctl("people", path, "who", *on, code=PROBLEMS)
    check("who" in result.err and result.out == "", result)


@case("/people/unknown-column")
def unknown_column(folder):
    _, path, on = prepare(folder)
    result = folder.ctl("people", path, "who", *on, "--columns", "shoe_size", code=PROBLEMS)
    check("shoe_size" in result.err and result.out == "", result)


@case("/people/broken-place")
def broken_place(folder):
    _, path, on = prepare(folder)
    for place in ("x", "[", "[{}]", "[1,2,3,4,5,6]", '{"i":1}'):
        result = folder.ctl("people", path, "who", *on, "--after", place, code=PROBLEMS)
        check(result.err and result.out == "", result)


@case("/people/wrong-use")
def wrong_use(folder):
    for words in ([], ["a"], ["a", "b", "c"], ["a", "b", "--limit", "0"], ["a", "b", "--limit", "100001"]):
        check("Usage" in folder.ctl("people", *words, code=USAGE).err)


main()
