use std::sync::Arc;

use proptest::prelude::*;

use super::{from_html, from_text, html, text};
use crate::domain::writing::{
    Align, Block, Carried, Document, Emphasis, Form, Ink, Item, Link, List, Marker, Paragraph, Picture, Size, Style,
};

fn block(form: Form, pieces: &[(&str, Style)]) -> Block {
    let mut paragraph = Paragraph::new(form);
    for (text, style) in pieces {
        paragraph.push(text, style);
    }
    Block::Paragraph(paragraph)
}

fn item(list: List, depth: u8) -> Form {
    Form { item: Some(Item { list, depth }), ..Form::default() }
}

fn quoted(quote: u8) -> Form {
    Form { quote, ..Form::default() }
}

fn plain() -> Style {
    Style::default()
}

fn letter() -> Document {
    let link = Style { link: Link::new("https://cabinet.example/rdv?a=1&b=2"), ..plain() };
    let red = Style { ink: Some(Ink::Red), ..plain() };
    let mut picture = Paragraph::new(Form { align: Align::Centre, ..Form::default() });
    picture.push_picture(Arc::new(Picture::new("logo@cabinet.example", "logo.png", Some(120))), &plain());
    [
        block(Form::default(), &[("Cher ", plain()), ("confrère", plain().with(Emphasis::Bold)), (" & ami,", plain())]),
        block(Form::default(), &[]),
        block(item(List::Numbered, 0), &[("un <5", red)]),
        block(item(List::Bulleted, 1), &[("a", plain())]),
        block(item(List::Unmarked, 1), &[("suite", plain())]),
        block(item(List::Numbered, 0), &[("deux", plain())]),
        block(Form::default(), &[("Prenez ", plain()), ("rendez-vous", link)]),
        Block::Paragraph(picture),
        block(quoted(1), &[("cité", plain())]),
        block(quoted(2), &[("  avant", plain())]),
        Block::Carried(Carried { html: "<table><tr><td>CRP<td>5</table>".into(), quote: 1 }),
    ]
    .into_iter()
    .collect()
}

#[test]
fn the_html_says_what_the_text_says_and_nothing_else() {
    let expected = "<div>Cher <b>confrère</b> &amp; ami,</div>\n<div><br></div>\n\
        <ol>\n<li><span style=\"color:#c0271d\">un &lt;5</span></li>\n<ul>\n<li>a</li>\n<div>suite</div>\n</ul>\n<li>deux</li>\n</ol>\n\
        <div>Prenez <a href=\"https://cabinet.example/rdv?a=1&amp;b=2\">rendez-vous</a></div>\n\
        <div style=\"text-align:center\"><img src=\"cid:logo@cabinet.example\" alt=\"logo.png\" width=\"120\"></div>\n";
    let written = html(&letter());
    assert!(written.starts_with(expected), "{written}");
    assert_eq!(written.matches("<blockquote").count(), written.matches("</blockquote>").count());
    assert!(written.contains("<div style=\"white-space:pre-wrap\">  avant</div>"), "{written}");
    assert!(written.contains("<div class=\"sceau-carried\"><table><tr><td>CRP<td>5</table></div>"), "{written}");
    assert_eq!(from_html(&written), letter());
}

#[test]
fn the_plain_part_says_the_same() {
    let expected = "Cher confrère & ami,\n\n1. un <5\n  - a\n    suite\n2. deux\n\
        Prenez rendez-vous <https://cabinet.example/rdv?a=1&b=2>\n[logo.png]\n> cité\n>>   avant\n> CRP\n> 5";
    assert_eq!(text(&letter()), expected);
}

#[test]
fn the_marks_of_a_quote_are_its_level() {
    let document = from_text("Oui.\r\n\r\n> cité\n> > avant\n>>> encore\n>\nfin");
    let levels: Vec<u8> = document.blocks().iter().map(|block| block.quote()).collect();
    assert_eq!(levels, [0, 0, 1, 2, 3, 1, 0]);
    assert_eq!(text(&document), "Oui.\n\n> cité\n>> avant\n>>> encore\n>\nfin");
    assert_eq!(from_text(&text(&document)), document);
}

/// A line for each block: quotes, marks, letters; what is carried is `#`.
fn lines(html: &str) -> Vec<String> {
    let document = from_html(html);
    let line = |block: &Arc<Block>| match &**block {
        Block::Carried(carried) => format!("#{}", carried.html),
        Block::Paragraph(paragraph) => {
            let mark = paragraph.form.item.map_or(String::new(), |item| {
                let mark = match item.list {
                    List::Bulleted => "-",
                    List::Numbered => "1",
                    List::Unmarked => "_",
                };
                mark.repeat(usize::from(item.depth) + 1)
            });
            format!("{}{mark}{}", ">".repeat(paragraph.form.quote.into()), paragraph.text())
        }
    };
    document.blocks().iter().map(line).collect()
}

#[test]
fn what_others_write_is_read_as_it_is_seen() {
    assert_eq!(
        lines("<p>un\n  deux</p><p>trois<br>quatre</p><div>cinq<br></div>six"),
        ["un deux", "", "trois", "quatre", "", "cinq", "six"]
    );
    assert_eq!(lines("<p style='margin:0'>un</p><p style='margin: 0cm'>deux</p>"), ["un", "deux"]);
    assert_eq!(lines("<ul><li>a<li><p>b</p><p>c</p><ol><li>d</ol></ul>e"), ["-a", "-b", "_c", "11d", "e"]);
    assert_eq!(
        lines("<p><br></p>\n<p>A écrit&nbsp;:</p>\n<blockquote><p>cité</p></blockquote>\n"),
        ["", "A écrit\u{a0}:", "", ">cité"]
    );
    assert_eq!(
        lines("a<table><tr><td><table></table>x</table>b"),
        ["a", "#<table><tr><td><table></table>x</table>", "b"]
    );
    assert_eq!(lines("<style>p{}</style><script>x</script>vu"), ["vu"]);
    assert_eq!(lines("<pre>a  b\nc</pre>"), ["a  b", "c"]);
    assert_eq!(lines("<img src=https://traceur.example/x.gif alt='Logo'> <img src=x>"), ["Logo"]);
    assert_eq!(lines(""), [""]);
}

#[test]
fn looks_of_others_become_the_nearest_of_ours() {
    let look = |html: &str| {
        let document = from_html(html);
        let paragraph = document.block(0).unwrap().paragraph().unwrap().clone();
        paragraph.pieces().next().unwrap().style.clone()
    };
    assert_eq!(look("<font color=red size=5>x").ink, Some(Ink::Red));
    assert_eq!(look("<font color=red size=5>x").size, Size::Large);
    assert_eq!(look("<span style='color:#1F497D'>x").ink, Some(Ink::Blue));
    assert_eq!(look("<span style='color:rgb(0, 128, 0)'>x").ink, Some(Ink::Green));
    assert_eq!(look("<span style='color:black;font-size:11pt'>x"), plain());
    assert_eq!(look("<span style='color:#fff'>x").ink, None, "white letters would not be seen");
    assert_eq!(look("<span style='background:yellow'>x").marker, Some(Marker::Yellow));
    assert_eq!(look("<div style='background:#eee;color:#000'>x"), plain());
    assert_eq!(look("<h1>x"), Style { size: Size::Huge, ..plain().with(Emphasis::Bold) });
    assert_eq!(look("<b><span style='font-weight:normal'>x"), plain());
    assert_eq!(look("<a href='javascript:x()'>x").link, None);
    assert_eq!(look("<u><i>x</i></u>"), plain().with(Emphasis::Underline).with(Emphasis::Italic));
}

#[test]
fn what_is_too_long_or_too_deep_is_read_as_far_as_it_goes() {
    let deep = format!("{}mot{}", "<blockquote><ul><b>".repeat(20_000), "</b></ul></blockquote>".repeat(20_000));
    let document = from_html(&deep);
    let paragraph = document.block(0).unwrap().paragraph().unwrap();
    assert_eq!((paragraph.text(), paragraph.form.quote), ("mot", Form::QUOTES));
    assert!(from_html(&"<br>".repeat(2_000_000)).blocks().len() <= super::MOST);
    assert!(from_text(&"\n".repeat(2_000_000)).blocks().len() <= super::MOST);
}

fn styles() -> impl Strategy<Value = Style> {
    let link = prop_oneof![3 => Just(None), 1 => "https://[a-z&\"<>é ]{1,12}".prop_map(|link| Link::new(&link))];
    let ink = proptest::option::of(proptest::sample::select(Ink::ALL.to_vec()));
    let marker = proptest::option::of(proptest::sample::select(Marker::ALL.to_vec()));
    let size = proptest::sample::select(Size::ALL.to_vec());
    (0_u8..16, ink, marker, size, link).prop_map(|(bits, ink, marker, size, link)| {
        let mut style = Style { ink, marker, size, link, ..Style::default() };
        for (index, emphasis) in Emphasis::ALL.into_iter().enumerate() {
            style.set(emphasis, bits >> index & 1 == 1);
        }
        style
    })
}

fn forms() -> impl Strategy<Value = Form> {
    let list = proptest::sample::select(vec![List::Bulleted, List::Numbered, List::Unmarked]);
    let item = proptest::option::of((list, 0..=Form::DEEPEST).prop_map(|(list, depth)| Item { list, depth }));
    let align = proptest::sample::select(vec![Align::Left, Align::Centre, Align::Right, Align::Justify]);
    (item, prop_oneof![3 => Just(0), 1 => 0..=Form::QUOTES], align).prop_map(|(item, quote, align)| Form {
        item,
        quote,
        align,
    })
}

fn blocks() -> impl Strategy<Value = Block> {
    let words = prop_oneof![2 => "[a-zé&<>;\"' \t\u{a0}]{0,8}", 1 => any::<String>(), 1 => "(&amp;|&#233;|<b>|</div>|<!--){1,3}"];
    let piece = prop_oneof![
        5 => (words, styles()).prop_map(|(text, style)| (Some(text), None, style)),
        1 => (any::<String>(), "[!-~]{1,12}", proptest::option::of(1_u32..4_000), styles())
            .prop_map(|(name, id, width, style)| (None, Some(Picture::new(&id, &name, width)), style)),
    ];
    let paragraph = (forms(), proptest::collection::vec(piece, 0..4)).prop_map(|(form, pieces)| {
        let mut paragraph = Paragraph::new(form);
        for (text, picture, style) in pieces {
            paragraph.push(&text.unwrap_or_default(), &style);
            if let Some(picture) = picture.filter(|picture| !picture.content_id().is_empty()) {
                paragraph.push_picture(Arc::new(picture), &style);
            }
        }
        Block::Paragraph(paragraph)
    });
    let htmls = ["<table><tr><td>x</table>", "<div><div>a</div></div><p>b", "", "a &lt; b<!-- <div> -->"];
    let carried = (proptest::sample::select(htmls.to_vec()), 0..=Form::QUOTES)
        .prop_map(|(html, quote)| Block::Carried(Carried { html: html.into(), quote }));
    prop_oneof![6 => paragraph, 1 => carried]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_written_is_read_back_as_it_was(blocks in proptest::collection::vec(blocks(), 1..8)) {
        let document: Document = blocks.into_iter().collect();
        let written = html(&document);
        prop_assert_eq!(from_html(&written), document, "{}", written);
    }

    #[test]
    fn plain_text_with_quotes_is_read_back_as_it_was(
        lines in proptest::collection::vec((0..=Form::QUOTES, "[a-zé.,&<' ]{0,12}"), 1..8)
    ) {
        let document: Document = lines.iter().map(|(quote, words)| block(quoted(*quote), &[(words, plain())])).collect();
        prop_assert_eq!(from_text(&text(&document)), document);
    }

    #[test]
    fn no_bytes_are_too_broken(
        html in prop_oneof![any::<String>(), "(<[/a-z]{0,10}[ =\"'a-z:]{0,12}>?|[a-z &;\n]){0,40}"]
    ) {
        let document = from_html(&html);
        let _ = text(&document);
        let is_ours = document.blocks().iter().all(|block| block.paragraph().is_some());
        prop_assert!(!is_ours || from_html(&super::html(&document)) == document, "what was read can be written");
        let _ = from_text(&html);
    }
}
