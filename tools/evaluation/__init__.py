"""Measuring `dateline`: what `tools/evaluate` and `tools/check_records` are made of.

program     runs the program and times it
schema      a small JSON Schema validator, enough for schema/record.schema.json
properties  what holds for every record beyond the schema
gold        finds gold files and makes the program's input from them
convert     records and bare facets to the prediction formats of the scorers
bench       what the facets share
facets      one function a facet: input, run, conversion, scorer, rows
pages       the same for pages, language for parsing and names
checks      what must hold whatever the scores
table       rows, and the table printed and written
"""
