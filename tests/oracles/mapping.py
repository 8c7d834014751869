"""What the examples of docs/mapping.md give, read with pandas.

usage: python tests/oracles/mapping.py [--make]
Writes tests/fixtures/mapping/expected.csv. With --make the tables that are no text are made anew before: waste.txt.gz, emissions.zip,
yearbook.xlsx, schools.ods, panel.parquet, events.jsonl. Needs pandas, openpyxl, odfpy, pyarrow. Nothing of the program is used: each table is
read and reckoned by itself, as its section says.
"""

import gzip
import io
import json
import pathlib
import re
import sys
import zipfile

import pandas as pd

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests/fixtures/mapping"
# Quantiles of the normal distribution, from scipy.stats.norm.ppf.
Z = {90: 1.6448536269514722, 95: 1.959963984540054, 99: 2.5758293035489004}

fences = re.findall(r"^```(\w+) (\S+)\n(.*?)^```$", (ROOT / "docs/mapping.md").read_text(encoding="utf-8"), re.S | re.M)
text = {name: body for kind, name, body in fences if kind != "toml"}
rows = []


def table(name, **options):
    return pd.read_csv(io.StringIO(text[name]), **options)


def add(example, series, frame, item="total", low=None, high=None, source="official", status=None):
    """Rows of `frame` (city, year, value) that have a value, or a status."""
    for row in frame.to_dict("records"):
        value = row["value"]
        flags = status or row.get("status")
        flags = None if pd.isna(flags) else flags
        if pd.isna(value) and flags is None:
            continue
        rows.append({
            "example": example, "series": series, "city": row["city"], "item": row.get("item", item), "year": int(row["year"]),
            "value": value, "ci_lower": row.get("low"), "ci_upper": row.get("high"),
            "source": "" if series.startswith("context ") else row.get("source", source),
            "status": "" if series.startswith("context ") else (flags or "A"),
        })


def make():
    waste = "Gemeindenummer;Name;Jahr;Abfall (kg je Einwohner)\n0101;Nebelmünde;2020;1.012,5\n0101;Nebelmünde;2022;987,25\n0207;Föhrenau;2020;455\n"
    (HERE / "waste.txt.gz").write_bytes(gzip.compress(waste.encode("windows-1252"), mtime=0))
    with zipfile.ZipFile(HERE / "emissions.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in [("readme.txt", "About this table.\n"), ("data/emissions.tsv", "Gemeindenummer\tJahr\tt CO2\n0101\t2020\t5.125\n0207\t2020\t4.5\n")]:
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), body)
    from openpyxl import Workbook
    book = Workbook()
    labour = book.active
    labour.title = "Labour 2023"
    labour["A1"] = "Table 7. Young people not in education, employment or training"
    for at, row in enumerate([["Code", "Place", 2019, 2021], ["n1", "Fennholt", 0.125, 0.11], ["n2", "Quillport", 0.08, None], ["n3", "Tarnwick", 0.2, 0.19]], 4):
        for column, cell in zip("BCDE", row):
            labour[f"{column}{at}"] = cell
    labour["B10"] = "Source: labour force survey"
    for row in labour["D5:E7"]:
        for cell in row:
            cell.number_format = "0.0%"
    crime = book.create_sheet("Crime")
    for row in [["Code", "Year", "Per 100 000"], ["n1", 2019, 1204.5], ["n1", 2021, 1150.25], ["n2", 2021, 870]]:
        crime.append(row)
    book.create_sheet("Notes")["A1"] = "See the methods."
    book.save(HERE / "yearbook.xlsx")
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P
    document = OpenDocumentSpreadsheet()
    for title, lines in [("About", [["Teachers"]]), ("Teachers", [["Learners per teacher"], ["Code", "Level", "Year", "Ratio"], ["n1", "ISCED1", 2020, 18.25], ["n1", "ISCED2-3", 2020, 12.5], ["n2", "ISCED1", 2020, 21]])]:
        sheet = Table(name=title)
        for line in lines:
            row = TableRow()
            for cell in line:
                kind = "string" if isinstance(cell, str) else "float"
                made = TableCell(valuetype=kind, **({} if kind == "string" else {"value": cell}))
                made.addElement(P(text=str(cell)))
                row.addElement(made)
            sheet.addElement(row)
        document.spreadsheet.addElement(sheet)
    document.save(HERE / "schools.ods")
    panel = pd.DataFrame({"code": ["f1", "f1", "f2", "f2"], "year": [2019.0, 2021.0, 2019.0, 2021.0], "internet": [61.125, 70.5, None, 58.25]})
    panel.to_parquet(HERE / "panel.parquet", index=False)
    events = [{"code": "f1", "year": 2020, "visits": 30100, "residents": 12040}, {"code": "f2", "year": 2020, "residents": 800.0, "visits": 200}]
    (HERE / "events.jsonl").write_text("".join(json.dumps(e) + "\n" for e in events), encoding="utf-8")


if "--make" in sys.argv:
    make()

# keys
t = table("places.csv", dtype=str)
t["city"] = t.state.str.zfill(2) + "-" + t.place.str.zfill(5)
add("keys", "election_turnout", t.assign(value=t.turnout.astype(float)))

# ratios
t = table("census.csv").rename(columns={"code": "city"})
add("ratios", "adult_literacy_rate", t.assign(value=t["literate women"] / t["Women 15+"] * 100), item="female")
men = t[t["Men 15+"] > 0]
add("ratios", "adult_literacy_rate", men.assign(value=men["literate men"] / men["Men 15+"] * 100), item="male")
add("ratios", "recorded_crime_rate", t.assign(value=t[["thefts", "burglaries"]].sum(axis=1) / t.population * 1e5))
years = t.dropna(subset=["school_women", "school_men"])
weighted = years["Women 15+"] * years.school_women + years["Men 15+"] * years.school_men
add("ratios", "mean_years_of_schooling", years.assign(value=weighted / years[["Women 15+", "Men 15+"]].sum(axis=1)))
add("ratios", "context population", t.assign(value=t.population))

# parts
t = table("labour.csv")
t["year"] = t.period.str[:4]
g = t.groupby(["area", "year"]).rate.agg(["mean", "count"]).reset_index()
g = g[g["count"] == 4].rename(columns={"area": "city", "mean": "value"})
add("parts", "unemployment_rate", g)
t = table("training.csv").rename(columns={"area": "city"})
t["product"] = t.share * t.people
g = t.groupby(["city", "year"])[["product", "people"]].sum().reset_index()
add("parts", "adult_learning_participation", g.assign(value=g["product"] / g.people), source="survey")
add("parts", "context working_age_population", g.assign(value=g.people))

# lookup
t = table("visits.csv")
r = table("residents-by-district.csv", sep=";", thousands=" ")
m = t.merge(r, left_on=["district", "year"], right_on=["Code", "Year"])
m["city"] = "d" + m.district.astype(str).str.zfill(3)
add("lookup", "cultural_visits", m.assign(value=m.visits / m.Inhabitants / 12))
add("lookup", "context population", m.assign(value=m.Inhabitants))

# definitions
t = table("accounts.csv").rename(columns={"code": "city"})
base = t[t.year == 2020].cpi.iloc[0]
add("definitions", "gdp_per_capita", t.assign(value=t.output * base / t.cpi), status="D")
add("definitions", "context consumer_prices", t.assign(value=t.cpi))
t = table("culture.csv").rename(columns={"code": "city", "visits": "value"})
add("definitions", "cultural_visits", t.assign(source=t.origin.map({"register": "official", "household survey": "survey"})))

# missing
t = table("rates.csv", na_values=["NA", ".."]).rename(columns={"code": "city", "rate": "value"})
t["status"] = t.apply(lambda r: {"e": "E", "c": "Q"}.get(r.flag) if not pd.isna(r.flag) else ("A" if r.value == r.value else None), axis=1)
add("missing", "unemployment_rate", t)

# intervals
t = table("survey.csv").rename(columns={"code": "city"})
half = t.moe90 / Z[90] * Z[95]
add("intervals", "internet_usage", t.assign(value=t.internet, low=t.internet - half, high=t.internet + half), source="survey")
half = t.se * Z[95]
add("intervals", "physical_exercise_rate", t.assign(value=t.exercise, low=t.exercise - half, high=t.exercise + half), source="survey")
half = t.cv / 100 * t.volunteers * Z[95]
add("intervals", "volunteering_rate", t.assign(value=t.volunteers, low=t.volunteers - half, high=t.volunteers + half), source="survey")
ends = {"low": t.noise - (t.noise - t.lo99) / Z[99] * Z[95], "high": t.noise + (t.hi99 - t.noise) / Z[99] * Z[95]}
add("intervals", "expected_social_mobility", t.assign(value=t.noise, **ends), source="survey")

# editions
t = pd.concat([table("atlas-2022.csv"), table("atlas-2023.csv")]).drop_duplicates(["code", "year"], keep="last")
t = t.rename(columns={"code": "city"})
add("editions", "election_turnout", t.assign(value=t.turnout))
add("editions", "context population", t.assign(value=t.population))
for year in (2021, 2022):
    t = table(f"waste_{year}.csv").rename(columns={"code": "city", "kg": "value"})
    add("editions", "waste_per_capita", t.assign(year=year))

# wide
raw = table("wide.csv", skiprows=2, header=None, skipfooter=1, engine="python")
above = raw.iloc[0].ffill()
for at, name in enumerate(raw.iloc[1]):
    if name in ("Females", "Males"):
        part = pd.DataFrame({"city": raw.iloc[2:, 0], "year": above[at], "value": raw.iloc[2:, at].astype(float)})
        add("wide", "adult_literacy_rate", part, item={"Females": "female", "Males": "male"}[name])

# packed
t = pd.read_csv(HERE / "waste.txt.gz", sep=";", encoding="windows-1252", decimal=",", thousands=".", dtype={"Gemeindenummer": str})
t = t.rename(columns={"Gemeindenummer": "city", "Jahr": "year"})
add("packed", "waste_per_capita", t.assign(value=t["Abfall (kg je Einwohner)"]))
with zipfile.ZipFile(HERE / "emissions.zip") as archive:
    t = pd.read_csv(archive.open("data/emissions.tsv"), sep="\t", dtype={"Gemeindenummer": str})
t = t.rename(columns={"Gemeindenummer": "city", "Jahr": "year"})
add("packed", "co2_per_capita", t.assign(value=t["t CO2"]))

# workbooks
t = pd.read_excel(HERE / "yearbook.xlsx", sheet_name="Labour 2023", skiprows=3, usecols="B:E", nrows=3)
t = t.melt(["Code", "Place"], var_name="year").rename(columns={"Code": "city"})
add("workbooks", "youth_neet_rate", t.assign(value=t.value * 100))
t = pd.read_excel(HERE / "yearbook.xlsx", sheet_name="Crime").rename(columns={"Code": "city", "Year": "year"})
add("workbooks", "recorded_crime_rate", t.assign(value=t["Per 100 000"]))
t = pd.read_excel(HERE / "schools.ods", engine="odf", sheet_name="Teachers", skiprows=1)
t = t.rename(columns={"Code": "city", "Year": "year", "Ratio": "value"})
add("workbooks", "learners_per_teacher", t.assign(item=t.Level.map({"ISCED1": "primary", "ISCED2-3": "secondary"})))

# columnar
t = pd.read_parquet(HERE / "panel.parquet").rename(columns={"code": "city", "internet": "value"})
add("columnar", "internet_usage", t, source="survey")
t = pd.read_json(HERE / "events.jsonl", lines=True).rename(columns={"code": "city"})
add("columnar", "cultural_visits", t.assign(value=t.visits / t.residents))

# exchange
t = table("exchange.csv")
t.columns = [c.split(":")[0] for c in t.columns]
code = lambda c: t[c].astype(str).str.split(":").str[0]
t = t.assign(city=code("REF_AREA").str.lower(), year=t.TIME_PERIOD, what=code("INDICATOR"), status=code("OBS_STATUS"), times=code("UNIT_MULT").astype(int))
add("exchange", "unemployment_rate", t[t.what == "UNE"].assign(value=t.OBS_VALUE))
add("exchange", "gdp_per_capita", t[t.what == "OUT"].assign(value=t.OBS_VALUE * 10.0**t.times))
cube = json.loads(text["cube.json"])
index = pd.MultiIndex.from_product([["xa1", "xa2"], ["female", "male", "total"], [2020, 2021]], names=["city", "item", "year"])
t = pd.DataFrame({"value": cube["value"]}, index=index).reset_index()
t["status"] = [{"c": "Q", "p": "P"}.get(cube["status"].get(str(at))) for at in range(len(t))]
add("exchange", "pre_primary_enrolment", t)

# bounds
t = table("long.csv").rename(columns={"code": "city"})
t = t[t.city.str.match("^b[0-9]$") & t.year.between(2004, 2024)]
add("bounds", "election_turnout", t[t.indicator == "turnout"])
add("bounds", "waste_per_capita", t[t.indicator != "turnout"])

pd.DataFrame(rows).to_csv(HERE / "expected.csv", index=False, lineterminator="\n")
