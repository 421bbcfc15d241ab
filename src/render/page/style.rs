//! What a page looks like where it does not say: our letters, some air, and
//! pictures that keep to the width.

use super::super::fonts::{MONO, SANS};
use super::super::wire::Light;

/// The page is written black on white. A dark one is turned when it is painted,
/// so only what is not turned by then has colours of the window here.
pub(super) fn ours(light: Light, paper: bool) -> String {
    let link = if light.dark { "#0b57a8".to_owned() } else { hex(light.link) };
    let ink = if light.dark { "#000".to_owned() } else { hex(light.ink) };
    // A sheet has its own margins, and letters of ten and a half points.
    let (size, mono, margin) = if paper { (14, 12, "0") } else { (15, 14, "14px 16px 24px 16px") };
    format!(
        "html {{ font-family: '{SANS}', sans-serif; font-size: {size}px; line-height: 1.45; color: {ink}; }}
         body {{ margin: {margin}; overflow-wrap: break-word; }}
         a[href] {{ color: {link}; text-decoration: underline; }}
         img {{ max-width: 100%; height: auto; }}
         pre, code, tt, kbd, samp {{ font-family: '{MONO}', monospace; font-size: {mono}px; }}
         pre {{ white-space: pre-wrap; }}
         table {{ line-height: normal; font-size: inherit; color: inherit; }}
         blockquote {{ margin: 8px 0 8px 4px; padding-left: 12px; border-left: 2px solid #c3c8d1; }}
         hr {{ border: none; border-top: 1px solid #c3c8d1; }}
         blockquote[folded] {{ display: none !important; }}
         fold-line {{ display: block !important; visibility: visible !important; opacity: 1 !important;
                     margin: 8px 0 !important; }}
         fold-line a {{ display: inline !important; visibility: visible !important; color: {link} !important;
                       font-size: 14px !important; text-decoration: none !important; }}"
    )
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
