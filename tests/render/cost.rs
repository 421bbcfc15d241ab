//! Pages and texts made to cost much: each takes a moment, none more than its
//! length.

use std::time::{Duration, Instant};

use sceau::render::{clean::clean, plain};

use super::inspect::inspected;

/// Far above what a slow machine needs under load, far below what a cost that
/// grows with the square would take.
const PATIENCE: Duration = Duration::from_secs(20);

const LENGTH: usize = 2 << 20;

#[test]
fn no_page_costs_more_than_its_length() {
    let repeated = [
        "<div>",
        "</div>",
        "<b>",
        "<b></i>",
        "<p><b>",
        "<font color=red><p>",
        "<table>",
        "<table><tr><td>",
        "<td>",
        "<tr>",
        "<a href=#x>",
        "<li>",
        "<svg>",
        "<svg></svg>",
        "<style>",
        "<style></style>",
        "<style>p{color:red}</style>",
        "<script>",
        "<script></script>",
        "<title>",
        "<select>",
        "<!--",
        "<!---->",
        "--",
        "<",
        "</",
        "<!",
        "<a ",
        "&",
        "&#",
        "&lt;",
        "\"",
        "<img src=http://a.example/x>",
        "<p title='",
        "<p title=\"a\"b",
        "<p a b c d e f g h>",
        "x ",
        "\u{e9}",
        "\0",
        "\r",
        "<p style='color:red'>",
        "<p style='background:url(",
        "<i><p></i>",
        "<h1>",
        "<dd>",
        "<ul><li>",
        "</p>",
        "</br>",
        "<table></b><tr></i><td></a>",
        "<b><table>",
        "<caption>",
        "<col>",
        "<center><table>",
        "<noscript>",
        "<o:p>",
    ];
    for piece in repeated {
        let html = piece.repeat(LENGTH / piece.len());
        let started = Instant::now();
        let page = clean(&html);
        let took = started.elapsed();
        assert!(took < PATIENCE, "{piece}: {took:?}");
        assert!(page.html.len() <= LENGTH, "{piece}: {}", page.html.len());
        drop(inspected(&html[..html.floor_char_boundary(40_000)]));
    }
}

#[test]
fn no_tag_and_no_sheet_costs_more_than_its_length() {
    let half = LENGTH / 2;
    let numbered = |write: fn(usize) -> String| (0..100_000).map(write).collect::<String>();
    let pages = [
        format!("<p {}>x", numbered(|number| format!("a{number}=b "))),
        format!("<p class='{}'>x", "a ".repeat(half)),
        format!("<p {}=x>y", "a".repeat(half)),
        format!("<{}>x", "a".repeat(half)),
        format!("<img src='data:image/png;base64,{}'>x", "A".repeat(half)),
        format!("<a href='http://a.example/{}'>x", "a".repeat(half)),
        numbered(|number| format!("<img src=//a/{number}>")),
        numbered(|number| format!("<font color=#{number:06}>")),
        numbered(|number| format!("<table cellpadding={number}>")),
        format!("<p style='{}'>x", "color:red;".repeat(half / 10)),
        format!("<p style='width:{}'>x", "calc(".repeat(half / 5)),
        format!("<p style='color:{}'>x", "(".repeat(half)),
        format!("<style>{}</style>x", numbered(|number| format!(".c{number}{{color:red}}"))),
        format!("<style>{}{{color:red}}</style>x", "a ".repeat(half)),
        format!("<style>{}</style>x", "@media screen{".repeat(half / 14)),
        format!("<style>{}</style>x", "{".repeat(half)),
        format!("<style>{}</style>x", "a:not(".repeat(half / 6)),
        format!("<style>{}</style>x", "/*".repeat(half)),
        format!("<style>{}</style>x", "\\".repeat(half)),
        format!("<style>p{{background:{}}}</style>x", "url(x),".repeat(half / 7)),
        format!("<style>p{{font-family:\"{}\"}}</style>x", "a".repeat(half)),
    ];
    for html in pages {
        let started = Instant::now();
        let page = clean(&html);
        let took = started.elapsed();
        assert!(took < PATIENCE, "{}: {took:?}", &html[..40]);
        assert!(page.html.len() < LENGTH, "{}", &html[..40]);
    }
}

#[test]
fn a_table_of_three_thousand_rows_is_whole() {
    let row = "<tr><td>04/05</td><td>Potassium</td><td align=right>4,1</td><td>mmol/L</td><td>3,5 - 5,1</td></tr>\n";
    let page = inspected(&format!("<table border=1 cellpadding=2>{}</table>", row.repeat(3_000)));
    assert!(!page.cut);
    assert_eq!(page.html.matches("<td").count(), 15_000);
    assert_eq!(page.html.matches("Potassium").count(), 3_000);
}

#[test]
fn a_megabyte_of_text_is_whole_and_quick() {
    let line = "> Bonjour, voyez https://labo.example/1 ou écrivez à labo@labo.example.\n";
    let lines =
        ["Une ligne de texte.\n", line, "> > Réponse    à   cela\n", "\n", "-- \nDr Anne Martin\n", "a\u{c}b\n"];
    let text: String = lines.iter().cycle().take(60_000).copied().collect();
    assert!(text.len() > 1_000_000);
    let started = Instant::now();
    let page = plain::page(&text);
    assert!(started.elapsed() < PATIENCE, "{:?}", started.elapsed());
    assert_eq!(page.matches("<a ").count(), 20_000);
    assert_eq!(page.matches("Réponse    à   cela").count(), 10_000);
}
