//! The pages of the review.

pub mod city;
pub mod difference;
pub mod morning;
mod question;
pub mod shell;
