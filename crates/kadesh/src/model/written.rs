//! The ids that the user wrote, kept where a case shows others: draws are addressed by them.

/// The ids of issues, options, levers and options of the conflict as the user wrote them, in a case that shows others. Draws
/// are addressed by these, so that a case with neutral labels has the same draws. Empty: the case shows its own.
#[derive(Debug, Clone, Default)]
pub struct WrittenIds {
    pub(super) issues: Vec<String>,
    pub(super) options: Vec<Vec<String>>,
    pub(super) levers: Vec<String>,
    pub(super) conflict_options: Vec<String>,
}
