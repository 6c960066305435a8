//! Where nodes stand. In come sizes and edges by number, out go coordinates: no clock, no chance, and only arithmetic
//! that gives the same bits on every machine.

pub(super) mod columns;
mod crossing;
pub(super) mod force;
mod pack;
mod separate;
mod stress;
