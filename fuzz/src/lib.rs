//! The targets for cargo-fuzz, with their own mutators.

pub mod targets;

use targets::chance::Chance;
use targets::{TARGETS, Target, target};

/// The target of that name, which is one of the list.
pub fn named(name: &str) -> &'static Target {
    target(name).unwrap_or(&TARGETS[0])
}

/// A mutation for libFuzzer: writes it into `data` and returns its size. Now and then libFuzzer's own changes are laid
/// over it.
pub fn mutated(target: &Target, data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut chance = Chance::new(seed.into(), 0);
    let made = (target.mutate)(&mut chance, &data[..size], &data[..size]);
    let length = made.len().min(most).min(data.len());
    data[..length].copy_from_slice(&made[..length]);
    if chance.once_in(8) { libfuzzer_sys::fuzzer_mutate(data, length, most) } else { length }
}

/// The fuzz target of that name.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(|data: &[u8]| {
            ($crate::named($name).run)(&[data], data.len() % 16 == 0);
        });
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            $crate::mutated($crate::named($name), data, size, max_size, seed)
        });
    };
}
