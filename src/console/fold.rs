//! How a table that is wider than the terminal is folded: long cells are wrapped, and columns that still do not fit
//! continue in blocks below, each with the first column again.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Width that a long column may be wrapped to.
const WRAPPED: usize = 40;

/// Width that a longer column may be wrapped to where it then fits beside the others.
const SQUEEZED: usize = 24;

/// Narrower terminals are taken for one of this width.
const LEAST: usize = 20;

/// What a column takes beyond its cells: a bar and a space on both sides.
const FRAME: usize = 3;

/// Columns of a table that stand side by side, each with its width.
pub type Block = Vec<(usize, usize)>;

/// The blocks of a table whose columns are so wide, in `room` columns of a terminal; one block where no room is given.
pub fn blocks(widths: &[usize], room: Option<usize>) -> Vec<Block> {
    let line = widths.iter().map(|width| width + FRAME).sum::<usize>() + 1;
    let Some(room) = room.map(|room| room.max(LEAST)).filter(|room| line > *room) else {
        return vec![widths.iter().copied().enumerate().collect()];
    };
    let narrow: Vec<usize> = widths.iter().map(|width| *width.min(&WRAPPED).min(&(room - FRAME - 1))).collect();
    let repeated = (narrow[0] + FRAME <= room / 3).then_some((0, narrow[0]));
    let (mut blocks, mut block) = (Vec::new(), Block::new());
    for (column, mut width) in narrow.iter().copied().enumerate() {
        let left = room.saturating_sub(taken(&block) + FRAME);
        if widths[column] > WRAPPED && left >= SQUEEZED {
            width = width.min(left);
        }
        if !block.is_empty() && taken(&block) + width + FRAME > room {
            blocks.push(std::mem::take(&mut block));
            block.extend(repeated.filter(|first| taken(&[*first]) + width + FRAME <= room));
        }
        block.push((column, width));
    }
    blocks.push(block);
    blocks.iter_mut().for_each(|block| widen(block, widths, room));
    blocks
}

/// Columns of the terminal that a block takes.
fn taken(block: &[(usize, usize)]) -> usize {
    block.iter().map(|(_, width)| width + FRAME).sum::<usize>() + 1
}

/// Shares what is left of the room among the columns that need it.
fn widen(block: &mut Block, widths: &[usize], room: usize) {
    let mut left = room.saturating_sub(taken(block));
    loop {
        let short = block.iter().filter(|(column, width)| *width < widths[*column]).count();
        if short == 0 || left == 0 {
            return;
        }
        let share = (left / short).max(1);
        for (column, width) in block.iter_mut() {
            let more = share.min(widths[*column] - *width).min(left);
            *width += more;
            left -= more;
        }
    }
}

/// The lines of a text within a width, broken between words where possible.
pub fn wrap(lines: &[String], width: usize) -> Vec<String> {
    lines.iter().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = line;
    while rest.width() > width {
        let end = fitting(rest, width);
        // Before the last space that fits, unless the line would be empty.
        let space = match rest[end..].starts_with(' ') {
            true => Some(end),
            false => rest[..end].rfind(' ').filter(|at| !rest[..*at].trim().is_empty()),
        };
        let at = space.unwrap_or(end);
        lines.push(rest[..at].trim_end().to_string());
        rest = if space.is_some() { rest[at..].trim_start_matches(' ') } else { &rest[at..] };
    }
    lines.push(rest.to_string());
    lines
}

/// Bytes of the first characters that fit, at least one.
fn fitting(text: &str, width: usize) -> usize {
    let mut taken = 0;
    for (at, c) in text.char_indices() {
        taken += c.width().unwrap_or(0);
        if taken > width && at > 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_table_that_fits_is_one_block() {
        assert_eq!(blocks(&[4, 6], None), [vec![(0, 4), (1, 6)]]);
        assert_eq!(blocks(&[4, 9], Some(20)), [vec![(0, 4), (1, 9)]]);
        assert_eq!(blocks(&[400], None), [vec![(0, 400)]]);
    }

    #[test]
    fn a_long_column_is_wrapped_before_columns_continue_below() {
        assert_eq!(blocks(&[10, 300], Some(80)), [vec![(0, 10), (1, 63)]]);
        assert_eq!(
            blocks(&[10, 30, 30, 5, 20], Some(80)),
            [vec![(0, 10), (1, 30), (2, 30)], vec![(0, 10), (3, 5), (4, 20)]]
        );
        assert_eq!(blocks(&[10, 20, 90], Some(80)), [vec![(0, 10), (1, 20), (2, 40)]]);
        assert_eq!(blocks(&[10, 30, 90], Some(80)), [vec![(0, 10), (1, 30), (2, 30)]], "squeezed");
        assert_eq!(blocks(&[60, 60, 60], Some(60)), [vec![(0, 56)], vec![(1, 56)], vec![(2, 56)]], "not repeated");
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        let wrapped = |text: &str, width| wrap(&[text.to_string()], width);
        assert_eq!(wrapped("share of adults who learn", 10), ["share of", "adults who", "learn"]);
        assert_eq!(wrapped("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("学习型城市", 4), ["学习", "型城", "市"]);
        assert_eq!(wrapped("", 4), [""]);
        assert_eq!(wrapped("    deep", 4), ["   ", "deep"].map(|line| line.trim_end().to_string()));
    }

    proptest! {
        #[test]
        fn every_column_is_shown_within_the_room(
            widths in proptest::collection::vec(0usize..200, 1..40), room in 0usize..300,
        ) {
            let blocks = blocks(&widths, Some(room));
            let mut shown: Vec<usize> = blocks.iter().flatten().map(|(column, _)| *column).collect();
            shown.sort();
            shown.dedup();
            prop_assert_eq!(shown, (0..widths.len()).collect::<Vec<_>>());
            for block in &blocks {
                prop_assert!(taken(block) <= room.max(LEAST), "{:?}", block);
                prop_assert!(block.iter().all(|(column, width)| *width <= widths[*column]));
            }
        }

        #[test]
        fn wrapping_loses_only_spaces(text in "[a-c é学😀\u{301}]{0,40}", width in 1usize..12) {
            let lines = wrap(std::slice::from_ref(&text), width);
            let words = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(words(&lines.concat()), words(&text));
            prop_assert!(lines.iter().all(|line| line.width() <= width.max(2)), "{:?}", lines);
        }
    }
}
