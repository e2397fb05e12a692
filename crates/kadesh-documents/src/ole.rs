//! What an old Office file is: Word, Excel, PowerPoint, a mail, or a newer one behind a password.
//!
//! Such a file is a small file system ("compound file", [MS-CFB]). Its directory is made of entries of 128 bytes at
//! multiples of 128, each with a name in UTF-16 and the name's length. The entries are looked for over the whole file and
//! not along the chain of sectors, so that a damaged file is named too.

use crate::Kind;

/// The first bytes of every such file.
pub(crate) const MARK: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What is in the compound file, by the names of its streams.
pub(crate) fn kind_of_ole(bytes: &[u8]) -> Kind {
    // The order matters: a Word document may hold a workbook, and a locked file holds nothing else.
    const STREAMS: [(&str, Kind); 6] = [
        ("EncryptedPackage", Kind::EncryptedOffice),
        ("WordDocument", Kind::Doc),
        ("PowerPoint Document", Kind::Ppt),
        ("Workbook", Kind::Xls),
        ("Book", Kind::Xls),
        ("__properties_version1.0", Kind::OutlookMail),
    ];
    let found = |name: &str| bytes.chunks_exact(128).any(|entry| is_entry(entry, name));
    STREAMS.iter().find(|(name, _)| found(name)).map_or(Kind::OldOffice, |&(_, kind)| kind)
}

fn is_entry(entry: &[u8], name: &str) -> bool {
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    let length = entry.get(64..66).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes);
    entry.starts_with(&wanted) && length.map(usize::from) == Some(wanted.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compound(names: &[&str]) -> Vec<u8> {
        let mut bytes = vec![0; 512];
        bytes[..8].copy_from_slice(&MARK);
        for name in names {
            let mut entry = [0; 128];
            let units: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry[..units.len()].copy_from_slice(&units);
            entry[64] = units.len() as u8 + 2;
            bytes.extend(entry);
        }
        bytes
    }

    #[test]
    fn tells_old_office_files_apart() {
        assert_eq!(kind_of_ole(&compound(&["Root Entry", "1Table", "WordDocument"])), Kind::Doc);
        assert_eq!(kind_of_ole(&compound(&["Root Entry", "Workbook"])), Kind::Xls);
        assert_eq!(kind_of_ole(&compound(&["Root Entry", "PowerPoint Document"])), Kind::Ppt);
        assert_eq!(
            kind_of_ole(&compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"])),
            Kind::EncryptedOffice
        );
        assert_eq!(kind_of_ole(&compound(&["Root Entry", "__properties_version1.0"])), Kind::OutlookMail);
        assert_eq!(kind_of_ole(&compound(&["Root Entry", "Bookmark"])), Kind::OldOffice);
        assert_eq!(kind_of_ole(&MARK), Kind::OldOffice);
    }
}
