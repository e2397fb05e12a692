//! How the answers of the record family are worded.
