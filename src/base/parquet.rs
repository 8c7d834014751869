//! Tables as Parquet files: the same rows give the same bytes.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::{KeyValue, SortingColumn};
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use crate::base::error::{Error, Result};
use crate::base::hash::Hasher;
use crate::base::regular;
use crate::base::table::Table;

/// Writes a batch as one Parquet file for readers, whose rows are sorted by `sorted_by` where it is given; returns its
/// length and its SHA-256. A query for few of that column's values reads few pages, and none for one that is not there.
pub fn write_parquet(
    path: &Path,
    batch: &RecordBatch,
    sorted_by: Option<&str>,
    metadata: &[(&str, &String)],
) -> Result<(u64, String)> {
    let file = File::create(path).map_err(Error::io("create", path))?;
    let mut properties = properties(metadata);
    if let Some(column) = sorted_by.and_then(|name| batch.schema().index_of(name).ok()) {
        let path = ColumnPath::from(batch.schema().field(column).name().as_str());
        let sorting = SortingColumn { column_idx: column as i32, descending: false, nulls_first: false };
        properties = properties
            .set_sorting_columns(Some(vec![sorting]))
            .set_max_row_group_row_count(Some(GROUP))
            .set_data_page_row_count_limit(PAGE)
            .set_write_batch_size(PAGE)
            .set_column_bloom_filter_enabled(path.clone(), true)
            .set_column_bloom_filter_max_ndv(path, VALUES);
    }
    let mut counted = write(file, path, batch, properties.build())?;
    counted.flush().map_err(Error::io("write", path))?;
    Ok((counted.bytes, counted.hasher.finish()))
}

/// Rows of a row group of a sorted file: a reader skips the others, also their dictionaries, which pages share. Smaller
/// groups would make the files larger: these cost a tenth.
const GROUP: usize = 10_000;

/// Rows of a page of a sorted file: with the page index, a query for one city reads one page or two of each column.
const PAGE: usize = 2_000;

/// Values of the sorted column that the Bloom filter of a row group is made for: it costs some kB where there are so
/// many, and less where there are fewer.
const VALUES: u64 = 2_000;

/// Writes a batch with zstd and the given metadata into an open file, whose bytes are counted and hashed.
pub fn fill<W: Write + Send>(
    file: W,
    path: &Path,
    batch: &RecordBatch,
    metadata: &[(&str, &String)],
) -> Result<Counted<W>> {
    write(file, path, batch, properties(metadata).build())
}

fn properties(metadata: &[(&str, &String)]) -> WriterPropertiesBuilder {
    let metadata = metadata.iter().map(|(k, v)| KeyValue::new(k.to_string(), v.to_string())).collect();
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("learning-cities".into())
        .set_key_value_metadata(Some(metadata))
}

fn write<W: Write + Send>(
    file: W,
    path: &Path,
    batch: &RecordBatch,
    properties: WriterProperties,
) -> Result<Counted<W>> {
    let wrap = |source| Error::Parquet { path: path.to_path_buf(), source };
    let counted = Counted { file, hasher: Hasher::default(), bytes: 0 };
    let mut writer = ArrowWriter::try_new(counted, batch.schema(), Some(properties)).map_err(wrap)?;
    writer.write(batch).map_err(wrap)?;
    writer.into_inner().map_err(wrap)
}

/// A file whose bytes are counted and hashed as they are written.
pub struct Counted<W> {
    /// The file.
    pub file: W,
    /// Hash of the bytes so far.
    pub hasher: Hasher,
    /// Number of bytes so far.
    pub bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Reads a Parquet file: its schema and its rows.
pub fn read(path: &Path) -> Result<(SchemaRef, Vec<RecordBatch>)> {
    let fault = |source| Error::Parquet { path: path.to_path_buf(), source };
    let file = regular::open(path).map_err(Error::io("read", path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(fault)?;
    let schema = builder.schema().clone();
    let reader = builder.build().map_err(fault)?;
    let batches = reader
        .collect::<std::result::Result<Vec<_>, _>>()
        .map_err(|source| Error::Arrow { doing: "reading a Parquet file", source })?;
    Ok((schema, batches))
}

/// Reads a Parquet file as a table in memory.
pub fn read_table(path: &Path) -> Result<Table> {
    let (schema, batches) = read(path)?;
    Table::new(schema, &batches)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Float64Array, StringArray};
    use parquet::file::page_index::column_index::ColumnIndexMetaData;
    use parquet::file::properties::ReaderProperties;
    use parquet::file::reader::FileReader;
    use parquet::file::serialized_reader::{ReadOptionsBuilder, SerializedFileReader};

    use super::*;

    /// Cities, each with a hundred rows, sorted.
    fn batch(cities: usize) -> RecordBatch {
        let rows = || (0..cities * 100).map(|row| row / 100);
        let city: ArrayRef = Arc::new(StringArray::from_iter_values(rows().map(|city| format!("city-{city:05}"))));
        let value: ArrayRef = Arc::new(Float64Array::from_iter_values((0..cities * 100).map(|row| row as f64 * 1.37)));
        RecordBatch::try_from_iter([("city", city), ("value", value)]).unwrap()
    }

    /// Bytes of the pages of a column that may hold rows of a city, and of all its pages; by the index of the pages.
    fn read_for(file: &SerializedFileReader<File>, city: &[u8]) -> (i64, i64) {
        let metadata = file.metadata();
        let (mut read, mut all) = (0, 0);
        for group in 0..metadata.num_row_groups() {
            let column_index = &metadata.column_index().expect("a page index")[group];
            let ColumnIndexMetaData::BYTE_ARRAY(cities) = &column_index[0] else { panic!("no index of texts") };
            let places = &metadata.offset_index().unwrap()[group];
            let first_row = |pages: &[parquet::file::page_index::offset_index::PageLocation], page: usize| {
                pages.get(page).map_or(metadata.row_group(group).num_rows(), |page| page.first_row_index)
            };
            let pages = places[0].page_locations();
            let may_hold = |page: &usize| {
                cities.min_value(*page).is_some_and(|min| min <= city)
                    && cities.max_value(*page).is_some_and(|max| max >= city)
            };
            let rows: Vec<(i64, i64)> = (0..pages.len())
                .filter(may_hold)
                .map(|page| (first_row(pages, page), first_row(pages, page + 1)))
                .collect();
            for column in places {
                let pages = column.page_locations();
                for (at, page) in pages.iter().enumerate() {
                    let (from, to) = (page.first_row_index, first_row(pages, at + 1));
                    all += i64::from(page.compressed_page_size);
                    if rows.iter().any(|(first, end)| from < *end && *first < to) {
                        read += i64::from(page.compressed_page_size);
                    }
                }
            }
        }
        (read, all)
    }

    #[test]
    fn a_query_for_one_city_reads_little() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.parquet");
        let batch = batch(2_500);
        let (bytes, sha256) = write_parquet(&path, &batch, Some("city"), &[]).unwrap();
        assert_eq!((sha256, bytes), crate::base::hash::hash_file(&path).unwrap());
        let options = || {
            let bloom = ReaderProperties::builder().set_read_bloom_filter(true).build();
            ReadOptionsBuilder::new().with_page_index().with_reader_properties(bloom).build()
        };
        let file = SerializedFileReader::new_with_options(File::open(&path).unwrap(), options()).unwrap();
        let groups = file.metadata().row_groups();
        assert_eq!(groups.len(), 25);
        for group in groups {
            let sorted = group.sorting_columns().expect("the order of the rows");
            assert_eq!((sorted[0].column_idx, sorted[0].descending), (0, false));
        }
        for city in ["city-00000", "city-01234", "city-02499"] {
            let (read, all) = read_for(&file, city.as_bytes());
            assert!(0 < read && read * 40 < all, "{city}: {read} of {all} bytes");
        }
        // By the Bloom filter, a city that is not there is in few row groups.
        let holding = |city: String| {
            let may = |group: &usize| {
                file.get_row_group(*group).unwrap().get_column_bloom_filter(0).expect("a filter").check(&city.as_str())
            };
            (0..groups.len()).filter(may).count()
        };
        assert!((1..5).contains(&holding("city-01234".into())));
        let absent: usize = (0..1000).map(|city| holding(format!("city-{city:05}a"))).sum();
        assert!(absent < 1000 * groups.len() / 10, "{absent} of {}", 1000 * groups.len());
        let filters: i64 = groups.iter().map(|group| i64::from(group.column(0).bloom_filter_length().unwrap())).sum();
        assert!(filters as u64 * 20 < bytes, "{filters} of {bytes} bytes");
        // Without an order, the whole column would be read.
        write_parquet(&path, &batch, None, &[]).unwrap();
        let file = SerializedFileReader::new_with_options(File::open(&path).unwrap(), options()).unwrap();
        let (read, all) = read_for(&file, b"city-01234");
        assert!(read * 40 > all, "{read} of {all}");
        assert_eq!(read_table(&path).unwrap().len(), batch.num_rows());
    }
}
