//! What pages look like: by the colours that are on them.

use super::{DAY, Desk, NIGHT, html, look};

/// How much of a strip has about that colour.
fn share(pixels: &[u8], [red, green, blue]: [u8; 3]) -> f32 {
    let near = |a: u8, b: u8| a.abs_diff(b) < 12;
    let like = pixels.chunks_exact(4).filter(|p| near(p[0], red) && near(p[1], green) && near(p[2], blue)).count();
    like as f32 / (pixels.len() / 4) as f32
}

#[tokio::test]
async fn text_is_black_on_white_by_day_and_light_on_dark_by_night() {
    let page = html("<p>Bonjour Docteur, voici le compte rendu de consultation.</p>");
    let mut desk = Desk::with(page.clone(), look(600.0, DAY)).await;
    let day = desk.painted(60).await;
    assert!(share(&day, DAY.paper) > 0.8, "{}", share(&day, DAY.paper));
    assert!(share(&day, DAY.ink) > 0.005, "{}", share(&day, DAY.ink));
    desk.open(page, look(600.0, NIGHT)).await;
    let night = desk.painted(60).await;
    assert!(share(&night, NIGHT.paper) > 0.8, "{}", share(&night, NIGHT.paper));
    assert!(share(&night, NIGHT.ink) > 0.005, "{}", share(&night, NIGHT.ink));
}

#[tokio::test]
async fn the_dark_turns_what_is_painted_and_leaves_pictures_as_they_are() {
    // A white field, and beside it a white picture.
    let picture = image([255; 3]);
    let page = html(&format!(
        "<body style='margin:0'><div style='background:#ffffff;height:40px'></div>\
         <img src='data:image/png;base64,{picture}' width='200' height='40'>"
    ));
    let mut desk = Desk::with(page, look(400.0, NIGHT)).await;
    let pixels = desk.painted(80).await;
    let row = |y: usize| &pixels[(y * 400 + 50) * 4..(y * 400 + 51) * 4];
    assert!(row(20)[0] < 60, "{:?}", row(20));
    assert_eq!(row(60), [255, 255, 255, 255]);
}

#[tokio::test]
async fn a_page_is_as_wide_as_its_room_and_grows_when_it_is_narrower() {
    let text = "<p>".to_owned() + &"Un courrier assez long pour tenir sur plusieurs lignes. ".repeat(20);
    let mut desk = Desk::with(html(&text), look(900.0, DAY)).await;
    assert!((desk.laid.width - 900.0).abs() < 0.5, "{}", desk.laid.width);
    let wide = desk.laid.height;
    desk.lay(look(450.0, DAY)).await;
    assert!(desk.laid.height > wide * 1.6, "{} {wide}", desk.laid.height);
    let zoomed = super::Look { zoom: 2.0, ..look(900.0, DAY) };
    desk.lay(zoomed).await;
    assert!(desk.laid.height > wide * 2.5, "{} {wide}", desk.laid.height);
}

#[tokio::test]
async fn what_is_wider_than_its_room_can_be_reached() {
    let desk = Desk::with(html("<div style='width:2000px;height:30px;background:red'></div>"), look(500.0, DAY)).await;
    assert!(desk.laid.width >= 2000.0, "{}", desk.laid.width);
}

/// `leftmargin=0` was meant for windows with a frame of their own.
#[tokio::test]
async fn an_old_page_without_margins_does_not_touch_the_edge() {
    let page = include_str!("../data/html/lettre-ancienne.html");
    let mut desk = Desk::with(html(page), look(400.0, DAY)).await;
    let pixels = desk.painted(300).await;
    let edge = |pixel: usize| pixels[pixel * 4..pixel * 4 + 3] == [255; 3];
    let touched = (0..300).flat_map(|y| (0..12).map(move |x| y * 400 + x)).filter(|pixel| !edge(*pixel)).count();
    let written = (0..300).flat_map(|y| (12..60).map(move |x| y * 400 + x)).filter(|pixel| !edge(*pixel)).count();
    assert!(touched == 0 && written > 100, "{touched} and {written}");
}

/// A picture of one colour, as a letter brings it.
pub(super) fn image([red, green, blue]: [u8; 3]) -> String {
    use base64::Engine as _;
    let pixels: Vec<u8> = (0..16).flat_map(|_| [red, green, blue, 255]).collect();
    base64::engine::general_purpose::STANDARD.encode(crate::ui::png::encode(4, 4, &pixels))
}
