//! `govkg serve`: serve the store over HTTP.

use std::io::Write;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;

use super::Globals;
use super::build::Size;
use super::query::duration;
use crate::derive::derive;
use crate::query::Library;
use crate::server::{self, Settings};
use crate::store::{Owner, Store, Writer};

/// Options of `govkg serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  govkg serve                                  at http://127.0.0.1:7878/
  govkg serve --bind 0.0.0.0 --port 8080       for others too
  govkg query who-leads-what --endpoint http://127.0.0.1:7878/
  GOVKG_TOKEN=secret govkg serve --allow-update
  GOVKG_TOKEN=secret govkg build reports/ --endpoint http://127.0.0.1:7878/

/ shows what is here: search, documents, things, questions. /sparql answers the SPARQL 1.1 protocol, /store the Graph
Store Protocol, /queries/NAME a named query; /id/… is a thing as a page or as data; /health and /metrics are for those
who watch over it. Without --allow-update the server only reads, and the store cannot be changed while it runs; with it,
those who show the token change the store through the server. Ctrl-C or SIGTERM stops it.")]
pub(super) struct Options {
    /// Address to listen at, with or without port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878")]
    bind: String,
    /// Port to listen at; 0 takes any that is free
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Let those who show the token (--token or GOVKG_TOKEN) change the store
    #[arg(long)]
    allow_update: bool,
    /// Stop a query after this time: 10, 500ms, 2m
    #[arg(long, value_name = "TIME", value_parser = duration, default_value = "60")]
    timeout: Duration,
    /// Break an answer off after so many rows
    #[arg(long, value_name = "N", default_value_t = 10_000_000)]
    max_rows: u64,
    /// End the longest running query when so many mebibytes of memory are in use; 0 for no bound
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    max_memory: u64,
    /// The largest change that is taken
    #[arg(long, value_name = "SIZE", default_value = "512MiB")]
    max_change: Size,
    /// Queries that are answered at once; more wait [default: twice the cores]
    #[arg(long, value_name = "N")]
    concurrency: Option<usize>,
    /// How requests are logged on standard error
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    log: Log,
    /// A folder of *.rq files, beside the built-in queries and before them
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
}

/// How requests are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Log {
    /// A line each
    Text,
    /// A JSON object each
    Json,
    /// Not at all
    Off,
}

/// The shortest token that is taken: what can be guessed protects nothing.
const SHORTEST_TOKEN: usize = 8;

pub(super) fn run(globals: &Globals, options: Options) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        globals.endpoint.is_none(),
        "serve reads the store in a folder; --endpoint is for the others who ask this server"
    );
    let token = token(globals, &options)?;
    let library = match &options.queries {
        Some(folder) => Library::with_folder(folder)?,
        None => Library::built_in()?,
    };
    // The address is taken first, since the lock of the store tells it to those who wait.
    let listener = listen(&options)?;
    let address = listener.local_addr().context("cannot tell the address")?;
    let url = format!("http://{address}/");
    let owner = Owner::this("govkg serve").serving(&format!("{url}sparql"));
    let settings = |base: &str| {
        let mut settings = Settings::new(&format!("govkg — {}", globals.store.display()), base, library);
        settings.timeout = options.timeout;
        settings.max_rows = options.max_rows;
        settings.max_memory = options.max_memory.saturating_mul(1 << 20);
        settings.max_change = usize::try_from(options.max_change.bytes()).unwrap_or(usize::MAX);
        settings.concurrency = options.concurrency.unwrap_or(settings.concurrency);
        settings
    };
    // Held as long as the server runs: it holds the lock.
    let reading;
    let (router, settings) = if let Some(token) = token {
        let mut writer = Writer::open_existing(&globals.store, &owner, derive)?;
        globals.check_base(writer.iris().base())?;
        // A build that was stopped is brought to its end first.
        writer.finish()?;
        let settings = settings(writer.iris().base());
        (server::router_with_changes(writer, token, settings.clone())?, settings)
    } else {
        reading = Store::open_as(&globals.store, Some(&owner))?;
        globals.check_base(reading.base())?;
        let settings = settings(reading.base());
        (server::router(reading.quads().clone(), settings.clone()), settings)
    };
    log(globals, options.log);
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
        server::serve(listener, router, settings.connections, settings.patience, stop).await
    });
    // A query that does not hear that it is cancelled is not waited for.
    runtime.shutdown_background();
    served.context("the server failed")?;
    Ok(ExitCode::SUCCESS)
}

/// The token of those who may change the store, if anybody may.
fn token<'a>(globals: &'a Globals, options: &Options) -> anyhow::Result<Option<&'a str>> {
    if !options.allow_update {
        return Ok(None);
    }
    let token = globals.token.as_deref().unwrap_or_default();
    anyhow::ensure!(
        token.len() >= SHORTEST_TOKEN && token.bytes().all(|b| b.is_ascii_graphic()),
        "--allow-update needs a token of at least {SHORTEST_TOKEN} letters, digits or signs: set GOVKG_TOKEN, or give --token"
    );
    Ok(Some(token))
}

/// Begins the log.
fn log(globals: &Globals, format: Log) {
    let level = tracing_subscriber::EnvFilter::try_from_env("GOVKG_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(if globals.quiet { "warn" } else { "info" }));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_writer(std::io::stderr);
    match format {
        Log::Text => lines.with_target(false).init(),
        Log::Json => lines.json().flatten_event(true).init(),
        Log::Off => {}
    }
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
