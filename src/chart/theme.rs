//! What charts take from the [`crate::tokens`], how a text is set, and the marks of movements.

use plotters::style::RGBColor;

use crate::language::Language;
use crate::say;
use crate::tokens::{self, Color};

/// A token as charts are drawn: on light paper. On the site's files a reader's dark setting turns each into its dark
/// colour.
const fn light(token: &Color) -> RGBColor {
    let [_, r, g, b] = token.light.to_be_bytes();
    RGBColor(r, g, b)
}

/// Text and axes.
pub const INK: RGBColor = light(&tokens::INK);
/// Subtitles, notes, tick labels.
pub const QUIET: RGBColor = light(&tokens::QUIET);
/// Hollow marks and what is left out.
pub const FAINT: RGBColor = light(&tokens::FAINT);
/// Grid lines and row separators.
pub const GRID: RGBColor = light(&tokens::GRID);
/// Tracks and the axis line.
pub const RULE: RGBColor = light(&tokens::RULE);
/// The peers' middle half.
pub const PEERS: RGBColor = light(&tokens::PEERS);
/// The middle half as a bar on a track.
pub const PEERS_BAR: RGBColor = light(&tokens::PEERS_BAR);
/// Paper.
pub const PAPER: RGBColor = light(&tokens::RAISED);
/// The city itself; also moved towards.
pub const OWN: RGBColor = light(&tokens::OWN);
/// The city's own values outside the comparable run: 3:1, always hollow.
pub const OWN_LIGHT: RGBColor = light(&tokens::OWN_LIGHT);
/// The city's interval band.
pub const OWN_BAND: RGBColor = light(&tokens::OWN_BAND);
/// The city's own target.
pub const TARGET: RGBColor = light(&tokens::TARGET);
/// Moved away.
pub const AWAY: RGBColor = light(&tokens::AWAY);
/// Moved without direction.
pub const NEUTRAL: RGBColor = light(&tokens::NEUTRAL);
/// The temple's stone.
pub const STONE: RGBColor = light(&tokens::STONE);
/// Shades for a share of cities: none, up to a quarter, half, three quarters, and above.
pub const SHADES: [RGBColor; 5] =
    [PAPER, light(&tokens::SHADE_1), light(&tokens::SHADE_2), light(&tokens::SHADE_3), light(&tokens::SHADE_4)];

/// Titles, px.
pub const TITLE: f64 = tokens::CHART_TITLE;
/// Row titles, direct labels.
pub const BODY: f64 = tokens::CHART_BODY;
/// Ticks, notes.
pub const SMALL: f64 = tokens::CHART_SMALL;
/// Distance from baseline to baseline, in sizes.
pub const LEADING: f64 = tokens::LEADING;

/// Fonts that every system has one of; widths in [`super::fit`] cover all of them.
pub const FONTS: &str = "Noto Sans,Helvetica,Arial,sans-serif";

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub struct Type {
    /// px.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Fill.
    pub color: RGBColor,
    /// Which end is at x.
    pub anchor: Anchor,
    /// A white rim, for text over lines.
    pub halo: bool,
}

/// Which end of a text is at its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Left.
    Start,
    /// Centre.
    Middle,
    /// Right.
    End,
}

impl Type {
    /// Regular text of a size and colour, from its left end.
    pub const fn new(size: f64, color: RGBColor) -> Type {
        Type { size, bold: false, color, anchor: Anchor::Start, halo: false }
    }
    /// In bold.
    pub const fn bold(mut self) -> Type {
        self.bold = true;
        self
    }
    /// At another anchor.
    pub const fn anchor(mut self, anchor: Anchor) -> Type {
        self.anchor = anchor;
        self
    }
    /// With a white rim.
    pub const fn halo(mut self) -> Type {
        self.halo = true;
        self
    }
    /// Baseline to baseline, px.
    pub fn leading(&self) -> f64 {
        self.size * LEADING
    }
}

/// A colour half way to white, for what is tentative; words say so too.
pub fn paler(color: RGBColor) -> RGBColor {
    let half = |c: u8| c / 2 + 128;
    RGBColor(half(color.0), half(color.1), half(color.2))
}

/// How a series moved, as readers see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moved {
    /// The way that progress lies.
    Towards,
    /// Steady, within noise or at parity.
    Held,
    /// The other way.
    Away,
    /// Rose or fell where no direction is read into it.
    NoDirection,
    /// No result.
    NoResult,
}

impl Moved {
    /// All, in the order of every legend: an order of meanings, not of values.
    pub const ALL: [Moved; 5] = [Moved::Towards, Moved::Held, Moved::Away, Moved::NoDirection, Moved::NoResult];

    /// From the code in the marts; none is no result.
    pub fn of(movement: Option<&str>) -> Moved {
        match movement {
            Some("towards") => Moved::Towards,
            Some("steady" | "within_noise" | "at_parity") => Moved::Held,
            Some("away") => Moved::Away,
            Some("rose" | "fell") => Moved::NoDirection,
            _ => Moved::NoResult,
        }
    }

    /// In words, for legends.
    pub fn words(self, language: &Language) -> String {
        match self {
            Moved::Towards => say!(language, "chart-moved-towards"),
            Moved::Held => say!(language, "chart-moved-held"),
            Moved::Away => say!(language, "chart-moved-away"),
            Moved::NoDirection => say!(language, "chart-moved-no-direction"),
            Moved::NoResult => say!(language, "chart-moved-no-result"),
        }
    }

    /// How many series moved so: `3 moved towards`.
    pub fn counted(self, language: &Language, n: usize) -> String {
        match self {
            Moved::Towards => say!(language, "chart-counts-towards", n = n),
            Moved::Held => say!(language, "chart-counts-held", n = n),
            Moved::Away => say!(language, "chart-counts-away", n = n),
            Moved::NoDirection => say!(language, "chart-counts-no-direction", n = n),
            Moved::NoResult => say!(language, "chart-counts-no-result", n = n),
        }
    }

    /// Colour of its mark and words.
    pub fn color(self) -> RGBColor {
        match self {
            Moved::Towards => OWN,
            Moved::Held => QUIET,
            Moved::Away => AWAY,
            Moved::NoDirection => NEUTRAL,
            Moved::NoResult => FAINT,
        }
    }

    /// Outline of its mark about (0, 0) with radius 1, and whether it is filled; no outline is a circle.
    pub fn shape(self) -> (&'static [(f64, f64)], bool) {
        match self {
            Moved::Towards => (&[(-0.8, -1.0), (1.1, 0.0), (-0.8, 1.0)], true),
            Moved::Held => (&[(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)], true),
            Moved::Away => (&[(0.8, -1.0), (-1.1, 0.0), (0.8, 1.0)], true),
            Moved::NoDirection => (&[(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)], false),
            Moved::NoResult => (&[], false),
        }
    }
}
