//! Chance from a seed.

use learning_cities::demo::chance;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// A stream of random numbers; the same seed and stream give the same numbers.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// Stream number `stream` of `seed`.
    pub fn new(seed: u64, stream: u64) -> Chance {
        Chance(chance::stream(seed, stream))
    }

    /// A whole number from 0 to `n` - 1; 0 where `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of the items.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// A range within `0..length` of at most `most`.
    pub fn range(&mut self, length: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(length + 1);
        start..start + self.below(most.min(length - start) + 1)
    }
}
