//! Tests on real statistics, which stand outside the repository: `just real`.
