//! Takes connections: so many at once, none that sends its request too slowly, and none new when the server stops.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long requests under way may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(3);
/// How long to wait when no connection can be taken, as when there are too many open files.
const RESPITE: Duration = Duration::from_millis(100);

/// Serves until `stop` is ready, then lets the requests under way end, for a moment.
///
/// At most `connections` are held at once; one that takes longer than `patience` to send the head of a request is closed.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: usize,
    patience: Duration,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(connections.max(1)));
    let under_way = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = async {
            // The semaphore is never closed.
            let place = Arc::clone(&places).acquire_owned().await.ok();
            listener.accept().await.map(|(stream, _)| (stream, place))
        };
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(RESPITE).await;
                    continue;
                }
            },
        };
        // Small answers are sent at once; that this cannot be set harms nobody.
        let _set = stream.set_nodelay(true);
        let mut builder = hyper::server::conn::http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(patience);
        let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let connection = under_way.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    // Whoever has not ended by then is cut off.
    let _ended = tokio::time::timeout(FAREWELL, under_way.shutdown()).await;
    Ok(())
}
