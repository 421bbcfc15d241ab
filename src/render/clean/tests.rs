use super::{clean, clean_in_words, limit, quotable};

/// What is between `<body>` and its end.
fn body(html: &str) -> String {
    let page = clean(html).html;
    let (_, body) = page.split_once("<body").expect("a body");
    let (_, body) = body.split_once('>').expect("the end of its tag");
    body.strip_suffix("</body></html>").expect("the end of the page").to_owned()
}

#[test]
fn a_letter_keeps_its_shape() {
    let html = "<html><head><title>t</title><meta charset=x></head><body bgcolor=FFFFFF text=red>\n<p class=a>Bonjour \
        <b>cher</b> confr&egrave;re,<p>&agrave; <a href='https://a.example/?b&amp;c' target=_blank onclick=x()>ici</a>\
        <br/><img src=cid:logo@x alt=\"l'été\" width=10px></body></html>";
    let page = clean(html);
    assert_eq!(
        page.html,
        "<!DOCTYPE html><html><head></head><body bgcolor=\"#ffffff\" style=\"color:red\"><p class=\"a\">Bonjour \
         <b>cher</b> confrère,</p><p>à <a href=\"https://a.example/?b&amp;c\">ici</a><br>\
         <img src=\"cid:logo@x\" alt=\"l'été\" width=\"10\"></p></body></html>"
    );
    assert!(page.held.is_empty() && !page.cut);
}

#[test]
fn what_runs_or_asks_goes_with_all_it_holds() {
    let html = "a<script>x('<p>')</script><style>p{color:red}</style><svg><style><img src=x></style><p>y</svg>b\
        <object><p>c</object><select><option>d</select><textarea><p>e</textarea><iframe src=x><p>f</iframe>\
        <template><p>g</template><math><mtext>h</math><form action=x>i<input value=j><button>k</button></form>\
        <xml><o:x>l</o:x></xml><o:p>m</o:p><noscript>n</noscript><embed src=x><plaintext>o";
    assert_eq!(body(html), "ab<div>i<span>k</span></div>mno");
}

#[test]
fn what_never_ends_hides_nothing_that_is_read() {
    assert_eq!(body("a<svg>b<title>c<select>d"), "abcd");
    assert_eq!(body("a<script>b"), "a");
    assert_eq!(body("a<p title='b>c"), "a");
    assert_eq!(body("<div><p><b>a"), "<div><p><b>a</b></p></div>");
}

#[test]
fn elements_end_what_cannot_hold_them() {
    assert_eq!(body("<p>a<div>b</p>c"), "<p>a</p><div>b<p></p>c</div>");
    assert_eq!(
        body("<ul><li>a<li><p>b<ul><li>c</ul><li>d"),
        "<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li><li>d</li></ul>"
    );
    assert_eq!(body("<dl><dt>a<dd>b<dt>c</dl>"), "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>");
    assert_eq!(body("<a href=#x>a<a href=#y>b"), "<a href=\"#x\">a</a><a href=\"#y\">b</a>");
    assert_eq!(body("<h1>a<h2>b</h3>c"), "<h1>a</h1><h2>b</h2>c");
}

#[test]
fn tables_are_made_whole() {
    assert_eq!(
        body("<table><tr><td>a<td>b<tr><th>c</table>"),
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>"
    );
    assert_eq!(body("<table><td>a</div></span></table>"), "<table><tbody><tr><td>a</td></tr></tbody></table>");
    assert_eq!(body("<tr><td>a</td></tr></table>b"), "ab");
    let nested = "<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table>b</td></tr></tbody></table>";
    assert_eq!(body("<table><tr><td><table><tr><td>a</table>b"), nested);
    assert_eq!(
        body("<div><table><tr><td>a</div>b</table>"),
        "<div><table><tbody><tr><td>ab</td></tr></tbody></table></div>"
    );
}

#[test]
fn letters_go_on_where_nobody_ended_them() {
    assert_eq!(body("<p><b>a<p>b</b>c"), "<p><b>a</b></p><p><b>b</b>c</p>");
    assert_eq!(body("<b><i>a</b>b</i>c"), "<b><i>a</i></b><i>b</i>c");
    assert_eq!(body("<b>a<div>b</b></div>c"), "<b>a<div>b</div></b>c");
    assert_eq!(
        body("<b><table><tr><td>a</b><i>b</table>c"),
        "<b><table><tbody><tr><td>a<i>b</i></td></tr></tbody></table>c</b>"
    );
}

#[test]
fn old_attributes_are_said_as_style() {
    assert_eq!(
        body("<font color=red size=+1 face='Arial, sans-serif'>a"),
        "<font style=\"color:red;font-size:18px;font-family:Arial, sans-serif\">a</font>"
    );
    let cell = "<td align=\"right\" style=\"vertical-align:top;color:red\">a</td>";
    assert!(body("<table><td valign=top align=RIGHT style='color:red'>a").contains(cell));
    assert!(body("<table align=center><td>a").starts_with("<table style=\"margin-left:auto;margin-right:auto\">"));
    let page = clean("<body link=blue><table cellpadding=5 border=1><td><a href=#a>a");
    assert!(page.html.contains(":where(table[cellpadding=\"5\"]>*>tr>*){padding:5px}"), "{}", page.html);
    assert!(page.html.contains(":where(a[href]){color:blue}"));
    assert_eq!(clean(&page.html).html, page.html);
}

#[test]
fn remote_pictures_are_held_back_whatever_brings_them() {
    let html = "<body background=http://a.example/0><img src=http://a.example/1><img srcset='http://a.example/2 2x'>\
        <input type=image src=http://a.example/3><video poster=http://a.example/4></video>\
        <picture><source srcset='http://a.example/5 1x, x 2x'><img alt=x></picture>\
        <table background=http://a.example/6><td style='background:url(http://a.example/7)'>\
        <style>p{background:url(http://a.example/8)}</style><img src=http://a.example/1>";
    let page = clean(html);
    let held: Vec<_> = (0..9).map(|number| format!("http://a.example/{number}")).collect();
    assert_eq!(page.held, held);
    assert!(!page.html.contains("a.example"), "{}", page.html);
    assert_eq!(page.html.matches("held:1\"").count(), 2);
}

#[test]
fn a_page_beyond_its_caps_keeps_its_words() {
    let deep = clean(&format!("{}fond{}fin", "<div>".repeat(20_000), "</div>".repeat(20_000)));
    assert_eq!(deep.html.matches("<div>").count(), limit::DEPTH);
    assert!(deep.cut && deep.html.contains("fond") && deep.html.ends_with("</div>fin</body></html>"));
    let tables = clean(&"<table><tr><td>x".repeat(500));
    assert_eq!(tables.html.matches('x').count(), 500);
    assert!(tables.html.matches("<t").count() <= limit::DEPTH);
    let many = clean(&"<i>é</i>".repeat(limit::ELEMENTS + 10));
    assert_eq!(many.html.matches("<i>").count(), limit::ELEMENTS);
    assert_eq!(many.html.matches('é').count(), limit::ELEMENTS + 10);
    let wide = clean(&format!("<table><tr>{}", "<td colspan=100>x".repeat(50)));
    assert_eq!(wide.html.matches("<td").count(), 10);
    let long = clean(&"é".repeat(limit::LENGTH));
    assert!(long.cut && long.html.len() < limit::LENGTH);
}

#[test]
fn an_answer_quotes_nothing_hidden_and_nothing_held_back() {
    let html = "<style>.pre,p#x{display:none} @media (max-width:600px){.b{display:none}}</style>\
        <body style='color:red'><div style='display:none'>caché</div><span class='a pre'>caché</span><p id=x>caché</p>\
        <div style='font-size:0'>caché<span style='font-size:14px'>vu</span></div><p hidden>caché</p>\
        <p class=b>vu <img src=http://a.example/1.gif alt='le plan'><img src=http://a.example/2.gif>\
        <img src=cid:a></p><table style='background:url(http://a.example/3.gif) red'><td>vu</table>";
    assert_eq!(
        quotable(html),
        "<div style=\"color:red\"><div style=\"font-size:0\"><span style=\"font-size:14px\">vu</span></div>\
         <p>vu le plan<img src=\"cid:a\"></p><table style=\"background:none red\"><tbody><tr><td>vu</td></tr></tbody>\
         </table></div>"
    );
}

#[test]
fn control_characters_and_overrides_are_no_letters() {
    assert_eq!(body("a\0b\u{1}\u{202e}c\r\nd&#13;e&#x80;"), "abc\nd\ne€");
    assert_eq!(body("<p title='\u{1} a'>\u{a0}"), "<p title=\"a\">\u{a0}</p>");
}

#[test]
fn while_a_picture_is_held_back_its_words_stand_there() {
    let page =
        clean_in_words("<img src='http://a.example/1.gif' alt='Plan d&#39;accès'><img src=http://a.example/2.gif>");
    assert!(page.html.contains("Plan d'accès") && !page.html.contains("held:0"), "{}", page.html);
    assert!(page.html.contains("held:1"), "{}", page.html);
    assert_eq!(page.held.len(), 2);
}

#[test]
fn a_page_begins_with_what_is_seen_of_it() {
    let once = clean("\u{202e}\t\u{202e} Bonjour").html;
    assert!(once.ends_with("<body>Bonjour</body></html>"), "{once}");
    assert_eq!(clean(&once).html, once);
}
