use super::{BLOCKS, page};

fn body(text: &str) -> String {
    let page = page(text);
    let (_, body) = page.split_once("<body").expect("a body");
    body.strip_suffix("</body></html>").expect("the end").to_owned()
}

#[test]
fn quotes_stand_in_levels_and_the_signature_apart() {
    let text = "Merci  <b>.\r\n\r\nÀ bientôt.\r\n\r\n> Bonjour,\n> > A\n>> b\n> c\n\n-- \nAnne";
    assert_eq!(
        body(text),
        "><div class=\"text\">Merci  &lt;b&gt;.\n\nÀ bientôt.</div>\n<div class=\"text\"><br></div>\n\
         <blockquote class=\"quote level1 trailing\"><div class=\"text\">Bonjour,</div>\n\
         <blockquote class=\"quote level2\"><div class=\"text\">A\nb</div>\n</blockquote>\n\
         <div class=\"text\">c</div>\n</blockquote>\n\
         <div class=\"text\"><br></div>\n<div class=\"text signature\">-- \nAnne</div>\n"
    );
}

#[test]
fn an_empty_text_is_an_empty_page() {
    assert!(
        page(" \n\n").ends_with("<body><div class=\"text\"><br></div>\n</body></html>") && page("").contains("<body>")
    );
}

#[test]
fn a_table_is_set_in_letters_of_one_width() {
    assert!(body(&"Sodium         138    mmol/l   136-145\n".repeat(3)).starts_with(" class=\"table\">"));
    assert!(body("Bonjour").starts_with("><div"));
}

#[test]
fn a_long_text_is_cut_into_blocks_and_none_of_it_is_lost() {
    let lines = "Une ligne d'un texte qui n'en finit pas.\n".repeat(25_000);
    let html = body(&lines);
    assert_eq!(html.matches("finit").count(), 25_000);
    assert!((625..1_000).contains(&html.matches("<div").count()), "{}", html.matches("<div").count());
    let one_line = body(&"mot ".repeat(250_000));
    assert_eq!(one_line.matches("mot").count(), 250_000);
    assert!(one_line.matches("<div").count() > 200);
}

#[test]
fn a_text_made_to_cost_much_costs_little() {
    let levels = page(&"a\n>>>>>>b\n".repeat(100_000));
    assert!(levels.matches("<blockquote").count() <= BLOCKS);
    assert!(levels.len() < 6_000_000, "{}", levels.len());
    let brackets = format!("http://a.example/{}", ")".repeat(1_900));
    assert_eq!(page(&format!("{brackets} ").repeat(500)).matches("<a ").count(), 500);
    assert!(page(&"a@".repeat(500_000)).len() > 1_000_000);
    assert!(page(&">".repeat(1_000_000)).contains("level6"));
    assert!(page(&"--\n".repeat(300_000)).len() > 900_000);
}
