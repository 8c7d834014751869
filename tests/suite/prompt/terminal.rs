//! The program at a pseudo-terminal, typed to as by a person.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use nix::pty::{Winsize, openpty};
use nix::sys::termios::{LocalFlags, tcgetattr};
use regex::Regex;

use crate::support::{self, TestStore};

/// What the editor writes before a line is typed, and after.
const EDITING: &str = "\u{1b}[?2004h";
const ENDED: &str = "\u{1b}[?2004l";

/// Long for a machine that does much at once.
const PATIENCE: Duration = Duration::from_secs(400);

pub struct Terminal {
    keyboard: File,
    /// Our own end of what the program sees, to look at its mode.
    line: Option<OwnedFd>,
    shown: Receiver<Vec<u8>>,
    child: Child,
    /// What was shown and not looked at.
    unread: String,
    raw: Vec<u8>,
}

impl Terminal {
    /// Starts `learning-cities sql` on a terminal of so many columns and waits for its first prompt.
    pub fn prompt(store: &TestStore, columns: u16, state: &Path, args: &[&str]) -> (Terminal, String) {
        let mut terminal = Terminal::start(store, columns, state, args, &[]);
        let welcome = terminal.until(EDITING);
        (terminal, plain(&welcome))
    }

    /// Starts `learning-cities sql`.
    pub fn start(store: &TestStore, columns: u16, state: &Path, args: &[&str], env: &[(&str, &str)]) -> Terminal {
        let size = Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        let pair = openpty(&size, None).unwrap();
        let end = |fd: &OwnedFd| Stdio::from(fd.try_clone().unwrap());
        // A new session whose terminal it is, so that Ctrl-C sends a signal.
        let child = Command::new("setsid")
            .arg("--ctty")
            .arg(env!("CARGO_BIN_EXE_learning-cities"))
            .current_dir(support::repository())
            .args(["sql", "--store"])
            .arg(store.store.dir())
            .args(args)
            .env("XDG_STATE_HOME", state)
            .env("TERM", "xterm-256color")
            .env_remove("NO_COLOR")
            .envs(env.iter().copied())
            .stdin(end(&pair.slave))
            .stdout(end(&pair.slave))
            .stderr(end(&pair.slave))
            .spawn()
            .unwrap();
        let keyboard = File::from(pair.master);
        let mut screen = keyboard.try_clone().unwrap();
        let (send, shown) = mpsc::channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            // Reading fails when the program has ended.
            while let Ok(count @ 1..) = screen.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Terminal { keyboard, line: Some(pair.slave), shown, child, unread: String::new(), raw: Vec::new() }
    }

    /// Processor time that the program has used; none where the system does not say.
    pub fn processor(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // Its name is in brackets and may hold spaces; user and system time are in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 10))
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// What is shown up to some text, with it; fails where it does not come.
    pub fn until(&mut self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.unread.find(text) {
                let rest = self.unread.split_off(at + text.len());
                return std::mem::replace(&mut self.unread, rest);
            }
            match self.shown.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(error) => panic!("{text:?} is not shown ({error}): {:?}", self.unread),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.raw.extend_from_slice(bytes);
        // A character may come in two parts.
        let whole = match std::str::from_utf8(&self.raw) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        self.unread.push_str(std::str::from_utf8(&self.raw[..whole]).unwrap());
        self.raw.drain(..whole);
    }

    /// Types a line and Enter; what the program shows before it prompts again, with colours.
    pub fn answer(&mut self, line: &str) -> String {
        self.press(line);
        self.press("\r");
        self.until(ENDED);
        let shown = self.until(EDITING);
        shown.trim_end_matches(EDITING).replace('\r', "")
    }

    /// As [`Terminal::answer`], without colours and the editor's line feed.
    pub fn ask(&mut self, line: &str) -> String {
        plain(&self.answer(line)).trim_start_matches('\n').to_string()
    }

    /// Presses Ctrl-C while a line is typed and waits for the next prompt.
    pub fn give_up(&mut self) {
        self.press("\u{3}");
        self.until(ENDED);
        self.until(EDITING);
    }

    /// Whether lines are edited by the terminal itself, as a shell expects it.
    pub fn is_as_before(&self) -> bool {
        tcgetattr(self.line.as_ref().unwrap()).unwrap().local_flags.contains(LocalFlags::ICANON | LocalFlags::ECHO)
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        let done = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(done.success());
    }

    /// Waits for the program's end; its status, and all that it showed until then.
    pub fn end(mut self) -> (ExitStatus, String) {
        let end = Instant::now() + PATIENCE;
        // Reading ends when nobody holds the line any longer.
        self.line.take();
        while let Ok(bytes) = self.shown.recv_timeout(end.saturating_duration_since(Instant::now())) {
            self.take(&bytes);
        }
        let status = self.child.wait().unwrap();
        (status, std::mem::take(&mut self.unread).replace('\r', ""))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Only where a test has failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A text without what acts on a terminal.
pub fn plain(text: &str) -> String {
    static ESCAPES: LazyLock<Regex> = LazyLock::new(|| Regex::new("\u{1b}\\[[0-9;?]*[A-Za-z]").unwrap());
    ESCAPES.replace_all(text, "").replace('\r', "")
}
