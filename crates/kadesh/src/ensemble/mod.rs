//! What it turns on: ranges become addressed draws, and every answer is asked over all of them.
