//! The demonstration network.
