//! HTML to text, in one pass over its tags: no tree is built, so that no
//! nesting, however deep or broken, costs more than its length. Nothing is
//! loaded, links keep the address they lead to.

mod entity;
mod table;
mod tag;
mod writer;

pub(super) use entity::decode;
pub(super) use tag::{Tag, Token, Tokens};
use writer::Writer;

/// The readable text of a page.
pub(super) fn text(html: &str) -> String {
    let mut writer = Writer::default();
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => writer.text(&decode(text)),
            Token::Open(tag) if is_unread(&tag) => tokens.skip_to_end_of(tag.name),
            Token::Open(tag) => open(&mut writer, &tag),
            Token::Close(name) => close(&mut writer, name),
        }
    }
    writer.finish()
}

fn open(writer: &mut Writer, tag: &Tag<'_>) {
    match lower(tag.name).as_str() {
        "br" => writer.line_break(),
        "hr" => writer.rule(),
        "a" => writer.open_link(tag.attribute("href").as_deref()),
        "img" => writer.text(&tag.attribute("alt").unwrap_or_default()),
        "ul" => writer.open_list(false),
        "ol" => writer.open_list(true),
        "li" => writer.item(),
        "blockquote" => writer.open_quote(),
        "pre" => writer.open_pre(),
        "table" => writer.open_table(),
        "tr" => writer.row(),
        "td" | "th" => writer.cell(),
        name => writer.block(space_around(name)),
    }
}

fn close(writer: &mut Writer, name: &str) {
    match lower(name).as_str() {
        "a" => writer.close_link(),
        "ul" | "ol" => writer.close_list(),
        "blockquote" => writer.close_quote(),
        "pre" => writer.close_pre(),
        "table" => writer.close_table(),
        "li" => writer.close_item(),
        "tr" | "td" | "th" => writer.block(1),
        name => writer.block(space_around(name)),
    }
}

/// Line breaks around a block: 2 leave an empty line, 0 is no block.
pub(super) fn space_around(name: &str) -> u8 {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "figure" => 2,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details" | "dir" | "div" | "dt"
        | "fieldset" | "figcaption" | "footer" | "form" | "header" | "legend" | "main" | "menu" | "nav" | "option"
        | "section" | "summary" | "tbody" | "tfoot" | "thead" => 1,
        _ => 0,
    }
}

/// What they hold is not text, or not for reading.
pub(super) fn is_unread(tag: &Tag<'_>) -> bool {
    let unread = ["script", "style", "title", "textarea", "template", "iframe", "noembed", "noframes", "xmp"];
    let drawn = ["svg", "math", "object"];
    let is = |name: &&str| tag.name.eq_ignore_ascii_case(name);
    unread.iter().any(is) || drawn.iter().any(is) && !tag.is_self_closing()
}

pub(super) fn lower(name: &str) -> String {
    // No name that matters is longer.
    name.chars().take(16).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn paragraphs_lists_and_quotes_read_well() {
        let html = "<html><head><title>T</title><style>p{}</style></head><body><p>Bonjour  <b>cher</b>\n\
            confr&egrave;re,</p><div>un</div><div><br></div><div>deux<br>trois</div><ul><li>a</li><li><p>b</p><ol><li>c\
            </ol></li></ul><blockquote>cit&#233;<br>encore</blockquote><hr>fin<!-- rien <b> --></body></html>";
        let expected =
            "Bonjour cher confrère,\n\nun\n\ndeux\ntrois\n\n- a\n- b\n  1. c\n\n> cité\n> encore\n\n-----\nfin";
        assert_eq!(text(html), expected);
    }

    #[test]
    fn a_table_of_results_stays_a_table() {
        let html = "<p>NFS :<table><tr><th>Analyse<th>Résultat<th>Unité</tr><tr><td>Hémoglobine<td>13,2<td>g/dL</tr>\
            <tr></tr><tr><td>CRP<td>&gt; 5<td>mg/L</tr></table><p>Fin";
        assert_eq!(
            text(html),
            "NFS :\nAnalyse      Résultat  Unité\nHémoglobine  13,2      g/dL\nCRP          > 5       mg/L\n\nFin"
        );
        let quoted = format!("<blockquote>{html}</blockquote>");
        assert!(text(&quoted).contains("\n> CRP          > 5       mg/L\n"), "{}", text(&quoted));
    }

    #[test]
    fn a_table_that_only_arranges_is_read_cell_by_cell() {
        let long = "Un paragraphe qui ne tient pas dans une colonne étroite, et de loin.";
        let html = format!("<table><tr><td><table><tr><td>Logo<td>Nom</table><td>{long}</tr><tr><td>x<td>y</table>");
        assert_eq!(text(&html), format!("Logo\nNom\n{long}\nx\ny"));
    }

    #[test]
    fn links_say_where_they_lead() {
        let html = "<a href='https://a.example/x?y=1&amp;z=2'>ici</a>, <a href=https://b.example/>https://b.example</a>, \
            <a href='mailto:c@d.example?subject=s'>écrire</a>, <a href=#haut>haut</a>, <a href='javascript:x()'>non</a>\
            <a href=https://vide.example><img src=http://pixel.example/1.gif></a>";
        assert_eq!(text(html), "ici <https://a.example/x?y=1&z=2>, https://b.example, écrire <c@d.example>, haut, non");
    }

    #[test]
    fn broken_markup_loses_no_words() {
        assert_eq!(text("a < b & c > d <3 &inconnu; <p"), "a < b & c > d <3 &inconnu;");
        assert_eq!(text("<p title='a>b'>un</p></div></table></ul></blockquote></pre></a>deux"), "un\n\ndeux");
        assert_eq!(text("<![if !mso]>vu<![endif]><!--[if mso]>tu<![endif]--><?xml x?>."), "vu.");
        assert_eq!(text("l&#146;été&#x20AC; &amp;lt;"), "l’été€ &lt;");
        assert_eq!(text("<pre>  a\n    b</pre>"), "  a\n    b");
        assert_eq!(text("un<p>&nbsp;</p><p>\u{200c}&nbsp;</p>deux"), "un\n\ndeux");
    }
}
