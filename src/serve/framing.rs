//! The messages of a connection, looked at as their bytes pass: one that is too long is refused by its length, before it
//! is in memory, and a client that takes nothing does not hold its connection for ever.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use crate::serve::limits::{BEFORE, MESSAGE, STALL};

/// A stream whose messages are measured.
pub struct Framing<S> {
    inner: S,
    seen: Seen,
    stalled: Option<Pin<Box<Sleep>>>,
}

impl<S> Framing<S> {
    /// `read` are the bytes that were read from it already.
    pub fn new(inner: S, read: &[u8]) -> io::Result<Framing<S>> {
        let mut seen = Seen { most: BEFORE, header: Vec::new(), typed: false, left: 0 };
        seen.take(read)?;
        Ok(Framing { inner, seen, stalled: None })
    }

    /// From now on messages may be as long as those of a client that is known.
    pub fn known(&mut self) {
        self.seen.most = MESSAGE;
    }

    /// The stream itself.
    pub fn into_inner(self) -> S {
        self.inner
    }
}

/// What was seen of the messages.
struct Seen {
    most: usize,
    /// Bytes of a header that is not whole yet.
    header: Vec<u8>,
    /// Whether messages have a letter before their length; the first has none.
    typed: bool,
    /// Bytes of the message that are still to come.
    left: usize,
}

impl Seen {
    fn take(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let passed = self.left.min(bytes.len());
            self.left -= passed;
            bytes = &bytes[passed..];
            let Some((first, rest)) = bytes.split_first() else { break };
            self.header.push(*first);
            bytes = rest;
            let letter = usize::from(self.typed);
            if self.header.len() < letter + 4 {
                continue;
            }
            let length = self.header[letter..].iter().fold(0_usize, |length, byte| length << 8 | usize::from(*byte));
            if length < 4 {
                return Err(fault("a message says that it is shorter than its length"));
            }
            if length > self.most {
                let message = format!("a message of {length} bytes, and the limit is {}; ask in parts", self.most);
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
            }
            self.left = length - 4;
            self.typed = true;
            self.header.clear();
        }
        Ok(())
    }
}

fn fault(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

impl<S: AsyncRead + Unpin> AsyncRead for Framing<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        let polled = Pin::new(&mut this.inner).poll_read(cx, buf);
        if let Poll::Ready(Ok(())) = polled {
            this.seen.take(&buf.filled()[before..])?;
        }
        polled
    }
}

impl<S> Framing<S> {
    /// An error where the client has taken nothing for too long.
    fn moved<T>(&mut self, cx: &mut Context<'_>, polled: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.stalled = None;
            return polled;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(STALL)));
        match stalled.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Framing<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_write(cx, bytes);
        this.moved(cx, polled)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_flush(cx);
        this.moved(cx, polled)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let polled = Pin::new(&mut this.inner).poll_shutdown(cx);
        this.moved(cx, polled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen() -> Seen {
        Seen { most: BEFORE, header: Vec::new(), typed: false, left: 0 }
    }

    #[test]
    fn messages_are_measured_however_their_bytes_come() {
        let startup = [&[0, 0, 0, 9][..], b"12345"].concat();
        let query = [&b"Q"[..], &[0, 0, 0, 6], b"x\0"].concat();
        let long = [&b"Q"[..], &[4, 0, 0, 5]].concat();
        let all = [startup, query.clone(), query, long].concat();
        for size in [1, 2, 3, 7, all.len()] {
            let mut seen = seen();
            let ended: Vec<io::Result<()>> = all.chunks(size).map(|bytes| seen.take(bytes)).collect();
            let (last, rest) = ended.split_last().unwrap();
            assert!(rest.iter().all(Result::is_ok), "{size}");
            let message = last.as_ref().unwrap_err().to_string();
            assert!(message.contains("67108869 bytes"), "{message}");
        }
    }

    #[test]
    fn a_length_that_cannot_be_is_refused() {
        assert!(seen().take(&[0, 0, 0, 3]).is_err());
        assert!(seen().take(&[0xff, 0xff, 0xff, 0xff]).is_err());
        let mut later = seen();
        later.take(&[0, 0, 0, 4]).unwrap();
        assert!(later.take(b"Q\0\0\0\0").is_err());
    }
}
