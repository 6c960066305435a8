//! What the server counts, in the text format of Prometheus.

use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::guard::memory_in_use;

/// Which requests were answered how.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

/// Counters of the server.
pub(super) struct Metrics {
    requests: Family<Answered, Counter>,
    durations: Family<Route, Histogram>,
    stopped: Family<Reason, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let buckets = || Histogram::new([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0]);
        Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(buckets),
            stopped: Family::default(),
        }
    }
}

impl Metrics {
    /// A request was answered.
    pub(super) fn answered(&self, route: &str, status: u16, took: Duration) {
        let route = route.to_owned();
        self.durations
            .get_or_create(&Route { route: route.clone() })
            .observe(took.as_secs_f64());
        self.requests.get_or_create(&Answered { route, status }).inc();
    }

    /// A query was stopped.
    pub(super) fn stopped(&self, reason: &'static str) {
        self.stopped.get_or_create(&Reason { reason }).inc();
    }

    /// All of them, with what is so now.
    pub(super) fn text(&self, running: usize) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("govkg");
        registry.register("http_requests", "Requests answered", self.requests.clone());
        registry.register("http_seconds", "Time until the answer began", self.durations.clone());
        registry.register("queries_stopped", "Queries that were stopped", self.stopped.clone());
        let running = i64::try_from(running).unwrap_or(i64::MAX);
        registry.register("queries_running", "Queries that run now", ConstGauge::new(running));
        if let Some(bytes) = memory_in_use() {
            let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
            registry.register("memory_bytes", "Memory in use", ConstGauge::new(bytes));
        }
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}
