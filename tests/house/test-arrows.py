#!/usr/bin/env python3
"""The rooms of src and their arrows: reads the include lines and compares
them with the table below, which is the design's. Prints TAP."""

import os
import re
import subprocess
import sys

# A room may use what its row names and, through them, theirs.
ROOMS = {
    "base": [],
    "db": ["base"],
    "query": ["base"],
    "model": ["base"],
    "plan": ["query"],
    "message": ["base", "query"],
    "store": ["db", "plan"],
    "activities": ["model", "plan", "message"],
    "columns": ["plan", "store"],
    "engine": ["plan", "store", "columns"],
    "send": ["db", "store", "message"],
    "library": ["db", "model", "store"],
    "runner": ["library", "activities", "engine", "send"],
    "picture": ["model", "activities"],
}
ROOMS["cli"] = list(ROOMS)
ROOMS["ui"] = [room for room in ROOMS if room != "cli"]

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
TOOLKIT = re.compile(r'^\s*#\s*include\s*<(gtk|adwaita|gdk|gsk|gtksourceview)[/.]')

source = sys.argv[1]
build = sys.argv[2]
number = 0
failed = False


def reach(room):
    """Every room that @room may use."""
    seen = {room}
    todo = [room]
    while todo:
        for other in ROOMS[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen


def report(name, problems):
    global number, failed
    number += 1
    for problem in problems:
        print("# " + problem)
    print("%s %d %s" % ("not ok" if problems else "ok", number, name))
    failed = failed or bool(problems)


def files_of(room):
    for folder, _, names in os.walk(os.path.join(source, "src", room)):
        for name in sorted(names):
            if name.endswith((".c", ".h")):
                yield os.path.join(folder, name)


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        yield from enumerate(file, 1)


present = sorted(os.listdir(os.path.join(source, "src")))
report("every folder is a room", ["src/%s is no room of the table" % name for name in present
                                  if os.path.isdir(os.path.join(source, "src", name)) and name not in ROOMS])

for room in ROOMS:
    if room not in present:
        continue
    allowed = reach(room)
    problems = []
    for path in files_of(room):
        place = os.path.relpath(path, source)
        for line, text in lines_of(path):
            match = INCLUDE.match(text)
            if match:
                target = match.group(1).split("/")
                if match.group(1) == "ff-%s-resources.h" % room:
                    continue  # made by the build
                if len(target) < 2 or target[0] not in ROOMS:
                    problems.append("%s:%d: “%s” does not name its room" % (place, line, match.group(1)))
                elif target[0] not in allowed:
                    problems.append("%s:%d: %s may not use %s" % (place, line, room, target[0]))
                elif target[0] != room and match.group(1).endswith("-private.h"):
                    problems.append("%s:%d: “%s” is private to %s" % (place, line, match.group(1), target[0]))
            if room != "ui" and TOOLKIT.match(text):
                problems.append("%s:%d: only ui uses the toolkit" % (place, line))
    report("includes of " + room, problems)

# What is linked tells more than what is included.
program = os.path.join(build, "src", "cli", "fanfarectl")
linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
report("fanfarectl links no toolkit",
       ["fanfarectl links " + line.split()[0] for line in linked.splitlines()
        if re.search(r"lib(gtk|adwaita|gdk)-", line)] or ([] if "libglib" in linked else ["ldd told nothing of " + program]))

print("1..%d" % number)
sys.exit(1 if failed else 0)
