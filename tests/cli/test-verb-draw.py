#!/usr/bin/env python3
"""fanfarectl draw: a picture of each format with the counts inside it."""

import contextlib
import os
import re
import sqlite3
import struct
import xml.dom.minidom
import zlib

from driver import (PROBLEMS, UNREACHABLE, USAGE, activity, build, campaign, case, check, compare, join, main, same, template)


def draw(folder, name, *options, **code):
    folder.ctl("draw", template("win-back"), *folder.on(folder.store()), "-o", folder.file(name), *options, **code)
    with open(folder.file(name), "rb") as file:
        return file.read()


@case("/draw/svg")
def svg(folder):
    document = xml.dom.minidom.parseString(draw(folder, "out.svg"))
    same(document.documentElement.tagName, "svg")
    check(document.getElementsByTagName("path"), "nothing was drawn")


for ending in ("svg", "png", "pdf"):
    @case("/draw/counts-in-" + ending)
    def counts(folder, ending=ending):
        """The letters are outlines: that the numbers stand inside shows when only they differ."""
        store = folder.store()
        pictures = []
        for sql in ("SELECT 1", "UPDATE profiles SET country = 'NL'"):
            with contextlib.closing(sqlite3.connect(store)) as db, db:
                db.execute(sql)
            document = campaign([build("who", "profiles", compare("country", "equals", "NL")), activity("end", "end")],
                                [join("t", "who", "end")])
            folder.ctl("draw", folder.write("test.fanfare", document), *folder.on(store), "-o", "out." + ending)
            with open(folder.file("out." + ending), "rb") as file:
                pictures.append(re.sub(rb"/CreationDate [^\n]*", b"", file.read()))
        check(pictures[0] != pictures[1], "another count, the same picture")


@case("/draw/png")
def png(folder):
    data = draw(folder, "out.png")
    same(data[:8], b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    check(width > 400 and height > 200, "too small", width, height)
    twice = draw(folder, "twice.png", "--scale", "2")
    same(struct.unpack(">II", twice[16:24]), (2 * width, 2 * height))


@case("/draw/pdf")
def pdf(folder):
    data = draw(folder, "out.pdf")
    check(data.startswith(b"%PDF-") and b"%%EOF" in data[-32:], "no PDF")
    streams = [match.group(1) for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S)]
    check(streams, "an empty PDF")
    inflated = []
    for stream in streams:
        try:
            inflated.append(zlib.decompress(stream))
        except zlib.error:
            pass
    check(any(b"Tj" in stream or b"TJ" in stream for stream in inflated), "no text in it")


@case("/draw/json")
def machine(folder):
    report = folder.ctl("draw", template("win-back"), *folder.on(folder.store()), "-o", folder.file("out.svg"), "--json").json
    same(report, {"campaign": "win-back", "path": folder.file("out.svg")})


@case("/draw/dark")
def dark(folder):
    check(draw(folder, "light.svg") != draw(folder, "dark.svg", "--dark"), "dark looks like light")


@case("/draw/same-again")
def again(folder):
    same(draw(folder, "a.svg"), draw(folder, "b.svg"))


@case("/draw/problem")
def problem(folder):
    """A campaign with a problem can still be looked at."""
    document = campaign([build("who", "profiles", compare("shoe_size", "equals", 44)), activity("end", "end")],
                        [join("t", "who", "end")])
    folder.ctl("draw", folder.write("test.fanfare", document), *folder.on(folder.store()), "-o", "out.svg")
    check(os.path.getsize(folder.file("out.svg")) > 1000, "nothing was drawn")


@case("/draw/cannot-write")
def cannot_write(folder):
    result = folder.ctl("draw", template("win-back"), *folder.on(folder.store()), "-o", "nowhere/out.svg", code=PROBLEMS)
    check("nowhere" in result.err, result)


@case("/draw/keeps-the-last-good-one")
def keeps(folder):
    """A picture that cannot be made leaves the one that was there."""
    folder.write("out.svg", "the last one")
    folder.ctl("draw", template("win-back"), "--store", "sqlite:missing", "-o", "out.svg", code=UNREACHABLE)
    with open(folder.file("out.svg"), encoding="utf-8") as file:
        same(file.read(), "the last one")


@case("/draw/wrong-use")
def wrong_use(folder):
    for words in ([], ["a"], ["a", "-o", "b.gif"], ["a", "-o", "b"], ["a", "-o", "b.png", "--scale", "0"],
                  ["a", "-o", "b.png", "--scale", "11"], ["a", "-o", "b.png", "--scale", "nan"], ["a", "b", "-o", "c.png"]):
        check("Usage" in folder.ctl("draw", *words, code=USAGE).err)


main()
