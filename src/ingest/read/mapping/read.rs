//! One file of a mapping to frames: split, then lazy expressions.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use polars::prelude::*;
use regex::Regex;

use crate::base::characters::printable;
use crate::base::text::NAME_CHARACTERS;
use crate::ingest::finding::Finding;
use crate::ingest::limits;
use crate::ingest::read::formats::csv::too_many_rows;
use crate::ingest::read::mapping::codes::{Unlisted, empty, look_up, recode};
use crate::ingest::read::mapping::header::{definitions, used_columns};
use crate::ingest::read::mapping::loaded::Mapping;
use crate::ingest::read::mapping::spec::{
    Cell, Common, FileSpec, Filter, MeasurementSpec, Quality, Registry, delimiter,
};
use crate::ingest::read::mapping::text::{Split, decode, split};
use crate::ingest::read::mapping::year;
use crate::ingest::read::raw::{CITIES, CONTEXT, OBSERVATIONS, RawFile};
use crate::ingest::read::widths::{Widths, cells_moved};
use crate::model::vocabulary::Severity;

/// Reads `bytes` as `spec` says.
pub(super) fn read(mapping: &Mapping, spec: &FileSpec, bytes: &[u8], file: &str) -> RawFile {
    let refuse = |finding: Finding| RawFile::of(vec![finding], &spec.numbers);
    let encoding = spec
        .encoding
        .as_ref()
        .and_then(|e| encoding_rs::Encoding::for_label(e.get_ref().as_bytes()))
        .unwrap_or(encoding_rs::UTF_8);
    let delimiter = spec.delimiter.as_ref().and_then(|d| delimiter(d.get_ref())).unwrap_or(b',');
    let table = match decode(bytes, encoding, file).and_then(|text| split(&text, delimiter, spec.skip_lines, file)) {
        Ok(table) => table,
        Err(finding) => return refuse(*finding),
    };
    let used = match used_columns(mapping, spec, &table.header, file) {
        Ok(used) => used,
        Err(finding) => return refuse(*finding),
    };
    let reader = Reader { mapping, spec, used, file };
    reader.frames(table).unwrap_or_else(|e| {
        refuse(Finding::file(file, "not_mapped", format!("The file cannot be reshaped as the mapping says: {e}.")))
    })
}

struct Reader<'a> {
    mapping: &'a Mapping,
    spec: &'a FileSpec,
    used: BTreeMap<String, usize>,
    file: &'a str,
}

impl Reader<'_> {
    fn frames(&self, table: Split) -> PolarsResult<RawFile> {
        let (base, mut findings) = self.base(&table)?;
        let Split { header, rows: split, is_open } = table;
        let wrong_width = split.len() - base.height();
        if is_open {
            findings.extend(split.last().and_then(|(line, row)| self.may_be_cut_off(*line, row)));
        }
        let text: usize = split.iter().map(|(_, row)| row.as_slice().len()).sum();
        // It is now in the frame.
        drop(split);
        let rows = base.height();
        let base = self.filter(base.lazy(), &self.spec.keep, &self.spec.drop);
        let mut raw = RawFile { columns: self.places(), ..RawFile::of(findings, &self.spec.numbers) };
        let refused = |finding: Finding| RawFile::of(vec![finding], &self.spec.numbers);
        let most = self.most_records_a_row(&header);
        if rows.saturating_mul(most) > limits::RECORDS_TRIED {
            return Ok(refused(*too_many_rows(self.file, limits::RECORDS)));
        }
        if text.saturating_mul(most) > limits::RECORD_TEXT {
            let message = format!(
                "The file has {text} bytes of text in its rows, and each of up to {most} values of a row takes the row's text with it, which is too much. Send it in parts, or without the columns that the mapping does not name."
            );
            return Ok(refused(Finding::file(self.file, "too_many_rows", message)));
        }
        let mut parts = Vec::new();
        for m in self.spec.measurement.iter().map(|m| m.get_ref()) {
            for (column, period) in self.value_columns(&m.common(), &header) {
                parts.push(self.observations(base.clone(), m, &column, period));
            }
        }
        raw.observations = together(parts)?;
        let mut parts = Vec::new();
        for c in self.spec.context.iter().map(|c| c.get_ref()) {
            for (column, period) in self.value_columns(&c.common(), &header) {
                parts.push(self.context(base.clone(), c.variable.get_ref(), &c.common(), &column, period));
            }
        }
        raw.context = together(parts)?;
        if let Some(registry) = &self.spec.registry {
            let (cities, findings) = self.cities(base, registry)?;
            raw.cities = Some(cities);
            raw.findings.extend(findings);
        }
        self.count(&mut raw, rows, wrong_width)?;
        if raw.rows_read - raw.filtered > limits::RECORDS {
            return Ok(refused(*too_many_rows(self.file, limits::RECORDS)));
        }
        Ok(raw)
    }

    /// Records that a row can give: one for each column of values of each definition.
    fn most_records_a_row(&self, header: &[String]) -> usize {
        definitions(self.spec).iter().map(|c| self.value_columns(c, header).len()).sum()
    }

    /// See the head of [`super`].
    fn count(&self, raw: &mut RawFile, rows: usize, ragged: usize) -> PolarsResult<()> {
        let alone = raw.observations.is_none() && raw.context.is_none();
        let counted = [raw.observations.as_ref(), raw.context.as_ref(), raw.cities.as_ref().filter(|_| alone)];
        let mut records = 0;
        let mut lines = HashSet::new();
        for frame in counted.into_iter().flatten() {
            records += frame.height();
            lines.extend(frame.column("line")?.u32()?.iter().flatten());
        }
        raw.filtered = rows - lines.len();
        raw.rows_read = raw.filtered + records + ragged;
        if rows > 0 && raw.filtered == rows {
            let message = format!(
                "None of the {rows} rows is used: the mapping's keep and drop, or its columns of values, leave out every one. Look whether the words of the table have changed."
            );
            let finding = Finding::file(self.file, "nothing_kept", message);
            raw.findings.push(Finding { severity: Severity::Warning, ..finding });
        }
        Ok(())
    }

    /// The columns that are used, as text `c0`, `c1` ..., with `line` and `raw`; and a finding for each row of another
    /// width.
    fn base(&self, table: &Split) -> PolarsResult<(DataFrame, Vec<Finding>)> {
        let width = table.header.len();
        let mut findings = Vec::new();
        let n = table.rows.len();
        let mut line = Vec::with_capacity(n);
        let mut raw = StringChunkedBuilder::new("raw".into(), n);
        let places: Vec<usize> = self.used.values().copied().collect();
        let mut cells: Vec<_> =
            (0..places.len()).map(|i| StringChunkedBuilder::new(format!("c{i}").into(), n)).collect();
        let mut widths = Widths::new(width);
        table.rows.iter().map(|(_, row)| row.len()).filter(|count| *count >= width).for_each(|count| widths.add(count));
        for (at, row) in &table.rows {
            let text = row.iter().map(str::trim).collect::<Vec<_>>().join("\t");
            if let Some(message) = wrong_width(row, width, &widths) {
                findings.push(Finding {
                    line: Some(*at),
                    found: Some(row.iter().map(|c| printable(c.trim())).collect::<Vec<_>>().join("\t")),
                    ..Finding::file(self.file, "wrong_width", message)
                });
                continue;
            }
            line.push(*at);
            raw.append_value(text);
            for (place, cell) in places.iter().zip(&mut cells) {
                cell.append_option(row.get(*place).map(str::trim).filter(|c| !c.is_empty()));
            }
        }
        let height = line.len();
        let mut columns: Vec<Column> = cells.into_iter().map(|c| c.finish().into_column()).collect();
        columns.push(Column::new("line".into(), line));
        columns.push(raw.finish().into_column());
        Ok((DataFrame::new(height, columns)?, findings))
    }

    /// A warning where the file ends within a cell that is read: the last row is as wide as the header and has no end
    /// of line, which it has in every other row.
    fn may_be_cut_off(&self, line: u32, row: &csv::StringRecord) -> Option<Finding> {
        let (last, cell) = row.iter().enumerate().last()?;
        let is_read = self.used.values().any(|place| *place == last) && !cell.trim().is_empty();
        let message = "The file ends within its last line, which has no end of line, so its last cell may be cut off. Compare it with the source; if it is whole, end the line.";
        is_read.then(|| Finding {
            line: Some(line),
            severity: Severity::Warning,
            found: Some(printable(cell.trim())),
            ..Finding::file(self.file, "may_be_cut_off", message)
        })
    }

    fn col(&self, name: &str) -> Expr {
        let place = self.used.keys().position(|k| k == name).unwrap_or_default();
        col(format!("c{place}"))
    }

    fn filter(&self, frame: LazyFrame, keep: &[Filter], drop: &[Filter]) -> LazyFrame {
        let matches = |f: &Filter| {
            let text = self.col(f.column.get_ref()).fill_null(lit(""));
            match (&f.matches, &f.equals) {
                (Some(m), _) => text.str().contains(lit(m.get_ref().clone()), true),
                (None, equals) => text.eq(lit(equals.clone().unwrap_or_default())),
            }
        };
        let all = keep.iter().map(matches).chain(drop.iter().map(|f| matches(f).not()));
        match all.reduce(Expr::and) {
            Some(condition) => frame.filter(condition),
            None => frame,
        }
    }

    /// The columns of values, each with the period of its header where the table is wide.
    fn value_columns(&self, c: &Common, header: &[String]) -> Vec<(String, Option<String>)> {
        if let Some(column) = c.column {
            return vec![(column.get_ref().clone(), None)];
        }
        let regex = c.columns.and_then(|p| Regex::new(p.get_ref()).ok());
        header
            .iter()
            .filter_map(|h| {
                let groups = regex.as_ref()?.captures(h)?;
                // What is longer than any period is wrong however much of it is said in every row.
                let period = groups.get(1).map_or("", |g| g.as_str()).chars().take(NAME_CHARACTERS).collect();
                Some((h.clone(), Some(period)))
            })
            .collect()
    }

    fn city(&self) -> Expr {
        let key = &self.spec.city;
        let mut city = self.col(key.column.get_ref());
        if key.pad > 0 {
            let padded =
                concat_str([lit("0".repeat(key.pad)), city.clone()], "", false).str().tail(lit(key.pad as i64));
            city = when(city.clone().str().len_chars().lt(lit(key.pad as u32))).then(padded).otherwise(city);
        }
        if !key.prefix.is_empty() {
            city = concat_str([lit(key.prefix.clone()), city], "", false);
        }
        recode(city, &key.replace)
    }

    fn year(&self, c: &Common, period: Option<String>) -> Expr {
        let spec = c.year.or(self.spec.year.as_ref());
        match (period, spec) {
            (Some(header), spec) => year::year(lit(header), spec.filter(|y| y.column.is_none())),
            (None, Some(y)) => match (y.value, &y.column) {
                (Some(value), _) => lit(value.to_string()),
                (None, Some(column)) => year::year(self.col(column.get_ref()), Some(y)),
                (None, None) => empty(),
            },
            (None, None) => empty(),
        }
    }

    fn cell(&self, cell: Option<&Cell>) -> Expr {
        match cell {
            None => empty(),
            Some(Cell::Constant(text)) => lit(text.clone()),
            Some(Cell::Column(c)) => {
                let text = self.col(c.column.get_ref());
                let text = match &c.pattern {
                    Some(pattern) => text.str().extract(lit(pattern.get_ref().clone()), 1),
                    None => text,
                };
                recode(text, &c.codes)
            }
        }
    }

    /// A cell of a number: the texts that stand for nothing are nothing.
    fn number(&self, number: Expr) -> Expr {
        look_up(number, self.spec.missing.iter().map(|m| (m.clone(), None)).collect(), Unlisted::Kept)
    }

    fn observations(&self, base: LazyFrame, m: &MeasurementSpec, column: &str, period: Option<String>) -> LazyFrame {
        let c = m.common();
        let source = self.col(column);
        let value = self.number(source.clone());
        let present = value.clone().is_not_null();
        let code = self.quality(m.quality.as_ref().or(self.spec.quality.as_ref()), column, &present);
        let fixed = match &m.status {
            Some(s) => when(present.clone()).then(lit(s.get_ref().clone())).otherwise(empty()),
            None => empty(),
        };
        let nothing = present.clone().not().and(code.clone().is_null());
        let skip = m.empty.as_ref().is_some_and(|e| e.get_ref() == "skip");
        let fallback = match &m.empty {
            Some(e) if !skip => when(nothing.clone()).then(lit(e.get_ref().clone())).otherwise(empty()),
            _ => empty(),
        };
        let note = joined(
            "; ",
            [m.note.clone().map_or(empty(), lit), m.note_column.as_ref().map_or(empty(), |n| self.col(n.get_ref()))],
        );
        let reference_year = self.year(&c, period);
        let interval =
            |end: Option<&toml::Spanned<String>>| end.map_or(empty(), |e| self.number(self.col(e.get_ref())));
        let cycle = match &self.spec.cycle {
            Some(cycle) => self.cell(Some(cycle)),
            None => reference_year.clone(),
        };
        let item = match &m.item {
            Some(item) => self.cell(Some(item)),
            None => lit("total"),
        };
        let exprs = BTreeMap::from([
            ("city", self.city()),
            ("cycle", cycle),
            ("measurement", lit(m.measurement.get_ref().clone())),
            ("item", item),
            ("reference_year", reference_year),
            ("value", value),
            ("ci_lower", interval(m.interval.as_ref().map(|i| &i.lower))),
            ("ci_upper", interval(m.interval.as_ref().map(|i| &i.upper))),
            ("sample_size", self.number(self.cell(m.sample_size.as_ref()))),
            ("design_effect", self.number(self.cell(m.design_effect.as_ref()))),
            ("source", lit(m.source.get_ref().clone())),
            ("agency", self.cell(m.agency.as_ref())),
            ("evidence", self.cell(m.evidence.as_ref())),
            ("quality", self.cell(m.value_quality.as_ref())),
            ("verified_by", self.cell(m.verified_by.as_ref())),
            ("status", joined("|", [fixed, code, fallback])),
            ("definition", m.definition.as_ref().map_or(empty(), |d| lit(d.get_ref().clone()))),
            (
                "price_base",
                match (&m.deflate, &m.price_base) {
                    (Some(d), _) => lit(format!("constant {}", d.to)),
                    (None, Some(p)) => lit(p.get_ref().clone()),
                    (None, None) => empty(),
                },
            ),
            ("note", note),
        ]);
        let mut select: Vec<Expr> =
            OBSERVATIONS.iter().map(|name| exprs.get(name).cloned().unwrap_or_else(empty).alias(*name)).collect();
        select.push(lit(self.mapping.consent.clone()).alias("consent"));
        select.push(self.mapping.submitted_on.clone().map_or(empty(), lit).alias("submitted_on"));
        select.push(m.deflate.as_ref().map_or(empty(), |d| lit(d.index.get_ref().clone())).alias("deflator"));
        select.extend(places(&c));
        let mut frame = self.filter(base, c.keep, c.drop);
        if skip {
            frame = frame.filter(nothing.not());
        }
        frame.select(select)
    }

    /// The SDMX status of a row's quality code, null where there is none. An unlisted code stays as it came, for the
    /// checks to name; where codes are in the column of the values itself, what is not listed is a value.
    fn quality(&self, quality: Option<&Quality>, column: &str, present: &Expr) -> Expr {
        let Some(q) = quality else { return empty() };
        let code = self.col(q.column.get_ref());
        let statuses = |codes: &BTreeMap<String, toml::Spanned<String>>| {
            codes.iter().map(|(from, to)| (from.clone(), Some(to.get_ref().clone()))).collect()
        };
        let unlisted = if q.column.get_ref() == column { Unlisted::Null } else { Unlisted::Kept };
        let with_value = look_up(code.clone(), statuses(&q.codes), unlisted);
        let without_value = look_up(code, statuses(&q.without_value), Unlisted::Null);
        when(present.clone().not()).then(coalesce(&[without_value, with_value.clone()])).otherwise(with_value)
    }

    fn context(&self, base: LazyFrame, variable: &str, c: &Common, column: &str, period: Option<String>) -> LazyFrame {
        let value = self.number(self.col(column));
        let exprs = [self.city(), self.year(c, period), lit(variable.to_string()), value.clone()];
        let mut select: Vec<Expr> = CONTEXT.iter().zip(exprs).map(|(name, e)| e.alias(*name)).collect();
        select.extend(places(c));
        self.filter(base, c.keep, c.drop).filter(value.is_not_null()).select(select)
    }

    /// The first row of each city; a warning where later rows say otherwise.
    fn cities(&self, base: LazyFrame, r: &Registry) -> PolarsResult<(DataFrame, Vec<Finding>)> {
        let cells = [
            Some(&r.name),
            r.local_name.as_ref(),
            r.local_name_language.as_ref(),
            Some(&r.country),
            Some(&r.region),
            r.joined.as_ref(),
            r.baseline_year.as_ref(),
            r.longitude.as_ref(),
            r.latitude.as_ref(),
        ];
        let mut select = vec![self.city().alias("city")];
        select.extend(CITIES.iter().skip(1).zip(cells).map(|(name, c)| self.cell(c).alias(*name)));
        let groups: Vec<Expr> = r
            .group
            .iter()
            .map(|(scheme, cell)| concat_str([lit(format!("{scheme}=")), self.cell(Some(cell))], "", false))
            .collect();
        select.push(if groups.is_empty() { empty() } else { concat_str(groups, "\n", true) }.alias("groups"));
        select.extend([empty().alias("sheet"), col("line"), col("raw")]);
        let key: Vec<Expr> = CITIES.iter().map(|c| col(*c)).collect();
        let all = base.select(select).unique_stable_generic(Some(key), UniqueKeepStrategy::First).collect()?;
        let one =
            all.clone().lazy().unique_stable_generic(Some(vec![col("city")]), UniqueKeepStrategy::First).collect()?;
        let mut findings = Vec::new();
        if all.height() > one.height() {
            let first: HashSet<u32> = one.column("line")?.u32()?.iter().flatten().collect();
            let (cities, names, lines) =
                (all.column("city")?.str()?, all.column("name")?.str()?, all.column("line")?.u32()?);
            for ((city, name), line) in cities.iter().zip(names.iter()).zip(lines.iter()) {
                if line.is_some_and(|l| first.contains(&l)) {
                    continue;
                }
                let message = "The row describes its city otherwise than the first row of that city, which is used. If this one is right, drop the other in the mapping.";
                findings.push(Finding {
                    line,
                    severity: Severity::Warning,
                    city: city.map(str::to_string),
                    found: name.map(printable),
                    ..Finding::file(self.file, "registry_differs", message)
                });
            }
        }
        Ok((one, findings))
    }

    /// Names of the columns, where all definitions agree.
    fn places(&self) -> BTreeMap<(String, &'static str), (String, Option<String>)> {
        let mut names: BTreeMap<&'static str, BTreeSet<&str>> = BTreeMap::new();
        let mut pairs: Vec<(&'static str, Option<&toml::Spanned<String>>)> =
            vec![("city", Some(&self.spec.city.column))];
        for c in definitions(self.spec) {
            let year = c.year.or(self.spec.year.as_ref()).and_then(|y| y.column.as_ref());
            pairs.extend([("value", c.column), ("reference_year", year), ("year", year)]);
        }
        for m in self.spec.measurement.iter().map(|m| m.get_ref()) {
            let quality = m.quality.as_ref().or(self.spec.quality.as_ref());
            pairs.extend([
                ("ci_lower", m.interval.as_ref().map(|i| &i.lower)),
                ("ci_upper", m.interval.as_ref().map(|i| &i.upper)),
                ("status", quality.map(|q| &q.column)),
            ]);
        }
        for (canonical, column) in pairs {
            if let Some(c) = column {
                names.entry(canonical).or_default().insert(c.get_ref());
            }
        }
        let agreed = names.into_iter().filter(|(_, columns)| columns.len() == 1);
        agreed
            .filter_map(|(canonical, columns)| Some(((String::new(), canonical), (columns.first()?.to_string(), None))))
            .collect()
    }
}

/// What is wrong with the number of a row's cells, if anything.
fn wrong_width(row: &csv::StringRecord, width: usize, widths: &Widths) -> Option<String> {
    let count = row.len();
    if count < width || row.iter().skip(width).any(|c| !c.trim().is_empty()) {
        return Some(format!(
            "The row has {count} cells and the header {width}. Put quotation marks around cells that hold a delimiter."
        ));
    }
    (count > width && widths.has_moved(count)).then(|| cells_moved((count, width)))
}

/// `multiply`, `add` and where the row is.
fn places(c: &Common) -> [Expr; 5] {
    [lit(c.multiply).alias("multiply"), lit(c.add).alias("add"), empty().alias("sheet"), col("line"), col("raw")]
}

/// What is there of `parts`, joined; null where nothing is.
fn joined<const N: usize>(separator: &str, parts: [Expr; N]) -> Expr {
    let some = parts.iter().cloned().map(Expr::is_not_null).reduce(Expr::or).unwrap_or_else(|| lit(false));
    when(some).then(concat_str(parts, separator, true)).otherwise(empty())
}

/// One frame from the parts, in their order; none where no definition asked for one.
fn together(parts: Vec<LazyFrame>) -> PolarsResult<Option<DataFrame>> {
    if parts.is_empty() {
        return Ok(None);
    }
    concat(parts, UnionArgs::default())?.collect().map(Some)
}
