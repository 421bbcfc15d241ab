//! Documents made for the tests: sound ones, and such as nobody means well with.

use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A PDF of these objects, numbered from 1; the first is the catalogue.
pub fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{number} 0 obj\n").bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    write!(table, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file.extend(table.bytes());
    file
}

pub fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries}/Length {}>>stream\n", bytes.len()).into_bytes();
    object.extend(bytes);
    object.extend(b"\nendstream");
    object
}

const CATALOGUE: &[u8] = b"<</Type/Catalog/Pages 2 0 R>>";
const FONT: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// Pages of lines in Helvetica. Letters are of Latin-1.
pub fn text_pdf(pages: &[Vec<&str>]) -> Vec<u8> {
    let mut kids = String::new();
    for page in 0..pages.len() {
        write!(kids, "{} 0 R ", 4 + 2 * page).unwrap();
    }
    let tree = format!("<</Type/Pages/Kids[{kids}]/Count {}>>", pages.len()).into_bytes();
    let mut objects = vec![CATALOGUE.to_vec(), tree, FONT.to_vec()];
    for lines in pages {
        let mut content = String::new();
        for (row, line) in lines.iter().enumerate() {
            writeln!(content, "BT /F 11 Tf 56 {} Td ({line}) Tj ET", 780 - 16 * row).unwrap();
        }
        let contents = objects.len() + 2;
        objects.push(page(contents, "/Font<</F 3 0 R>>"));
        objects.push(stream("", &latin(&content)));
    }
    pdf(&objects)
}

/// One page with this content, and what else it names, from object 5 on.
pub fn page_pdf(content: &[u8], resources: &str, others: Vec<Vec<u8>>) -> Vec<u8> {
    let tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec();
    let mut objects = vec![CATALOGUE.to_vec(), tree, page(4, resources), stream("", content)];
    objects.extend(others);
    pdf(&objects)
}

fn page(contents: usize, resources: &str) -> Vec<u8> {
    let size = "[0 0 595 842]";
    format!("<</Type/Page/Parent 2 0 R/MediaBox{size}/Resources<<{resources}>>/Contents {contents} 0 R>>").into_bytes()
}

/// A font whose codes mean nothing without its map, as subset fonts do.
pub fn mapped_pdf() -> Vec<u8> {
    let map = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        1 begincodespacerange <00> <ff> endcodespacerange\n\
        4 beginbfchar <01> <0065> <02> <006600660069> <03> <FB01> <04> <0301> endbfchar\n\
        1 beginbfrange <61> <7a> <0061> endbfrange\nendcmap end end";
    let font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>".to_vec();
    // "efficace, fin", with letters that are drawn as one.
    let content = b"BT /F 12 Tf 56 700 Td <01026361636520036e> Tj ET BT /F 12 Tf 56 650 Td (prot) Tj <01047265> Tj ET";
    page_pdf(content, "/Font<</F 5 0 R>>", vec![font, stream("", map)])
}

/// Forms that each draw the next one twice: a thousand million times at the end.
pub fn endless_pdf() -> Vec<u8> {
    let form = |next: usize| {
        let entries = format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {next} 0 R>>>>");
        stream(&entries, b"/N Do /N Do")
    };
    page_pdf(b"/N Do", "/XObject<</N 5 0 R>>", (6..46).map(form).collect())
}

/// A page whose content is so many blanks.
pub fn swollen_pdf(length: usize) -> Vec<u8> {
    let (packed, _) = deflated(length);
    // What begins a stream of zlib; its sum at the end is not missed.
    let content = stream("/Filter/FlateDecode", &[&[0x78, 0x01][..], &packed].concat());
    let tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec();
    pdf(&[CATALOGUE.to_vec(), tree, page(4, ""), content])
}

/// So many blanks, deflated; and a package that holds them.
fn deflated(length: usize) -> (Vec<u8>, Vec<u8>) {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("blanks", SimpleFileOptions::default()).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..length >> 20 {
        writer.write_all(&blanks).unwrap();
    }
    let package = writer.finish().unwrap().into_inner();
    let mut packed = Vec::new();
    ZipArchive::new(Cursor::new(&package)).unwrap().by_index_raw(0).unwrap().read_to_end(&mut packed).unwrap();
    (packed, package)
}

pub fn package(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn docx(body: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    let header = "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>Cabinet du Dr Garance</w:t></w:r></w:p></w:hdr>";
    package(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/header1.xml", header.as_bytes()),
        ("word/document.xml", text.as_bytes()),
        ("word/settings.xml", b"<w:settings><w:t>reglages</w:t></w:settings>"),
    ])
}

pub fn odt(body: &str) -> Vec<u8> {
    let text = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>\
         {body}</office:text></office:body></office:document-content>"
    );
    package(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", text.as_bytes())])
}

/// Packages within each other, a text innermost.
pub fn nested(depth: usize) -> Vec<u8> {
    let inner = package(&[("texte.txt", b"au fond")]);
    (1..depth).fold(inner, |inner, _| package(&[("dedans.zip", &inner)]))
}

/// A text of an office program that swells to so many bytes.
pub fn swollen_docx(length: usize) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("[Content_Types].xml", SimpleFileOptions::default()).unwrap();
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<w:document><w:p><w:t>avant").unwrap();
    let words = b"<w:t>mot </w:t>".repeat(1 << 16);
    for _ in 0..length / words.len() {
        writer.write_all(&words).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("a letter of Latin-1")).collect()
}
