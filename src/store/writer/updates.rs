//! Changes of which nobody knows beforehand what they touch.

use oxigraph::model::{GraphName, GraphNameRef, Quad};
use oxigraph::sparql::PreparedSparqlUpdate;

use super::super::graphs::in_graph;
use super::Writer;
use crate::{Error, Result};

impl Writer {
    /// Makes an update, and derives anew, in one transaction. What it changed nobody knows, so that the next build reads
    /// every file again.
    ///
    /// # Errors
    /// [`Error::QueryEvaluation`] if it fails or is stopped: then nothing has changed.
    pub fn update(&mut self, update: PreparedSparqlUpdate) -> Result<()> {
        let ids: Vec<String> = self.builds.documents().keys().cloned().collect();
        self.builds
            .forget(&ids.iter().map(String::as_str).collect::<Vec<_>>())?;
        self.builds.set_vocabulary(None)?;
        self.builds.set_corrections(true)?;
        let store = self.quads()?.clone();
        self.flushed = false;
        let mut transaction = store.start_transaction().map_err(|e| self.failed(e))?;
        update
            .on_transaction(&mut transaction)
            .execute()
            .map_err(|e| Error::QueryEvaluation(e.to_string()))?;
        let derived = (self.derive)(&transaction, &self.iris)?;
        // The update may have changed the derived graph too, so that it is written whole.
        let graph = self.iris.derived_graph();
        transaction.clear_graph(&graph).map_err(|e| self.failed(e))?;
        for quad in in_graph(&graph, derived) {
            transaction.insert(&quad);
        }
        transaction.commit().map_err(|e| self.failed(e))?;
        self.set_settled()?;
        self.flush()
    }

    /// Puts `quads` in the place of what the graph without a name holds, in one transaction.
    pub fn replace_unnamed(&mut self, quads: Vec<Quad>) -> Result<()> {
        let store = self.quads()?.clone();
        self.flushed = false;
        let mut transaction = store.start_transaction().map_err(|e| self.failed(e))?;
        transaction
            .clear_graph(GraphNameRef::DefaultGraph)
            .map_err(|e| self.failed(e))?;
        for mut quad in quads {
            quad.graph_name = GraphName::DefaultGraph;
            transaction.insert(&quad);
        }
        transaction.commit().map_err(|e| self.failed(e))?;
        self.flush()
    }
}
