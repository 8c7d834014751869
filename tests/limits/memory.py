"""Peak memory and time of `check` and `ingest` for the worst inputs that are taken, and for some that are refused.

    python3 tests/limits/memory.py target/debug/learning-cities [NAME ...]

Every input is written to a temporary folder, one network each. Fails where a run needs more than 512 MB, more than five minutes, or ends
in another way than with 0 or 1. The limits themselves stand in src/ingest/limits.rs.
"""

import io
import json
import os
import signal
import sys
import tempfile
import time
import zipfile

MOST_MB = 512
MOST_SECONDS = 300
ROWS, RECORDS, CELLS = 50_000, 80_000, 800_000
SUBMISSION, TABLE = 16 << 20, 16 << 20
HEADER = "city,cycle,measurement,item,reference_year,value,ci_lower,ci_upper,sample_size,design_effect,ratings,source,agency,evidence,status,note"
CITIES = 2_000
SERIES = [(m, i) for m in ("adult_literacy_rate", "pre_primary_enrolment") for i in ("female", "male")]


def cities():
    lines = ["city,name,country,region"]
    lines += [f"c{i:04},City {i},KEN,Africa" for i in range(CITIES)]
    return "\n".join(lines) + "\n"


def rows(n, cells):
    """n rows of distinct series and years; `cells` gives the cells from the value on."""
    per_city = -(-n // CITIES)
    for k in range(n):
        city, place = divmod(k, per_city)
        measurement, item = SERIES[place % len(SERIES)]
        yield f"c{city:04},2024,{measurement},{item},{2023 - place // len(SERIES)},{cells(k)}\n"


def padded(n, size, cells):
    """A table of n rows and at most `size` bytes, its notes as long as that leaves room for, no two the same."""
    bare = list(rows(n, cells))
    room = (size - len(HEADER) - 1 - sum(map(len, bare))) // n - 8
    return (HEADER + "\n" + "".join(r[:-1] + f"{k:07}" + "x" * max(0, room) + "\n" for k, r in enumerate(bare))).encode()


def sound(k):
    return f"{k % 100}.5,{k % 100}.1,{k % 100}.9,{1000 + k},1.2,,official,Agency {k},Report {k},A,"


def declaration(net):
    text = "city,cycle,submitted_on,consent\n" + "".join(f"c{i:04},2024,2024-05-01,public\n" for i in range(CITIES))
    write(net, "submissions/city.csv", text.encode())


def csv_sound(net):
    declaration(net)
    write(net, "submissions/o.csv", padded(ROWS, SUBMISSION, sound))


def csv_short_rows(net):
    write(net, "submissions/o.csv", (HEADER + "\n" + "".join(rows(ROWS, lambda k: "1,,,,,,official,,,,"))).encode())


def csv_every_cell_wrong(net):
    wrong = [f"x{k:06},20x,m{k},i{k},y{k},v{k},l{k},u{k},s{k},e{k},r{k},k{k},a,b,Z{k},n\n" for k in range(ROWS)]
    write(net, "submissions/o.csv", (HEADER + "\n" + "".join(wrong)).encode())


def csv_rows_of_another_width(net):
    write(net, "submissions/o.csv", (HEADER + "\n" + "".join(rows(ROWS, lambda k: "1,,,,,,official,,,,,more,and,more"))).encode())


def csv_the_same_row(net):
    row = "c0001,2024,adult_literacy_rate,female,2023,{},,,,,,official,,,,\n"
    write(net, "submissions/o.csv", (HEADER + "\n" + "".join(row.format(k % 90) for k in range(ROWS))).encode())


def csv_long_texts(net):
    write(net, "submissions/o.csv", padded(SUBMISSION // 1_000_000, SUBMISSION, sound))


def csv_in_quotes(net):
    write(net, "submissions/o.csv", (HEADER + "\n").encode() + b'"' * (SUBMISSION - 1_000))


def practices(net):
    declaration(net)
    room = SUBMISSION // ROWS - 80
    lines = [f"c{k % CITIES:04},1.1.1,Title {k},{k}{'x' * max(0, room)},https://example.org/{k}\n" for k in range(ROWS)]
    write(net, "submissions/practices.csv", ("city,feature,title,summary,link\n" + "".join(lines)).encode())


def many_files(net):
    declaration(net)
    for part in range(8):
        os.makedirs(f"{net}/submissions/{part}")
        write(net, f"submissions/{part}/o.csv", padded(10_000, 2 << 20, lambda k: f"{part}.{k % 90},,,,,,official,,,,"))


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(net, data, after="", shared="", styles="", sheets=1):
    rels = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>' for i in range(sheets))
    names = "".join(f'<sheet name="{"Observations" if i == 0 else f"S{i}"}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(sheets))
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEADER.split(","))
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{rels}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{head}</row>{data}</sheetData>{after}</worksheet>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    assert len(packed.getvalue()) <= SUBMISSION, len(packed.getvalue())
    write(net, "submissions/n.xlsx", packed.getvalue())


def xlsx_sound(net):
    declaration(net)
    cells = lambda r: "".join(f"<c><v>{v}</v></c>" if v[:1].isdigit() else f'<c t="str"><v>{v}</v></c>' for v in r.strip().split(",")[:7] if v)
    workbook(net, "".join(f"<row>{cells(r)}</row>" for r in rows(ROWS - 2, lambda k: f"{k % 90}.5,")))


def xlsx_full_rows(net):
    n = CELLS // 16 - 2
    cells = lambda k: "".join(f'<c t="s"><v>{(k * 7 + c) % 20_000}</v></c>' for c in range(16))
    shared = "".join(f"<si><t>t{i:05}{'x' * 20}</t></si>" for i in range(20_000))
    workbook(net, "".join(f"<row>{cells(k)}</row>" for k in range(n)), shared=shared)


def xlsx_formulas(net):
    data = "".join(f'<row><c t="str"><v>c0001</v></c><c r="F{k + 2}" s="1"><f>{k}+{"1+" * 100}1</f></c></row>' for k in range(ROWS - 2))
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    workbook(net, data, styles=styles)


def xlsx_percents(net):
    data = "".join('<row><c t="str"><v>c0001</v></c>' + '<c s="1"><v>1</v></c>' * 7 + "</row>" for _ in range(ROWS - 2))
    workbook(net, data, styles='<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>')


def xlsx_merged(net):
    merges = "".join(f'<mergeCell ref="A{2 + k % 5}:P1048576"/>' for k in range(10_000))
    workbook(net, "".join("<row><c><v>1</v></c></row>" for _ in range(ROWS - 2)), after=f"<mergeCells>{merges}</mergeCells>")


def xlsx_styles(net):
    xf = '<xf numFmtId="9" fontId="0" fillId="0" borderId="0"/>'
    font = f'<font><name val="{"x" * 2_000}"/></font>'
    workbook(net, "", styles=f"<fonts>{font}</fonts><cellXfs>{xf * 65_000}</cellXfs>")


def xlsx_many_shared(net):
    workbook(net, "", shared="".join(f"<si><t>{k}{'x' * 280}</t></si>" for k in range(199_000)))


def xlsx_one_text_everywhere(net):
    data = "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(ROWS - 2))
    workbook(net, data, shared=f"<si><t>{'x' * 32_000}</t></si>")


def xlsx_shared_formula(net):
    data = f'<row r="2"><c r="F2"><f t="shared" si="0" ref="F2:F9000">{"A1+" * 30_000}1</f></c></row>'
    data += "".join(f'<row r="{k}"><c r="F{k}"><f t="shared" si="0"/></c></row>' for k in range(3, ROWS))
    workbook(net, data)


def xlsx_one_huge_cell(net):
    workbook(net, f'<row><c t="inlineStr"><is><t>{"x" * (60 << 20)}</t></is></c></row>')


def xlsx_unpacks_to_much(net):
    workbook(net, " " * (300 << 20))


def xlsx_many_sheets(net):
    workbook(net, "<row><c/></row>" * 190_000, sheets=255)


MAPPING = """source = "s"
consent = "public"
[[file]]
pattern = "*.csv"
city = { column = "code" }
year = { column = "year" }
[[file.measurement]]
measurement = "adult_literacy_rate"
item = "total"
%s
source = "official"
note_column = "note"
"""


def mapped_long(net):
    write(net, "mappings/s.toml", (MAPPING % 'column = "rate"').encode())
    room = TABLE // RECORDS - 40
    lines = [f"c{k % CITIES:04},{1950 + k // CITIES},{k % 100}.5,{k}{'x' * room}\n" for k in range(RECORDS)]
    write(net, "source/t.csv", ("code,year,rate,note\n" + "".join(lines)).encode())


def mapped_wide(net, note=150):
    text = (MAPPING % 'columns = "^y([0-9]{4})$"').replace('year = { column = "year" }\n', "")
    write(net, "mappings/s.toml", text.encode())
    years = [f"y{y}" for y in range(1950, 2024)]
    lines = [f"c{k:04},n{'x' * note}," + ",".join("1.5" for _ in years) + "\n" for k in range(RECORDS // len(years))]
    write(net, "source/t.csv", ("code,note," + ",".join(years) + "\n" + "".join(lines)).encode())


def mapped_wide_long_texts(net):
    mapped_wide(net, 8_000)


def mapped_every_row_wrong(net):
    write(net, "mappings/s.toml", (MAPPING % 'column = "rate"').encode())
    lines = [f"x{k},y{k},v{k},n\n" for k in range(RECORDS)]
    write(net, "source/t.csv", ("code,year,rate,note\n" + "".join(lines)).encode())


def json_lines(net, more):
    """A table of JSON lines of which one row has a further value."""
    write(net, "mappings/s.toml", (MAPPING % 'column = "rate"').replace("*.csv", "*.jsonl").encode())
    row = '{"code":"c0001","year":2020,"rate":1.5,"note":""%s}\n'
    text = row % "" + row % f',"more":{more}'
    assert len(text) <= TABLE, len(text)
    write(net, "source/t.jsonl", text.encode())


def mapped_json_objects(net):
    json_lines(net, "[" + '{"":0},' * 2_000_000 + "0]")


def mapped_json_lists(net):
    json_lines(net, "[" + "[0]," * 4_000_000 + "0]")


def mapped_json_keys(net):
    json_lines(net, "{" + ",".join(f'"{k:x}":0' for k in range(1_000_000)) + "}")


def mapped_json_most(net):
    json_lines(net, "[" + '{"":0},' * 38_000 + "0]")


def mapped_json_most_keys(net):
    json_lines(net, "{" + ",".join(f'"{k:x}":"{"x" * 50}"' for k in range(240_000)) + "}")


def mapped_json_stat_dimensions(net):
    write(net, "mappings/s.toml", (MAPPING % 'column = "value"').replace("*.csv", "*.json").encode())
    category = lambda codes, label="": {"category": {"index": codes, "label": {codes[0]: label}}}
    dimensions = {"code": category(["c0001"]), "year": category(["2020"]), "note": category(["n"], "x" * 1_000_000)}
    ids = ["code", "year"] + ["note"] * 300
    write(net, "source/t.json", json.dumps({"id": ids, "size": [1] * len(ids), "dimension": dimensions, "value": [1.5]}).encode())


def refused_two_gigabytes(net):
    write(net, "submissions/o.csv", b"")
    os.truncate(f"{net}/submissions/o.csv", 2 << 30)


CASES = [
    csv_sound, csv_short_rows, csv_every_cell_wrong, csv_rows_of_another_width, csv_the_same_row, csv_long_texts, csv_in_quotes, practices,
    many_files, xlsx_sound, xlsx_full_rows, xlsx_formulas, xlsx_percents, xlsx_merged, xlsx_styles, xlsx_many_shared,
    xlsx_one_text_everywhere, xlsx_shared_formula, xlsx_one_huge_cell, xlsx_unpacks_to_much, xlsx_many_sheets, mapped_long, mapped_wide,
    mapped_wide_long_texts, mapped_every_row_wrong, mapped_json_objects, mapped_json_lists, mapped_json_keys, mapped_json_most,
    mapped_json_most_keys, mapped_json_stat_dimensions, refused_two_gigabytes,
]


def write(net, name, data):
    path = f"{net}/{name}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def run(command):
    """Exit code, seconds and peak memory in MB of a command; what it prints is let go."""
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        signal.alarm(MOST_SECONDS)
        os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - begun, usage.ru_maxrss / 1024


def main(program, names):
    failed = 0
    print(f"{'input':28}{'command':9}{'exit':>5}{'seconds':>9}{'MB':>7}")
    for case in CASES:
        if names and case.__name__ not in names:
            continue
        with tempfile.TemporaryDirectory() as net:
            write(net, "network.toml", b'name = "Limits"\nfictional = true\n')
            write(net, "cities.csv", cities().encode())
            case(net)
            ingest = [program, "ingest", "--network", net, "--store", f"{net}/store"]
            commands = {"ingest": ingest + (["--source", f"s={net}/source"] if os.path.isdir(f"{net}/source") else [])}
            if os.path.isdir(f"{net}/submissions"):
                commands["check"] = [program, "check", f"{net}/submissions", "--network", net]
            for name, command in commands.items():
                code, seconds, megabytes = run(command)
                good = code in (0, 1) and megabytes <= MOST_MB
                failed += not good
                print(f"{case.__name__:28}{name:9}{code:5}{seconds:9.1f}{megabytes:7.0f}{'' if good else '  too much'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1]), sys.argv[2:]))
