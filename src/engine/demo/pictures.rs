//! The photographs and drawings of the mailbox: simple, but something to see.

use super::canvas::{Canvas, Colour, mix};
use super::ecg::{self, Rhythm};

const SKIN: Colour = [226, 183, 158];
const SHADE: Colour = [196, 146, 120];

/// A picture of that kind; the name makes two of a kind differ.
pub(super) fn draw(kind: &str, name: &str) -> Vec<u8> {
    let salt = name.bytes().map(f32::from).sum::<f32>() % 11.0;
    match kind {
        "ecg" => ecg::sheet(620, 300, Rhythm::Fibrillation, salt),
        "ecg-sinus" => ecg::sheet(620, 300, Rhythm::Sinus, salt),
        "scan-ecg" => ecg::sheet(1180, 430, Rhythm::Fibrillation, salt),
        "dermoscopy" => dermoscopy(),
        "scar" => scar(),
        "ulcer" => ulcer(),
        "stone" => stone(),
        "booklet" => booklet(),
        "plan" => plan(),
        _ => mole(salt),
    }
}

const WIDTH: u32 = 320;
const HEIGHT: u32 = 240;

/// Skin under a lamp, with a lesion where the shape says so: 0 is outside, 1 inside.
fn skin(shape: impl Fn(f32, f32) -> f32, colour: impl Fn(f32, f32) -> Colour) -> Vec<u8> {
    let pixel = |x: f32, y: f32| {
        let far = (x - 0.4).hypot(y - 0.4);
        mix(mix(SKIN, SHADE, far), colour(x, y), shape(x, y))
    };
    Canvas::shaded(WIDTH, HEIGHT, pixel).png()
}

/// 1 within the radius, 0 outside, soft at the border.
fn soft(distance: f32, radius: f32, softness: f32) -> f32 {
    ((radius - distance) / softness + 0.5).clamp(0.0, 1.0)
}

/// Two colours and a border that is not round.
fn mole(salt: f32) -> Vec<u8> {
    let distance = |x: f32, y: f32| (x - 0.52).hypot((y - 0.5) * 0.75);
    let shape = |x: f32, y: f32| {
        let turn = (y - 0.5).atan2(x - 0.52);
        let border = 0.1 + 0.014 * (turn * 3.0 + salt).sin() + 0.01 * (turn * 5.0 + 2.0 * salt).cos();
        soft(distance(x, y), border, 0.03)
    };
    skin(shape, |x, y| mix([72, 42, 34], [138, 88, 62], (x - 0.44 + (y - 0.5) * 0.6) * 6.0))
}

/// The same seen through a lens: a round field, a net of pigment.
fn dermoscopy() -> Vec<u8> {
    let pixel = |x: f32, y: f32| {
        let far = (x - 0.5).hypot((y - 0.5) * 0.75);
        let net = ((x * 70.0 + y * 12.0).sin() * (y * 52.0 - x * 9.0).sin()).abs();
        let lesion = mix([196, 150, 118], [92, 58, 44], net * soft(far, 0.22, 0.14) * 1.4);
        let veil = mix(lesion, [98, 104, 132], soft((x - 0.56).hypot(y - 0.42), 0.1, 0.14) * 0.6);
        mix([18, 18, 20], veil, soft(far, 0.36, 0.012))
    };
    Canvas::shaded(WIDTH, HEIGHT, pixel).png()
}

/// A line at the bottom of the neck, red and a little thick.
fn scar() -> Vec<u8> {
    let shape = |x: f32, y: f32| {
        let line = 0.56 + 0.16 * (x - 0.5) * (x - 0.5) + 0.004 * (x * 40.0).sin();
        let thickness = 0.016 * soft((x - 0.5).abs(), 0.3, 0.12);
        soft((y - line).abs(), thickness, 0.016) * soft((x - 0.5).abs(), 0.31, 0.04)
    };
    skin(shape, |_, _| [178, 74, 76])
}

/// Red granulation, some yellow, and a white rule beside it.
fn ulcer() -> Vec<u8> {
    let pixel = |x: f32, y: f32| {
        let turn = ((y - 0.48) * 0.8).atan2(x - 0.45);
        let far = (x - 0.45).hypot((y - 0.48) * 0.8) + 0.014 * (turn * 3.0).sin() + 0.008 * (turn * 7.0).cos();
        let around = mix(mix(SKIN, SHADE, x), [170, 118, 112], soft(far, 0.26, 0.16) * 0.7);
        let wound = mix([168, 48, 44], [206, 176, 104], (x * 21.0 + (y * 26.0).sin() * 1.6).sin().max(0.0) * 0.55);
        let tick = (x * 20.0).fract() < 0.08;
        if y > 0.84 && y < 0.95 {
            return if tick && y < 0.9 { [40, 40, 40] } else { [240, 240, 236] };
        }
        mix(around, wound, soft(far, 0.15, 0.03))
    };
    Canvas::shaded(WIDTH, HEIGHT, pixel).png()
}

/// A small stone beside a coin, on a table.
fn stone() -> Vec<u8> {
    let pixel = |x: f32, y: f32| {
        let grain = (y * 90.0 + (x * 5.0).sin() * 3.0).sin() * 0.12 + 0.5;
        let table = mix([150, 110, 74], [178, 136, 96], grain);
        let coin_far = (x - 0.62).hypot((y - 0.5) * 0.75);
        let coin = mix([206, 172, 92], [168, 132, 58], soft((coin_far - 0.15).abs(), 0.012, 0.01));
        let table = mix(table, coin, soft(coin_far, 0.17, 0.008));
        let stone_far = (x - 0.3).hypot((y - 0.54) * 0.9) + 0.006 * ((y - x) * 60.0).sin();
        mix(table, mix([122, 96, 62], [74, 56, 38], (y - 0.48) * 8.0), soft(stone_far, 0.035, 0.012))
    };
    Canvas::shaded(WIDTH, HEIGHT, pixel).png()
}

/// A page of vaccinations: rows, stickers, stamps.
fn booklet() -> Vec<u8> {
    let mut page = Canvas::new(WIDTH, HEIGHT, [250, 246, 232]);
    page.fill((0, 0), (WIDTH, 30), [92, 142, 150]);
    for row in 0..7_u32 {
        let top = 36 + row * 28;
        page.frame((12, top), (296, 28), 1, [120, 128, 130]);
        page.fill((96, top), (1, 28), [120, 128, 130]);
        page.fill((216, top), (1, 28), [120, 128, 130]);
        if row < 5 {
            let sticker: Colour = if row % 2 == 0 { [196, 222, 238] } else { [250, 214, 170] };
            page.fill((104, top + 5), (104, 18), sticker);
            page.fill((110, top + 10), (60 + row * 7, 3), [70, 80, 96]);
            page.fill((110, top + 16), (44, 3), [70, 80, 96]);
            page.fill((20, top + 12), (58, 4), [60, 60, 110]);
            page.frame((228 + row * 3, top + 6), (48, 16), 2, [132, 76, 150]);
        }
    }
    page.png()
}

/// The ground floor of the old school: rooms, doors, two lime trees.
fn plan() -> Vec<u8> {
    const WALL: Colour = [58, 62, 70];
    let mut sheet = Canvas::new(640, 420, [252, 252, 250]);
    let rooms = [(40, 40, 150, 120), (190, 40, 110, 120), (300, 40, 160, 120), (460, 40, 140, 120)];
    let below = [(40, 200, 210, 100), (250, 200, 120, 100), (370, 200, 230, 100)];
    for (room, (left, top, width, height)) in rooms.into_iter().chain(below).enumerate() {
        let floor: Colour = if room % 2 == 0 { [226, 238, 238] } else { [244, 238, 224] };
        sheet.fill((left, top), (width, height), floor);
        sheet.frame((left, top), (width, height), 4, WALL);
        let door = if top < 100 { top + height - 4 } else { top };
        sheet.fill((left + width / 2 - 14, door), (28, 4), [252, 252, 250]);
    }
    sheet.frame((40, 40), (560, 260), 6, WALL);
    sheet.fill((40, 176), (6, 18), [252, 252, 250]);
    for centre in [200.0_f32, 440.0] {
        for place in 0..70 * 70_u32 {
            let (x, y) = ((place % 70) as f32 - 35.0, (place / 70) as f32 - 35.0);
            let edge = 30.0 + 3.0 * (y.atan2(x) * 9.0).sin();
            if x.hypot(y) < edge {
                let leaf = mix([122, 160, 96], [88, 128, 70], x.hypot(y) / 34.0);
                sheet.dot(pixel(centre + x), pixel(356.0 + y), leaf);
            }
        }
    }
    sheet.png()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the sheet, never negative")]
fn pixel(place: f32) -> u32 {
    place.max(0.0) as u32
}
