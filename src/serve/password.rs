//! The one user's password, and SCRAM-SHA-256 over it: it is neither kept nor sent in the clear.

use std::fmt;
use std::path::Path;

use async_trait::async_trait;
use pgwire::api::auth::sasl::scram::{SCRAM_ITERATIONS, gen_salted_password, random_nonce};
use pgwire::api::auth::{AuthSource, LoginInfo, Password};
use pgwire::error::PgWireResult;
use sha2::{Digest, Sha256};

use crate::base::error::{Error, Result, ensure};
use crate::base::regular;

/// Bytes of a password file.
const FILE: usize = 4096;

/// Bytes of a salt, as PostgreSQL has.
const SALT: usize = 16;

/// The password of a user, salted.
pub struct Secret {
    user: String,
    salt: Vec<u8>,
    salted: Vec<u8>,
    /// Makes salts for names that are no user's, so that an answer does not show who the user is.
    other: Vec<u8>,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("user", &self.user).finish_non_exhaustive()
    }
}

impl Secret {
    /// Reads the first line of a file as the password of a user.
    ///
    /// # Errors
    /// A file that cannot be read, is too large, or whose first line is empty.
    pub fn read(file: &Path, user: &str) -> Result<Secret> {
        let text = regular::read_text(file).map_err(Error::io("read", file))?;
        ensure!(text.len() <= FILE, file.display(), "is larger than {FILE} bytes; give a file with the password alone");
        // Editors put a byte order mark there, which nobody types.
        let password = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        ensure!(!password.is_empty(), file.display(), "its first line is empty; write the password there");
        let message = "its first line holds a character that no client can send; write a password without it";
        ensure!(!password.contains('\0'), file.display(), "{message}");
        Ok(Secret::new(password, user))
    }

    fn new(password: &str, user: &str) -> Secret {
        let salt = Secret::salt(random_nonce().as_bytes(), user);
        let salted = gen_salted_password(password, &salt, SCRAM_ITERATIONS);
        Secret { user: user.to_string(), salt, salted, other: random_nonce().into_bytes() }
    }

    /// A salt for a name: bytes that look alike for every name.
    fn salt(secret: &[u8], name: &str) -> Vec<u8> {
        Sha256::new().chain_update(secret).chain_update(name).finalize()[..SALT].to_vec()
    }
}

#[async_trait]
impl AuthSource for Secret {
    async fn get_password(&self, login: &LoginInfo) -> PgWireResult<Password> {
        let user = login.user().unwrap_or_default();
        if user == self.user {
            return Ok(Password::new(Some(self.salt.clone()), self.salted.clone()));
        }
        Ok(Password::new(Some(Secret::salt(&self.other, user)), random_nonce().into_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_the_first_line_of_a_file() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("password");
        for (text, part) in [("", "first line is empty"), ("\nsecret", "first line is empty")] {
            std::fs::write(&file, text).unwrap();
            let message = Secret::read(&file, "reader").unwrap_err().to_string();
            assert!(message.contains(part) && message.contains("password"), "{message}");
        }
        std::fs::write(&file, "x".repeat(FILE + 1)).unwrap();
        assert!(Secret::read(&file, "reader").unwrap_err().to_string().contains("larger"));
        std::fs::write(&file, "\u{feff}geheim\r\nmore").unwrap();
        let secret = Secret::read(&file, "reader").unwrap();
        assert_eq!(secret.salted, gen_salted_password("geheim", &secret.salt, SCRAM_ITERATIONS));
        let shown = format!("{secret:?}");
        assert!(!shown.contains("geheim"), "{shown}");
    }

    #[test]
    fn a_name_that_is_no_user_s_has_its_own_salt_and_no_password() {
        let secret = Secret::new("geheim", "reader");
        let ask = |user: &'static str| {
            let login = LoginInfo::new(Some(user), None, "127.0.0.1".into());
            futures::executor::block_on(secret.get_password(&login)).unwrap()
        };
        assert_eq!(ask("reader").password(), secret.salted);
        let (one, again, other) = (ask("a"), ask("a"), ask("b"));
        assert_eq!(one.salt(), again.salt());
        assert_ne!(one.salt(), other.salt());
        assert_eq!(one.salt().map(<[u8]>::len), ask("reader").salt().map(<[u8]>::len));
        assert_ne!(one.password(), again.password());
    }
}
