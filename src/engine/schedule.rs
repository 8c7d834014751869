//! Making relations: each after those that it needs, several at once.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::object_store::local::LocalFileSystem;
use datafusion::prelude::{Expr, ParquetReadOptions};
use futures::StreamExt;
use tokio_util::sync::CancellationToken;

use crate::base::error::{Error, Result};
use crate::base::table::Table;
use crate::engine::blocks::{self, By};
use crate::engine::failure::{self, Place};
use crate::engine::files::files_of_run;
use crate::engine::made::{Collector, Made};
use crate::engine::making::Begun;
use crate::engine::session::Engine;
use crate::engine::watch;
use crate::peers::steps;

/// Relations made at once, at most: more hold more memory than they save time.
const AT_ONCE: usize = 4;

/// The same in a network that is cut into blocks, where memory is dearer and one relation keeps several threads busy.
const LARGE_AT_ONCE: usize = 2;

/// The first relation, in the order of making, that could not be made.
struct Fault(usize, Error);

impl Engine {
    /// Rows of a query over relations that are ready.
    fn asked(&self, sql: &str, cancel: &CancellationToken) -> Result<Table> {
        let batches = self.run_cancellable(sql, &Place::Given("search for peers".into()), cancel)?;
        Table::new(batches[0].schema(), &batches)
    }

    /// Makes relations ready with all that they need, without handing out their rows; what is ready stays as it is.
    /// Where several fail, the error is that of the first in [`Engine::order`], whatever the number of threads.
    pub fn prepare(&self, names: &[&str]) -> Result<()> {
        self.prepare_cancellable(names, &CancellationToken::new())
    }

    /// As [`Engine::prepare`], until `cancel` is cancelled; what is ready by then stays so.
    ///
    /// # Errors
    /// Further [`Error::Cancelled`].
    pub fn prepare_cancellable(&self, names: &[&str], cancel: &CancellationToken) -> Result<()> {
        for name in names {
            if self.making.made(name).is_none() && !self.queries.contains_key(*name) && steps::step_of(name).is_none() {
                return Err(Error::Query {
                    place: "query".into(),
                    message: format!("there is no table or mart named {name}; `show tables` lists them"),
                });
            }
        }
        let mut order: Vec<String> = self.order(names).into_iter().filter(|n| self.making.made(n).is_none()).collect();
        // A step makes its relations together.
        order.retain(|n| steps::step_of(n).is_none_or(|s| s.first() == n));
        if order.is_empty() {
            return Ok(());
        }
        let _making = watch::making();
        let at_once = if self.cuts(By::City, cancel)?.is_empty() { AT_ONCE } else { LARGE_AT_ONCE };
        let workers = self.making.threads.min(at_once).min(order.len());
        let fault: Mutex<Option<Fault>> = Mutex::new(None);
        std::thread::scope(|scope| -> Result<()> {
            for _ in 0..workers {
                std::thread::Builder::new()
                    .stack_size(watch::STACK)
                    .spawn_scoped(scope, || self.work(&order, &fault, cancel))
                    .map_err(Error::io("start threads in", std::env::temp_dir()))?;
            }
            Ok(())
        })?;
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        match fault.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(Fault(_, error)) => Err(error),
            None => Ok(()),
        }
    }

    /// The relations that `names` rest on and themselves, each after those that it needs: the order in which they are
    /// made.
    pub fn order(&self, names: &[&str]) -> Vec<String> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        for name in names {
            self.follow(name, &mut seen, &mut order);
        }
        order
    }

    fn follow(&self, name: &str, seen: &mut BTreeSet<String>, order: &mut Vec<String>) {
        if !seen.insert(name.to_string()) {
            return;
        }
        for needed in self.needs(name) {
            self.follow(needed, seen, order);
        }
        order.push(name.to_string());
    }

    /// What must be ready before a relation is made.
    fn needs(&self, name: &str) -> Vec<&str> {
        if let Some(step) = steps::step_of(name) {
            let together = (step.first() != name).then_some(step.first());
            return step.needs.iter().copied().chain(together).collect();
        }
        let Some(query) = self.queries.get(name) else {
            return Vec::new();
        };
        query.needs.iter().map(String::as_str).chain(query.by.map(By::counted)).collect()
    }

    /// Makes one relation of `order` after the other, each as soon as what it needs is ready, until all are made or one
    /// has failed and so have, or have been made, those before it.
    fn work(&self, order: &[String], fault: &Mutex<Option<Fault>>, cancel: &CancellationToken) {
        loop {
            let Some((place, begun)) = self.next(order, fault, cancel) else { return };
            if let Err(error) = self.make(&order[place], cancel) {
                let mut first = fault.lock().unwrap_or_else(PoisonError::into_inner);
                if first.as_ref().is_none_or(|f| place < f.0) {
                    *first = Some(Fault(place, error));
                }
            }
            drop(begun);
        }
    }

    /// Waits for a relation that can be made, and takes it; none where nothing is left to do.
    fn next<'a>(
        &'a self,
        order: &'a [String],
        fault: &Mutex<Option<Fault>>,
        cancel: &CancellationToken,
    ) -> Option<(usize, Begun<'a>)> {
        let mut state = self.making.state();
        loop {
            if cancel.is_cancelled() {
                return None;
            }
            let end = fault.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(order.len(), |f| f.0);
            let waiting = |n: &&String| !state.made.contains_key(n.as_str());
            if !order[..end].iter().any(|n| waiting(&n)) {
                return None;
            }
            let free = |n: &String| {
                waiting(&n)
                    && !state.begun.contains(n)
                    && self.needs(n).iter().all(|needed| state.made.contains_key(*needed))
            };
            if let Some(place) = order[..end].iter().position(free) {
                state.begun.insert(order[place].clone());
                return Some((place, Begun(&self.making, &order[place])));
            }
            // What another query makes is not stopped by cancelling this one, which must not wait for it.
            let waited = self.making.changed.wait_timeout(state, watch::PAUSE);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Makes a relation whose needs are ready.
    fn make(&self, name: &str, cancel: &CancellationToken) -> Result<()> {
        if let Some(step) = steps::step_of(name) {
            for (relation, batch) in (step.run)(&|sql| self.asked(sql, cancel))? {
                self.register(relation, vec![batch.clone()])?;
                self.making.keep(relation, Made::Held(vec![batch]));
            }
            return Ok(());
        }
        let Some(query) = self.queries.get(name) else { return Ok(()) };
        let place = Place::File(query.path.clone(), query.first_line);
        let fault = |e: datafusion::error::DataFusionError| failure::explain(&place, &query.sql, &e);
        let made = if query.view {
            let view = self.plan(&query.sql, &place)?.into_view();
            self.session.register_table(name, view).map_err(fault)?;
            Made::Elsewhere
        } else {
            self.stream(name, &query.sql, &place, query.by, cancel)?
        };
        match &made {
            Made::Held(batches) => self.register(name, batches.clone())?,
            Made::Written(_) => {
                let path = format!("{}{name}.parquet", files_of_run(self.authority));
                let registered = self.session.register_parquet(name, path, ParquetReadOptions::default());
                self.runtime.block_on(registered).map_err(fault)?;
            }
            Made::Elsewhere => {}
        }
        self.making.keep(name, made);
        Ok(())
    }

    /// Runs the query of a relation, for each of its blocks where it is made so; many rows go to a file of this run.
    fn stream(&self, name: &str, sql: &str, place: &Place, by: Option<By>, cancel: &CancellationToken) -> Result<Made> {
        let fault = |e: datafusion::error::DataFusionError| failure::explain(place, sql, &e);
        let cuts = by.map_or(Ok(Vec::new()), |by| self.cuts(by, cancel))?;
        let whole = self.plan(sql, place)?;
        let mut collector = Collector::new(Arc::new(whole.schema().as_arrow().clone()), || self.file(name));
        for block in 0..=cuts.len() {
            let frame = match by {
                Some(by) if !cuts.is_empty() => {
                    let first = block.checked_sub(1).and_then(|b| cuts.get(b));
                    blocks::between(&self.session, whole.clone(), by, first, cuts.get(block)).map_err(fault)?
                }
                _ => whole.clone(),
            };
            let mut rows = self.until(cancel, frame.execute_stream())?.map_err(fault)?;
            while let Some(batch) = self.until(cancel, rows.next())? {
                collector.take(batch.map_err(fault)?)?;
            }
        }
        self.unless_gone(place, collector.finish())
    }

    /// The file of this run for a relation.
    fn file(&self, name: &str) -> Result<PathBuf> {
        let folder = self.making.folder();
        let mut readable = self.making.readable.lock().unwrap_or_else(PoisonError::into_inner);
        if !*readable {
            let wrap = |e: datafusion::error::DataFusionError| {
                Error::invalid(folder.display(), format!("cannot hold the files of this run: {e}"))
            };
            let url = ObjectStoreUrl::parse(files_of_run(self.authority)).map_err(wrap)?;
            let files = LocalFileSystem::new_with_prefix(folder).map_err(|e| wrap(e.into()))?;
            self.session.register_object_store(url.as_ref(), Arc::new(files));
            *readable = true;
        }
        Ok(folder.join(format!("{name}.parquet")))
    }

    /// Where the values of a column are cut into blocks; nowhere in a small network. What is counted must be ready.
    fn cuts(&self, by: By, cancel: &CancellationToken) -> Result<Vec<Expr>> {
        if let Some(cuts) = self.making.state().cuts.get(&by) {
            return Ok(cuts.clone());
        }
        let cuts = by.cuts(&self.asked(&by.counts(), cancel)?, self.block);
        self.making.state().cuts.insert(by, cuts.clone());
        Ok(cuts)
    }
}
