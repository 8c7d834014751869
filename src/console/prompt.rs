//! The prompt: reads lines at a terminal, runs them, and goes on after errors and cancelled queries.

use std::sync::{Arc, Mutex, PoisonError};

use rustyline::config::{BellStyle, Config};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Editor};
use signal_hook::consts::SIGINT;

use crate::base::error::{Error, Result};
use crate::base::scratch;
use crate::console::editor::Assistant;
use crate::console::history::{self, HistoryFile};
use crate::console::session::{Next, Opening, Screen, Session};
use crate::console::terminal::{self, Mode};
use crate::engine::CancellationToken;

pub use crate::console::terminal::{is_interactive, width};

/// Prompts until the user leaves.
///
/// # Errors
/// A snapshot that cannot be opened, and a terminal that cannot be read or written any longer. Errors of a line are
/// shown.
pub fn run(opening: Opening) -> Result<()> {
    let snapshot = opening.snapshot.id.clone();
    let mut session = Session::open(opening)?;
    let mut editor = editor(&session)?;
    let file = history_file(&mut editor);
    let running = Arc::new(Mutex::new(CancellationToken::new()));
    let _handling = handle_signals(running.clone());
    let mut out = std::io::stdout();
    let cycle = session.cycle();
    let welcome = format!("Snapshot {snapshot}, cycle {cycle}. End a query with ; (\\? lists commands, \\q leaves)\n");
    show(&mut out, &welcome)?;
    loop {
        let prompt = format!("sql {}> ", session.cycle());
        let styled = format!("\u{1b}[1m{prompt}\u{1b}[0m");
        // From here on, so that Ctrl-C reaches the query from its first moment on.
        let cancel = replaced(&running);
        let line = match editor.readline(&(prompt, styled)) {
            Ok(line) => line,
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(Error::io("read", "standard input")(history::io(error))),
        };
        if line.trim().is_empty() {
            continue;
        }
        match &file {
            Some(file) => file.add(&mut editor, &line).unwrap_or_else(|error| terminal::report(&error)),
            None => drop(history::add(&mut editor, &line)),
        }
        // There Ctrl-C is a signal while a line is typed too.
        let cancel = if terminal::is_dumb() { replaced(&running) } else { cancel };
        let mut screen = Screen { out: &mut out, width: terminal::width(), cancel: &cancel };
        match session.run(&line, &mut screen) {
            Ok(Next::Line) => {}
            Ok(Next::Quit) => return Ok(()),
            Err(error @ Error::Io { .. }) if is_output(&error) => return Err(error),
            Err(error) => {
                // After what the terminal shows for Ctrl-C.
                if matches!(error, Error::Cancelled) {
                    show(&mut out, "\n")?;
                }
                terminal::report(&error);
            }
        }
    }
}

fn show(out: &mut dyn std::io::Write, text: &str) -> Result<()> {
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Error::io("write", "standard output"))
}

/// Whether the terminal itself could not be written.
fn is_output(error: &Error) -> bool {
    matches!(error, Error::Io { path, .. } if path.as_os_str() == "standard output")
}

fn editor(session: &Session) -> Result<Editor<Assistant, FileHistory>> {
    let config = Config::builder()
        .max_history_size(history::LINES)
        .and_then(|config| config.history_ignore_dups(true))
        .map_err(|error| Error::io("prepare", "the prompt")(history::io(error)))?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .bell_style(BellStyle::None)
        .build();
    let mut editor =
        Editor::with_config(config).map_err(|error| Error::io("open", "the terminal")(history::io(error)))?;
    editor.set_helper(Some(Assistant::new(session.relations())));
    Ok(editor)
}

/// The file that keeps lines; without one they are kept until the prompt ends, and why is said.
fn history_file(editor: &mut Editor<Assistant, FileHistory>) -> Option<HistoryFile> {
    let opened = HistoryFile::open(&history::place()?, editor);
    opened.inspect_err(say_not_kept).ok()
}

fn say_not_kept(error: &Error) {
    terminal::report(&Error::Usage(format!("what you type is not kept for the next time: {}", error.with_causes())));
}

/// Ctrl-C cancels what runs; other signals end the program, with the terminal as it was.
fn handle_signals(running: Arc<Mutex<CancellationToken>>) -> scratch::Handling {
    let mode = Mode::now();
    scratch::handle_signals(move |signal| {
        if signal != SIGINT {
            mode.restore();
            return false;
        }
        // A signal that comes while a line is edited is from elsewhere, and there is no query.
        if !mode.is_editing() {
            running.lock().unwrap_or_else(PoisonError::into_inner).cancel();
        }
        true
    })
}

/// Begins a new query.
fn replaced(running: &Mutex<CancellationToken>) -> CancellationToken {
    let cancel = CancellationToken::new();
    *running.lock().unwrap_or_else(PoisonError::into_inner) = cancel.clone();
    cancel
}
