//! Which file a URI means: beside METADATA.XML, under `IHE_XDM`, from the top, or the
//! only one of that name. Case does not count. Nothing outside is ever meant.

use std::collections::HashMap;

use super::package::{File, parts};

/// The files of an archive by their names.
pub(super) struct Places {
    exact: HashMap<String, usize>,
    folded: HashMap<String, usize>,
    /// By the last part; None where several have it.
    bases: HashMap<String, Option<usize>>,
}

impl Places {
    pub(super) fn of(files: &[File]) -> Self {
        let mut places = Self { exact: HashMap::new(), folded: HashMap::new(), bases: HashMap::new() };
        for (at, file) in files.iter().enumerate() {
            let path = file.parts().join("/");
            let _ = places.folded.entry(path.to_lowercase()).or_insert(at);
            let _ = places.bases.entry(file.base().to_lowercase()).and_modify(|only| *only = None).or_insert(Some(at));
            let _ = places.exact.entry(path).or_insert(at);
        }
        places
    }

    /// Tries each reading in turn.
    pub(super) fn find(&self, metadata: &File, uri: &str) -> Option<usize> {
        self.beside(metadata, uri).or_else(|| self.beside(metadata, &percent_decoded(uri)?))
    }

    fn beside(&self, metadata: &File, uri: &str) -> Option<usize> {
        let uri = uri.trim().replace('\\', "/");
        if uri.is_empty() || uri.contains("://") {
            return None;
        }
        let metadata = metadata.parts();
        let folder = metadata.split_last().map_or(&[][..], |(_, folder)| folder);
        let root = folder.iter().position(|part| part.eq_ignore_ascii_case("IHE_XDM"));
        // Without the folder of that name, the one above stands for it.
        let root = root.map_or(folder.len().saturating_sub(1), |at| at + 1);
        let part_of = |length: usize| folder.get(..length).unwrap_or_default();
        let bases = [folder, part_of(root), part_of(root.saturating_sub(1)), &[]];
        let found = bases.iter().filter_map(|base| joined(base, &uri)).find_map(|wanted| self.at(&wanted));
        found.or_else(|| *self.bases.get(&parts(&uri).last()?.to_lowercase())?)
    }

    /// With its case first, then without.
    fn at(&self, path: &str) -> Option<usize> {
        self.exact.get(path).or_else(|| self.folded.get(&path.to_lowercase())).copied()
    }
}

/// None where it leads out of the archive.
fn joined(base: &[&str], uri: &str) -> Option<String> {
    let mut path: Vec<&str> = if uri.starts_with('/') { Vec::new() } else { base.to_vec() };
    for part in parts(uri) {
        if part == ".." {
            let _ = path.pop()?;
        } else {
            path.push(part);
        }
    }
    Some(path.join("/"))
}

fn percent_decoded(uri: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        bytes.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = after.get(2..)?;
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok().filter(|decoded| decoded != uri)
}
