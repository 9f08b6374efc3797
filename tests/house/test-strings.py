#!/usr/bin/env python3
"""po/POTFILES names every file with words on screen, and no other. Prints TAP."""

import os
import re
import sys

source = sys.argv[1]
MARKED = re.compile(r'(?<![A-Za-z0-9_])(?:N?_|NC?_|C_|ngettext) ?\("')
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def has_words(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if path.endswith((".c", ".h")):
        return MARKED.search(COMMENT.sub("", text)) is not None
    return 'translatable="yes"' in text


def files_in(folder, endings):
    for where, _, names in os.walk(os.path.join(source, folder)):
        for name in names:
            if name.endswith(endings):
                yield os.path.relpath(os.path.join(where, name), source)


with open(os.path.join(source, "po", "POTFILES"), encoding="utf-8") as file:
    listed = [line.strip() for line in file if line.strip() and not line.startswith("#")]

words = {name for name in list(files_in("src", (".c", ".h"))) + list(files_in("resources", (".ui",)))
         if has_words(os.path.join(source, name))}
missing = sorted(words - set(listed))
gone = sorted(name for name in listed if not os.path.exists(os.path.join(source, name)))
twice = sorted({name for name in listed if listed.count(name) > 1})
idle = sorted(name for name in listed if name.startswith(("src/", "resources/")) and name not in words)

for what, names in (("is not in po/POTFILES", missing), ("does not exist", gone), ("is listed twice", twice),
                    ("has no words", idle)):
    for name in names:
        print("# %s %s" % (name, what))

print("%s 1 po/POTFILES" % ("not ok" if missing or gone or twice or idle else "ok"))
print("1..1")
sys.exit(1 if missing or gone or twice or idle else 0)
