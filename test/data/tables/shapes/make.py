"""Writes small files in the shapes of well-known ones, and what pandas reads in them.

    python test/data/tables/shapes/make.py

writes files/ (the same at each run) and pandas-VERSION.json beside this program. The rows are made
up; only the way they are written is that of the files named. `how` is what a person has to tell
pandas; the lab is told nothing.
"""
import json
import random
import string
from pathlib import Path

import numpy as np
import pandas as pd

here = Path(__file__).parent
shapes = {}


def shape(name, text, encoding="utf-8", **how):
    """Adds a file; `how` are the arguments of read_csv."""
    content = text if isinstance(text, bytes) else text.encode(encoding)
    shapes[name] = (content, {"encoding": encoding, **how})


def table(rows, head=None, sep=",", end="\n", tail=True):
    lines = ([sep.join(head)] if head else []) + [sep.join(map(str, row)) for row in rows]
    return end.join(lines) + (end if tail else "")


draw = random.Random(433)
number = lambda low, high, digits=2: f"{draw.uniform(low, high):.{digits}f}"
pick = lambda *values: draw.choice(values)
german = lambda text: text.replace(".", ",")
kinds = ("setosa", "versicolor", "virginica")

flowers = [[number(4, 8, 1), number(2, 4.5, 1), number(1, 7, 1), number(0, 2.5, 1), kinds[i % 3]] for i in range(24)]
shape("iris.data", table(flowers) + "\n", header=None)
shape("iris.csv", table(flowers, ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"]))
shape("iris-index.csv", table([[i, *row] for i, row in enumerate(flowers)], ["", "a", "b", "c", "d", "kind"]))
shape("iris-r.txt", '"a" "b" "c" "d" "kind"\n' + "".join(f'"{i + 1}" {" ".join(row[:4])} "{row[4]}"\n' for i, row in enumerate(flowers)), sep=" ", index_col=False, names=["column 1", "a", "b", "c", "d", "kind"], skiprows=1)
shape("wine.data", table([[i % 3 + 1, number(11, 15), number(1, 5), number(200, 1500, 0)] for i in range(24)]), header=None)
shape("winequality.csv", '"fixed acidity";"pH";"quality"\n' + table([[number(4, 10, 1), number(3, 4), draw.randint(3, 8)] for _ in range(60)], sep=";"), sep=";")
shape("adult.data", "".join(f"{draw.randint(17, 80)}, {pick('Private', 'State-gov', '?')}, {draw.randint(10000, 99999)}, {pick('<=50K', '>50K')}\n" for _ in range(30)) + "\n", header=None, skipinitialspace=True, na_values="?")
shape("auto-mpg.data", "".join(f"{number(10, 40, 1)}   {pick(4, 6, 8)}   {number(70, 400, 1):>6}      {pick('130.0', '95.00', '?')}      {number(1500, 5000, 0)}.\t\"{pick('ford pinto', 'amc gremlin', 'vw golf')} {pick('', 'sw')}\"\n" for _ in range(25)), sep=r"\s+", header=None, na_values="?")
shape("housing.data", "".join(f" {number(0, 9, 5)}  {number(0, 90, 2):>5}   {number(5, 30, 3)}  {draw.randint(0, 1)}  {number(5, 50, 2):>5}\n" for _ in range(25)), sep=r"\s+", header=None)
shape("titanic.csv", "PassengerId,Survived,Pclass,Name,Sex,Age,Cabin\r\n" + "".join(f'{i + 1},{draw.randint(0, 1)},{pick(1, 2, 3)},"{pick("Braund", "Heikki")}, Mr. {string.ascii_uppercase[i]} ""Bo""",{pick("male", "female")},{pick("", "22", "0.42")},{pick("", "C85")}\r\n' for i in range(26)))
shape("credit.csv", table([[draw.randint(200, 9000), pick("none", "none", "none", "guarantor", "co-applicant"), pick("none", "yes"), pick("yes", "no")] for _ in range(40)], ["amount", "other_debtors", "telephone", "default"]))
shape("crx.data", table([[pick("a", "b", "?"), number(15, 60), pick("u", "y"), pick("+", "-")] for _ in range(40)]), header=None, na_values="?")
shape("mushroom.data", table([[pick("e", "p"), pick(*"xbf"), pick(*"sfy"), pick(*"nyw")] for _ in range(60)]), header=None)
shape("wdbc.csv", 'id,"diagnosis","radius","texture",\n' + "".join(f"{842300 + 7 * i},{pick('M', 'B')},{number(7, 28)},{number(9, 39)}{',' if i % 3 else ''}\n" for i in range(30)))
shape("trailing-comma.csv", "id,kind,radius\n" + "".join(f"{842300 + 7 * i},{pick('M', 'B')},{number(7, 28)},\n" for i in range(30)), index_col=False)
shape("air-quality.csv", "Date;CO(GT);T;RH;;\r\n" + "".join(f"1{i % 9}/03/2004;{german(number(0, 9, 1))};{german(number(5, 40, 1))};{german(number(10, 80, 1))};;\r\n" for i in range(30)), sep=";", decimal=",")
shape("spam.csv", "v1,v2,,,\n" + "".join(f"{pick('ham', 'spam')},{pick('Go until jurong', 'Caf' + chr(233) + ' 50' + chr(163))} {i},,,\n" for i in range(30)), encoding="windows-1252")
shape("gapminder.csv", table([[f"country {i}", *(number(20, 80, 1) for _ in range(5))] for i in range(20)], ["country", "1952", "1957", "1962", "1967", "1972"]))
shape("counted-names.csv", table([[number(-1, 1, 3) for _ in range(4)] for _ in range(20)], ["0", "1", "2", "3"]))
shape("excel-sep.csv", "sep=;\r\n" + table([[german(number(0, 9, 1)), pick("ja", "nein")] for _ in range(20)], ["x", "y"], sep=";", end="\r\n"), sep=";", decimal=",", skiprows=1)
shape("excel-text.txt", "\ufeff" + table([[number(0, 9, 1), pick("Graz", "Köln")] for _ in range(20)], ["x", "town"], sep="\t", end="\r\n"), encoding="utf-16-le", sep="\t")
shape("bom.csv", "\ufeff" + table([[number(0, 9, 1), pick("Graz", "Köln")] for _ in range(20)], ["x", "town"]))
shape("old-mac.csv", table([[number(0, 9, 1), pick("a", "b")] for _ in range(20)], ["x", "y"], end="\r"), lineterminator="\r")
shape("german.csv", table([[german(number(-9, 9, 3)), german(number(-9, 9, 3)), pick("ja", "nein")] for _ in range(20)], ["x", "y", "klasse"], sep=";"), sep=";", decimal=",")
shape("german-bare.csv", table([[german(number(-9, 9, 3)) for _ in range(3)] for _ in range(40)], sep=";"), sep=";", decimal=",", header=None)
shape("german-thousands.csv", table([[f"{draw.randint(1, 9)}.{draw.randint(100, 999)},{draw.randint(10, 99)}", draw.randint(1, 9)] for _ in range(20)], ["Umsatz", "Monat"], sep=";"), sep=";", decimal=",", thousands=".")
shape("english-thousands.csv", "city,people,area\n" + "".join(f'c{i},"{draw.randint(1, 9)},{draw.randint(100, 999)},{draw.randint(100, 999)}",{number(10, 90, 1)}\n' for i in range(20)), thousands=",")
shape("numpy.txt", "# x y z\n" + "".join(f"{draw.gauss(0, 1):.18e} {draw.gauss(0, 1):.18e} {draw.gauss(0, 1):.18e}\n" for _ in range(20)), sep=" ", skiprows=1, header=None, names=["x", "y", "z"])
shape("comments.csv", "# measured by hand\n# in May\nx,y,kind\n" + table([[number(0, 9), number(0, 9), pick("a", "b")] for _ in range(20)]), comment="#")
shape("matlab.csv", "% x, y\n% 2024\n" + table([[number(0, 9), number(0, 9), pick(0, 1)] for _ in range(20)]), comment="%", header=None)
shape("worldbank.csv", '"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n' + '"Country Name","Code","1990","1991","1992",\n' + "".join(f'"Land {i}","L{i:02d}","{number(1, 90)}","{pick("", number(1, 90))}","{number(1, 90)}",\n' for i in range(20)), skiprows=4)
shape("titles.csv", "Measurements of the third group\nVienna\nx,y,z\n" + table([[number(0, 9), number(0, 9), number(0, 9)] for _ in range(20)]), skiprows=2)
shape("eurostat.tsv", table([[f"L{i}", pick(":", number(1, 20, 1)), number(1, 20, 1)] for i in range(20)], ["geo", "a", "b"], sep="\t"), sep="\t", na_values=":")
shape("pipes.txt", table([[i % 5, number(0, 5, 1), pick("Toy Story, 1995", "Heat; 1995")] for i in range(20)], ["user", "rating", "film"], sep="|"), sep="|")
shape("bank-wrapped.csv", '"age;""job"";""y"""\n' + "".join(f'"{draw.randint(20, 60)};""{pick("clerk", "cook")}"";""{pick("yes", "no")}"""\n' for _ in range(25)), special="wrapped")
shape("quoted-name.csv", "name,x,y\n" + "".join(f'{pick(chr(34) + "Ann" + chr(34) + " A", "Bob", chr(34) + "Cy" + chr(34) + " C")},{number(0, 9)},{draw.randint(0, 9)}\n' for _ in range(20)))
shape("space-quotes.csv", 'name, x, y\n' + "".join(f'"Ann, {pick("A", "B")}", "{number(0, 1)}", {draw.randint(0, 1)}\n' for _ in range(20)), skipinitialspace=True)
shape("zip.csv", table([[number(0, 1, 3), pick("01067", "1067", "A-1010", "10e3", "10000"), draw.randint(0, 4)] for _ in range(40)], ["x", "plz", "y"]))
shape("accounts.csv", table([[number(0, 1, 3), pick(9007199254740993, 9007199254740994, 9007199254740995)] for _ in range(30)], ["x", "account"]), dtype={"account": str})
shape("pandas-gaps.csv", table([[pick("NA", "nan", "NULL", "#N/A", "", "n/a", number(0, 9)), pick("a", "b", "NaN"), number(0, 9)] for _ in range(30)], ["x", "kind", "y"]))
shape("multiline.csv", 'id,text,x\n' + "".join(f'{i},"line one, of {i}\nline two",{number(0, 9)}\n' for i in range(20)))
shape("booleans.csv", table([[number(0, 9), pick("True", "False")] for _ in range(20)], ["x", "ok"]))
# Ames' houses without a veneer: pandas reads "None" as a value before 2.0, as missing from then on.
shape("ames.csv", table([[number(0, 9), pick("None", "None", "BrkFace", "Stone"), pick("Grvl", "NA")] for _ in range(30)], ["area", "MasVnrType", "Alley"]))


def unwrapped(content):
    lines = [line[1:-1].replace('""', '"') for line in content.decode().splitlines()]
    return "\n".join(lines).encode()


def read(path, how):
    how = dict(how)
    if how.pop("special", None) == "wrapped":
        path.with_suffix(".tmp").write_bytes(unwrapped(path.read_bytes()))
        frame = pd.read_csv(path.with_suffix(".tmp"), sep=";", float_precision="round_trip")
        path.with_suffix(".tmp").unlink()
        return frame
    if how["encoding"] == "utf-8":
        how["encoding"] = "utf-8-sig"
    if how["encoding"] == "utf-16-le":
        how["encoding"] = "utf-16"
    # pandas' quick parser is off by the last bit in one of ten numbers.
    return pd.read_csv(path, float_precision="round_trip", **how)


def cell(value):
    if isinstance(value, (bool, np.bool_)):
        return str(value)
    if pd.isna(value):
        return None
    return value if isinstance(value, str) else float(value)


found = {}
(here / "files").mkdir(exist_ok=True)
for name, (content, how) in shapes.items():
    path = here / "files" / name
    path.write_bytes(content)
    frame = read(path, how)
    found[name] = {
        "header": how.get("header", 0) is not None or "names" in how,
        "columns": [
            {"name": str(frame.columns[at]), "cells": [cell(value) for value in frame.iloc[:, at]]}
            for at in range(frame.shape[1])
        ],
    }
version = ".".join(pd.__version__.split(".")[:2])
text = json.dumps(found, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
(here / f"pandas-{version}.json").write_text(text.replace('},"', '},\n"') + "\n")
print(len(found), "shapes read by pandas", pd.__version__)
