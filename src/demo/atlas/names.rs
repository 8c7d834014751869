//! Names of invented towns and states.
//!
//! They are put together from parts that belong to no language. None of the 19 320 names that the parts of towns give
//! is among the 980 000 names of cities in GeoNames; another part needs that comparison again.

use std::collections::BTreeSet;

use crate::demo::chance::Chance;

const STARTS: [&str; 46] = [
    "Ablo", "Avri", "Belu", "Bravo", "Cevo", "Ceru", "Dravi", "Delo", "Elu", "Esto", "Fanu", "Feri", "Galu", "Grevi",
    "Helo", "Hovi", "Ivo", "Jeru", "Kelu", "Kravo", "Levo", "Luri", "Mebri", "Movu", "Neru", "Nolo", "Ovi", "Ozu",
    "Pelu", "Provi", "Quelo", "Relu", "Rovi", "Seru", "Slavo", "Telu", "Trevo", "Ulo", "Uvri", "Velu", "Vosi", "Wenu",
    "Xelo", "Yaru", "Zelo", "Zuvri",
];
/// The first two are none: such names are short, and often repeated.
const MIDDLES: [&str; 22] = [
    "", "", "ba", "ce", "dro", "fe", "gli", "ja", "ke", "lu", "me", "no", "pri", "qua", "ri", "so", "tu", "va", "we",
    "xi", "zo", "",
];
const ENDS: [&str; 21] = [
    "bathe", "cand", "dorn", "fane", "gild", "harn", "jund", "kesh", "lond", "mire", "nask", "orth", "pell", "quist",
    "rond", "sket", "tarn", "vund", "wick", "yre", "zend",
];

/// States by their number from 1, each with a name that no town has.
pub const STATES: [&str; 27] = [
    "Abrovia", "Belunza", "Cevoria", "Dravonia", "Elusia", "Fanuria", "Galuvia", "Helovia", "Ivoria", "Jerulia",
    "Kravonia", "Levoria", "Mebria", "Neruvia", "Ovizia", "Pelunia", "Quelovia", "Reluria", "Seruvia", "Telunia",
    "Ulovia", "Velunia", "Wenuria", "Xelovia", "Yaruvia", "Zelonia", "Zuvria",
];

/// A name that is not in `taken`, where it is put.
pub fn town(chance: &mut Chance, taken: &mut BTreeSet<String>) -> String {
    let mut middles = 1;
    loop {
        let part = |chance: &mut Chance, parts: &[&'static str]| chance.pick(parts).copied().unwrap_or_default();
        let start = part(chance, &STARTS);
        let middle: String = (0..middles).map(|_| part(chance, &MIDDLES)).collect();
        let name = format!("{start}{middle}{}", part(chance, &ENDS));
        if taken.insert(name.clone()) {
            return name;
        }
        // A state with more towns than there are names.
        middles = 1 + taken.len() / 8_000;
    }
}
