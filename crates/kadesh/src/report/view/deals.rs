//! How the answers of the deals family are worded.
