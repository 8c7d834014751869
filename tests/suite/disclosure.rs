//! Editions of one network, and somebody who keeps them all and tries to tell single cities from the rest.

mod attacker;
mod network;
mod published;
mod sequences;
