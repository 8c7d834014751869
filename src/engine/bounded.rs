//! Functions whose result may be far larger than their arguments, and which make room for it at once: more than the
//! machine has would end the program, before any limit is looked at.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, FieldRef, Int64Type};
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::FunctionRegistry;
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature,
};

/// The functions: text and how often, or text and how long.
const NAMES: [&str; 3] = ["repeat", "lpad", "rpad"];

/// Bytes that the texts of a column can have.
const MOST: usize = i32::MAX as usize;

/// Puts a bound on these functions of a session.
pub fn bound(session: &SessionContext) -> Result<()> {
    for name in NAMES {
        let inner = session.udf(name)?;
        session.register_udf(ScalarUDF::new_from_impl(Bounded { inner }));
    }
    Ok(())
}

/// A function that is not called where its texts would be too long.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Bounded {
    inner: Arc<ScalarUDF>,
}

impl ScalarUDFImpl for Bounded {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn aliases(&self) -> &[String] {
        self.inner.aliases()
    }

    fn signature(&self) -> &Signature {
        self.inner.signature()
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        self.inner.return_type(types)
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs) -> Result<FieldRef> {
        self.inner.return_field_from_args(args)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let most = match args.args.as_slice() {
            [texts, numbers, ..] => bytes(self.name() == "repeat", texts, numbers, args.number_rows)?,
            _ => 0,
        };
        if most > MOST {
            // As the engine itself says it of a column that grows too long.
            return Err(DataFusionError::Execution(format!("offset overflow in {}", self.name())));
        }
        self.inner.invoke_with_args(args)
    }
}

/// Bytes that the result may take: the numbers, times the bytes of the texts where these are repeated.
fn bytes(repeated: bool, texts: &ColumnarValue, numbers: &ColumnarValue, rows: usize) -> Result<usize> {
    let numbers = cast(&numbers.to_array(rows)?, &DataType::Int64)?;
    let numbers: &Int64Array = numbers.as_primitive::<Int64Type>();
    let long = |row: usize| match texts {
        _ if !repeated => 1,
        ColumnarValue::Array(texts) => length(texts, row),
        ColumnarValue::Scalar(text) => scalar_length(text),
    };
    let each = (0..numbers.len()).map(|row| match numbers.is_valid(row) {
        true => long(row).saturating_mul(usize::try_from(numbers.value(row)).unwrap_or(0)),
        false => 0,
    });
    Ok(each.fold(0, usize::saturating_add))
}

fn scalar_length(text: &ScalarValue) -> usize {
    text.try_as_str().flatten().map_or(0, str::len)
}

fn length(texts: &ArrayRef, row: usize) -> usize {
    match texts.data_type() {
        DataType::Utf8 => texts.as_string::<i32>().value(row).len(),
        DataType::LargeUtf8 => texts.as_string::<i64>().value(row).len(),
        DataType::Utf8View => texts.as_string_view().value(row).len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::environment::session;
    use crate::engine::limits;

    #[test]
    fn a_text_that_no_machine_has_room_for_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let session = session(1, folder.path()).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
        let run = |sql: &str| {
            runtime.block_on(async {
                let rows = session.sql(sql).await?.collect().await?;
                Ok::<String, datafusion::error::DataFusionError>(
                    arrow::util::pretty::pretty_format_batches(&rows)?.to_string(),
                )
            })
        };
        for sql in [
            "select sum(length(repeat(cast(value as varchar), 1000000000))) from generate_series(1, 100000)",
            "select sum(length(lpad(cast(value as varchar), 1000000000))) from generate_series(1, 100000)",
            "select sum(length(rpad(cast(value as varchar), value * 1000000))) from generate_series(1, 100000)",
        ] {
            let error = run(sql).unwrap_err().to_string();
            assert!(limits::is_cells(&error), "{sql}: {error}");
        }
        let sql = "select repeat('ab', 3), lpad('x', 3, '.'), rpad('x', 3), repeat('x', -1), repeat(null, 2)";
        let rows = run(sql).unwrap();
        assert!(rows.contains("ababab") && rows.contains("..x"), "{rows}");
    }
}
