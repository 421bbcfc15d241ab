//! Newsletters: laid out with tables as they all are, and the same in plain text.
//!
//! `= ` is the masthead, `~ ` the line below it, `== ` a section, `* ` an item,
//! `| ` a row of a table, `-> ` a button with its address at the end.

use std::fmt::Write as _;

use super::webpage::{HEAD, colour, escape};

/// The plain text and the HTML.
pub(super) fn write(source: &str, sender: &str) -> (String, String) {
    let mut page = Page { text: String::new(), html: String::new(), colour: colour(sender), open: Block::None };
    for line in source.lines().filter(|line| !line.is_empty()) {
        page.line(line);
    }
    page.enter(Block::None);
    let _ = write!(page.text, "\n-- \n{sender}\nSe désabonner : répondre « STOP ».\n");
    let html = format!(
        "{HEAD}<body style=\"margin:0;background:#f2f1ec\">\n\
         <table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\"><tr><td align=\"center\" style=\"padding:20px 8px\">\n\
         <table width=\"600\" cellpadding=\"0\" cellspacing=\"0\" style=\"background:#ffffff;font-family:Georgia,serif;\
         font-size:15px;line-height:1.5;color:#2b2b2b\">\n{}\
         <tr><td style=\"padding:16px 32px 24px;font:12px Arial,sans-serif;color:#777777\">Vous recevez cette lettre \
         parce que vous y êtes abonné(e). Se désabonner : répondre « STOP ».</td></tr>\n\
         </table>\n</td></tr></table>\n</body></html>\n",
        page.html
    );
    (page.text, html)
}

/// What several lines together make.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    None,
    List,
    /// The first row of a table is its head.
    Head,
    Rows,
}

struct Page {
    text: String,
    html: String,
    colour: &'static str,
    open: Block,
}

impl Page {
    fn line(&mut self, line: &str) {
        let colour = self.colour;
        let (mark, rest) = line.split_once(' ').unwrap_or(("", line));
        match mark {
            "=" => {
                self.enter(Block::None);
                let _ = writeln!(self.text, "{}", rest.to_uppercase());
                let masthead = format!("padding:28px 32px 4px;background:{colour};color:#ffffff;font-size:28px");
                self.cell(&masthead, &escape(rest));
            }
            "~" => {
                let _ = writeln!(self.text, "{rest}");
                let below = format!("padding:0 32px 22px;background:{colour};color:#ffffff;font-size:14px");
                self.cell(&below, &escape(rest));
            }
            "==" => {
                self.enter(Block::None);
                let _ = write!(self.text, "\n\n{rest}\n{}\n", "-".repeat(rest.chars().count()));
                let section = format!("padding:26px 32px 6px;font-size:20px;color:{colour}");
                self.cell(&section, &format!("<b>{}</b>", escape(rest)));
            }
            "*" => {
                self.enter(Block::List);
                let _ = writeln!(self.text, "- {rest}");
                let _ = writeln!(self.html, "<li style=\"margin:0 0 6px\">{}</li>", escape(rest));
            }
            "|" => self.row(rest),
            "->" => self.button(rest),
            _ => {
                self.enter(Block::None);
                let _ = writeln!(self.text, "{line}");
                self.cell("padding:4px 32px 8px", &escape(line));
            }
        }
    }

    fn row(&mut self, row: &str) {
        let head = !matches!(self.open, Block::Head | Block::Rows);
        self.enter(if head { Block::Head } else { Block::Rows });
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
        if !head {
            let _ = writeln!(self.text, "  {}", filled.join(" – "));
        }
        let style = if head { "background:#f2f1ec;font-weight:bold" } else { "border-bottom:1px solid #dddddd" };
        let cells = cells.iter().fold(String::new(), |mut html, cell| {
            let _ = write!(html, "<td style=\"padding:6px 10px;{style}\">{}</td>", escape(cell));
            html
        });
        let _ = writeln!(self.html, "<tr>{cells}</tr>");
    }

    fn button(&mut self, line: &str) {
        self.enter(Block::None);
        let (label, address) = line.rsplit_once(' ').unwrap_or((line, ""));
        let _ = writeln!(self.text, "{label} : {address}");
        let style = format!(
            "display:inline-block;background:{};color:#ffffff;padding:8px 18px;text-decoration:none;\
             font:14px Arial,sans-serif",
            self.colour
        );
        let anchor = format!("<a href=\"{}\" style=\"{style}\">{}</a>", escape(address), escape(label));
        self.cell("padding:8px 32px 10px", &anchor);
    }

    fn cell(&mut self, style: &str, html: &str) {
        let _ = writeln!(self.html, "<tr><td style=\"{style}\">{html}</td></tr>");
    }

    /// Closes what is open where something else begins.
    fn enter(&mut self, next: Block) {
        let same = self.open == next || (self.open == Block::Head && next == Block::Rows);
        if !same {
            self.html.push_str(match self.open {
                Block::None => "",
                Block::List => "</ul></td></tr>\n",
                Block::Head | Block::Rows => "</table></td></tr>\n",
            });
            self.html.push_str(match next {
                Block::None | Block::Rows => "",
                Block::List => "<tr><td style=\"padding:4px 32px\"><ul style=\"margin:0;padding-left:20px\">\n",
                Block::Head => {
                    "<tr><td style=\"padding:8px 32px\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" \
                     style=\"font:14px Arial,sans-serif\">\n"
                }
            });
        }
        self.open = next;
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_newsletter_is_the_same_in_both_forms() {
        let source =
            "= La lettre\n~ n° 1\n== Fer\nTexte.\n* un\n* deux\n| A | B\n| 1 | 2\n-> Lire https://www.a.example/1";
        let (text, html) = write(source, "La lettre");
        assert!(text.starts_with(
            "LA LETTRE\nn° 1\n\n\nFer\n---\nTexte.\n- un\n- deux\n  1 – 2\nLire : https://www.a.example/1\n"
        ));
        for (open, close) in [("<table", "</table>"), ("<tr>", "</tr>"), ("<ul", "</ul>"), ("<td", "</td>")] {
            assert_eq!(html.matches(open).count(), html.matches(close).count(), "{open}");
        }
        assert!(html.contains("href=\"https://www.a.example/1\""));
    }
}
