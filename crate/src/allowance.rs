//! How much may be spent on one link, whatever is folded into it.

use std::cell::Cell;

use crate::address::MAX_LENGTH;

/// The most times that what is taken out of a link may be longer than the link. An address written out is at most three times
/// as long again.
const MAX_GROWTH: usize = 16;

/// The most places in one link that the generic rule looks at closely, those in what it unpacks included.
const MAX_STEPS: usize = 32;

/// What one link may cost, however it is folded: packed texts can hold many packed texts each, and so on.
#[derive(Debug)]
pub(crate) struct Allowance {
    steps: Cell<usize>,
    length: usize,
}

impl Allowance {
    /// What may be spent on `text`.
    pub(crate) fn of(text: &str) -> Self {
        Self {
            steps: Cell::new(MAX_STEPS),
            length: MAX_LENGTH.min(text.len().saturating_mul(MAX_GROWTH)),
        }
    }

    /// Whether one step more may be made.
    pub(crate) fn step(&self) -> bool {
        let left = self.steps.get().checked_sub(1);
        self.steps.set(left.unwrap_or_default());
        left.is_some()
    }

    /// Ends the search: what is left cannot all be looked at.
    pub(crate) fn use_up(&self) {
        self.steps.set(0);
    }

    /// Whether a step was asked for that could not be made any more.
    pub(crate) fn is_used_up(&self) -> bool {
        self.steps.get() == 0
    }

    /// Whether `text` is short enough to have come out of the link.
    pub(crate) fn allows(&self, text: &str) -> bool {
        text.len() <= self.length
    }
}
