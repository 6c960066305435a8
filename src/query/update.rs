//! Prepares updates: which graphs they read, and that they ask nobody else.

use oxigraph::model::GraphName;
use oxigraph::sparql::{PreparedSparqlUpdate, SparqlEvaluator};

use super::backend::{Limits, parser};
use super::prefixes::Prefixes;
use crate::{Error, Result};

/// Parses an update; prefixes of the project need no declaration. As in queries, the graph that WHERE reads is the
/// union of all unless the update or the limits name graphs.
///
/// # Errors
/// [`Error::QuerySyntax`] if it cannot be parsed, or if both the update and the limits name graphs.
pub fn prepare_update(text: &str, prefixes: &Prefixes, limits: &Limits) -> Result<PreparedSparqlUpdate> {
    let update = parser(text, prefixes, limits.base_iri.as_deref())?
        .parse_update(text)
        .map_err(|e| Error::QuerySyntax(e.to_string()))?;
    let token = limits.cancellation.clone().unwrap_or_default();
    let mut update = SparqlEvaluator::new().with_cancellation_token(token).for_update(update);
    let given = !limits.default_graphs.is_empty() || !limits.named_graphs.is_empty();
    for dataset in update.using_datasets_mut() {
        if !given && dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        } else if given && !dataset.is_default_dataset() {
            return Err(Error::QuerySyntax(
                "graphs are named both in the update (USING, WITH) and beside it (using-graph-uri)".to_owned(),
            ));
        } else if given {
            dataset.set_default_graph(limits.default_graphs.iter().cloned().map(GraphName::from).collect());
            dataset.set_available_named_graphs(limits.named_graphs.iter().cloned().map(Into::into).collect());
        }
    }
    Ok(update)
}
