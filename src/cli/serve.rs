//! `govkg serve`: serve the store over HTTP.

use std::io::Write;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;

use super::Globals;
use super::query::duration;
use crate::query::Library;
use crate::server::{self, Settings};
use crate::store::{Owner, Store};

/// Options of `govkg serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg serve                                  at http://127.0.0.1:7878/
  govkg serve --bind 0.0.0.0 --port 8080       for others too
  govkg query who-leads-what --endpoint http://127.0.0.1:7878/

The server only reads. /sparql answers the SPARQL 1.1 protocol, /queries/NAME a named query, / shows what is here.
Ctrl-C or SIGTERM stops it. While it runs, the store cannot be changed.")]
pub(super) struct Options {
    /// Address to listen at, with or without port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    bind: String,
    /// Port to listen at; 0 takes any that is free
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Stop a query after this time: 10, 500ms, 2m
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "60")]
    timeout: Duration,
    /// A folder of *.rq files, beside the built-in queries and before them
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
}

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        globals.endpoint.is_none(),
        "serve reads the store in a folder; --endpoint is for the others who ask this server"
    );
    let library = match &options.queries {
        Some(folder) => Library::with_folder(folder)?,
        None => Library::built_in()?,
    };
    // The address is taken first, since the lock of the store tells it to those who wait.
    let listener = listen(&options)?;
    let address = listener.local_addr().context("cannot tell the address")?;
    let url = format!("http://{address}/");
    let owner = Owner::this("govkg serve").serving(&format!("{url}sparql"));
    let store = Store::open_as(&globals.store, Some(&owner))?;
    let mut settings = Settings::new(&format!("govkg — {}", globals.store.display()), store.base(), library);
    settings.timeout = options.timeout;
    let router = server::router(store.quads().clone(), settings);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(server::STACK)
        .build()
        .context("cannot start the server")?;
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stop = stop()?;
        announce(globals, &url)?;
        server::serve(listener, router, stop).await
    });
    // A query that does not hear that it is cancelled is not waited for.
    runtime.shutdown_background();
    served.context("the server failed")?;
    Ok(ExitCode::SUCCESS)
}

/// Listens at the address of the options.
fn listen(options: &Options) -> anyhow::Result<std::net::TcpListener> {
    const DEFAULT_PORT: u16 = 7878;
    let wrong = || format!("--bind {}: expected an address such as 127.0.0.1:7878", options.bind);
    let resolved = options
        .bind
        .to_socket_addrs()
        .or_else(|_| (options.bind.trim_matches(['[', ']']), DEFAULT_PORT).to_socket_addrs());
    let mut addresses: Vec<SocketAddr> = resolved.with_context(wrong)?.collect();
    if let Some(port) = options.port {
        addresses.iter_mut().for_each(|address| address.set_port(port));
    }
    std::net::TcpListener::bind(addresses.as_slice()).with_context(|| {
        let address = addresses
            .first()
            .map_or_else(|| options.bind.clone(), ToString::to_string);
        format!("cannot listen at {address}; choose another with --bind or --port")
    })
}

/// Says where the server is, on standard output, so that a script can read it.
fn announce(globals: &Globals, url: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if globals.quiet {
        writeln!(out, "{url}")?;
    } else {
        writeln!(
            out,
            "Serving {} at {url} (SPARQL: {url}sparql); Ctrl-C stops",
            globals.store.display()
        )?;
    }
    out.flush()
}

/// Ready when the process is asked to stop.
fn stop() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())?;
    #[cfg(unix)]
    return Ok(std::future::poll_fn(move |context| {
        match (terminate.poll_recv(context), interrupt.poll_recv(context)) {
            (std::task::Poll::Pending, std::task::Poll::Pending) => std::task::Poll::Pending,
            _ => std::task::Poll::Ready(()),
        }
    }));
    #[cfg(not(unix))]
    Ok(async {
        // Without the signal the server can still be ended by its terminal.
        let _signal = tokio::signal::ctrl_c().await;
    })
}
