//! Which file a URI means: beside METADATA.XML, under IHE_XDM, from the top, or the
//! only one of that name. Case does not count. Nothing outside is ever meant.

use super::package::{File, parts};

/// Tries each reading in turn.
pub(super) fn file(files: &[File], metadata: &File, uri: &str) -> Option<usize> {
    let found = |uri: &str| beside(files, metadata, uri);
    found(uri).or_else(|| found(&percent_decoded(uri)?))
}

fn beside(files: &[File], metadata: &File, uri: &str) -> Option<usize> {
    let uri = uri.trim().replace('\\', "/");
    if uri.is_empty() || uri.contains("://") {
        return None;
    }
    let metadata = metadata.parts();
    let folder = metadata.split_last().map_or(&[][..], |(_, folder)| folder);
    let root = folder.iter().position(|part| part.eq_ignore_ascii_case("IHE_XDM"));
    // Without the folder of that name, the one above stands for it.
    let root = root.map_or(folder.len().saturating_sub(1), |at| at + 1);
    let above = root.saturating_sub(1);
    let bases = [folder, folder.get(..root).unwrap_or_default(), folder.get(..above).unwrap_or_default(), &[]];
    let exact = bases.iter().filter_map(|base| joined(base, &uri)).find_map(|wanted| position(files, &wanted));
    exact.or_else(|| only(files, parts(&uri).last()?))
}

/// None where it leads out of the archive.
fn joined(base: &[&str], uri: &str) -> Option<Vec<String>> {
    let mut path: Vec<String> = if uri.starts_with('/') { Vec::new() } else { base.iter().map(|part| (*part).to_owned()).collect() };
    for part in parts(uri) {
        if part == ".." {
            let _ = path.pop()?;
        } else {
            path.push(part.to_owned());
        }
    }
    Some(path)
}

/// With its case first, then without.
fn position(files: &[File], wanted: &[String]) -> Option<usize> {
    let same = |file: &File| file.parts() == wanted;
    let like = |file: &File| {
        let parts = file.parts();
        parts.len() == wanted.len() && parts.iter().zip(wanted).all(|(part, other)| part.to_lowercase() == other.to_lowercase())
    };
    files.iter().position(same).or_else(|| files.iter().position(like))
}

fn only(files: &[File], name: &str) -> Option<usize> {
    if name == ".." {
        return None;
    }
    let mut like = files.iter().enumerate().filter(|(_, file)| file.base().to_lowercase() == name.to_lowercase());
    let found = like.next()?.0;
    like.next().is_none().then_some(found)
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
