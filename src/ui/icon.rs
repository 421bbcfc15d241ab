//! The icons, one function each. They are glyphs of one font (Lucide, cut down
//! by `assets/fonts/make.py` to the list below), so they take the colour of the
//! text around them. An icon never stands alone: it has a label or a tooltip.

use iced::Font;
use iced::widget::{Text, pick_list, text};

use super::theme::{Theme, font};

/// The side of an icon, unless it is asked for another.
pub const SIDE: f32 = 16.0;

/// The room of an icon where there is none.
pub fn nothing<'a>() -> Text<'a, Theme> {
    text("")
}

/// Lucide’s `search`, for the text fields that draw their own icon.
pub const SEARCH: char = '\u{e151}';

/// Lucide’s `image`, where a picture stands among letters.
pub const IMAGE: char = '\u{e0f6}';

/// Lucide’s `mail`, for what a widget draws itself.
pub const MAIL: char = '\u{e10f}';

const CHEVRON_DOWN: char = '\u{e06d}';

macro_rules! icons {
    ($($name:ident $lucide:literal $glyph:literal;)+) => {
        $(
            #[doc = concat!("Lucide’s `", $lucide, "`.")]
            pub fn $name<'a>() -> Text<'a, Theme> {
                glyph($glyph)
            }
        )+

        #[cfg(test)]
        const ALL: &[(&str, char)] = &[$(($lucide, $glyph)),+];
    };
}

icons! {
    inbox "inbox" '\u{e0f7}';
    drafts "file-pen" '\u{e31f}';
    sent "send" '\u{e152}';
    archive "archive" '\u{e041}';
    junk "shield-alert" '\u{e1fe}';
    trash "trash-2" '\u{e18e}';
    folder "folder" '\u{e0d7}';
    folder_open "folder-open" '\u{e247}';
    folder_plus "folder-plus" '\u{e0d9}';
    folder_move "folder-input" '\u{e334}';
    chevron_right "chevron-right" '\u{e06f}';
    chevron_down "chevron-down" '\u{e06d}';
    chevron_left "chevron-left" '\u{e06e}';
    chevron_up "chevron-up" '\u{e070}';
    arrow_up "arrow-up" '\u{e04a}';
    arrow_down "arrow-down" '\u{e042}';
    arrow_left "arrow-left" '\u{e048}';
    arrow_right "arrow-right" '\u{e049}';
    search "search" '\u{e151}';
    close "x" '\u{e1b2}';
    check "check" '\u{e06c}';
    plus "plus" '\u{e13d}';
    minus "minus" '\u{e11c}';
    more "ellipsis" '\u{e0b6}';
    menu "menu" '\u{e115}';
    filter "list-filter" '\u{e460}';
    columns "columns-2" '\u{e098}';
    rows "rows-2" '\u{e439}';
    table "rows-3" '\u{e58a}';
    panel_left "panel-left" '\u{e12a}';
    panel_right "panel-right" '\u{e431}';
    panel_bottom "panel-bottom" '\u{e42c}';
    warning "triangle-alert" '\u{e193}';
    info "info" '\u{e0f9}';
    circle_check "circle-check" '\u{e226}';
    circle_x "circle-x" '\u{e084}';
    circle_alert "circle-alert" '\u{e077}';
    circle "circle" '\u{e076}';
    help "circle-question-mark" '\u{e082}';
    loader "loader" '\u{e109}';
    refresh "refresh-cw" '\u{e145}';
    offline "cloud-off" '\u{e08d}';
    unplugged "unplug" '\u{e45d}';
    stop "circle-stop" '\u{e083}';
    clock "clock" '\u{e087}';
    shield "shield" '\u{e158}';
    shield_check "shield-check" '\u{e1ff}';
    shield_question "shield-question-mark" '\u{e40e}';
    shield_off "shield-off" '\u{e15a}';
    lock "lock" '\u{e10b}';
    unlock "lock-open" '\u{e10c}';
    key "key-round" '\u{e4a3}';
    card "id-card" '\u{e617}';
    signature "signature" '\u{e5f2}';
    eye "eye" '\u{e0ba}';
    eye_off "eye-off" '\u{e0bb}';
    user "user" '\u{e19f}';
    users "users" '\u{e1a4}';
    user_plus "user-plus" '\u{e1a2}';
    stethoscope "stethoscope" '\u{e2f1}';
    mail "mail" '\u{e10f}';
    mail_open "mail-open" '\u{e363}';
    write "square-pen" '\u{e172}';
    reply "reply" '\u{e22a}';
    reply_all "reply-all" '\u{e22b}';
    forward "forward" '\u{e229}';
    paperclip "paperclip" '\u{e12d}';
    flag "flag" '\u{e0d1}';
    star "star" '\u{e176}';
    tag "tag" '\u{e17f}';
    copy "copy" '\u{e09e}';
    undo "undo-2" '\u{e2a1}';
    pencil "pencil" '\u{e1f9}';
    square "square" '\u{e167}';
    square_check "square-check" '\u{e559}';
    square_minus "square-minus" '\u{e171}';
    print "printer" '\u{e141}';
    save "download" '\u{e0b2}';
    external "external-link" '\u{e0b9}';
    settings "settings" '\u{e154}';
    keyboard "keyboard" '\u{e284}';
    sun "sun" '\u{e178}';
    moon "moon" '\u{e11e}';
    contrast "contrast" '\u{e09d}';
    text_size "a-large-small" '\u{e587}';
    log_out "log-out" '\u{e10e}';
    server "server" '\u{e153}';
    globe "globe" '\u{e0e8}';
    disk "hard-drive" '\u{e0ed}';
    image "image" '\u{e0f6}';
    file "file" '\u{e0c0}';
    file_text "file-text" '\u{e0cc}';
    file_archive "file-archive" '\u{e30d}';
    file_table "file-spreadsheet" '\u{e326}';
    file_code "file-code" '\u{e0c3}';
    calendar "calendar" '\u{e063}';
    flask "flask-conical" '\u{e0d5}';
    bold "bold" '\u{e05d}';
    italic "italic" '\u{e0fb}';
    underline "underline" '\u{e19a}';
    strike "strikethrough" '\u{e177}';
    ink "baseline" '\u{e285}';
    marker "highlighter" '\u{e0f4}';
    bulleted "list" '\u{e106}';
    numbered "list-ordered" '\u{e1d1}';
    indent "list-indent-increase" '\u{e108}';
    outdent "list-indent-decrease" '\u{e107}';
    quote "text-quote" '\u{e49e}';
    align_left "text-align-start" '\u{e185}';
    align_centre "text-align-center" '\u{e182}';
    align_right "text-align-end" '\u{e183}';
    align_justify "text-align-justify" '\u{e184}';
    link "link" '\u{e102}';
    unlink "unlink" '\u{e19c}';
    redo "redo-2" '\u{e2a0}';
    plain_letters "remove-formatting" '\u{e3b3}';
    cut "scissors" '\u{e14e}';
    paste "clipboard-paste" '\u{e3e8}';
    paste_plain "clipboard-type" '\u{e309}';
    replace "replace" '\u{e3db}';
    dictionary "book-plus" '\u{e3f3}';
}

/// The sign of a list to pick from.
pub fn handle() -> pick_list::Icon<Font> {
    pick_list::Icon {
        font: font::ICON,
        code_point: CHEVRON_DOWN,
        size: Some(12.0.into()),
        line_height: text::LineHeight::Relative(1.0),
        shaping: text::Shaping::Basic,
    }
}

fn glyph<'a>(glyph: char) -> Text<'a, Theme> {
    text(glyph).font(font::ICON).size(SIDE).line_height(1.0).shaping(text::Shaping::Basic)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{ALL, CHEVRON_DOWN, IMAGE, MAIL, SEARCH};

    #[test]
    fn no_two_icons_look_alike() {
        let glyphs: HashSet<char> = ALL.iter().map(|(_, glyph)| *glyph).collect();
        assert_eq!(glyphs.len(), ALL.len());
    }

    #[test]
    fn a_glyph_that_is_named_apart_is_the_one_of_the_list() {
        let glyph = |name| ALL.iter().find(|(lucide, _)| *lucide == name).map(|(_, glyph)| *glyph);
        assert_eq!(glyph("search"), Some(SEARCH));
        assert_eq!(glyph("chevron-down"), Some(CHEVRON_DOWN));
        assert_eq!(glyph("image"), Some(IMAGE));
        assert_eq!(glyph("mail"), Some(MAIL));
    }
}
