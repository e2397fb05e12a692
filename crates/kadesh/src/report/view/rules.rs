//! How the answers of the rules family are worded.
