//! `format=flowed` (RFC 3676): lines that were broken for the wire become
//! paragraphs again.

use super::content::DelSp;

pub(super) fn unfold(text: &str, DelSp(delsp): DelSp) -> String {
    let mut unfolded = String::with_capacity(text.len());
    // Quote depth of the paragraph that the next line may go on with.
    let mut flowing = None;
    for (index, line) in text.split('\n').enumerate() {
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        // 4.4: a line that would look quoted or lose its blank was stuffed.
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        if flowing != Some(depth) || signature {
            unfolded.push_str(if index > 0 { "\n" } else { "" });
            unfolded.push_str(line.get(..depth).unwrap_or_default());
            unfolded.push_str(if depth > 0 && !content.is_empty() { " " } else { "" });
        }
        let flows = content.ends_with(' ') && !signature;
        let kept = if flows && delsp { content.strip_suffix(' ') } else { None };
        unfolded.push_str(kept.unwrap_or(content));
        flowing = flows.then_some(depth);
    }
    unfolded
}

#[cfg(test)]
mod tests {
    use super::{DelSp, unfold};

    #[test]
    fn broken_lines_are_paragraphs_again() {
        let text = "Cher confrère, \nje vous adresse \nMme D.\n\nBien à vous\n-- \nDr T.";
        assert_eq!(unfold(text, DelSp(false)), "Cher confrère, je vous adresse Mme D.\n\nBien à vous\n-- \nDr T.");
    }

    #[test]
    fn the_blank_goes_when_the_sender_says_so() {
        assert_eq!(unfold("anti \ninflammatoire  \nfort", DelSp(true)), "antiinflammatoire fort");
    }

    #[test]
    fn quotes_keep_their_depth_and_stuffing_goes() {
        let text = ">> un \n>> deux\n> trois \nquatre\n From here";
        assert_eq!(unfold(text, DelSp(false)), ">> un deux\n> trois \nquatre\nFrom here");
    }

    #[test]
    fn empty_lines_at_the_start_stay() {
        assert_eq!(unfold("\n\na", DelSp(false)), "\n\na");
        assert_eq!(unfold("", DelSp(false)), "");
    }
}
