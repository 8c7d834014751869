//! Nearest neighbours in context.
