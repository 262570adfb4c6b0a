//! The folder that a kit is written to.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::checksum::sha256;
use super::kit::{CHECKSUMS, Kit};

/// Why a folder is not written to.
pub(super) enum Refusal {
    /// It holds this, which is no kit's, or no longer as the kit had it.
    Foreign(String),
    /// Reading or writing there failed.
    Failed(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Writes a kit into a folder that is new, empty, or holds an earlier kit that nobody has changed; with `force` into any, where
/// only files of its own names are replaced.
pub(super) fn write(folder: &Path, kit: &Kit, force: bool) -> Result<(), Refusal> {
    let found = files_in(folder)?;
    let own = own_files(&found);
    if !force && let Some(foreign) = found.keys().find(|path| !own.contains(path)) {
        return Err(Refusal::Foreign(foreign.clone()));
    }
    for path in own.iter().filter(|path| !kit.files.contains_key(**path)) {
        fs::remove_file(folder.join(path))?;
    }
    for (path, bytes) in &kit.files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, bytes)?;
        if path.to_ascii_lowercase().ends_with(".sh") {
            make_executable(&file)?;
        }
    }
    Ok(())
}

/// The files in a folder, by their paths in it with slashes. None, if there is no such folder.
fn files_in(folder: &Path) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut left = vec![(folder.to_owned(), String::new())];
    while let Some((folder, front)) = left.pop() {
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && front.is_empty() => break,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let path = format!("{front}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                left.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() {
                files.insert(path, fs::read(entry.path())?);
            } else {
                // A link, or something stranger: no kit has such.
                files.insert(path, Vec::new());
            }
        }
    }
    Ok(files)
}

/// The files that are as an earlier kit's list says, with the list.
fn own_files(found: &BTreeMap<String, Vec<u8>>) -> Vec<&String> {
    let list = found
        .get(CHECKSUMS)
        .map(|list| String::from_utf8_lossy(list));
    let listed = list.unwrap_or_default();
    let is_listed = |path: &str, bytes: &[u8]| {
        let line = format!("{}  {path}", sha256(bytes));
        path == CHECKSUMS || listed.lines().any(|listed| listed == line)
    };
    found
        .iter()
        .filter(|(path, bytes)| is_listed(path, bytes))
        .map(|(path, _)| path)
        .collect()
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
