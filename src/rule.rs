//! Rules: the file that people write ([`model`]), its loader, and the faults it finds.

pub mod fault;
pub mod model;
