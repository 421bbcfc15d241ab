//! The colours, by what they mean. The only file of the window that names a
//! raw colour; the contrasts it promises are tested at its end.

#![allow(clippy::unreadable_literal, reason = "six digits are how a colour is written")]

use iced::{Color, color};

/// All the colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Palette {
    pub dark: bool,
    /// Around the panes: folders, tool bar, status bar.
    pub window: Color,
    /// What is read: the list, the reader, fields.
    pub pane: Color,
    /// Above the rest: menus, tooltips, modals.
    pub raised: Color,
    /// Behind a modal.
    pub veil: Color,
    /// Under the pointer.
    pub hover: Color,
    /// The chosen row, where the keys go.
    pub selection: Color,
    /// The chosen row of a pane that the keys do not reach.
    pub selection_idle: Color,
    pub text: Color,
    /// What may be skipped: dates, extracts, hints.
    pub muted: Color,
    /// What cannot be used now. Exempt from the contrast rule, as everywhere.
    pub disabled: Color,
    /// Lines of one pixel between things.
    pub hairline: Color,
    /// The thumb of a scroll bar at rest.
    pub thumb: Color,
    /// The outline of a field or of a plain button.
    pub outline: Color,
    /// The one accent, as it is written or drawn on a surface.
    pub accent: Color,
    /// The accent as a ground, and what is written on it.
    pub accent_fill: Color,
    pub accent_fill_hover: Color,
    pub on_fill: Color,
    pub danger_fill: Color,
    pub danger_fill_hover: Color,
    /// Three meanings and the neutral one: each a colour and its pale ground.
    pub verified: Color,
    pub verified_ground: Color,
    pub attention: Color,
    pub attention_ground: Color,
    pub danger: Color,
    pub danger_ground: Color,
    pub info: Color,
    pub info_ground: Color,
    /// The edges of mailboxes, by [`crate::domain::Colour`].
    pub accounts: [Color; 8],
    /// Tags, by [`crate::domain::Colour`].
    pub tags: [Color; 8],
    /// Letters, by [`crate::domain::writing::Ink`].
    pub inks: [Color; 6],
    /// Behind letters, by [`crate::domain::writing::Marker`].
    pub markers: [Color; 4],
}

pub(super) static LIGHT: Palette = Palette {
    dark: false,
    window: color!(0xF2F5F5),
    pane: color!(0xFFFFFF),
    raised: color!(0xFFFFFF),
    veil: color!(0x101819, 0.45),
    hover: color!(0xE8EDED),
    selection: color!(0xD3E7E6),
    selection_idle: color!(0xE3E9E9),
    text: color!(0x182224),
    muted: color!(0x546265),
    disabled: color!(0x9AA5A7),
    hairline: color!(0xD8DFDF),
    thumb: color!(0xB9C4C5),
    outline: color!(0x7F8D90),
    accent: color!(0x0B5A63),
    accent_fill: color!(0x0E5F69),
    accent_fill_hover: color!(0x0A4A52),
    on_fill: color!(0xFFFFFF),
    danger_fill: color!(0xA9261F),
    danger_fill_hover: color!(0x8A1C16),
    verified: color!(0x17663A),
    verified_ground: color!(0xE3F2E9),
    attention: color!(0x7D4B00),
    attention_ground: color!(0xFBF0DB),
    danger: color!(0xA9261F),
    danger_ground: color!(0xFBE9E7),
    info: color!(0x0B5A63),
    info_ground: color!(0xE4F0F1),
    accounts: [
        color!(0x0E7480),
        color!(0x8A5AB5),
        color!(0xB5611A),
        color!(0x3D72C4),
        color!(0x5B7F24),
        color!(0xB24A7D),
        color!(0x8C6A1D),
        color!(0x5E6E72),
    ],
    tags: [
        color!(0xC23B33),
        color!(0xB5611A),
        color!(0x8C6A1D),
        color!(0x4F7D24),
        color!(0x0E7480),
        color!(0x3D72C4),
        color!(0x8A5AB5),
        color!(0xB24A7D),
    ],
    inks: [color!(0x546265), color!(0xB3261E), color!(0x944700), color!(0x1C6B35), color!(0x1D55B0), color!(0x7A37A3)],
    markers: [color!(0xFFF1A6), color!(0xCFEFC9), color!(0xCDE4FB), color!(0xFAD3E1)],
};

pub(super) static DARK: Palette = Palette {
    dark: true,
    window: color!(0x1B2122),
    pane: color!(0x141919),
    raised: color!(0x242B2D),
    veil: color!(0x000000, 0.55),
    hover: color!(0x262E30),
    selection: color!(0x1C4347),
    selection_idle: color!(0x2A3234),
    text: color!(0xE4EAEA),
    muted: color!(0xA3B0B2),
    disabled: color!(0x667174),
    hairline: color!(0x2F383A),
    thumb: color!(0x526064),
    outline: color!(0x75858A),
    accent: color!(0x6CC3C9),
    accent_fill: color!(0x1B737C),
    accent_fill_hover: color!(0x22808A),
    on_fill: color!(0xFFFFFF),
    danger_fill: color!(0xB4362E),
    danger_fill_hover: color!(0xC2423A),
    verified: color!(0x74CB95),
    verified_ground: color!(0x16301F),
    attention: color!(0xE9B458),
    attention_ground: color!(0x352711),
    danger: color!(0xF28B82),
    danger_ground: color!(0x3C1D1B),
    info: color!(0x6CC3C9),
    info_ground: color!(0x16312F),
    accounts: [
        color!(0x35A5B0),
        color!(0xB08AD6),
        color!(0xDE8E4A),
        color!(0x7BA5E8),
        color!(0x94B95A),
        color!(0xDB83AF),
        color!(0xC6A24C),
        color!(0x9AA9AD),
    ],
    tags: [
        color!(0xE8776F),
        color!(0xDE8E4A),
        color!(0xC6A24C),
        color!(0x8DB95A),
        color!(0x35A5B0),
        color!(0x7BA5E8),
        color!(0xB08AD6),
        color!(0xDB83AF),
    ],
    inks: [color!(0xA3AFB1), color!(0xF28B82), color!(0xE9A25B), color!(0x7FCB96), color!(0x8AB4F8), color!(0xC9A0EC)],
    markers: [color!(0x463C10), color!(0x1E4427), color!(0x1C3B5E), color!(0x55263A)],
};

pub(super) static HIGH_CONTRAST: Palette = Palette {
    dark: false,
    window: color!(0xFFFFFF),
    pane: color!(0xFFFFFF),
    raised: color!(0xFFFFFF),
    veil: color!(0x000000, 0.6),
    hover: color!(0xE6E6E6),
    selection: color!(0xCBEAEC),
    selection_idle: color!(0xE2E2E2),
    text: color!(0x000000),
    muted: color!(0x2B2B2B),
    disabled: color!(0x6E6E6E),
    hairline: color!(0x4A4A4A),
    thumb: color!(0x4A4A4A),
    outline: color!(0x000000),
    accent: color!(0x003F47),
    accent_fill: color!(0x003F47),
    accent_fill_hover: color!(0x00252B),
    on_fill: color!(0xFFFFFF),
    danger_fill: color!(0x7A0C08),
    danger_fill_hover: color!(0x560603),
    verified: color!(0x004A1F),
    verified_ground: color!(0xEAF7EF),
    attention: color!(0x553200),
    attention_ground: color!(0xFFF4DD),
    danger: color!(0x7A0C08),
    danger_ground: color!(0xFFECEA),
    info: color!(0x003F47),
    info_ground: color!(0xE8F6F7),
    accounts: [
        color!(0x004F5A),
        color!(0x4E1F7A),
        color!(0x6E3300),
        color!(0x0B3A8A),
        color!(0x2F4A00),
        color!(0x7A0F47),
        color!(0x553E00),
        color!(0x333D40),
    ],
    tags: [
        color!(0x7A0C08),
        color!(0x6E3300),
        color!(0x553E00),
        color!(0x2A4A00),
        color!(0x004F5A),
        color!(0x0B3A8A),
        color!(0x4E1F7A),
        color!(0x7A0F47),
    ],
    inks: [color!(0x3D3D3D), color!(0x7A0C08), color!(0x5E3200), color!(0x004A1F), color!(0x0B3A8A), color!(0x4E1F7A)],
    markers: [color!(0xFFF3A0), color!(0xD2F2CC), color!(0xD0E6FF), color!(0xFFD6E4)],
};

#[cfg(test)]
mod tests {
    use iced::Color;

    use super::{DARK, HIGH_CONTRAST, LIGHT, Palette};

    /// The surfaces on which plain and muted text is written.
    fn surfaces(p: &Palette) -> [Color; 6] {
        [p.window, p.pane, p.raised, p.hover, p.selection, p.selection_idle]
    }

    fn contrast(one: Color, two: Color) -> f32 {
        one.relative_contrast(two)
    }

    fn every_text_holds(p: &Palette, least: f32) {
        for surface in surfaces(p) {
            for text in [p.text, p.muted, p.accent, p.verified, p.attention, p.danger] {
                let found = contrast(text, surface);
                assert!(found >= least, "{text:?} on {surface:?}: {found:.2}");
            }
        }
        let grounds = [
            (p.verified, p.verified_ground),
            (p.attention, p.attention_ground),
            (p.danger, p.danger_ground),
            (p.info, p.info_ground),
        ];
        for (text, ground) in grounds {
            for text in [text, p.text, p.muted] {
                assert!(contrast(text, ground) >= least, "{text:?} on {ground:?}");
            }
        }
        for fill in [p.accent_fill, p.accent_fill_hover, p.danger_fill, p.danger_fill_hover] {
            assert!(contrast(p.on_fill, fill) >= least, "on {fill:?}: {}", contrast(p.on_fill, fill));
        }
    }

    #[test]
    fn text_stands_out_from_every_surface_it_is_written_on() {
        every_text_holds(&LIGHT, 4.5);
        every_text_holds(&DARK, 4.5);
        every_text_holds(&HIGH_CONTRAST, 7.0);
    }

    #[test]
    fn written_colours_are_legible_on_what_is_written_on() {
        for (p, least) in [(&LIGHT, 4.5), (&DARK, 4.5), (&HIGH_CONTRAST, 7.0)] {
            for surface in [p.pane, p.selection] {
                for ink in p.inks {
                    assert!(contrast(ink, surface) >= least, "{ink:?} on {surface:?}: {}", contrast(ink, surface));
                }
            }
            for marker in p.markers {
                for text in [p.text, p.muted] {
                    assert!(contrast(text, marker) >= least, "{text:?} on {marker:?}: {}", contrast(text, marker));
                }
            }
        }
    }

    #[test]
    fn edges_dots_and_outlines_are_seen_on_every_surface() {
        for p in [&LIGHT, &DARK, &HIGH_CONTRAST] {
            for surface in surfaces(p) {
                for colour in p.accounts.iter().chain(&p.tags) {
                    assert!(contrast(*colour, surface) >= 3.0, "{colour:?} on {surface:?}");
                }
            }
            for surface in [p.window, p.pane, p.raised] {
                assert!(contrast(p.outline, surface) >= 3.0, "outline on {surface:?}");
            }
        }
    }
}
