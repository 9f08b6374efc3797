#!/usr/bin/env python3
"""Seeds for the fuzzers, made of what the project ships: seeds.py SOURCE OUT."""

import json
import os
import sys

source, out = sys.argv[1], sys.argv[2]
TEMPLATES = os.path.join(source, "resources", "templates")

LIQUID = [
    "Hello {{ profile.first_name | default: \"there\" }}",
    "{% if profile.staff %}yes{% elsif profile.points > 10 and profile.spend <= 20 %}some{% else %}no{% endif %}",
    "{% for i in row.items limit: 2 offset: 1 reversed %}{{ forloop.index }} {{ i.name | upcase }}{% else %}none{% endfor %}",
    "{% assign x = row.tags | sort | join: ', ' %}{{ x | split: ', ' | first | append: '!' }}",
    "{% capture c %}{{ row.total | times: 100 | round }}{% endcapture %}{{ c | plus: 1 }}",
    "{% case profile.last_name %}{% when 'a', \"b\" %}1{% else %}2{% endcase %}",
    "{% render 'f', a: 1 %}{% include 'f' %}",
    "{% tablerow i in (1..7) cols: 3 %}{{ i }}{% endtablerow %}",
    "{{ profile.since | date: '%Y-%m-%d %H:%M %z %-d %B' }} {{ 'now' | date: '%s' }}",
    "{% liquid\nassign a = 1\nfor i in b\n  echo i\nendfor\n%}",
    "<a href=\"{{ profile.url }}\" title='{{ profile.first_name }}' style=\"color: {{ s }}\">{{ profile.first_name }}</a>",
    "<a href=\"https://shop.example/?q={{ profile.first_name | url_encode }}&amp;x={{ s }}\">x</a>",
    "{\"name\": {{ profile.first_name | json }}, \"text\": \"{{ profile.first_name }}\"}",
    "{% raw %}{{ no }}{% endraw %}{% comment %}{% if %}{% endcomment %}{%- unless a == 1 -%} x {%- endunless -%}",
    "{% cycle 'a', 'b' %}{% increment n %}{% decrement n %}{% for i in (1..3) %}{% cycle 'g': 1, 2 %}{% endfor %}",
    "{{ row.items | map: 'price' | sum }}{{ row.items | where: 'name', 'Tent' | size }}{{ b | concat: b | uniq | reverse | slice: 1, 2 }}",
    "{{ 'a' | base64_encode | base64_decode }}{{ '<b>' | strip_html | escape | escape_once }}{{ 1.5 | floor | at_most: 1 }}",
    "{{ 7 | divided_by: 0 }}", "{{ row.nested[0][1] }}{{ row['items'].last.name }}{{ b.size }}{{ nothing.at.all }}",
]

RULES = [
    [{"type": "build-audience", "settings": {"entity": "profiles", "rule": {"all": [
        {"left": {"attribute": ["birth_date"]}, "op": "less", "right": {"value": "1990-01-01"}},
        {"any": [{"left": {"attribute": ["tier"]}, "op": "in-list", "right": {"values": ["gold", None]}, "empty-differs": True},
                 {"none": [{"left": {"attribute": ["store", "city"]}, "op": "contains", "right": {"value": "a"}, "ignore-case": True}]}]},
        {"except": {"exists": "orders", "where": {"all": [
            {"left": {"attribute": ["placed_at"]}, "op": "in-last", "right": {"duration": {"amount": 3, "unit": "month"}}}]}}}]}}},
     {"type": "end", "settings": {}}],
    [{"type": "build-audience", "settings": {"entity": "profiles", "rule": {"all": [
        {"left": {"aggregate": "sum", "link": ["orders"], "of": {"attribute": ["total"]}, "where": {"all": []}}, "op": "between",
         "right": {"from": 1, "to": 1000.5}}, {"not-in-audience": "Saved"}]}}},
     {"type": "enrich", "settings": {"columns": [
         {"id": "a", "label": "Spend", "value": {"aggregate": "average", "link": ["orders"], "of": {"attribute": ["total"]}}},
         {"id": "b", "label": "City", "value": {"attribute": ["store", "city"]}}]}},
     {"type": "take", "settings": {"limit": "share", "percent": 33.3, "order": "by", "by": [
         {"by": {"column": "Spend"}, "descending": True}], "groups": [{"key": {"attribute": ["tier"]}}]}},
     {"type": "change-dimension", "settings": {"link": "bookings"}},
     {"type": "end", "settings": {}}],
    [{"type": "build-audience", "settings": {"entity": "profiles", "rule": {}}},
     {"type": "deduplicate", "settings": {"keys": [{"key": {"attribute": ["email"]}}], "ignore-case": True, "trim": True, "keep": 1,
                                          "order": "random", "seed": "s"}},
     {"type": "split", "settings": {"subsets": [
         {"id": "s", "label": "S", "rule": {"all": [{"left": {"attribute": ["is_staff"]}, "op": "is-unknown"}]}, "limit": "none"},
         {"id": "r", "label": "R", "limit": "count", "count": 5, "order": "random", "seed": "x"}], "overlapping": True}},
     {"type": "email", "settings": {"subject": "{{ profile.first_name }}", "html": "{{ row.email }}", "text": "x",
                                    "gateway": "rehearsal", "per": "profile", "purpose": "marketing", "topic": "offers"}}],
]

IMPORT = [
    b"\x00id,name,born,total\n1,Ann,2026-01-31,1.50\n2,\"de Vries, Jan\",31/01/2026,x\n3\n",
    b"\x01a;b\n1,5;\"x\ny\"\n2,5;\"z\"\"w\"\n", b"\x02a\tb\r\n1\t2\r\n", b"\x031|2\r3|4\r", b"\x04a bbccc rest\nx\n",
    b"\x00\xff\xfea\0,\0b\0\n\0" + "1,김".encode("utf-16-le"), b"\x00" + "이름,도시\n김민수,서울\n".encode("cp949"),
    b"\x00" + "姓名,城市\n王小明,臺北市\n".encode("big5"), b"\x00" + "name\nZoë\n".encode("cp1252"), b"\x00\"a\"b,c\n\"d", b"\x08,,\n\n\"\",\n",
]

JSON = ["{}", "[]", "null", "\"\\u00e9\\ud83d\\ude00\"", "[1, -0, 1e10, 0.1e-7, 9223372036854775807, 1.0]",
        "{\"a\": {\"b\": [true, false, null, {\"c\": \"\"}]}}"]


def texts_in(value):
    """Every text with a tag or an output in a campaign."""
    if isinstance(value, str):
        if "{{" in value or "{%" in value:
            yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)


def write(kind, seeds):
    folder = os.path.join(out, kind)
    os.makedirs(folder, exist_ok=True)
    for number, seed in enumerate(seeds):
        with open(os.path.join(folder, "seed-%03d" % number), "wb") as file:
            file.write(seed if isinstance(seed, bytes) else seed.encode("utf-8"))


documents = []
for name in sorted(os.listdir(TEMPLATES)):
    with open(os.path.join(TEMPLATES, name), encoding="utf-8") as file:
        documents.append(json.load(file))

one_line = [json.dumps(document, ensure_ascii=False) for document in documents]
rules = [json.dumps(rule) for rule in RULES]
for document in documents:
    for activity in document["activities"]:
        rules.append(json.dumps([{key: activity[key] for key in ("type", "settings")}, {"type": "end", "settings": {}}]))

write("import", IMPORT)
write("json", JSON + one_line)
write("campaign", one_line)
write("rule", rules)
write("template", LIQUID + [text for document in documents for text in texts_in(document)])
