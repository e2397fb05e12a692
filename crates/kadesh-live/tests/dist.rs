//! Whether the engine that is committed was built from the sources as they are, and tells nothing of the machine that built it.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

const SOURCES: &[&str] =
    &["crates/kadesh/src", "crates/kadesh-documents/src", "crates/kadesh-tables/src", "crates/kadesh-live/src"];

const FILES: &[&str] = &[
    "Cargo.toml",
    "crates/kadesh/Cargo.toml",
    "crates/kadesh-documents/Cargo.toml",
    "crates/kadesh-tables/Cargo.toml",
    "crates/kadesh-live/Cargo.toml",
    "crates/kadesh-live/build.sh",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn dist(file: &str) -> Vec<u8> {
    let path = root().join("crates/kadesh-live/dist").join(file);
    assert!(path.is_file(), "{} is not there: run crates/kadesh-live/build.sh", path.display());
    fs::read(path).unwrap()
}

#[test]
fn the_engine_is_built_from_these_sources() {
    let mut files: BTreeSet<String> = FILES.iter().map(|file| (*file).to_owned()).collect();
    for folder in SOURCES {
        collect(folder, &mut files);
    }
    // What `sha256sum` prints of them, as build.sh has it.
    let line = |file: &String| format!("{}  {file}\n", hex(&fs::read(root().join(file)).unwrap()));
    let now = hex(files.iter().map(line).collect::<String>().as_bytes());
    let built_from = String::from_utf8(dist("SOURCES.sha256")).unwrap();
    assert_eq!(
        built_from.trim(),
        now,
        "the engine in crates/kadesh-live/dist was built from other sources than these: run crates/kadesh-live/build.sh, and \
         commit what it writes"
    );
}

#[test]
fn the_engine_tells_no_path_of_the_machine_that_built_it() {
    let packed = dist("engine.wasm.gz");
    // No name of a file and no time: the same module is the same bytes.
    assert_eq!(packed[3..8], [0; 5]);
    let mut module = Vec::new();
    GzDecoder::new(packed.as_slice()).read_to_end(&mut module).unwrap();
    assert_eq!(&module[..4], b"\0asm");
    for path in ["/root/", "/home/", "/Users/", "C:\\"] {
        let found = module.windows(path.len()).position(|bytes| bytes == path.as_bytes());
        let told = found.map(|at| String::from_utf8_lossy(&module[at..(at + 80).min(module.len())]).into_owned());
        assert_eq!(told, None);
    }
}

fn collect(folder: &str, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&name, files);
        } else {
            files.insert(name);
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
