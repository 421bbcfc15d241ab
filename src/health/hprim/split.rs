//! One file for each dossier, for software that reads only the first of a file: the
//! sender's own bytes, with the markers that make a file of them.

use super::kind::{Kind, examined};
use super::lines::Width;
use super::medecin;
use super::text::Source;

const END: &str = "****FIN****";
const END_OF_FILE: &str = "****FINFICHIER****";

/// The dossiers of a file, each a file in itself. A file with one is itself, unchanged;
/// so is one of HPRIM Santé, whose last line counts all others.
pub fn dossiers(bytes: &[u8]) -> Vec<Vec<u8>> {
    let whole = || vec![bytes.to_vec()];
    let (Some(Kind::Medecin), Some(text)) = examined(bytes) else { return whole() };
    let (sections, _) = medecin::sections(&text.lines);
    if sections.len() < 2 {
        return whole();
    }
    let mark = bytes.get(..text.mark).unwrap_or_default();
    let width = text.encoding.width();
    let file = |section: &medecin::Section| file(bytes, mark, section.proper(&text.lines), width);
    sections.iter().map(file).collect()
}

fn file(bytes: &[u8], mark: &[u8], lines: &[Source], width: Width) -> Vec<u8> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Vec::new() };
    let own = bytes.get(first.start..last.end).unwrap_or_default();
    let mut file = [mark, own].concat();
    let (end, end_of_file) = medecin::ends(lines);
    let line_end = line_end(own, width);
    let mut add = |line: &str| {
        if !ends_a_line(&file, width) {
            file.extend(wide(line_end, width));
        }
        file.extend(wide(line, width));
        file.extend(wide(line_end, width));
    };
    if !end && !end_of_file {
        add(END);
    }
    if !end_of_file {
        add(END_OF_FILE);
    }
    file
}

/// How the lines of these bytes end.
fn line_end(bytes: &[u8], width: Width) -> &'static str {
    let has = |end: &str| {
        let end = wide(end, width);
        bytes.windows(end.len()).any(|window| window == end)
    };
    ["\r\n", "\n", "\r"].into_iter().find(|end| has(end)).unwrap_or("\r\n")
}

fn ends_a_line(bytes: &[u8], width: Width) -> bool {
    ["\n", "\r", "\x0c"].iter().any(|end| bytes.ends_with(&wide(end, width)))
}

fn wide(text: &str, width: Width) -> Vec<u8> {
    let pair = |byte: u8| match width {
        Width::One => vec![byte],
        Width::LittleEndian => vec![byte, 0],
        Width::BigEndian => vec![0, byte],
    };
    text.bytes().flat_map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::dossiers;

    fn dossier(name: &str) -> String {
        format!("C\n{name}\nANNE\n\n\n75001 PARIS\n14/07/1962\n\n\n03/02/2026\n\n\nR\u{e9}sultat\n")
    }

    #[test]
    fn one_dossier_is_the_file_itself() {
        let file = dossier("FICTIVE") + "****FIN***\nAvis de la passerelle";
        assert!(dossiers(file.as_bytes()) == [file.as_bytes()]);
        assert!(dossiers(b"") == [b""] && dossiers(b"Bonjour") == [b"Bonjour"]);
        let sante = b"H|~^\\&|X||L||ORU\rP|1|||\rP|2|||\rL|1\r";
        assert!(dossiers(sante) == [sante.as_slice()]);
    }

    #[test]
    fn each_of_several_is_a_file_of_the_same_bytes() {
        let (one, two) = (dossier("FICTIVE"), dossier("INVENTE"));
        let file = format!("{one}****FIN***\n\n\n{two}****FIN****\n****FINFICHIER****\nAvis");
        let expected = [one + "****FIN***\n****FINFICHIER****\n", two + "****FIN****\n****FINFICHIER****\n"];
        assert!(dossiers(file.as_bytes()) == expected.map(String::into_bytes));
    }

    #[test]
    fn what_is_missing_is_added_in_the_encoding_and_line_ends_of_the_file() {
        let file = (dossier("FICTIVE") + &dossier("INVENTE")).replace('\n', "\r\n");
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(file.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let found = dossiers(&bytes);
        assert_eq!(found.len(), 2);
        for (found, name) in found.iter().zip(["FICTIVE", "INVENTE"]) {
            let units: Vec<u16> = found.chunks(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            let text = String::from_utf16(&units).unwrap();
            let expected = dossier(name) + "****FIN****\n****FINFICHIER****\n";
            assert!(text == format!("\u{feff}{}", expected.replace('\n', "\r\n")));
        }
    }
}
