//! Design tokens: colours on light and on dark paper, sizes of text, distances. Pages take them as variables of CSS
//! ([`css`]), charts through [`crate::chart::theme`], briefs through the charts' theme.
//!
//! Colours start from Okabe and Ito's set, which colour-blind readers distinguish, darkened on light paper and
//! lightened on dark until text in them has a contrast of 4.5 or more. Nothing relies on them alone: each has a shape,
//! a hatching or words with it.

/// What a colour is for, and so what contrast it must have with paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What text and marks are drawn on.
    Paper,
    /// Text: 4.5 or more.
    Text,
    /// Marks that carry a meaning: 3 or more.
    Mark,
    /// Lines and grounds whose meaning is said in another way too: none.
    Ground,
}

/// A colour with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    /// Its variable on pages, without the dashes before it.
    pub name: &'static str,
    /// On light paper, `0xrrggbb`.
    pub light: u32,
    /// On dark paper.
    pub dark: u32,
    /// What for.
    pub role: Role,
}

const fn color(name: &'static str, light: u32, dark: u32, role: Role) -> Color {
    Color { name, light, dark, role }
}

/// A page.
pub const PAPER: Color = color("paper", 0xfdfcf9, 0x14191f, Role::Paper);
/// A card on it, and what charts are drawn on.
pub const RAISED: Color = color("raised", 0xffffff, 0x1b222a, Role::Paper);
/// Text.
pub const INK: Color = color("ink", 0x1d2733, 0xe9e7e1, Role::Text);
/// Subtitles, notes, ticks.
pub const QUIET: Color = color("quiet", 0x55606d, 0xa9b2bc, Role::Text);
/// Hollow marks and what is left out.
pub const FAINT: Color = color("faint", 0x6b737e, 0x919ba6, Role::Text);
/// Links.
pub const LINK: Color = color("link", 0x0b5380, 0x8cc8ee, Role::Text);
/// What has the focus, what leads into a page.
pub const ACCENT: Color = color("accent", 0x0f6a8b, 0x7cc0dc, Role::Text);
/// The city itself; also moved towards.
pub const OWN: Color = color("own", 0x00629e, 0x6bb5e8, Role::Text);
/// The city's own values outside the comparable run: always hollow.
pub const OWN_LIGHT: Color = color("own-light", 0x5f95be, 0x4d86b0, Role::Mark);
/// The city's interval band.
pub const OWN_BAND: Color = color("own-band", 0xc6dff0, 0x23435c, Role::Ground);
/// The city's own target.
pub const TARGET: Color = color("target", 0x007357, 0x52c3a2, Role::Text);
/// Moved away.
pub const AWAY: Color = color("away", 0xb84700, 0xf0955a, Role::Text);
/// Moved without direction.
pub const NEUTRAL: Color = color("neutral", 0x8c4672, 0xd89fc2, Role::Text);
/// Held, as a bar.
pub const HELD: Color = color("held", 0x868e96, 0x7f8993, Role::Mark);
/// Tracks and axes.
pub const RULE: Color = color("rule", 0xaeb3b9, 0x5b6570, Role::Ground);
/// Lines of grids and tables.
pub const GRID: Color = color("grid", 0xe1e2e2, 0x343d47, Role::Ground);
/// The peers' middle half.
pub const PEERS: Color = color("peers", 0xe3e4e5, 0x333d47, Role::Ground);
/// The same as a bar, which is on a track.
pub const PEERS_BAR: Color = color("peers-bar", 0xcdd0d3, 0x4a5560, Role::Ground);
/// The temple's stone.
pub const STONE: Color = color("stone", 0xf7f5ef, 0x242c35, Role::Ground);
/// A share of cities up to a quarter; text on it is ink.
pub const SHADE_1: Color = color("shade-1", 0xd9e9f4, 0x1f3a50, Role::Ground);
/// Up to half; text on it is ink.
pub const SHADE_2: Color = color("shade-2", 0x9fc6e2, 0x2c5675, Role::Ground);
/// Up to three quarters; text on it is paper.
pub const SHADE_3: Color = color("shade-3", 0x2577b1, 0x6bb0de, Role::Ground);
/// Above; text on it is paper.
pub const SHADE_4: Color = color("shade-4", 0x004a78, 0xb5dcf6, Role::Ground);
/// Behind a line that a reader must not miss.
pub const MARK: Color = color("mark", 0xfff1c9, 0x3c3110, Role::Ground);
/// Text on it.
pub const MARK_INK: Color = color("mark-ink", 0x4d3a00, 0xffe7a3, Role::Text);

/// Every colour: there is no other on pages and charts.
pub const COLORS: &[Color] = &[
    PAPER, RAISED, INK, QUIET, FAINT, LINK, ACCENT, OWN, OWN_LIGHT, OWN_BAND, TARGET, AWAY, NEUTRAL, HELD, RULE, GRID,
    PEERS, PEERS_BAR, STONE, SHADE_1, SHADE_2, SHADE_3, SHADE_4, MARK, MARK_INK,
];

/// Paper and text on a sheet from the printer, where they are not those of light paper.
const PRINTED: &[(Color, u32)] =
    &[(PAPER, 0xffffff), (INK, 0x000000), (LINK, 0x000000), (ACCENT, 0x000000), (MARK, 0xffffff)];

/// Sizes of text on pages, by variable: rem, from notes under charts to titles, which grow with the window.
const SIZES: &[(&str, &str)] = &[
    ("tiny", ".875rem"),
    ("small", ".94rem"),
    ("text", "1.0625rem"),
    ("lead", "clamp(1.15rem, 1.05rem + .45vw, 1.32rem)"),
    ("title-3", "1.25rem"),
    ("title-2", "clamp(1.5rem, 1.25rem + 1vw, 2rem)"),
    ("title-1", "clamp(2rem, 1.4rem + 2.6vw, 3.25rem)"),
];

/// Distances on pages, by variable: between lines of thought, the width of text and of a page.
const SPACES: &[(&str, &str)] = &[("step", "1.5rem"), ("measure", "42rem"), ("wide", "87rem")];

/// Families of type on pages, by variable: the one that pages, charts and briefs share comes with the site.
const FAMILIES: &[(&str, &str)] = &[
    ("sans", r#""Noto Sans", system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif"#),
    ("mono", r#"ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace"#),
];

/// Files of the typeface of pages, charts and briefs, from the folder of a site, with their weights.
const FACES: [(u16, &str); 2] = [(400, "fonts/noto-sans-400.woff2"), (700, "fonts/noto-sans-700.woff2")];

/// The typeface for a style sheet; `root` leads from its folder to that of the site: `../`.
pub fn faces(root: &str) -> String {
    let face = |(weight, file): (u16, &str)| {
        format!(
            "@font-face {{ font-family: \"Noto Sans\"; font-weight: {weight}; font-display: swap; src: url(\"{root}{file}\") format(\"woff2\"); }}\n"
        )
    };
    FACES.map(face).concat()
}

/// Sizes of text in charts, px. Charts are narrow, so that they stay readable when a phone scales them down.
pub const CHART_TITLE: f64 = 15.0;
/// Row titles, direct labels.
pub const CHART_BODY: f64 = 12.5;
/// Ticks, notes.
pub const CHART_SMALL: f64 = 11.5;
/// Distance from baseline to baseline, in sizes.
pub const LEADING: f64 = 1.3;

/// A colour as CSS and SVG write it, in three digits where they do: `#fff`.
pub fn hex(rgb: u32) -> String {
    let [_, r, g, b] = rgb.to_be_bytes();
    if [r, g, b].iter().all(|v| v >> 4 == v & 15) {
        format!("#{:x}{:x}{:x}", r & 15, g & 15, b & 15)
    } else {
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

/// The head of the site's style sheet: every token as a variable, for light and dark paper and for the printer.
pub fn css() -> String {
    let color = |(color, rgb): (&Color, u32)| format!("--{}: {};", color.name, hex(rgb));
    let others = SIZES.iter().chain(SPACES).chain(FAMILIES).map(|(name, value)| format!("--{name}: {value};"));
    let light: Vec<String> = COLORS.iter().map(|c| (c, c.light)).map(color).chain(others).collect();
    let dark: Vec<String> = COLORS.iter().map(|c| (c, c.dark)).map(color).collect();
    let printed: Vec<String> = PRINTED.iter().map(|(c, rgb)| (c, *rgb)).map(color).collect();
    format!(
        ":root {{\n  color-scheme: light dark;\n  {}\n}}\n\
         @media screen and (prefers-color-scheme: dark) {{\n  :root:not([data-theme=light]) {{\n    {}\n  }}\n}}\n\
         @media screen {{\n  :root[data-theme=light] {{ color-scheme: light; }}\n  :root[data-theme=dark] {{\n    color-scheme: dark;\n    {}\n  }}\n}}\n\
         @media print {{\n  :root {{\n    {}\n  }}\n}}\n",
        light.join("\n  "),
        dark.join("\n    "),
        dark.join("\n    "),
        printed.join("\n    ")
    )
}

/// Contrast of two colours as WCAG 2 defines it, 1 to 21.
pub fn contrast(a: u32, b: u32) -> f64 {
    let luminance = |rgb: u32| {
        let [_, r, g, b] = rgb.to_be_bytes();
        let linear = |v: u8| match f64::from(v) / 255.0 {
            v if v <= 0.04045 => v / 12.92,
            v => ((v + 0.055) / 1.055).powf(2.4),
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A colour with another in each mode.
    fn pairs(a: Color, b: Color) -> [(f64, &'static str); 2] {
        [(contrast(a.light, b.light), "light"), (contrast(a.dark, b.dark), "dark")]
    }

    #[test]
    fn contrast_as_wcag_has_it() {
        assert!((contrast(0xffffff, 0x000000) - 21.0).abs() < 1e-9);
        assert!((contrast(0x767676, 0xffffff) - 4.54).abs() < 0.01);
    }

    #[test]
    fn text_and_marks_stand_out_on_light_and_dark_paper() {
        for c in COLORS {
            let (least, on): (f64, &[Color]) = match c.role {
                Role::Text if c.name == "mark-ink" => (4.5, &[MARK]),
                Role::Text => (4.5, &[PAPER, RAISED]),
                Role::Mark => (3.0, &[PAPER, RAISED]),
                Role::Paper | Role::Ground => continue,
            };
            for paper in on {
                for (found, mode) in pairs(*c, *paper) {
                    assert!(found >= least, "{} on {} in {mode}: {found:.2}", c.name, paper.name);
                }
            }
        }
    }

    #[test]
    fn text_stands_out_on_the_grounds_of_charts() {
        for (text, ground) in
            [(INK, SHADE_1), (INK, SHADE_2), (RAISED, SHADE_3), (RAISED, SHADE_4), (INK, STONE), (QUIET, STONE)]
        {
            for (found, mode) in pairs(text, ground) {
                assert!(found >= 4.5, "{} on {} in {mode}: {found:.2}", text.name, ground.name);
            }
        }
    }

    #[test]
    fn no_two_tokens_share_a_name_or_a_light_colour() {
        for (i, a) in COLORS.iter().enumerate() {
            assert!(COLORS[..i].iter().all(|b| a.name != b.name && a.light != b.light), "{}", a.name);
        }
    }

    #[test]
    fn short_where_it_can_be() {
        assert_eq!((hex(0xffffff).as_str(), hex(0x00629e).as_str()), ("#fff", "#00629e"));
    }
}
