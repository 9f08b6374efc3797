#!/usr/bin/env python3
"""fanfarectl sample: the store it writes, and what it will not write over."""

import hashlib
import os

from driver import AS_OF, DONE, PROBLEMS, USAGE, case, check, main, one, query, same


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@case("/sample/people")
def people(folder):
    path = folder.file("s.sqlite")
    report = folder.ctl("sample", path, "--people", "250", "--as-of", AS_OF, "--json").json
    same(report["people"], 250)
    same(report["path"], path)
    same(one(path, "SELECT count(*) FROM profiles"), 250)
    check(one(path, "SELECT count(*) FROM orders") > 250, "few orders")
    same(one(path, "PRAGMA integrity_check"), "ok")
    same(query(path, "PRAGMA foreign_key_check"), [])


@case("/sample/text")
def text(folder):
    result = folder.ctl("sample", "s.sqlite", "--people", "50", "--as-of", AS_OF)
    check("50 people" in result.out, result)


@case("/sample/nobody")
def nobody(folder):
    folder.ctl("sample", "s.sqlite", "--people", "0", "--as-of", AS_OF)
    same(one(folder.file("s.sqlite"), "SELECT count(*) FROM profiles"), 0)


@case("/sample/same-seed-same-bytes")
def same_seed(folder):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        folder.ctl("sample", name, "--people", "200", "--seed", seed, "--as-of", AS_OF)
    same(digest(folder.file("a")), digest(folder.file("b")))
    check(digest(folder.file("a")) != digest(folder.file("c")), "another seed gave the same bytes")


@case("/sample/replaces-only-when-told")
def replace(folder):
    path = folder.write("s.sqlite", "not a store")
    result = folder.ctl("sample", path, "--people", "50", code=PROBLEMS)
    check("s.sqlite" in result.err, result)
    with open(path, encoding="utf-8") as file:
        same(file.read(), "not a store")
    folder.ctl("sample", path, "--people", "50", "--replace")
    same(one(path, "SELECT count(*) FROM profiles"), 50)


@case("/sample/no-such-folder")
def no_folder(folder):
    result = folder.ctl("sample", folder.file("nowhere/s.sqlite"), "--people", "50", code=PROBLEMS)
    check("nowhere" in result.err, result)


for name, words in [
    ("no-path", []),
    ("two-paths", ["a", "b"]),
    ("too-many", ["a", "--people", "20000001"]),
    ("negative", ["a", "--people", "-1"]),
    ("no-number", ["a", "--people", "many"]),
    ("no-day", ["a", "--as-of", "yesterday"]),
    ("no-such-day", ["a", "--as-of", "2026-02-30"]),
    ("no-such-option", ["a", "--fast"]),
]:
    @case("/sample/wrong-use/" + name)
    def wrong_use(folder, words=words):
        result = folder.ctl("sample", *words, code=USAGE)
        check("Usage" in result.err and result.out == "", result)
        check(not os.path.exists(folder.file("a")), "a file was written")


@case("/sample/help")
def usage(folder):
    check("--people" in folder.ctl("sample", "--help", code=DONE).out)


main()
