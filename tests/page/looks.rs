//! What pages look like.

use std::time::Instant;
use super::*;

#[tokio::test]
async fn probe() {
    let Ok(files) = std::env::var("SCEAU_PAGES") else { return };
    let t = Instant::now();
    let mut desk = Desk::with(html("<p>Bonjour"), look(700.0, DAY)).await;
    println!("start {:?}", t.elapsed());
    for file in files.split(':') {
        let text = std::fs::read_to_string(file).unwrap();
        for (name, light) in [("day", DAY), ("night", NIGHT)] {
            let t = Instant::now();
            desk.open(html(&text), look(700.0, light)).await;
            let opened = t.elapsed();
            let t = Instant::now();
            let height = 900.min(desk.laid.height as u32);
            let pixels = desk.painted(height).await;
            println!("{file} {name}: open {opened:?}, paint {:?}, {}x{} links {}", t.elapsed(), desk.laid.width, desk.laid.height, desk.laid.links.len());
            let out = format!("{file}.{name}.png");
            std::fs::write(out, crate::ui::png::encode(desk.laid.width as u32, height, &pixels)).unwrap();
        }
    }
    println!("{:?}", desk.ask(Question::Find("dosage".into())).await);
    println!("{:?}", desk.ask(Question::Select(sceau::render::Reach::All)).await);
    println!("{:?}", desk.ask(Question::Copy).await);
}
