//! The certificate and key of the server. What is wrong with them is an error: nothing goes on without encryption where
//! it was asked for.

use std::path::Path;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::base::error::{Error, Result, bail, ensure};
use crate::base::regular;

/// Bytes of a certificate or a key.
const FILE: usize = 1 << 20;

/// The name by which clients ask for PostgreSQL when they begin with TLS at once.
const ALPN: &[u8] = b"postgresql";

/// What encrypts connections.
pub struct Encryption {
    /// Answers a client that asks for encryption.
    pub acceptor: TlsAcceptor,
    /// The chain of certificates as PEM, to which the proof of a password is bound.
    pub certificates: Vec<u8>,
}

/// Reads a chain of certificates and the key of its first, as PEM.
///
/// # Errors
/// Files that cannot be read or hold no certificate or key, and a key that is not the certificate's.
pub fn encryption(certificate: &Path, key: &Path) -> Result<Encryption> {
    let pem = read(certificate)?;
    let chain: Vec<CertificateDer> = match CertificateDer::pem_slice_iter(&pem).collect() {
        Ok(chain) => chain,
        Err(error) => bail!(certificate.display(), "is not a certificate in PEM: {error}"),
    };
    ensure!(!chain.is_empty(), certificate.display(), "holds no certificate; give one in PEM (BEGIN CERTIFICATE)");
    let private = match PrivateKeyDer::from_pem_slice(&read(key)?) {
        Ok(private) => private,
        Err(error) => bail!(key.display(), "is not a private key in PEM without a password: {error}"),
    };
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map(|builder| builder.with_no_client_auth().with_single_cert(chain, private));
    let mut config = match config {
        Ok(Ok(config)) => config,
        Ok(Err(error)) | Err(error) => bail!(
            certificate.display(),
            "cannot be used with the key {}: {error}; give a certificate and its own key",
            key.display()
        ),
    };
    config.alpn_protocols = vec![ALPN.to_vec()];
    Ok(Encryption { acceptor: TlsAcceptor::from(Arc::new(config)), certificates: pem })
}

fn read(file: &Path) -> Result<Vec<u8>> {
    let bytes = regular::read(file).map_err(Error::io("read", file))?;
    ensure!(bytes.len() <= FILE, file.display(), "is larger than {} kB; give a certificate or a key", FILE >> 10);
    Ok(bytes)
}
