//! The one way in which this program speaks to others.

use std::time::Duration;

use crate::{Error, Result};

/// A client for HTTP and HTTPS that waits ten seconds for a connection and `timeout` for an answer.
pub fn http_client(timeout: Duration) -> Result<reqwest::blocking::Client> {
    // Fails only when a provider is installed already, which serves as well.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::blocking::Client::builder()
        .user_agent(concat!("govkg/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(Duration::from_secs(10))
        .timeout(timeout)
        .build()
        .map_err(|e| Error::Remote {
            url: "HTTP".to_owned(),
            message: causes(&e),
        })
}

/// An error of the client with all its causes, without the address, which the reader knows.
pub fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        next = cause.source();
    }
    text
}
