//! Consent: which declaration governs each city and cycle, and what that lets be seen.

mod applied;
mod declared;
mod governing;
pub mod held;
mod unclear;
mod undated;
mod widened;

pub use applied::{by_group, with_consent};

pub use declared::{Declared, declared, doubt_unread, sort, stored};
pub use governing::governing;
pub use unclear::unclear_consents;
pub use undated::undated_consents;
pub use widened::widened_consents;
