//! The workbook that a city fills in.
