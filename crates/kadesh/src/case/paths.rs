//! Whether a file that a case names lies in the case's own folder: a case that somebody sent may name any file of the machine.
//!
//! Only the words of the name are looked at. Whether a link leads out of the folder is for the shell to see, which opens files.

/// How a name leads out of the folder of its case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WayOut {
    /// It begins at the root of the machine, or at a drive.
    Absolute,
    /// It goes up beyond the folder.
    Above,
    /// It is an address on the network.
    Network,
    /// It holds signs that no file of a case has.
    Signs,
}

/// How a name leads out of the folder of its case. None: it stays inside. O(length).
pub fn way_out(name: &str) -> Option<WayOut> {
    let drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    if name.contains("://") {
        Some(WayOut::Network)
    } else if drive || name.starts_with(['/', '\\']) {
        Some(WayOut::Absolute)
    } else if name.contains(char::is_control) {
        Some(WayOut::Signs)
    } else {
        goes_above(name).then_some(WayOut::Above)
    }
}

impl WayOut {
    /// In a few words, to follow the name.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            WayOut::Absolute => "begins at the root of a disk",
            WayOut::Above => "leads out of the folder of the case",
            WayOut::Network => "is an address on the network",
            WayOut::Signs => "holds a control character",
        }
    }
}

/// A separator of either kind of system counts, so that a case means the same on each.
fn goes_above(name: &str) -> bool {
    let mut depth = 0usize;
    for part in name.split(['/', '\\']) {
        depth = match part {
            "" | "." => depth,
            ".." if depth == 0 => return true,
            ".." => depth - 1,
            _ => depth + 1,
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_stays_inside_from_what_leads_out() {
        for inside in
            ["report.txt", "sources/report.txt", "./a/../b.txt", "a/..", "..hidden", "a..b/c", "sources/a b.txt"]
        {
            assert_eq!(way_out(inside), None, "{inside}");
        }
        for (outside, way) in [
            ("/etc/passwd", WayOut::Absolute),
            ("\\\\server\\share", WayOut::Absolute),
            ("C:\\secret.txt", WayOut::Absolute),
            ("c:secret.txt", WayOut::Absolute),
            ("..", WayOut::Above),
            ("../outside.txt", WayOut::Above),
            ("a/../../outside.txt", WayOut::Above),
            ("a\\..\\..\\outside.txt", WayOut::Above),
            ("./..", WayOut::Above),
            ("https://example.org/a.txt", WayOut::Network),
            ("file:///etc/passwd", WayOut::Network),
            ("report.txt\0", WayOut::Signs),
        ] {
            assert_eq!(way_out(outside), Some(way), "{outside}");
        }
    }
}
