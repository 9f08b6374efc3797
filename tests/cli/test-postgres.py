#!/usr/bin/env python3
"""fanfarectl on a PostgreSQL server of its own: the same campaigns on the same
people give the same numbers, lists and files as on SQLite."""

import contextlib
import json
import os
import sqlite3
import subprocess

from driver import (NOW, UNREACHABLE, USAGE, Skip, activity, build, campaign, case, check, compare, exists, join,
                    main, same, shared_sample, source, template)

TEMPLATES = sorted(name[:-8] for name in os.listdir(os.path.join(source, "resources", "templates")) if name.endswith(".fanfare"))

_server = None


class Server:
    """A private server with the sample's rows in it."""

    def __init__(self):
        self.process = subprocess.Popen([os.path.join(source, "tests", "support", "postgres-server")], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        if not line.startswith("host="):
            raise Skip(line)
        self.address = line
        self.sql(dump(shared_sample()))

    def sql(self, text):
        done = subprocess.run(["psql", "-q", "-X", "-v", "ON_ERROR_STOP=1", self.address], input=text, text=True, capture_output=True, check=False)
        check(done.returncode == 0, done.stderr)
        return done.stdout

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def server():
    global _server
    if _server is None:
        _server = Server()
    return _server


def quote(name):
    return '"%s"' % name.replace('"', '""')


def literal(value):
    return "NULL" if value is None else str(value) if isinstance(value, (int, float)) else "'%s'" % value.replace("'", "''")


def dump(path):
    """The file in PostgreSQL's words: codes stay codes, and the data model goes along."""
    words = ["BEGIN; SET standard_conforming_strings = on; SET search_path = public; CREATE SCHEMA fanfare;"]
    links = []
    with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % path, uri=True)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fanfare%' AND name NOT LIKE 'sqlite%' ORDER BY rowid")]
        for table in tables:
            columns = db.execute("SELECT name, type, \"notnull\", pk FROM pragma_table_info (?)", (table,)).fetchall()
            key = [column[0] for column in sorted(columns, key=lambda column: column[3]) if column[3]]
            types = {"INTEGER": "bigint", "INT": "bigint", "REAL": "double precision", "TEXT": "text"}
            words.append("CREATE TABLE %s (%s, PRIMARY KEY (%s));" % (
                quote(table), ", ".join("%s %s%s" % (quote(name), types[kind], " NOT NULL" if needed else "") for name, kind, needed, _ in columns),
                ", ".join(quote(name) for name in key)))
            for row in db.execute("SELECT * FROM %s" % quote(table)):
                words.append("INSERT INTO %s VALUES (%s);" % (quote(table), ", ".join(literal(value) for value in row)))
            for index, unique in db.execute("SELECT name, \"unique\" FROM pragma_index_list (?) WHERE origin <> 'pk'", (table,)).fetchall():
                names = [row[0] for row in db.execute("SELECT name FROM pragma_index_info (?) ORDER BY seqno", (index,))]
                words.append("CREATE %sINDEX ON %s (%s);" % ("UNIQUE " if unique else "", quote(table), ", ".join(quote(name) for name in names)))
            for parent, own, theirs in db.execute("SELECT \"table\", \"from\", \"to\" FROM pragma_foreign_key_list (?) ORDER BY id DESC", (table,)):
                links.append("ALTER TABLE %s ADD FOREIGN KEY (%s) REFERENCES %s%s;" % (
                    quote(table), quote(own), quote(parent), " (%s)" % quote(theirs) if theirs else ""))
        words.append("CREATE TABLE fanfare.model (place bigint GENERATED ALWAYS AS IDENTITY, entity text, name text, role text, value text);")
        for row in db.execute("SELECT entity, name, role, value FROM fanfare_model ORDER BY rowid"):
            words.append("INSERT INTO fanfare.model (entity, name, role, value) VALUES (%s);" % ", ".join(literal(value) for value in row))
    words += links + ["COMMIT; ALTER DATABASE postgres SET search_path = public; ANALYZE;"]
    return "\n".join(words)


def on_server():
    return ("--store", "postgresql:" + server().address, "--now", NOW)


def both(folder, *words, **options):
    """The same call on either backend."""
    return [folder.ctl(*words, *where, **options) for where in (folder.on(folder.store()), on_server())]


def numbers(result):
    return [(item["id"], item["count"], item["rows"], item["dimension"]) for item in result.json["transitions"]]


for NAME in TEMPLATES:
    @case("count/" + NAME)
    def count_template(folder, name=NAME):
        local = folder.ctl("count", template(name), "--json", *folder.on(folder.store()))
        there = folder.ctl("count", template(name), "--json", *on_server())
        same(numbers(there), numbers(local))
        check(sum(count is not None for _, count, _, _ in numbers(there)) > 1, there)


GOLD = campaign([build("who", "profiles", compare("tier", "in-list", "gold", "platinum")),
                 activity("split", "split", {"subsets": [{"label": "Buyers", "rule": {"all": [exists("orders", compare("total", "greater", 50))]}}]}),
                 activity("end", "end")],
                [join("t1", "who", "split"), join("t2", "split:1", "end")])


@case("check")
def check_campaign(folder):
    local, there = both(folder, "check", template(TEMPLATES[0]), "--json")
    same(there.json, local.json)


@case("people")
def people(folder):
    path = folder.write("gold.fanfare", GOLD)
    local, there = both(folder, "people", path, "who:out", "--columns", "first_name,email,store.name", "--json")
    for result in (local, there):
        result.found = result.json
        result.found.pop("snapshot", None)
    same(there.found, local.found)


@case("sql")
def sql(folder):
    path = folder.write("gold.fanfare", GOLD)
    there = folder.ctl("sql", path, "who", *on_server())
    check('"public"."profiles"' in there.out, there)


@case("explain")
def explain(folder):
    path = folder.write("gold.fanfare", GOLD)
    local, there = both(folder, "explain", path, "7", "--json")
    same(there.json, local.json)


@case("many-at-once")
def many_at_once(folder):
    """Several count at the same time, and none waits for another's working tables."""
    children = [folder.start("count", template(TEMPLATES[0]), "--json", *on_server()) for _ in range(4)]
    answers = [json.loads(child.communicate(timeout=60)[0])["transitions"] for child in children]
    counts = [[item["count"] for item in answer] for answer in answers]
    check(all(count == counts[0] for count in counts), counts)


@case("refusals")
def refusals(folder):
    path = folder.write("gold.fanfare", GOLD)
    for store, words in (("postgresql://ann:secret@localhost/shop", "password"), ("postgresql:host=/nowhere dbname=x", "/nowhere"),
                         ("postgresql:" + server().address + " dbname=none", "none")):
        result = folder.ctl("count", path, "--store", store, code=UNREACHABLE)
        check(words in result.err and "secret" not in result.err, result)


@case("password")
def password(folder):
    """Asked for once, then the keyring has it; without one it is told, and used all the same."""
    server().sql("CREATE ROLE guarded LOGIN PASSWORD 'r1ght'; GRANT pg_read_all_data TO guarded; GRANT TEMP ON DATABASE postgres TO guarded")
    words = ("count", template(TEMPLATES[0]), "--json", "--store", "postgresql:" + server().address + " user=guarded", "--now", NOW)
    keyring = dict(SECRET_BACKEND="file", SECRET_FILE_TEST_PATH=folder.file("keyring"), SECRET_FILE_TEST_PASSWORD="only for tests")

    refused = folder.ctl(*words, code=UNREACHABLE, **keyring)
    check("password" in refused.err, refused)
    wrong = folder.ctl(*words, "--password", code=UNREACHABLE, text="wr0ng\n", **keyring)
    check("password" in wrong.err and "wr0ng" not in wrong.err, wrong)
    first = folder.ctl(*words, "--password", text="r1ght\n", **keyring)
    same(first.err, "")
    same(numbers(folder.ctl(*words, **keyring)), numbers(first))

    nobody = dict(SECRET_BACKEND="service", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
    alone = folder.ctl(*words, "--password", text="r1ght", **nobody)
    check("keyring" in alone.err and "r1ght" not in alone.err, alone)
    same(numbers(alone), numbers(first))
    folder.ctl(*words, code=UNREACHABLE, **nobody)


@case("schema/grants")
def grants(folder):
    """What is printed can be run, and then is enough."""
    server().sql("CREATE ROLE marketer LOGIN; REVOKE TEMP ON DATABASE postgres FROM public")
    where = ("--store", "postgresql:" + server().address + " user=marketer", "--now", NOW)
    refused = folder.ctl("count", template(TEMPLATES[0]), *where, code=UNREACHABLE)
    check("schema --grants" in refused.err, refused)

    server().sql(folder.ctl("schema", "--grants", "--role", "marketer").out + "GRANT SELECT ON fanfare.model TO marketer;")
    there = folder.ctl("count", template(TEMPLATES[0]), "--json", *where)
    local = folder.ctl("count", template(TEMPLATES[0]), "--json", *folder.on(folder.store()))
    same(numbers(there), numbers(local))
    folder.ctl("schema", code=USAGE)


try:
    main()
finally:
    if _server is not None:
        _server.end()
