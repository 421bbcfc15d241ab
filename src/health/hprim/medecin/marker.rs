//! The lines of stars that part a file. They are written as each software likes.

use super::super::html;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Marker {
    Lab,
    End,
    EndOfFile,
}

/// Fewer stars are an emphasis.
const STARS: usize = 4;
const LONGEST: usize = 120;

impl Marker {
    pub(super) fn read(line: &str) -> Option<Self> {
        if line.len() > LONGEST || !line.contains("**") {
            return None;
        }
        let line = html::plain(line);
        let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        let within = line.strip_prefix("**")?.trim_matches('*');
        let stars = line.len() - within.len();
        let letters: String = within.chars().filter(|c| !c.is_whitespace() && !"_-.".contains(*c)).collect();
        match letters.to_ascii_uppercase().as_str() {
            _ if stars < STARS => None,
            "LAB" | "LABO" => Some(Self::Lab),
            "FIN" => Some(Self::End),
            "FINFICHIER" | "FINDEFICHIER" => Some(Self::EndOfFile),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Marker;

    #[test]
    fn a_marker_is_known_however_it_is_spelt() {
        for line in ["****LAB****", " ****lab****\t", "**** LAB ****", "****LABO****", "<p>****LAB****</p>"] {
            assert_eq!(Marker::read(line), Some(Marker::Lab), "{line}");
        }
        for line in ["****FIN****", "****FIN***", "**Fin**", "****FIN", "*****FIN*****", "****FIN****\u{1a}"] {
            assert_eq!(Marker::read(line), Some(Marker::End), "{line}");
        }
        for line in ["****FINFICHIER****", "****FIN FICHIER****", "****FIN_FICHIER***", "****Fin de fichier****"] {
            assert_eq!(Marker::read(line), Some(Marker::EndOfFile), "{line}");
        }
    }

    #[test]
    fn stars_alone_and_prose_are_none() {
        for line in
            ["", "****", "**FIN", "*FIN*", "FIN", "> ****FIN****", "****FINAL****", "****FIN**** page 1", "** fin"]
        {
            assert_eq!(Marker::read(line), None, "{line}");
        }
    }
}
