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
    let earlier = earlier_kit(folder, force)?;
    for path in earlier.iter().filter(|path| !kit.files.contains_key(*path)) {
        fs::remove_file(folder.join(path))?;
    }
    for (path, bytes) in &kit.files {
        let file = folder.join(path);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&file, bytes)?;
        if path.starts_with("linux/") {
            make_executable(&file)?;
        }
    }
    Ok(())
}

/// The files in a folder that are as an earlier kit left them, by their paths in it. What is not ends the search, unless it is
/// to be passed by: the folder may be anybody's, and large.
fn earlier_kit(folder: &Path, pass_by: bool) -> Result<Vec<String>, Refusal> {
    let list = match fs::read_to_string(folder.join(CHECKSUMS)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        list => list?,
    };
    let lines = list.lines().filter_map(|line| line.split_once("  "));
    let listed: BTreeMap<_, _> = lines.map(|(sum, path)| (path, sum)).collect();
    let mut own = Vec::new();
    let mut left = vec![String::new()];
    while let Some(front) = left.pop() {
        let entries = match fs::read_dir(folder.join(&front)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && front.is_empty() => break,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let path = format!("{front}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            let sum = listed.get(path.as_str());
            if kind.is_dir() {
                left.push(format!("{path}/"));
            } else if path == CHECKSUMS || kind.is_file() && is_as_listed(&entry.path(), sum)? {
                own.push(path);
            } else if !pass_by {
                return Err(Refusal::Foreign(path));
            }
        }
    }
    Ok(own)
}

fn is_as_listed(file: &Path, sum: Option<&&str>) -> io::Result<bool> {
    match sum {
        Some(sum) => Ok(sha256(&fs::read(file)?) == **sum),
        None => Ok(false),
    }
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
