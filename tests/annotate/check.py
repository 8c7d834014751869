"""Workbooks of several writers through `check --annotate`, looked at with openpyxl.

    check.py PROGRAM SCRATCH

Each workbook has formats, formulas, comments, several sheets, one of them hidden. Given back it must have a comment with
each finding's sentence at its cell, the comments that it had before, and everything else as it was: values, formulas,
formats, widths, merged cells, validations, conditional formats, names. What is given back, and what openpyxl and
LibreOffice (where it is installed) save of it, must have the same findings again.

Forms that LibreOffice saves as ODS, and the same rows written by odfpy, must be read as the XLSX workbooks are.
"""

import json
import pathlib
import shutil
import subprocess
import sys

import openpyxl
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

PROGRAM, SCRATCH = sys.argv[1], pathlib.Path(sys.argv[2])
HEADER = "city cycle measurement item reference_year value source note".split()
ROWS = [
    ["ain-sanawat", 2024, "adult_literacy_rate", "female", 2023, 972, "official", "é & <b> \"x\" 'y'"],
    ["ain-sanawat", 2024, "adult_literacy_rate", "male", 2023, "about 90", "official", None],
    ["ain-sanawat", 2024, "adult_literacy_rate", "total", "20x3", 95.5, "official", "_x0041_"],
    ["nowhere", 2024, "adult_literacy_rate", "total", 2022, 95.5, "official", "two\nlines"],
    ["ain-sanawat", 2024, "unemployment_rate", "total", 2023, 7.25, "official", None],
]
OTHER = "It's ours & \"theirs\""


def by_openpyxl(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Observations"
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    sheet["F2"].font = Font(bold=True, color="FF0000", name="Arial", size=14)
    sheet["F3"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["E4"].border = Border(left=Side("thick"), bottom=Side("dotted"))
    sheet["F6"].number_format = "#,##0.000"
    sheet["H5"].alignment = Alignment(wrap_text=True, horizontal="center")
    sheet.column_dimensions["H"].width = 44
    sheet["F2"].comment = Comment("ours: from the register", "Ada")
    sheet["B6"].comment = Comment("left alone", "Ben", height=200, width=300)
    rule = DataValidation(type="list", formula1='"official,survey"')
    rule.add("G2:G9")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("F2:F9", CellIsRule(operator="greaterThan", formula=["100"], fill=PatternFill(bgColor="FF0000")))
    sheet.freeze_panes = "A2"
    others(book.create_sheet, book)
    book.save(path)


def others(create, book):
    other = create(OTHER)
    other["A1"] = "twice"
    other["A2"] = "=Observations!F2*2"
    other["A3"] = "=SUM(Observations!F2:F6)"
    other["B1"].comment = Comment("stays", "Ada")
    other.merge_cells("C3:D4")
    other.auto_filter.ref = "A1:B3"
    hidden = create("Hidden")
    hidden["A1"] = 42
    hidden.sheet_state = "hidden"
    book.defined_names["Total"] = openpyxl.workbook.defined_name.DefinedName("Total", attr_text="Observations!$F$2")


def by_xlsxwriter(path, comments):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Observations")
    red = book.add_format({"bold": True, "font_color": "red", "num_format": "0.00", "border": 2})
    for column, name in enumerate(HEADER):
        sheet.write(0, column, name)
    for at, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            sheet.write(at, column, value, red if at == 2 else None)
    sheet.set_column("H:H", 50)
    sheet.set_column("C:C", 30)
    sheet.data_validation("G2:G9", {"validate": "list", "source": ["official", "survey"]})
    sheet.conditional_format("F2:F9", {"type": "data_bar"})
    if comments:
        sheet.write_comment("F3", "ours: a guess", {"author": "Ada", "x_scale": 2})
        sheet.write_comment("A6", "left alone", {"visible": True})
    other = book.add_worksheet(OTHER)
    other.write("A1", "twice")
    other.write_formula("A2", "=Observations!F2*2", red, 1944)
    other.merge_range("C3:D4", "merged", red)
    other.set_header("&L&A")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Observations!$F$2:$F$6"})
    other.insert_chart("F2", chart)
    hidden = book.add_worksheet("Hidden")
    hidden.write("A1", 42)
    hidden.hide()
    book.define_name("Total", "=Observations!$F$2")
    book.close()


def check(path, *more):
    done = subprocess.run([PROGRAM, "check", "--network", "data/demo", "--format", "json", *more, path], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{path}: {done.stderr}")
    return [{**f, "file": ""} for f in json.loads(done.stdout)["findings"]], done.stderr


def look(book):
    """What a workbook shows, without comments, by a name of each thing."""
    seen = {"names": sorted((name, given.attr_text) for name, given in book.defined_names.items())}
    for sheet in book.worksheets:
        if sheet.title.startswith("Remarks"):
            continue
        at = sheet.title
        seen[at, "state"] = sheet.sheet_state
        seen[at, "merged"] = sorted(str(r) for r in sheet.merged_cells.ranges)
        seen[at, "widths"] = {name: (d.width, d.hidden) for name, d in sheet.column_dimensions.items()}
        seen[at, "validations"] = [(str(v.sqref), v.type, v.formula1) for v in sheet.data_validations.dataValidation]
        seen[at, "conditions"] = [(str(c.sqref), [r.type for r in c.rules]) for c in sheet.conditional_formatting]
        seen[at, "panes"], seen[at, "filter"] = sheet.freeze_panes, sheet.auto_filter.ref
        seen[at, "charts"] = len(sheet._charts)
        for row in sheet.iter_rows():
            for cell in row:
                style = [repr(getattr(cell, a)) for a in ("font", "fill", "border", "alignment", "number_format", "protection")]
                seen[at, cell.coordinate] = (cell.value, cell.data_type, style)
    return seen


def comments(book):
    return {(s.title, c.coordinate): (c.comment.text, c.comment.author)
            for s in book.worksheets for row in s.iter_rows() for c in row if c.comment}


def expect(what, is_so, *shown):
    if not is_so:
        sys.exit(f"{what}: {shown}")


def try_one(name, path):
    out = SCRATCH / f"{name}-remarks.xlsx"
    findings, said = check(path, "--annotate", str(out))
    expect(f"{name}: a copy is written", out.exists(), said)
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(out)
    expect(f"{name}: sheets", after.sheetnames[:-1] == before.sheetnames and after.sheetnames[-1] == "Remarks", after.sheetnames)
    seen, now = look(before), look(after)
    differ = {key for key in seen | now if seen.get(key) != now.get(key)}
    expect(f"{name}: what differs", not differ, {key: (seen.get(key), now.get(key)) for key in list(differ)[:5]})
    own, found = comments(before), comments(after)
    faulty = {}
    for f in findings:
        if f["line"]:
            cell = f["cell"] or f"A{f['line']}"
            faulty.setdefault((f["sheet"], cell), []).append(f["message"])
    expect(f"{name}: enough findings", len(faulty) >= 4, faulty.keys())
    expect(f"{name}: cells with comments", found.keys() == own.keys() | faulty.keys(), found.keys() ^ (own.keys() | faulty.keys()))
    for cell, messages in faulty.items():
        text, author = found[cell]
        for message in messages:
            expect(f"{name}: {cell} has its remark", message in text, message, text)
        if cell not in own:
            expect(f"{name}: author", author == "learning-cities check", author)
    for cell, (text, author) in own.items():
        expect(f"{name}: {cell} keeps its comment", found[cell][0].startswith(text) and found[cell][1] == author, found[cell])
        expect(f"{name}: {cell} gets nothing else", cell in faulty or found[cell][0] == text, found[cell])
    listed = [row for row in after["Remarks"].iter_rows(min_row=5, values_only=True) if row[0]]
    expect(f"{name}: the list", len(listed) == len(findings), len(listed), len(findings))
    for row, f in zip(listed, findings):
        # In other languages than English the last column has what the check says.
        said = row[8] if len(row) > 8 and row[8] else " ".join(text for text in row[5:7] if text)
        expect(f"{name}: a sentence of the list", said == f["message"], said, f["message"])
    expect(f"{name}: the copy has the same findings", check(str(out))[0] == findings)

    # What openpyxl saves of it has lost results of formulas and its charts, but not remarks and findings.
    saved = SCRATCH / f"{name}-saved.xlsx"
    after.save(saved)
    expect(f"{name}: saved by openpyxl", check(str(saved))[0] == findings, check(str(saved))[0])
    expect(f"{name}: comments saved by openpyxl", comments(openpyxl.load_workbook(saved)).keys() == found.keys())
    if office := shutil.which("soffice") or shutil.which("libreoffice"):
        folder = SCRATCH / "office"
        subprocess.run([office, "--headless", "--convert-to", "xlsx", "--outdir", folder, out], check=True, capture_output=True)
        saved = folder / out.name
        known = comments(openpyxl.load_workbook(saved))
        expect(f"{name}: comments saved by LibreOffice", known.keys() == found.keys(), known.keys() ^ found.keys())
        for cell, messages in faulty.items():
            expect(f"{name}: {cell} in LibreOffice", all(m in known[cell][0] for m in messages), known[cell])
        again, _ = check(str(saved))
        # The first of several comments is another where they stand in another order.
        place = lambda f: "" if f["code"] == "cell_comment" else f["cell"] or ""
        codes = lambda found: sorted((f["code"], f["sheet"] or "", place(f)) for f in found)
        expect(f"{name}: findings saved by LibreOffice", codes(again) == codes(findings), codes(again), codes(findings))
    print(f"{name}: {len(findings)} findings, {len(found)} comments")


def by_odfpy(path):
    book = OpenDocumentSpreadsheet()
    sheet = Table(name="Observations")
    for cells in [HEADER, *ROWS]:
        row = TableRow()
        for value in cells:
            if isinstance(value, (int, float)):
                cell = TableCell(valuetype="float", value=value)
            else:
                cell = TableCell() if value is None else TableCell(valuetype="string")
            for line in [] if value is None else str(value).split("\n"):
                cell.addElement(P(text=line))
            row.addElement(cell)
        sheet.addElement(row)
    book.spreadsheet.addElement(sheet)
    book.save(path)


def read(path):
    """What is read of a file: its counts, and what is found on its sheet of observations."""
    done = subprocess.run([PROGRAM, "check", "--network", "data/demo", "--format", "json", path], capture_output=True, text=True)
    said = json.loads(done.stdout)
    counts = [(f["rows_read"], f["accepted"], f["rejected"]) for f in said["files"]]
    return counts, sorted((f["code"], f["cell"] or "", f["message"]) for f in said["findings"] if f["sheet"] == "Observations")


def try_ods(name, xlsx, ods):
    ours, theirs = read(xlsx), read(ods)
    expect(f"{name}: read as the XLSX workbook is", ours == theirs, ours, theirs)
    expect(f"{name}: something is found", theirs[1], theirs)
    _, said = check(ods, "--annotate", str(SCRATCH / "none.xlsx"))
    expect(f"{name}: no copy", "Save it as .xlsx" in said and not (SCRATCH / "none.xlsx").exists(), said)
    print(f"{name}: read alike, {len(theirs[1])} findings")


SCRATCH.mkdir(parents=True, exist_ok=True)
for name, write in {
    "openpyxl": by_openpyxl,
    "xlsxwriter": lambda path: by_xlsxwriter(path, False),
    "xlsxwriter-comments": lambda path: by_xlsxwriter(path, True),
}.items():
    path = str(SCRATCH / f"{name}.xlsx")
    write(path)
    try_one(name, path)
ods = str(SCRATCH / "odfpy.ods")
by_odfpy(ods)
try_ods("odfpy", str(SCRATCH / "xlsxwriter.xlsx"), ods)
form = str(SCRATCH / "form.xlsx")
for language in ["en", "fr", "es"]:
    subprocess.run([PROGRAM, "template", "--network", "data/demo", "--city", "ain-sanawat", "--cycle", "2024", "--language", language, "--out", form], check=True, capture_output=True)
    book = openpyxl.load_workbook(form)
    sheet = book["Observations"]
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "measurement")
    column = {cell.value: cell.column for cell in sheet[header]}
    filled = [row[0].row for row in sheet.iter_rows(min_row=header + 1) if row[0].value][:5]
    for at, row in enumerate(filled):
        sheet.cell(row, column["reference_year"], 2023)
        sheet.cell(row, column["value"], "n/a" if at % 2 else 9_000)
    path = str(SCRATCH / f"form-{language}.xlsx")
    book.save(path)
    try_one(f"form-{language}", path)
    if office := shutil.which("soffice") or shutil.which("libreoffice"):
        subprocess.run([office, "--headless", "--convert-to", "ods", "--outdir", SCRATCH, path], check=True, capture_output=True)
        try_ods(f"form-{language}.ods", path, str(SCRATCH / f"form-{language}.ods"))
