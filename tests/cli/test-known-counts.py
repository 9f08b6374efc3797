#!/usr/bin/env python3
"""Counts on two databases that nobody here wrote must come out as published
beside them: joins over several tables, names with spaces, text keys, NULLs."""

import os

from driver import (Skip, activity, aggregate, build, campaign, case, compare, exists, join, main, not_exists, same)

THREE = compare("Country", "in-list", "USA", "Canada", "Brazil")


def alone(*items, entity="Customer"):
    return campaign([build("who", entity, *items), activity("end", "end")], [join("t", "who", "end")])


# Question, database, campaign whose last transition is the answer, the answer.
QUESTIONS = [
    ("customers in three countries", "chinook", alone(THREE), 26),
    ("no company and invoices above 40", "chinook",
     alone(compare("Company", "is-empty"), compare(aggregate("sum", "Invoice", "Total"), "greater", 40)), 13),
    ("jazz and never metal", "chinook",
     alone(exists("Invoice", exists("InvoiceLine", compare("Track.Genre.Name", "equals", "Jazz"))),
           not_exists("Invoice", exists("InvoiceLine", compare("Track.Genre.Name", "equals", "Metal")))), 2),
    ("invoice lines of three countries", "chinook",
     campaign([build("who", "Customer", THREE), activity("invoices", "change-dimension", {"link": "Invoice"}),
               activity("lines", "change-dimension", {"link": "InvoiceLine"}), activity("end", "end")],
              [join("t1", "who", "invoices"), join("t2", "invoices", "lines"), join("t3", "lines", "end")]), 988),
    ("invoice lines of three countries by rule", "chinook",
     alone(compare("Invoice.Customer.Country", "in-list", "USA", "Canada", "Brazil"), entity="InvoiceLine"), 988),
    ("two invoices of 10 or more", "chinook",
     alone(compare(aggregate("count", "Invoice", None, compare("Total", "at-least", 10)), "at-least", 2)), 5),
    ("in Germany", "northwind", alone(compare("Country", "equals", "Germany"), entity="Customers"), 11),
    ("no order", "northwind", alone(not_exists("Orders"), entity="Customers"), 4),
    ("fifteen orders", "northwind", alone(compare(aggregate("count", "Orders"), "at-least", 15), entity="Customers"), 12),
    ("beverages", "northwind",
     alone(exists("Orders", exists("Order Details", compare("Product.Category.CategoryName", "equals", "Beverages"))),
           entity="Customers"), 83),
    ("not shipped", "northwind", alone(compare("ShippedDate", "is-empty"), entity="Orders"), 21),
]


def register(name, database, document, answer):
    @case("/known-counts/%s/%s" % (database, name.replace(" ", "-")))
    def count(folder):
        shared = os.environ.get("FF_SHARED", "")
        original = os.path.join(shared, "datasets", database, database + ".sqlite")
        if not os.path.exists(original):
            raise Skip("the public data are not here: FF_SHARED")

        with open(original, "rb") as file:
            path = folder.write(database + ".sqlite", file.read())
        result = folder.ctl("count", folder.write("test.fanfare", document), *folder.on(path), "--json")
        same(result.json["transitions"][-1]["count"], answer)


for question in QUESTIONS:
    register(*question)

main()
