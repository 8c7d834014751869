//! Styles of a drawing as classes of CSS, each colour with its like on dark paper.

use super::style::Style;
use crate::tokens;

/// The rules of the styles, whose classes are named by their places.
pub fn css(styles: &[&Style]) -> String {
    let (mut light, mut dark) = (Rules::default(), Rules::default());
    for (class, style) in styles.iter().enumerate() {
        for (property, value) in &style.0 {
            let unit = if *property == "font-size" { "px" } else { "" };
            light.add(format!("{property}:{value}{unit}"), class);
            if let Some(token) = tokens::COLORS.iter().find(|c| tokens::hex(c.light) == *value) {
                dark.add(format!("{property}:{}", tokens::hex(token.dark)), class);
            }
        }
    }
    format!("{}@media(prefers-color-scheme:dark){{{}}}", light.css(), dark.css())
}

/// Declarations in the order of their first use, each with its classes.
#[derive(Default)]
struct Rules(Vec<(String, Vec<usize>)>);

impl Rules {
    fn add(&mut self, declaration: String, class: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == declaration) {
            Some((_, classes)) => classes.push(class),
            None => self.0.push((declaration, vec![class])),
        }
    }

    /// Declarations of the same classes are in one rule. No class has a property twice, so their order does not matter.
    fn css(&self) -> String {
        let mut rules: Vec<(&[usize], Vec<&str>)> = Vec::new();
        for (declaration, classes) in &self.0 {
            match rules.iter_mut().find(|(known, _)| *known == classes.as_slice()) {
                Some((_, declarations)) => declarations.push(declaration),
                None => rules.push((classes, vec![declaration])),
            }
        }
        let rule = |(classes, declarations): &(&[usize], Vec<&str>)| {
            let names: Vec<String> = classes.iter().map(|c| format!(".{}", class(*c))).collect();
            format!("{}{{{}}}", names.join(","), declarations.join(";"))
        };
        rules.iter().map(rule).collect()
    }
}

/// The class of a style by its place: `a` to `z`, `aa`, `ab`.
pub fn class(n: usize) -> String {
    let last = char::from(b'a' + (n % 26) as u8);
    match n / 26 {
        0 => last.to_string(),
        more => class(more - 1) + &last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{class, css};
    use crate::chart::style::Style;

    #[test]
    fn what_classes_share_is_written_once() {
        let style =
            |of: &[(&'static str, &str)]| Style(of.iter().map(|(name, value)| (*name, value.to_string())).collect());
        let styles = [
            style(&[("fill", "#111"), ("font-size", "9")]),
            style(&[("fill", "#111"), ("font-size", "9"), ("text-anchor", "end")]),
            style(&[("fill", "#222"), ("font-size", "9")]),
        ];
        let made = css(&styles.iter().collect::<Vec<_>>());
        assert!(
            made.starts_with(".a,.b{fill:#111}.a,.b,.c{font-size:9px}.b{text-anchor:end}.c{fill:#222}@media"),
            "{made}"
        );
    }

    #[test]
    fn classes_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 52].map(class), ["a", "z", "aa", "ab", "ba"]);
    }
}
