//! Writes the files of a case: each whole or not at all, never over what somebody else wrote, and never outside of its folder.
//!
//! A file is written under a temporary name in the same folder, brought to the disk, compared once more with what was last read
//! of it, and renamed. Whoever looks, at whatever instant, sees the old text or the new one.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use cap_std::fs::{Dir, OpenOptions};
use kadesh::case::{MAIN_FILE, MOST_FILE_BYTES, way_out};

use crate::load::{Stamp, folder_of, read_inside, stamp_of};

/// Why a file was not written.
#[derive(Debug)]
pub enum NotWritten {
    /// Somebody else wrote it meanwhile.
    Moved,
    /// Something is in the way, in words.
    Because(String),
}

/// Writes a file of a case where it still has the bytes that are known of it; none: it is not there. Gives what it looks like.
pub fn write(case: &Path, file: &str, known: Option<&[u8]>, bytes: &[u8]) -> Result<Stamp, NotWritten> {
    if bytes.len() as u64 > MOST_FILE_BYTES {
        let most = MOST_FILE_BYTES >> 20;
        return Err(NotWritten::Because(format!("`{file}` would be larger than {most} MiB, the most that is read")));
    }
    let folder = folder_of(case).map_err(|error| cannot(file, &error))?;
    let place = place(&folder, &own_name(case, file)).map_err(|why| NotWritten::Because(in_words(file, &why)))?;
    let temporary = place.with_file_name(temporary_name(&place));
    let written = put(&folder, &place, &temporary, bytes).and_then(|()| {
        let is_known = on_disk(&folder, &place)?.as_deref() == known;
        if is_known { folder.rename(&temporary, &folder, &place).map(|()| true) } else { Ok(false) }
    });
    if !matches!(written, Ok(true)) {
        // The temporary file is ours; whether it can be removed changes nothing in what is told.
        let _ = folder.remove_file(&temporary);
    }
    match written {
        Ok(true) => {
            // Where a folder cannot be brought to the disk by itself, the system does so in its own time.
            let _ = settle_folder(&folder, &place);
            Ok((file.to_owned(), stamp_of(&folder, &place)))
        }
        Ok(false) => Err(NotWritten::Moved),
        Err(error) => Err(cannot(file, &error.into())),
    }
}

/// Removes a file that has the bytes that are known of it. One that has others stays.
pub fn remove(case: &Path, file: &str, known: &[u8]) -> Result<(), NotWritten> {
    let remove = || -> io::Result<()> {
        let folder = folder_of(case).map_err(io::Error::other)?;
        let place = folder.canonicalize(file)?;
        if on_disk(&folder, &place)?.as_deref() == Some(known) { folder.remove_file(&place) } else { Ok(()) }
    };
    match remove() {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(cannot(file, &error.into())),
        _ => Ok(()),
    }
}

/// Why the case may have no file of this name. None: it may.
pub fn never_written(file: &str) -> Option<&'static str> {
    let is_hidden = |part: &str| part.starts_with('.') && part != "." && part != "..";
    if file.is_empty() || way_out(file).is_some() {
        Some("a file of the case stays in its folder")
    } else if file.split(['/', '\\']).any(is_hidden) {
        Some("a file of the case has no name that begins with a dot")
    } else {
        None
    }
}

/// Removes what a server that broke off left under temporary names, where nobody is writing it any more.
pub fn sweep(case: &Path, files: &[String]) {
    let Ok(folder) = folder_of(case) else { return };
    let mut folders: Vec<PathBuf> =
        files.iter().filter_map(|file| Some(Path::new(&own_name(case, file)).parent()?.to_owned())).collect();
    folders.sort();
    folders.dedup();
    for inner in folders {
        let inner = if inner.as_os_str().is_empty() { PathBuf::from(".") } else { inner };
        let Ok(entries) = folder.read_dir(&inner) else { continue };
        for entry in entries.flatten().filter(|entry| is_temporary(&entry.file_name().to_string_lossy())) {
            let name = inner.join(entry.file_name());
            let age = stamp_of(&folder, &name).and_then(|(written, _)| written.elapsed().ok());
            if age.is_some_and(|age| age > LEFT) {
                let _ = folder.remove_file(&name);
            }
        }
    }
}

/// A temporary file that is older than this is nobody's.
const LEFT: Duration = Duration::from_secs(60);

/// The name of a file of the case in its folder: the case itself may have another one than the session calls it by.
fn own_name(case: &Path, file: &str) -> String {
    let main = case.file_name().and_then(|name| name.to_str()).unwrap_or(MAIN_FILE);
    if file == MAIN_FILE { main.to_owned() } else { file.to_owned() }
}

/// Where a file is, with all links followed; where it will be, in a folder that is made.
fn place(folder: &Dir, name: &str) -> io::Result<PathBuf> {
    match folder.canonicalize(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        found => return found,
    }
    if folder.symlink_metadata(name).is_ok() {
        return Err(io::Error::other("it is a link that leads nowhere"));
    }
    if let Some(why) = never_written(name) {
        return Err(io::Error::other(why));
    }
    let path = Path::new(name);
    let name = path.file_name().ok_or_else(|| io::Error::other("it is not the name of a file"))?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.create_dir_all(parent)?;
    Ok(folder.canonicalize(parent)?.join(name))
}

/// Writes the temporary file and brings it to the disk. It may be read by whoever may read the one whose place it takes.
fn put(folder: &Dir, place: &Path, temporary: &Path, bytes: &[u8]) -> io::Result<()> {
    // Nobody else's process has this number; what has the name is left from one that had.
    let _ = folder.remove_file(temporary);
    let mut file = folder.open_with(temporary, OpenOptions::new().write(true).create_new(true))?;
    if let Ok(about) = folder.metadata(place) {
        file.set_permissions(about.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

fn on_disk(folder: &Dir, place: &Path) -> io::Result<Option<Vec<u8>>> {
    match folder.symlink_metadata(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
        Ok(_) => read_inside(folder, place, MOST_FILE_BYTES).map(Some).map_err(io::Error::other),
    }
}

fn settle_folder(folder: &Dir, place: &Path) -> io::Result<()> {
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // As a file: a folder opened as a folder is a mere handle, which cannot be brought to the disk.
    folder.open(parent)?.sync_all()
}

fn temporary_name(place: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(place.file_name().unwrap_or_default());
    name.push(format!(".{}{ENDING}", std::process::id()));
    name
}

const ENDING: &str = ".kadesh-part";

fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(ENDING)
}

fn cannot(file: &str, error: &anyhow::Error) -> NotWritten {
    NotWritten::Because(match error.downcast_ref::<io::Error>() {
        Some(error) => in_words(file, error),
        None => format!("`{file}` cannot be written: {error:#}"),
    })
}

fn in_words(file: &str, error: &io::Error) -> String {
    // The sandbox has this one word for a path that leads out of it.
    if error.kind() == io::ErrorKind::PermissionDenied && error.raw_os_error().is_none() {
        return format!("`{file}` cannot be written: a link leads out of the folder of the case");
    }
    format!("`{file}` cannot be written: {error}")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::{NotWritten, remove, settle_folder, write};
    use crate::load::folder_of;

    fn case(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("kadesh-saving-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let case = folder.join("case.toml");
        fs::write(&case, "theirs").unwrap();
        case
    }

    #[test]
    fn what_somebody_else_wrote_is_not_written_over() {
        let case = case("theirs");
        for known in [None, Some(b"mine".as_slice())] {
            assert!(matches!(write(&case, "case.toml", known, b"new"), Err(NotWritten::Moved)));
            assert_eq!(fs::read_to_string(&case).unwrap(), "theirs");
        }
        remove(&case, "case.toml", b"mine").unwrap();
        assert!(case.exists());
        let (_, stamp) = write(&case, "case.toml", Some(b"theirs"), b"new").unwrap();
        assert_eq!(stamp.unwrap().1, 3);
        assert_eq!(fs::read_to_string(&case).unwrap(), "new");
        write(&case, "letters/a/b.txt", None, b"A letter.").unwrap();
        assert!(matches!(write(&case, ".git/config", None, b"x"), Err(NotWritten::Because(_))));
        assert!(matches!(write(&case, "../x.txt", None, b"x"), Err(NotWritten::Because(_))));
        assert_eq!(fs::read_dir(case.parent().unwrap()).unwrap().count(), 2, "no temporary file stays");
        fs::remove_dir_all(case.parent().unwrap()).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn a_folder_is_brought_to_the_disk() {
        let case = case("folder");
        settle_folder(&folder_of(&case).unwrap(), Path::new("case.toml")).unwrap();
        fs::remove_dir_all(case.parent().unwrap()).unwrap();
    }
}
