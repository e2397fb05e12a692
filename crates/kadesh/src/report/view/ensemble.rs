//! How the answers of the ensemble family are worded.
