//! What to ask a city, by kind of key feature.

use crate::catalogue::Feature;
use crate::language::Language;
use crate::say;

/// The kind of each key feature and of the other features of each area: the first that a feature's number begins with.
#[rustfmt::skip]
const KINDS: [(&str, Kind); 15] = [
    ("1.1.1", Kind::Adults), ("1.1", Kind::Governance),
    ("1.2.4", Kind::Adults), ("1.2.5", Kind::Environment), ("1.2", Kind::Work),
    ("1.3.3", Kind::Schooling), ("1.3", Kind::Environment),
    ("2.1.3", Kind::Adults), ("2.1", Kind::Schooling), ("2.2", Kind::Adults), ("2.3", Kind::Work),
    ("2.4", Kind::Technology), ("2.5", Kind::Schooling), ("2.6", Kind::Adults),
    ("3", Kind::Governance),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Schooling,
    Adults,
    Work,
    Technology,
    Governance,
    Environment,
    Other,
}

fn kind(feature: &str) -> Kind {
    let belongs = |to: &str| feature == to || feature.strip_prefix(to).is_some_and(|rest| rest.starts_with('.'));
    KINDS.iter().find(|(to, _)| belongs(to)).map_or(Kind::Other, |(_, kind)| *kind)
}

/// Three questions for each kind of some key features, with the features of that kind, in the order of the first ones.
pub fn by_kind<'f>(l: &Language, features: impl Iterator<Item = &'f Feature>) -> Vec<(Vec<&'f Feature>, String)> {
    let mut kinds: Vec<(Kind, Vec<&Feature>)> = Vec::new();
    for feature in features {
        let of = kind(&feature.id);
        match kinds.iter_mut().find(|(kind, _)| *kind == of) {
            Some((_, features)) => features.push(feature),
            None => kinds.push((of, vec![feature])),
        }
    }
    kinds.into_iter().map(|(kind, features)| (features, about(l, kind))).collect()
}

fn about(l: &Language, kind: Kind) -> String {
    match kind {
        Kind::Schooling => say!(l, "questions-schooling"),
        Kind::Adults => say!(l, "questions-adults"),
        Kind::Work => say!(l, "questions-work"),
        Kind::Technology => say!(l, "questions-technology"),
        Kind::Governance => say!(l, "questions-governance"),
        Kind::Environment => say!(l, "questions-environment"),
        Kind::Other => say!(l, "questions-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, about, by_kind, kind};
    use crate::catalogue::Feature;
    use crate::language::Language;
    use crate::language::tests::english;

    #[test]
    fn questions_are_said_once_for_the_features_of_a_kind() {
        let features = ["2.1.1", "3.1.1", "2.1.2", "3.3.1"].map(|id| Feature {
            id: id.into(),
            title: id.into(),
            area: id.into(),
            measurements: Vec::new(),
        });
        let all = by_kind(&english(), features.iter());
        let ids = |of: &[&Feature]| of.iter().map(|f| f.id.clone()).collect::<Vec<_>>();
        assert_eq!(all.iter().map(|(of, _)| ids(of)).collect::<Vec<_>>(), [["2.1.1", "2.1.2"], ["3.1.1", "3.3.1"]]);
        assert_ne!(all[0].1, all[1].1);
    }

    #[test]
    fn every_feature_has_three_questions() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let framework = crate::model::framework::Framework::load(&root.join("data/framework")).unwrap();
        for tag in ["en", "fr", "es"] {
            let l = Language::load(&root.join("data/messages"), tag).unwrap();
            for m in &framework.measurements {
                assert_ne!(kind(&m.feature), Kind::Other, "{}", m.feature);
                assert_eq!(about(&l, kind(&m.feature)).matches('?').count(), 3, "{tag} {}", m.feature);
            }
        }
        assert_eq!([kind("1.1.1"), kind("1.1.10"), kind("9.9")], [Kind::Adults, Kind::Governance, Kind::Other]);
    }
}
