//! The pages of the review.

pub mod city;
pub mod morning;
mod question;
pub mod shell;
