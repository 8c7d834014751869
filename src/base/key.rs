//! Names of files as a store's manifest writes them.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use crate::base::characters::unprintable;

/// What the keys of files in a network's folder `brief` begin with.
pub const BRIEF: &str = "brief/";

/// The name of a file or folder as the key of what came under it: two names never have one key.
///
/// Bytes that are no UTF-8 text, and characters that cannot be shown, are written `%` and two hexadecimal digits for
/// each byte; a `%` that two such digits follow is written `%25`.
pub fn key(name: &OsStr) -> String {
    let escape = |bytes: &[u8], key: &mut String| bytes.iter().for_each(|b| key.push_str(&format!("%{b:02X}")));
    let mut key = String::new();
    for chunk in name.as_bytes().utf8_chunks() {
        let text = chunk.valid();
        for (at, c) in text.char_indices() {
            let digits = text.as_bytes().get(at + 1..at + 3);
            if unprintable(c)
                || c == '\u{fffd}'
                || c == '%' && digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
            {
                escape(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut key);
            } else {
                key.push(c);
            }
        }
        escape(chunk.invalid(), &mut key);
    }
    key
}

/// The name whose key this is.
pub fn name(key: &str) -> OsString {
    let bytes = key.as_bytes();
    let mut name = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digits = key.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(escaped) => {
                name.push(escaped);
                at += 3;
            }
            None => {
                name.push(*byte);
                at += 1;
            }
        }
    }
    OsString::from_vec(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_never_have_one_key() {
        let shown = |name: &[u8]| key(OsStr::from_bytes(name));
        assert_eq!(shown("São Longo 50 %.csv".as_bytes()), "São Longo 50 %.csv");
        let names: [&[u8]; 9] = [
            b"a\xff.csv",
            b"a\xfe.csv",
            b"a%FF.csv",
            b"a%25FF.csv",
            b"a%ff.csv",
            "a\u{fffd}.csv".as_bytes(),
            b"a\n.csv",
            b"a%0A.csv",
            b"a%\xff.csv",
        ];
        let keys: std::collections::BTreeSet<String> = names.iter().map(|n| shown(n)).collect();
        assert_eq!(keys.len(), names.len(), "{keys:?}");
        assert!(names.iter().all(|n| name(&shown(n)).as_bytes() == *n));
        assert_eq!(name("São Longo 50 %.csv"), "São Longo 50 %.csv");
        assert_eq!(shown(names[0]), "a%FF.csv");
        assert_eq!(shown(names[2]), "a%25FF.csv");
        assert!(keys.iter().all(|k| !k.chars().any(unprintable)));
    }
}
