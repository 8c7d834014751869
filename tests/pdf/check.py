"""Checks the structure of every brief of a site, as the Matterhorn Protocol for PDF/UA-1 (ISO 14289-1) has it.

    check.py SITE

Each rule below says which failure conditions it looks for. First each rule is tried: a copy of a brief is damaged in memory, and the
rule must find it. Then every brief is read. A finding names the file, the page and what to do; one is enough for exit code 1.
"""

import io
import json
import re
import sys
from collections import Counter, namedtuple
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Finding = namedtuple("Finding", "rule page what")

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD "
    "THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split()
)
# Of the pages, in points.
MARGIN = 19 / 25.4 * 72
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ps", "ur", "yi"}
SHOWS = {"Tj", "TJ", "'", '"'}
PAINTS = SHOWS | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}

RULES = {}


def rule(meaning):
    """Takes a function into the rules: `meaning` says what it looks for and, in front, the checkpoints of the protocol."""

    def take(function):
        RULES[function.__name__.replace("_", " ").strip()] = (meaning, function)
        return function

    return take


def listed(value):
    """What stands alone or in an array, as a list."""
    return list(value) if isinstance(value, Array) else [] if value is None else [value]


def attribute(element, key):
    """An attribute of a structure element, from whichever of its attribute objects has it."""
    return next((one[key] for one in listed(element.get("/A")) if isinstance(one, Dictionary) and key in one), None)


def numbered(node):
    """A number tree as a dictionary."""
    pairs = listed(node.get("/Nums"))
    found = dict(zip(map(int, pairs[::2]), pairs[1::2]))
    for kid in listed(node.get("/Kids")):
        found |= numbered(kid)
    return found


class Brief:
    """A brief opened, what the rules ask of it, and what they find."""

    def __init__(self, pdf, language, of_a_city=True):
        self.pdf, self.language, self.of_a_city = pdf, language, of_a_city
        self.findings, self.read = [], {}
        self.root = pdf.Root
        self.viewer = self.root.get("/ViewerPreferences", Dictionary())
        self.pages = list(enumerate((page.obj for page in pdf.pages), 1))
        self.places = {page.objgen: number for number, page in self.pages}
        top = self.root.get("/StructTreeRoot", Dictionary())
        self.roles = top.get("/RoleMap", Dictionary())
        self.parents = numbered(top.get("/ParentTree", Dictionary()))
        self.elements = list(self.below(top, None))

    def find(self, what, page=None):
        finding = Finding(self.rule, page, what)
        if finding not in self.findings:
            self.findings.append(finding)

    def check(self, *only):
        for self.rule, (_, function) in RULES.items():
            if not only or self.rule in only:
                function(self)
        return self.findings

    def instructions(self, holder):
        """What a page or a form paints, read once."""
        if holder.objgen not in self.read:
            self.read[holder.objgen] = [(operands, str(operator)) for operands, operator in pikepdf.parse_content_stream(holder)]
        return self.read[holder.objgen]

    def below(self, node, page):
        """Structure elements below a node in the order of reading: each with its page's number and the element above it."""
        for kid in self.kids(node):
            here = self.places.get(kid["/Pg"].objgen) if "/Pg" in kid else page
            yield kid, here, node
            yield from self.below(kid, here)

    def kids(self, node):
        return [kid for kid in listed(node.get("/K")) if isinstance(kid, Dictionary) and "/S" in kid]

    def type(self, element):
        """The standard type that an element has or is mapped to."""
        name, seen = str(element.get("/S", "/")), set()
        while name[1:] not in STANDARD and name in self.roles and name not in seen:
            seen.add(name)
            name = str(self.roles[name])
        return name[1:]

    def of_type(self, *types):
        return [found for found in self.elements if self.type(found[0]) in types]

    def metadata(self, key):
        with self.pdf.open_metadata() as metadata:
            return metadata.get(key)


@rule("05: the metadata say pdfuaid:part 1")
def identifier(brief):
    if brief.metadata("pdfuaid:part") != "1":
        brief.find("does not say that it is PDF/UA-1: export it with that standard")


@rule("06, 07: MarkInfo says Marked and not Suspects")
def marked(brief):
    info = brief.root.get("/MarkInfo", Dictionary())
    if info.get("/Marked") is not True or info.get("/Suspects") is True:
        brief.find("is not marked as tagged: export it with tags")


@rule("11: the catalogue names the language of the folder, and reading goes in its direction")
def language(brief):
    for place, tag in [("catalogue", brief.root.get("/Lang"))] + [("metadata", tag) for tag in brief.metadata("dc:language") or []]:
        if str(tag or "").split("-")[0].lower() != brief.language:
            brief.find(f"its {place} says language “{tag or ''}”, its folder “{brief.language}”: set the text's language")
    if (brief.viewer.get("/Direction") == Name.R2L) != (brief.language in RIGHT_TO_LEFT):
        brief.find("is read in the wrong direction: set the text's direction")


@rule("06-002 to 06-004, 07-001: the metadata have a title, and a window shows it")
def title(brief):
    if not str(brief.metadata("dc:title") or "").strip():
        brief.find("has no title: set the document's title")
    if brief.viewer.get("/DisplayDocTitle") is not True:
        brief.find("shows its file's name in place of its title: set DisplayDocTitle")


@rule("02: every structure type is standard or mapped to a standard one, and no standard one is mapped")
def types(brief):
    if not brief.elements:
        brief.find("has no structure: export it with tags")
    for element, page, _ in brief.elements:
        if brief.type(element) not in STANDARD:
            brief.find(f"structure type {element['/S']} is neither standard nor mapped to one: map it", page)
    for name in brief.roles.keys():
        if name[1:] in STANDARD:
            brief.find(f"the standard type {name} is mapped to another: leave it as it is")


@rule("13-004, 17-002: every figure and formula has a text in its place")
def alternatives(brief):
    for element, page, _ in brief.of_type("Figure", "Formula"):
        if not any(str(element.get(key, "")).strip() for key in ("/Alt", "/ActualText")):
            brief.find("a figure has no text in its place: give its image an alt", page)


@rule("14: headings begin with the first level and skip none")
def headings(brief):
    before = 0
    for element, page, _ in brief.of_type("H", "H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(brief.type(element)[1:] or 0)
        if level == 0 or level > before + 1:
            brief.find(f"a heading of level {level or 'none'} follows level {before or 'none'}: use the one between", page)
        before = level


@rule("15: tables are regular, and it is known what each head cell heads")
def tables(brief):
    known = {str(element["/ID"]): element for element, _, _ in brief.elements if "/ID" in element}
    for table, page, _ in brief.of_type("Table"):
        rows = []
        for part in brief.kids(table):
            of = brief.type(part)
            if of not in ("TR", "THead", "TBody", "TFoot", "Caption"):
                brief.find(f"a table holds {of} beside its rows: take it out", page)
            rows += [part] if of == "TR" else brief.kids(part) if of != "Caption" else []
        widths, heads, named = Counter(), [], set()
        for place, row in enumerate(rows):
            for cell in brief.kids(row):
                if brief.type(row) != "TR" or brief.type(cell) not in ("TH", "TD"):
                    brief.find(f"a table's {brief.type(row)} holds {brief.type(cell)}: rows hold cells", page)
                heads += [cell] if brief.type(cell) == "TH" else []
                for name in map(str, listed(attribute(cell, "/Headers"))):
                    named.add(name)
                    if name not in known or brief.type(known[name]) != "TH":
                        brief.find("a cell names a head that is none: name the head of its column", page)
                for down in range(int(attribute(cell, "/RowSpan") or 1)):
                    widths[place + down] += int(attribute(cell, "/ColSpan") or 1)
        if len(set(widths.values())) > 1 or len(widths) != len(rows):
            brief.find(f"the rows of a table have {sorted(set(widths.values()))} cells: give each as many", page)
        if not heads or any(attribute(head, "/Scope") is None and str(head.get("/ID", "")) not in named for head in heads):
            brief.find("a table has no head cell, or one that says nothing of what it heads: use the table's header", page)


@rule("15: below its head every row of a table begins with a cell that heads the row, and the others name it")
def row_heads(brief):
    for table, page, _ in brief.of_type("Table"):
        parts = [part for part in brief.kids(table) if brief.type(part) != "Caption"]
        rows = [row for part in parts for row in ([part] if brief.type(part) == "TR" else brief.kids(part))]
        for cells in map(brief.kids, rows):
            values = [cell for cell in cells if brief.type(cell) == "TD"]
            if not values:
                continue
            head = cells[0]
            if brief.type(head) != "TH" or attribute(head, "/Scope") not in (Name.Row, Name.Both):
                brief.find("a row of a table begins with a cell that does not head it: make it a row-head", page)
            elif any(str(head.get("/ID", "")) not in map(str, listed(attribute(value, "/Headers"))) for value in values):
                brief.find("a cell does not name the head of its row: export it anew", page)


@rule("09, 16: lists and contents hold nothing but their own parts")
def lists(brief):
    holds = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"}}
    stands = {"LI": "L", "LBody": "LI", "TOCI": "TOC"}
    for element, page, above in brief.elements:
        of, over = brief.type(element), brief.type(above)
        if of not in holds.get(over, {of}) or over != stands.get(of, over):
            brief.find(f"{of} stands in {over or 'nothing'}: put it where it belongs", page)


@rule("28-008 and ISO 32000, 14.7.4: a page knows its place in the structure, and its tab order follows it")
def pages(brief):
    for number, page in brief.pages:
        if not isinstance(brief.parents.get(page.get("/StructParents", -1)), Array):
            brief.find("has no place in the structure: export it with tags", number)
        if page.get("/Tabs") != Name.S:
            brief.find("its tab order is not that of the structure: set Tabs to S", number)


@rule("01: all that is painted is tagged or an artifact, never both, and every tag stands in the tree")
def content(brief):
    for number, page in brief.pages:
        read_content(brief, number, page, page, [])


def read_content(brief, number, holder, page, above):
    """A page's or a form's content: `above` holds what surrounds it, each as artifact, tag or nothing."""
    owners = brief.parents.get(holder.get("/StructParents", -1))
    owners = listed(owners) if isinstance(owners, Array) else []
    things = holder.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    open_, seen = list(above), set()
    for operands, operator in brief.instructions(holder):
        if operator in ("BMC", "BDC"):
            properties = operands[1] if operator == "BDC" and isinstance(operands[1], Dictionary) else Dictionary()
            mark = "artifact" if operands[0] == Name.Artifact else "tag" if "/MCID" in properties else None
            if mark and {"artifact": "tag", "tag": "artifact"}[mark] in open_:
                brief.find("tagged content and artifacts stand inside one another: take them apart", number)
            if mark == "tag":
                place = int(properties["/MCID"])
                owner = owners[place] if place < len(owners) else None
                if place in seen or not isinstance(owner, Dictionary) or place not in tags_of(owner):
                    brief.find(f"the tag {place} stands twice or is missing in the structure: export it anew", number)
                seen.add(place)
            open_.append(mark)
        elif operator == "EMC":
            if len(open_) == len(above):
                brief.find("marked content ends that has not begun: export it anew", number)
            else:
                open_.pop()
        elif operator in PAINTS and not any(open_):
            brief.find(f"something is painted ({operator}) that is neither tagged nor an artifact: tag it", number)
        if operator == "Do" and things[operands[0]].get("/Subtype") == Name.Form:
            read_content(brief, number, things[operands[0]], page, open_)
    if len(open_) > len(above):
        brief.find("marked content does not end: export it anew", number)


def tags_of(element):
    """Marked content that an element holds, by number."""
    return {int(kid["/MCID"]) if isinstance(kid, Dictionary) else kid for kid in listed(element.get("/K")) if isinstance(kid, int) or "/MCID" in kid}


def fonts_of(holder, seen):
    resources = holder.get("/Resources", Dictionary())
    yield from resources.get("/Font", Dictionary()).values()
    for thing in resources.get("/XObject", Dictionary()).values():
        if thing.objgen not in seen:
            seen.add(thing.objgen)
            yield from fonts_of(thing, seen)


@rule("31: every font is embedded and says which letters its glyphs are")
def fonts(brief):
    for number, page in brief.pages:
        for font in fonts_of(page, set()):
            name = str(font.get("/BaseFont", "/a font without a name"))[1:]
            descriptor = (font["/DescendantFonts"][0] if "/DescendantFonts" in font else font).get("/FontDescriptor", Dictionary())
            if font.get("/Subtype") != Name.Type3 and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                brief.find(f"{name} is not embedded: embed it", number)
            if "/ToUnicode" not in font:
                brief.find(f"{name} does not say which letters its glyphs are: write ToUnicode", number)


@rule("10-001, 31-027 to 31-030: no empty box is shown, and every glyph stands for a letter")
def glyphs(brief):
    letters = {}
    for number, page in brief.pages:
        read_glyphs(brief, number, page, letters, False)


def read_glyphs(brief, number, holder, letters, spelled):
    resources = holder.get("/Resources", Dictionary())
    open_, font = [spelled], None
    for operands, operator in brief.instructions(holder):
        if operator in ("BMC", "BDC"):
            # What is spelled out as a whole needs no letters glyph by glyph.
            open_.append(open_[-1] or (operator == "BDC" and isinstance(operands[1], Dictionary) and "/ActualText" in operands[1]))
        elif operator == "EMC" and len(open_) > 1:
            open_.pop()
        elif operator == "Tf":
            font = resources["/Font"][operands[0]]
        elif operator in SHOWS:
            wide = font.get("/Subtype") == Name.Type0
            if wide and font.get("/Encoding") != Name("/Identity-H"):
                brief.find("a font's codes are not its glyphs' numbers, so that nothing can be said of them: use Identity-H", number)
                continue
            key = font.objgen if font.is_indirect else id(font)
            known = letters.setdefault(key, None) or letters_of(font)
            letters[key] = known
            for text in (part for part in listed(operands[-1]) if isinstance(part, String)):
                codes = bytes(text)
                codes = [codes[i] << 8 | codes[i + 1] for i in range(0, len(codes) - 1, 2)] if wide else list(codes)
                if wide and 0 in codes:
                    brief.find("an empty box is shown: no font has a letter of this page; fetch it with `just fonts` or leave it out", number)
                lost = [code for code in codes if code and known.get(code, "\0").strip("\0\ufeff\ufffe") == ""]
                if lost and not open_[-1]:
                    brief.find(f"glyph {lost[0]} of {str(font.get('/BaseFont', '/font'))[1:]} stands for no letter: complete ToUnicode", number)
        if operator == "Do" and resources["/XObject"][operands[0]].get("/Subtype") == Name.Form:
            read_glyphs(brief, number, resources["/XObject"][operands[0]], letters, open_[-1])


def letters_of(font):
    """What a font's ToUnicode says: code to text."""
    found = {}
    text = bytes(font["/ToUnicode"].read_bytes()).decode("latin-1") if "/ToUnicode" in font else ""
    decoded = lambda digits: bytes.fromhex(digits).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        found |= {int(code, 16): decoded(to) for code, to in re.findall(r"<(\w+)>\s*<(\w*)>", block)}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, to, each in re.findall(r"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[(.*?)\])", block, re.S):
            for step, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[code] = decoded(re.findall(r"<(\w+)>", each)[step]) if each else decoded(f"{int(to, 16) + step:0{len(to)}x}")
    return found


@rule("28: a link says where it leads and stands in the structure")
def links(brief):
    tagged = {(kid["/Obj"].objgen, brief.type(e)) for e, _, _ in brief.elements for kid in listed(e.get("/K")) if isinstance(kid, Dictionary) and "/Obj" in kid}
    for number, page in brief.pages:
        for note in listed(page.get("/Annots")):
            of = "Link" if note.get("/Subtype") == Name.Link else "Annot"
            if not str(note.get("/Contents", "")).strip():
                brief.find("a link does not say where it leads: give it Contents", number)
            if (note.objgen, of) not in tagged or not isinstance(brief.parents.get(note.get("/StructParent", -1)), Dictionary):
                brief.find(f"a link does not stand in the structure as {of}: tag it", number)


@rule("a link to the web or to a mailbox says so in full, and is printed within the margins of 19 mm")
def addresses(brief):
    for number, page in brief.pages:
        cut = page.get("/TrimBox", page.get("/CropBox", page["/MediaBox"]))
        left, right = sorted((float(cut[0]), float(cut[2])))
        for note in listed(page.get("/Annots")):
            action = note.get("/A", Dictionary())
            if action.get("/S") != Name.URI:
                continue
            address = str(action.get("/URI", ""))
            if not re.match(r"(https?://|mailto:)\S+$", address):
                brief.find(f"a link leads to “{address}”, which is no whole address: give it its scheme", number)
            sides = sorted(float(note["/Rect"][place]) for place in (0, 2))
            if sides[0] < left + MARGIN - 1 or sides[1] > right - MARGIN + 1:
                brief.find(f"the address {address} runs into the margin: let it break, or print its host alone", number)


@rule("26: nothing bars assistive technology")
def encryption(brief):
    if brief.pdf.is_encrypted and not brief.pdf.allow.accessibility:
        brief.find("bars assistive technology: do not encrypt it")


@rule("ISO 32000, 12.3.3: there are bookmarks, each with a title and a page")
def outline(brief):
    item = brief.root.get("/Outlines", Dictionary()).get("/First")
    if item is None:
        brief.find("has no bookmarks: headings make them")
    while item is not None:
        to = item.get("/Dest", item.get("/A", Dictionary()).get("/D"))
        if not str(item.get("/Title", "")).strip() or not isinstance(to, Array) or to[0].objgen not in brief.places:
            brief.find("a bookmark has no title or leads to no page: give it both")
        item = item.get("/Next")


@rule("4 to 10 pages: a city's report is read at one sitting")
def length(brief):
    if brief.of_a_city and not 4 <= len(brief.pages) <= 10:
        brief.find(f"has {len(brief.pages)} pages, and should have 4 to 10: show less, and point to the city's page")


# What may go wrong: rule, and how a brief is damaged so that the rule must find it.


def first(pdf, *types):
    """The first structure element of one of these types."""
    return next(element for element, _, _ in Brief(pdf, "").of_type(*types))


def metadata(pdf, key, value):
    with pdf.open_metadata(set_pikepdf_as_editor=False) as all_of_it:
        all_of_it[key] = value


def without(thing, key):
    del thing[key]


def put(thing, key, value):
    thing[key] = value


def paint(pdf, code):
    page = pdf.pages[0].obj
    page["/Contents"] = Stream(pdf, b"".join(part.read_bytes() + b"\n" for part in listed(page["/Contents"])) + code)


def a_font(pdf):
    return next(iter(pdf.pages[0].obj["/Resources"]["/Font"].values()))


def show_glyph(pdf, code):
    name = next(iter(pdf.pages[0].obj["/Resources"]["/Font"].keys()))
    paint(pdf, f"/Artifact BMC BT {name} 9 Tf <{code:04x}> Tj ET EMC".encode())


def a_note(pdf):
    return next(note for page in pdf.pages for note in listed(page.obj.get("/Annots")))


def outside(pdf):
    """A link to the web or to a mailbox."""
    notes = (note for page in pdf.pages for note in listed(page.obj.get("/Annots")))
    return next(note for note in notes if note.get("/A", Dictionary()).get("/S") == Name.URI)


def row_head(pdf):
    """A cell that heads a row."""
    return next(cell for cell, _, _ in Brief(pdf, "").of_type("TH") if attribute(cell, "/Scope") == Name.Row)


def drop_cell(pdf):
    row = first(pdf, "TR")
    row["/K"] = Array(listed(row["/K"])[1:])


DAMAGES = [
    ("identifier", lambda pdf: metadata(pdf, "pdfuaid:part", "2")),
    ("marked", lambda pdf: without(pdf.Root, "/MarkInfo")),
    ("marked", lambda pdf: put(pdf.Root["/MarkInfo"], "/Suspects", True)),
    ("language", lambda pdf: without(pdf.Root, "/Lang")),
    ("language", lambda pdf: put(pdf.Root, "/Lang", String("tlh"))),
    ("language", lambda pdf: metadata(pdf, "dc:language", {"tlh"})),
    ("language", lambda pdf: put(pdf.Root["/ViewerPreferences"], "/Direction", Name.R2L if pdf.Root["/ViewerPreferences"].get("/Direction") != Name.R2L else Name.L2R)),
    ("title", lambda pdf: metadata(pdf, "dc:title", " ")),
    ("title", lambda pdf: put(pdf.Root["/ViewerPreferences"], "/DisplayDocTitle", False)),
    ("types", lambda pdf: without(pdf.Root, "/StructTreeRoot")),
    ("types", lambda pdf: put(first(pdf, "P"), "/S", Name.Paragraph)),
    ("types", lambda pdf: put(pdf.Root["/StructTreeRoot"]["/RoleMap"], "/H1", Name.P)),
    ("alternatives", lambda pdf: put(first(pdf, "Figure"), "/Alt", String(" "))),
    ("headings", lambda pdf: put(first(pdf, "H1"), "/S", Name.H2)),
    ("headings", lambda pdf: put(first(pdf, "H2"), "/S", Name.H3)),
    ("tables", drop_cell),
    ("tables", lambda pdf: put(first(pdf, "TR"), "/S", Name.Div)),
    ("tables", lambda pdf: put(first(pdf, "TD"), "/S", Name.P)),
    ("tables", lambda pdf: put(first(pdf, "TH"), "/S", Name.TD)),
    ("tables", lambda pdf: put(first(pdf, "TH"), "/ID", String("another"))),
    ("row heads", lambda pdf: put(row_head(pdf), "/S", Name.TD)),
    ("row heads", lambda pdf: put(row_head(pdf), "/A", Dictionary(O=Name.Table, Scope=Name.Column))),
    ("row heads", lambda pdf: put(row_head(pdf), "/ID", String("another"))),
    ("addresses", lambda pdf: put(outside(pdf)["/A"], "/URI", String("example.org"))),
    ("addresses", lambda pdf: put(outside(pdf)["/Rect"], 2, 590)),
    ("lists", lambda pdf: put(first(pdf, "L"), "/S", Name.Div)),
    ("lists", lambda pdf: put(first(pdf, "LBody"), "/S", Name.P)),
    ("lists", lambda pdf: put(first(pdf, "TOCI"), "/S", Name.P)),
    ("pages", lambda pdf: without(pdf.pages[0].obj, "/Tabs")),
    ("pages", lambda pdf: without(pdf.pages[-1].obj, "/StructParents")),
    ("content", lambda pdf: paint(pdf, b"0 0 9 9 re f")),
    ("content", lambda pdf: paint(pdf, b"/P <</MCID 9999>> BDC EMC")),
    ("content", lambda pdf: paint(pdf, b"/P <</MCID 0>> BDC EMC")),
    ("content", lambda pdf: paint(pdf, b"/Artifact BMC /P <</MCID 0>> BDC EMC EMC")),
    ("content", lambda pdf: paint(pdf, b"/Artifact BMC")),
    ("content", lambda pdf: paint(pdf, b"EMC")),
    ("content", lambda pdf: put(first(pdf, "P"), "/K", Array([]))),
    ("fonts", lambda pdf: put(a_font(pdf)["/DescendantFonts"][0], "/FontDescriptor", Dictionary())),
    ("fonts", lambda pdf: without(a_font(pdf), "/ToUnicode")),
    ("glyphs", lambda pdf: show_glyph(pdf, 0)),
    ("glyphs", lambda pdf: show_glyph(pdf, 65000)),
    ("glyphs", lambda pdf: put(a_font(pdf), "/ToUnicode", Stream(pdf, b"1 beginbfchar <0001> <0000> endbfchar"))),
    ("glyphs", lambda pdf: put(a_font(pdf), "/Encoding", Name("/Identity-V"))),
    ("links", lambda pdf: without(a_note(pdf), "/Contents")),
    ("links", lambda pdf: without(a_note(pdf), "/StructParent")),
    ("links", lambda pdf: put(first(pdf, "Link"), "/S", Name.Span)),
    ("encryption", None),
    ("length", lambda pdf: [pdf.pages.append(pdf.pages[0]) for _ in range(9)]),
    ("outline", lambda pdf: without(pdf.Root, "/Outlines")),
    ("outline", lambda pdf: put(pdf.Root["/Outlines"]["/First"], "/Title", String(""))),
]


def opened(path, data=None, password=""):
    return Pdf.open(io.BytesIO(data or path.read_bytes()), password=password)


def tried(path, language):
    """Damages copies of a brief; gives what no rule found."""
    sound = {found.rule for found in Brief(opened(path), language).check()}
    missed, tried_rules = [], set()
    for number, (name, damage) in enumerate(DAMAGES, 1):
        copy = io.BytesIO()
        with opened(path) as pdf:
            if damage:
                damage(pdf)
                pdf.save(copy)
            else:
                may = pikepdf.Permissions(accessibility=False)
                pdf.save(copy, encryption=pikepdf.Encryption(owner="owner", user="", R=3, aes=False, metadata=False, allow=may))
        tried_rules.add(name)
        if name in sound or not Brief(opened(path, copy.getvalue()), language).check(name):
            missed.append(f"damage {number}, for the rule “{name}”, was not found in {path}: mend the rule")
    return missed + [f"no damage tries the rule “{name}”: add one" for name in RULES if name not in tried_rules]


def of_a_city(path):
    """A city's id has no full stop; the annual brief's name has."""
    return "." not in path.stem


def has_contents(brief):
    """Whether a brief lists its contents."""
    with opened(brief[0]) as pdf:
        return any(Brief(pdf, "").of_type("TOCI"))


def checked(path, language):
    """How many pages a brief has, and its findings as lines."""
    with opened(path) as pdf:
        found = Brief(pdf, language, of_a_city(path)).check()
        lines = [f"{path}{f', page {one.page}' if one.page else ''}: {one.what} [{RULES[one.rule][0].split(':')[0]}]" for one in found]
        return len(pdf.pages), lines


def main():
    if len(sys.argv) != 2 or not (site := Path(sys.argv[1])).joinpath("manifest.json").is_file():
        sys.exit("check.py SITE: name the folder of a report")
    languages = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["languages"]
    folders = [(site / ("" if tag == languages[0] else tag) / "briefs", tag.split("-")[0].lower()) for tag in languages]
    briefs = [(path, language) for folder, language in folders for path in sorted(folder.glob("*.pdf"))]
    if not briefs:
        sys.exit(f"{site} has no briefs: make the report with them")
    # The largest has most of what can be damaged; one whose first page is full has no list of contents.
    largest = sorted((brief for brief in briefs if of_a_city(brief[0])), key=lambda brief: -brief[0].stat().st_size)
    said = tried(*next(filter(has_contents, largest)))
    with ProcessPoolExecutor() as pool:
        read = list(pool.map(checked, *zip(*briefs)))
    said += [line for _, lines in read for line in lines]
    for line in said:
        print(line, file=sys.stderr)
    print(f"{len(briefs)} briefs, {sum(pages for pages, _ in read)} pages, {len(RULES)} rules, {len(DAMAGES)} damages tried; findings: {len(said)}")
    sys.exit(1 if said else 0)


if __name__ == "__main__":
    main()
