"""Whether the tools of those who use SDMX accept what is written: python3 check.py FOLDER

pysdmx reads both structures, validated by the official schemas, and the data with each of them; sdmx1 reads both
structures and the data. Components, code lists and rows must be the same in all of them, and every code of the data
must be in its list, which neither tool looks at. A structure and a data file with a fault in it must be refused.
"""

import csv
import sys
from pathlib import Path

import pandas
import sdmx
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model import Codelist, ConceptScheme, Dataflow, DataStructureDefinition

STRUCTURES = ["structure-3.0.xml", "structure-2.1.xml"]
DATA = "observations.csv"
faults = []


def expect(holds, message):
    if not holds:
        faults.append(message)
        print(f"FAULT {message}")


def of_kind(structures, kind):
    return [artefact for artefact in structures if isinstance(artefact, kind)]


def by_pysdmx(path):
    """Components with their code lists, and codes by list, of a structure."""
    structures = read_sdmx(path, validate=True).structures
    (definition,) = of_kind(structures, DataStructureDefinition)
    (flow,) = of_kind(structures, Dataflow)
    (concepts,) = of_kind(structures, ConceptScheme)
    lists = {found.id: {code.id for code in found.codes} for found in of_kind(structures, Codelist)}
    expect(flow.id.startswith("DF_"), f"{path.name}: the dataflow is {flow.id}")
    known = {concept.id for concept in concepts.concepts}
    components = {}
    for component in definition.components:
        enumeration = component.local_enum_ref or getattr(component.local_codes, "id", None)
        list_id = str(enumeration).split(":")[-1].split("(")[0] if enumeration else None
        components[component.id] = list_id
        expect(component.id in known, f"{path.name}: {component.id} has no concept")
        expect(list_id is None or list_id in lists, f"{path.name}: {component.id} has no list {list_id}")
    return components, lists


def by_sdmx1(path):
    """Ids of components, and codes by list, of a structure."""
    message = sdmx.read_sdmx(path)
    (definition,) = message.structure.values()
    parts = [definition.dimensions, definition.measures, definition.attributes]
    components = [component.id for part in parts for component in part.components]
    lists = {found.id: {code.id for code in found} for found in message.codelist.values()}
    return definition, components, lists


def check(folder):
    with open(folder / DATA, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])[3:]
    expect(len(rows) > 1000, f"{DATA} has {len(rows)} rows")
    read = {}
    for name in STRUCTURES:
        path = folder / name
        components, lists = read[name] = by_pysdmx(path)
        definition, ids, lists_again = by_sdmx1(path)
        expect(sorted(components) == sorted(header), f"{name}: pysdmx has components {sorted(components)}")
        expect(sorted(ids) == sorted(header), f"{name}: sdmx1 has components {sorted(ids)}")
        expect(lists == lists_again, f"{name}: pysdmx and sdmx1 read different lists")
        for component, list_id in components.items():
            if list_id:
                unknown = {row[component] for row in rows} - lists[list_id] - {""}
                expect(not unknown, f"{name}: {component} has codes {sorted(unknown)} that {list_id} has not")
        (dataset,) = get_datasets(folder / DATA, path)
        expect(len(dataset.data) == len(rows), f"{name}: pysdmx reads {len(dataset.data)} of {len(rows)} rows")
        values = [None if pandas.isna(value) else float(value) for value in dataset.data["OBS_VALUE"]]
        sent = [float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None for row in rows]
        expect(values == sent, f"{name}: values differ in pysdmx")
        if name == STRUCTURES[0]:
            message = sdmx.read_sdmx(folder / DATA, structure=definition)
            observations = [found for data in message.data for found in data.obs]
            expect(len(observations) == len(rows), f"sdmx1 reads {len(observations)} of {len(rows)} rows")
            cities = {str(found.dimension["REF_AREA"].value) for found in observations}
            expect(cities == {row["REF_AREA"] for row in rows}, "sdmx1 reads other cities")
    first, second = (read[name] for name in STRUCTURES)
    expect(first == second, "the two structures differ")
    return len(rows), {list_id: len(codes) for list_id, codes in first[1].items()}


def refuses(folder):
    """That the checks above can fail."""
    for name in STRUCTURES:
        text = (folder / name).read_text(encoding="utf-8")
        broken = text.replace("<str:DimensionList id", "<str:DimensionLost id").replace("</str:DimensionList>", "</str:DimensionLost>")
        try:
            read_sdmx(broken, validate=True)
            expect(False, f"{name}: pysdmx accepts an element that there is not")
        except Exception as error:
            expect("DimensionLost" in str(error), f"{name}: {error}")


def main():
    folder = Path(sys.argv[1])
    rows, lists = check(folder)
    refuses(folder)
    print(f"{rows} rows; codes: " + ", ".join(f"{name} {count}" for name, count in lists.items()))
    sys.exit(1 if faults else 0)


main()
