//! Numbers and texts as charts write them.

use learning_cities::chart::fit::{clean, cut, dodge, name, width, wrap};
use learning_cities::chart::number::{Scale, Ticks, change, plain, short, span, value, years};
use learning_cities::chart::theme::{self, Type};
use plotters::style::RGBColor;

#[test]
fn numbers_are_short_and_alike() {
    let l = &crate::support::english();
    // What pages write too: one rule for both.
    for v in [0.0, 0.01, 0.004, 0.00012, 3.5, 3.333, 85.34, 100.0, 999.96, 1234.5, 250_000.0, -5.0, 1.5e9, -2e12] {
        for (scale, name) in [(Scale::Percent, "percent"), (Scale::Rating, "rating"), (Scale::Relative, "amount")] {
            assert_eq!(plain(l, v, scale), l.number(v, name));
        }
    }
    assert_eq!(value(l, 85.34, Scale::Percent), "85.3\u{a0}%");
    assert_eq!(value(l, 85.34, Scale::Relative), "85.3");
    assert_eq!(change(l, 4.1, Scale::Percent), "+4.1\u{a0}points");
    assert_eq!(change(l, -1.0, Scale::Rating), "−1\u{a0}rating point");
    assert_eq!(change(l, -0.12345, Scale::Relative), "−12.3\u{a0}%");
    assert_eq!(change(l, 0.0, Scale::Percent), "no change");
    assert_eq!(short(l, 2_500_000.0, Scale::Relative), "2.5\u{a0}mn");
    assert_eq!(short(l, -2e12, Scale::Relative), "−2\u{a0}tn");
    assert_eq!((span(l, 2012, 2012), span(l, 2012, 2024)), ("2012".into(), "2012–2024".into()));
}

#[test]
fn ticks_are_round_and_hold_what_they_must() {
    let l = &crate::support::english();
    for (low, high) in [
        (0.0, 0.01),
        (0.0, 250_000.0),
        (81.2, 85.3),
        (-5.0, -2.0),
        (3.0, 3.0),
        (0.0, 0.0),
        (-1e300, 1e300),
        (1e-9, 2e-9),
        (0.0, 5e-324),
        (1.0, 1.0 + f64::EPSILON),
    ] {
        let ticks = Ticks::over(low, high, 4);
        assert!(ticks.low < ticks.high && ticks.low.is_finite() && ticks.high.is_finite());
        assert!(ticks.low <= low.max(-1e15) + 1e-9 && ticks.high >= high.min(1e15) - 1e-9, "{ticks:?}");
        assert!((2..=8).contains(&ticks.at.len()), "{ticks:?}");
        let words: std::collections::BTreeSet<String> = ticks.at.iter().map(|v| ticks.label(l, *v)).collect();
        assert_eq!(words.len(), ticks.at.len(), "each tick its own words: {words:?}");
    }
    let words = |low, high| {
        let t = Ticks::over(low, high, 4);
        t.at.iter().map(|v| t.label(l, *v)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(5000.0, 15_000.0), "5,000 7,500 10,000 12,500 15,000");
    assert_eq!(words(0.0, 1.0), "0.00 0.25 0.50 0.75 1.00");
    assert_eq!(years(2012, 2024, 8), [2012, 2014, 2016, 2018, 2020, 2022, 2024]);
    assert_eq!(years(2020, 2020, 8), [2020]);
    assert_eq!(years(1990, 2024, 8), [1990, 1995, 2000, 2005, 2010, 2015, 2020]);
    assert!(years(-9999, 9999, 5).len() <= 6);
}

#[test]
fn texts_fit_their_room() {
    let set = Type::new(12.0, theme::INK);
    for text in [
        "Participation in volunteering and community activities",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch",
        "学习之城北方新区学习之城北方新区",
        "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}",
    ] {
        for room in [30.0, 80.0, 200.0] {
            let lines = wrap(text, &set, room, 20);
            assert!(lines.iter().all(|l| width(l, 12.0, false) <= room), "{lines:?}");
            assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""), "nothing is lost");
            let two = wrap(text, &set, room, 2);
            assert!(two.len() <= 2 && two.iter().all(|l| width(l, 12.0, false) <= room));
            assert_eq!(lines.len() > 2, two.last().is_some_and(|l| l.ends_with('…')));
            assert!(width(&cut(text, &set, room), 12.0, false) <= room);
        }
    }
    assert!(wrap("", &set, 10.0, 3).is_empty());
    assert!(width("城城", 10.0, false) > 1.6 * width("aa", 10.0, false));
    assert_eq!(clean(" a\u{0}\n\tb\u{202e}c  "), "a bc");
    assert_eq!(name("Tell Rabwawi"), "Tell Rabwawi");
    assert_eq!(name("مدينة"), "\u{2068}مدينة\u{2069}");
}

#[test]
fn labels_make_room_for_one_another() {
    let wanted = [(10.0, 20.0), (12.0, 20.0), (95.0, 30.0)];
    let placed = dodge(&wanted, 0.0, 100.0);
    for (pair, heights) in placed.windows(2).zip(wanted.windows(2)) {
        assert!(pair[1] - pair[0] >= (heights[0].1 + heights[1].1) / 2.0 - 1e-9);
    }
    assert!(placed[0] >= 10.0 && placed[2] <= 85.0);
}

/// Contrast of a colour with white.
fn contrast(RGBColor(r, g, b): RGBColor) -> f64 {
    learning_cities::tokens::contrast(u32::from_be_bytes([0, r, g, b]), 0xffffff)
}

#[test]
fn colours_of_text_and_marks_stand_out_on_white() {
    for color in [theme::INK, theme::QUIET, theme::FAINT, theme::OWN, theme::TARGET, theme::AWAY, theme::NEUTRAL] {
        assert!(contrast(color) >= 4.5, "{color:?}: {:.2}", contrast(color));
    }
    // Hollow marks need less.
    assert!(contrast(theme::OWN_LIGHT) >= 3.0, "{:.2}", contrast(theme::OWN_LIGHT));
    for moved in theme::Moved::ALL {
        assert!(contrast(moved.color()) >= 4.5);
    }
}
