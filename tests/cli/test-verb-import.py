#!/usr/bin/env python3
"""fanfarectl import: what a file looks like, what is loaded, what is rejected,
and that nothing is left when it fails."""

import os
import resource
import signal
import subprocess

from driver import CANCELLED, DONE, INCOMPLETE, PROBLEMS, UNREACHABLE, USAGE, activity, campaign, build, case, check, compare, join, main, one, program, query, same

PEOPLE = "id;name;joined;paid\n1;Zoë;2026-01-31 12:00;1,50\n2;\"Jan\nde Vries\";2026-07-31 12:00;\n"


def people(folder, encoding="utf-8"):
    return folder.write("people.csv", PEOPLE.encode(encoding))


@case("/import/preview")
def preview(folder):
    path = people(folder, "windows-1252")
    shown = folder.ctl("import", path, "--preview", "--json").json
    same(shown["encoding"], "windows-1252")
    same(shown["delimiter"], "semicolon")
    same(shown["header"], True)
    same([(c["name"], c["kind"]) for c in shown["columns"]],
         [("id", "integer"), ("name", "text"), ("joined", "instant"), ("paid", "decimal(2,)")])
    same(shown["rows"][1], ["2", "Jan\nde Vries", "2026-07-31 12:00", ""])
    same(os.listdir(folder.path), ["people.csv"], "only looking leaves nothing")
    text = folder.ctl("import", path, "--preview").out
    for word in ("windows-1252", "semicolon", "decimal(2,)", "Zoë"):
        check(word in text, word, "is not in", text)


@case("/import/load")
def load(folder):
    report = folder.ctl("import", people(folder), "--store", "sqlite:" + folder.file("s.sqlite"), "--key", "id",
                        "--zone", "Europe/Amsterdam", "--json").json
    same((report["table"], report["rows"], report["rejected"]), ("people", 2, 0))
    same(query(folder.file("s.sqlite"), "SELECT * FROM people ORDER BY id"),
         [(1, "Zoë", 1769857200000000, 150), (2, "Jan\nde Vries", 1785492000000000, None)])
    same(one(folder.file("s.sqlite"), "PRAGMA integrity_check"), "ok")


@case("/import/then-count")
def then_count(folder):
    folder.ctl("import", people(folder), "--store", folder.file("s.sqlite"), "--key", "id", "--table", "customers")
    document = folder.write("c.fanfare", campaign([build("who", "customers", compare("paid", "equals", 1.5)), activity("end", "end")],
                                                  [join("t", "who", "end")]))
    counts = folder.ctl("count", document, "--store", folder.file("s.sqlite"), "--json").json
    same([t["count"] for t in counts["transitions"]], [1])


@case("/import/load-file-settings")
def load_file_settings(folder):
    """What a preview says is what a load-file activity needs; the file stands beside the campaign or in the library."""
    people(folder, "windows-1252")
    settings = folder.ctl("import", "people.csv", "--preview", "--json").json["load-file"]
    same(settings["file"], "people.csv")
    document = folder.write("c.fanfare", campaign([activity("file", "load-file", settings), activity("end", "end")],
                                                  [join("t", "file", "end")]))
    store = folder.store()
    counts = folder.ctl("count", document, *folder.on(store), "--json").json
    same([t["count"] for t in counts["transitions"]], [2])
    rows = folder.ctl("people", document, "file:out", *folder.on(store), "--json").json["rows"]
    same([row["key"] for row in rows], ["2", "3"])
    check(folder.path not in folder.ctl("sql", document, "file:out", *folder.on(store)).out, "a path in SQL for people")

    os.makedirs(os.path.join(folder.library, "files"))
    os.rename(folder.file("people.csv"), os.path.join(folder.library, "files", "people.csv"))
    same([t["count"] for t in folder.ctl("count", document, *folder.on(store), "--json").json["transitions"]], [2])
    os.remove(os.path.join(folder.library, "files", "people.csv"))
    check("people.csv" in folder.ctl("check", document, *folder.on(store), code=PROBLEMS).err, "nothing said that the file is gone")


@case("/import/rejects")
def rejects(folder):
    path = folder.write("r.csv", "id,total\n1,1.50\n2,x\n3\n1,2.00\n")
    done = folder.ctl("import", path, "--store", "s.sqlite", "--key", "id", "--kind", "total=decimal(2)", "--rejects", "rejects.csv",
                      "--json", code=INCOMPLETE).json
    same((done["rows"], done["rejected"]), (1, 3))
    same([r["line"] for r in done["rejects"]], [3, 4, 5])
    with open(folder.file("rejects.csv"), encoding="utf-8") as file:
        lines = file.read().splitlines()
    same(lines[0], 'line,reason,"id","total"')
    same(lines[1], '3,"total: “x” is no decimal number","2","x"')
    same(len(lines), 4)
    text = folder.ctl("import", path, "--store", "s.sqlite", "--table", "again", "--key", "id", "--kind", "total=decimal(2)",
                      code=INCOMPLETE)
    check("line 4: 1 field instead of 2" in text.err, text)


@case("/import/append-and-replace")
def append_and_replace(folder):
    store = folder.file("s.sqlite")
    folder.ctl("import", people(folder), "--store", store, "--key", "id")
    again = folder.ctl("import", people(folder), "--store", store, code=PROBLEMS)
    check("append" in again.err and "people" in again.err, again)
    more = folder.write("more.csv", "id,paid,more\n3,7.5,x\n")
    wrong = folder.ctl("import", more, "--store", store, "--table", "people", "--append", code=PROBLEMS)
    check("more" in wrong.err, wrong)
    folder.ctl("import", more, "--store", store, "--table", "people", "--append", "--ignore", "more")
    same(one(store, "SELECT sum(paid) FROM people"), 900)
    folder.ctl("import", more, "--store", store, "--table", "people", "--replace", "--ignore", "more")
    same(query(store, "SELECT id, name, paid FROM people"), [(3, None, 750)])
    same(one(store, "SELECT generation FROM fanfare_generation WHERE entity = 'people'"), 3)


@case("/import/fixed-width")
def fixed_width(folder):
    path = folder.write("f.txt", "id  name      total\n1   Ann        1.50\n22  De Vries  12.00\n".encode())
    folder.ctl("import", path, "--store", "s.sqlite", "--widths", "4,10,*", "--key", "id", "--table", "t")
    same(query(folder.file("s.sqlite"), "SELECT id, name, total FROM t ORDER BY id"), [(1, "Ann", 150), (22, "De Vries", 1200)])


for encoding, mark in [("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("cp949", b""), ("big5", b""), ("utf-8", b"\xef\xbb\xbf")]:
    @case("/import/encoding/" + encoding)
    def encodings(folder, encoding=encoding, mark=mark):
        words = ["王小明", "陳美麗", "林志豪", "臺北市"] if encoding == "big5" else ["김민수", "이영희", "박지훈", "서울특별시"]
        path = folder.write("e.csv", mark + ("name\n" + "\n".join(words) + "\n").encode(encoding))
        folder.ctl("import", path, "--store", "s.sqlite")
        same([row[0] for row in query(folder.file("s.sqlite"), "SELECT name FROM e ORDER BY line")], words)


@case("/import/wrong-encoding-is-told")
def wrong_encoding(folder):
    path = folder.write("e.csv", "name\ncafé\nok\n".encode("windows-1252"))
    done = folder.ctl("import", path, "--store", "s.sqlite", "--encoding", "utf-8", "--json", code=INCOMPLETE).json
    same((done["rows"], done["rejects"][0]["line"]), (1, 2))


for name, content, words, code, says in [
    ("no-file", None, [], PROBLEMS, "No such file"),
    ("empty", b"", [], PROBLEMS, "is empty"),
    ("binary", b"\x00\x01\x02\x03PNG" * 100, [], PROBLEMS, "NUL"),
    ("quote", b'a,b\n1,2\n3,"x\n', [], PROBLEMS, "Line 3"),
    ("store-elsewhere", b"a\n1\n", ["--store", "nowhere/s.sqlite"], PROBLEMS, "nowhere"),
    ("store-is-no-database", b"a\n1\n", ["--store", "f.csv"], UNREACHABLE, "not a database"),
    ("rejects-elsewhere", b"a\n1\n", ["--rejects", "nowhere/r.csv"], PROBLEMS, "nowhere"),
    ("no-such-key", b"a\n1\n", ["--key", "b"], PROBLEMS, "no column “b”"),
    ("no-such-zone", b"a\n2026-01-01 10:00\n", ["--zone", "Mars"], PROBLEMS, "Mars"),
    ("no-such-encoding", b"a\n1\n", ["--encoding", "martian"], PROBLEMS, "martian"),
    ("ignore-all", b"a\n1\n", ["--ignore", "a"], PROBLEMS, "No column is left"),
    ("kind-of-nothing", b"a\n1\n", ["--kind", "b=text"], USAGE, "no column “b”"),
]:
    @case("/import/refused/" + name)
    def refused(folder, content=content, words=words, code=code, says=says):
        if content is not None:
            folder.write("f.csv", content)
        words = words if "--store" in words else words + ["--store", "s.sqlite"]
        result = folder.ctl("import", "f.csv", *words, code=code)
        check(says in result.err, result)
        same(sorted(os.listdir(folder.path)), [] if content is None else ["f.csv"], "something was left")


for name, words in [
    ("no-file", []),
    ("two-files", ["f.csv", "g.csv"]),
    ("no-store", ["f.csv"]),
    ("append-and-replace", ["f.csv", "--append", "--replace", "--store", "s"]),
    ("header-twice", ["f.csv", "--header", "--no-header", "--store", "s"]),
    ("delimiter", ["f.csv", "--delimiter", "ab", "--store", "s"]),
    ("delimiter-digit", ["f.csv", "--delimiter", "1", "--store", "s"]),
    ("widths", ["f.csv", "--widths", "4,x", "--store", "s"]),
    ("widths-and-delimiter", ["f.csv", "--widths", "4", "--delimiter", "tab", "--store", "s"]),
    ("kind", ["f.csv", "--kind", "a", "--store", "s"]),
    ("kind-unknown", ["f.csv", "--kind", "a=money", "--store", "s"]),
    ("kind-scale", ["f.csv", "--kind", "a=decimal(99)", "--store", "s"]),
]:
    @case("/import/wrong-use/" + name)
    def wrong_use(folder, words=words):
        folder.write("f.csv", "a\n1\n")
        folder.ctl("import", *words, code=USAGE)
        same(os.listdir(folder.path), ["f.csv"], "something was left")


def large(folder, rows=300000):
    return folder.write("large.csv", "id,text\n" + "".join("%d,some text of row %d\n" % (i, i) for i in range(rows)))


@case("/import/disk-full")
def disk_full(folder):
    """A limit on the size of files stands for a disk that is full, in a new store and in one that is there."""
    store = folder.file("s.sqlite")
    folder.ctl("import", people(folder), "--store", store)
    path = large(folder)

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    for target in (store, folder.file("new.sqlite")):
        done = subprocess.run([program, "import", path, "--store", target], env=folder.environment, cwd=folder.path,
                              capture_output=True, preexec_fn=limit, timeout=60, check=False)
        same(done.returncode, PROBLEMS, done.stderr)
        check(b"room" in done.stderr, done.stderr)
    same(query(store, "SELECT name FROM sqlite_schema WHERE name = 'large'"), [])
    same(one(store, "SELECT count(*) FROM people"), 2)
    check("new.sqlite" not in " ".join(os.listdir(folder.path)), os.listdir(folder.path))


@case("/import/cancelled")
def cancelled(folder):
    store = folder.file("s.sqlite")
    folder.ctl("import", people(folder), "--store", store)
    path = large(folder, 2000000)
    child = folder.start("import", path, "--store", store, "--json")
    wal = store + "-wal"
    for _ in range(2000):
        if os.path.exists(wal) and os.path.getsize(wal) > 0 or child.poll() is not None:
            break
        signal.sigtimedwait([], 0.005)
    child.send_signal(signal.SIGINT)
    same(child.wait(30), CANCELLED)
    same(query(store, "SELECT name FROM sqlite_schema WHERE name = 'large'"), [])
    same(one(store, "SELECT count(*) FROM people"), 2)


@case("/import/one-gigabyte-line")
def one_line(folder):
    """A line without an end is given up at the limit, not at the end of the file, and not in memory."""
    path = folder.file("line.csv")
    with open(path, "wb") as file:
        file.write(b'a,b\n1,2\n3,"')
        file.truncate(1 << 30)
    nul = folder.ctl("import", path, "--store", "s.sqlite", code=PROBLEMS)
    check("NUL" in nul.err, nul)

    with open(path, "wb") as file:
        file.write(b'a,b\n1,2\n3,"')
        for _ in range(40):
            file.write(b"x" * (1 << 20))

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))

    done = subprocess.run([program, "import", path, "--store", folder.file("s.sqlite")], env=folder.environment,
                          cwd=folder.path, capture_output=True, preexec_fn=limit, timeout=60, check=False)
    same(done.returncode, PROBLEMS, done.stderr)
    check(b"Line 3" in done.stderr and b"16.0" in done.stderr, done.stderr)


@case("/import/help")
def usage(folder):
    check("--rejects" in folder.ctl("import", "--help", code=DONE).out)


main()
