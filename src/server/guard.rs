//! Keeps queries within their bounds: how many run at once, and how much memory there is for them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use oxigraph::sparql::CancellationToken;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refusal::Refusal;

/// How often the memory in use is looked at.
const PACE: Duration = Duration::from_millis(20);
/// How long an ended query has to give its memory back before the next one is ended.
const RESPITE: Duration = Duration::from_millis(250);

#[cfg(feature = "memory")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The bytes that the program has in use; nothing where the allocator does not tell.
pub fn memory_in_use() -> Option<u64> {
    #[cfg(feature = "memory")]
    {
        tikv_jemalloc_ctl::epoch::advance().ok()?;
        tikv_jemalloc_ctl::stats::allocated::read()
            .ok()
            .map(|bytes| bytes as u64)
    }
    #[cfg(not(feature = "memory"))]
    None
}

/// The places for queries, and those that run.
pub(super) struct Guard {
    places: Arc<Semaphore>,
    running: Mutex<Vec<Arc<Running>>>,
    next: AtomicU64,
    max_memory: u64,
}

struct Running {
    number: u64,
    token: CancellationToken,
    out_of_memory: AtomicBool,
}

impl Guard {
    pub(super) fn new(concurrency: usize, max_memory: u64) -> Arc<Self> {
        let guard = Arc::new(Self {
            places: Arc::new(Semaphore::new(concurrency.max(1))),
            running: Mutex::default(),
            next: AtomicU64::new(0),
            max_memory,
        });
        if max_memory > 0 && memory_in_use().is_some() {
            let watched = Arc::downgrade(&guard);
            std::thread::spawn(move || watch(&watched));
        }
        guard
    }

    /// A place for a query, as soon as there is one.
    pub(super) async fn place(&self, patience: Duration) -> Result<OwnedSemaphorePermit, Refusal> {
        let busy = || Refusal::unavailable("too many queries at once; try again soon");
        let place = Arc::clone(&self.places).acquire_owned();
        tokio::time::timeout(patience, place)
            .await
            .map_err(|_| busy())?
            .map_err(|_| busy())
    }

    /// Watches a query until what is given is dropped.
    pub(super) fn watch(self: &Arc<Self>, token: &CancellationToken) -> Watched {
        let running = Arc::new(Running {
            number: self.next.fetch_add(1, Ordering::Relaxed),
            token: token.clone(),
            out_of_memory: AtomicBool::new(false),
        });
        self.list().push(Arc::clone(&running));
        Watched {
            guard: Arc::clone(self),
            running,
        }
    }

    /// How many queries run.
    pub(super) fn running(&self) -> usize {
        self.list().len()
    }

    fn list(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Running>>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A query that is watched.
pub(super) struct Watched {
    guard: Arc<Guard>,
    running: Arc<Running>,
}

impl Watched {
    /// Whether it was ended because memory ran out.
    pub(super) fn ran_out_of_memory(&self) -> bool {
        self.running.out_of_memory.load(Ordering::SeqCst)
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.guard
            .list()
            .retain(|running| running.number != self.running.number);
    }
}

/// Ends the query that runs longest whenever too much memory is in use, until the guard is gone.
fn watch(guard: &Weak<Guard>) {
    while let Some(guard) = guard.upgrade() {
        let mut pace = PACE;
        if guard.running() > 0 && memory_in_use().is_some_and(|bytes| bytes > guard.max_memory) {
            let list = guard.list();
            let longest = list.iter().find(|running| !running.token.is_cancelled());
            if let Some(running) = longest {
                running.out_of_memory.store(true, Ordering::SeqCst);
                running.token.cancel();
                pace = RESPITE;
            }
        }
        drop(guard);
        std::thread::sleep(pace);
    }
}
