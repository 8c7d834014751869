//! The terminal: its width, its colours, its mode.

use std::io::{IsTerminal, Write};

use rustix::termios::{self, LocalModes, OptionalActions, Termios};

use crate::base::characters::visible;
use crate::base::error::Error;

/// Columns of the terminal that standard output is; none where it is no terminal.
pub fn width() -> Option<usize> {
    let out = std::io::stdout();
    let size = termios::tcgetwinsize(&out).ok().filter(|_| out.is_terminal())?;
    // A terminal that does not know its size says 0.
    Some(if size.ws_col == 0 { 80 } else { usize::from(size.ws_col) })
}

/// Whether standard input and output are a terminal, so that there is somebody to prompt.
pub fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Whether a stream may have colours: on a terminal that knows them, unless `NO_COLOR` is set.
fn has_colours(stream: &impl IsTerminal) -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    stream.is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_some() && !is_dumb()
}

/// Whether the terminal cannot edit lines, as the line editor decides it.
pub fn is_dumb() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    ["dumb", "cons25", "emacs"].iter().any(|dumb| term.eq_ignore_ascii_case(dumb))
}

/// Writes an error to standard error, red where that has colours.
pub fn report(error: &Error) {
    let mut out = std::io::stderr();
    let text = error.with_causes();
    let text = visible(&text);
    // Where it cannot be written, there is nobody to read it.
    let _ = match has_colours(&out) {
        true => writeln!(out, "\u{1b}[31m{text}\u{1b}[0m"),
        false => writeln!(out, "{text}"),
    };
}

/// The mode of the terminal before it is prompted.
#[derive(Debug)]
pub struct Mode(Option<Termios>);

impl Mode {
    /// As it is now.
    pub fn now() -> Mode {
        Mode(termios::tcgetattr(std::io::stdin()).ok())
    }

    /// Whether a line is being edited, and keys are no signals.
    pub fn is_editing(&self) -> bool {
        let now = termios::tcgetattr(std::io::stdin());
        let edited = |mode: &Termios| !mode.local_modes.contains(LocalModes::ICANON);
        now.is_ok_and(|now| edited(&now)) && self.0.as_ref().is_some_and(|before| !edited(before))
    }

    /// Puts the terminal back where a line is being edited, also the marks that pasted text comes in.
    pub fn restore(&self) {
        let Some(before) = &self.0 else { return };
        if self.is_editing() {
            let _ = termios::tcsetattr(std::io::stdin(), OptionalActions::Now, before);
            let _ = std::io::stdout().write_all(b"\x1b[?2004l\n");
        }
    }
}
