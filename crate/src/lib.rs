//! The core of Straightway: what is behind a link in a mail, and may a click be sent there?
//!
//! Companies' mail security rewrites links, and some of it breaks them: whoever presses "Accept invitation" in a mail from
//! Atlassian then ends on its start page, and the invitation is lost. This crate takes such wrappers off, offline, and judges the
//! address inside.
//!
//! It is pure: no clock, no randomness, no input or output, no `unsafe`, no panic on any input, time and memory bounded by the
//! length of the link. An address comes out of [`Verdict::Accept`] only if it is https, on a short exact list of Atlassian's own
//! hosts and paths, and leads nowhere else by its `continue=`.
//!
//! ```
//! use straightway::{Engine, MessageLink, Verdict};
//!
//! let engine = Engine::default();
//! let link = MessageLink::bare(concat!(
//!     "https://testdefender.example.com/safe-redirect/https://id.atlassian.com/signup/invite",
//!     "?signature=eyJhbGciOiJSUzI1NiJ9.e30.c2ln&continue=https%3A%2F%2Fbitbucket.org%2Fteam%2F&application=bitbucket",
//! ));
//! let judgement = engine.judge_link(&link, None);
//! assert_eq!(judgement.verdict, Verdict::Accept);
//! assert_eq!(judgement.host.as_deref(), Some("id.atlassian.com"));
//! ```

pub mod address;
mod allowance;
pub mod atlassian;
pub mod catalogue;
pub mod codec;
pub mod engine;
pub mod gateway;
pub mod json;
pub mod message;
pub mod needles;
pub mod policy;
pub mod repair;
pub mod setting;
pub mod unwrap;
pub mod verdict;

pub use engine::Engine;
pub use message::{Message, MessageLink};
pub use policy::Policy;
pub use verdict::{Judgement, Reason, Verdict};
