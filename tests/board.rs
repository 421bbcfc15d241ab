//! What another program copied, on a screen of its own. The clipboard of the screen
//! is asked for in a process of its own, for a screen is named by the environment.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use sceau::desktop::{Copied, copied};

use crate::support::screen::Screen;

const SAYS: &str = "what was copied: ";

#[test]
fn pictures_and_files_of_other_programs_are_pasted_and_letters_are_left_to_the_window() {
    let (screen, scratch) = (Screen::start(), tempfile::tempdir().unwrap());
    assert_eq!(pasted(&screen), "nothing");

    let picture = scratch.path().join("plaie.png");
    image::RgbImage::from_pixel(40, 30, image::Rgb([10, 120, 200])).save(&picture).unwrap();
    let held = copy(&screen, "image/png", &picture);
    assert_eq!(until(&screen, |said| said != "nothing"), "picture 40x30 [10, 120, 200]");
    drop(held);

    let list = scratch.path().join("list");
    fs::write(&list, format!("file://{}\r\n", picture.display())).unwrap();
    let held = copy(&screen, "text/uri-list", &list);
    assert_eq!(until(&screen, |said| said.starts_with("file")), format!("files {}", picture.display()));
    drop(held);

    fs::write(&list, "Bonjour").unwrap();
    let _held = copy(&screen, "UTF8_STRING", &list);
    assert_eq!(until(&screen, |said| said == "nothing"), "nothing");
}

#[test]
#[ignore = "started by the test above"]
fn say_what_was_copied() {
    let said = match copied() {
        Copied::Nothing => "nothing".to_owned(),
        Copied::Files(files) => {
            let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
            format!("files {}", files.join(" "))
        }
        Copied::Picture(bytes) => {
            let picture = image::load_from_memory(&bytes).unwrap().to_rgb8();
            format!("picture {}x{} {:?}", picture.width(), picture.height(), picture.get_pixel(5, 5).0)
        }
    };
    println!("{SAYS}{said}");
}

/// A program that has copied something holds it for as long as it runs.
struct Holder(Child);

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn copy(screen: &Screen, kind: &str, file: &Path) -> Holder {
    let mut command = Command::new("xclip");
    let _ = command.args(["-quiet", "-selection", "clipboard", "-t", kind, "-i"]).arg(file);
    Holder(command.env("DISPLAY", screen.name()).spawn().unwrap())
}

fn until(screen: &Screen, wanted: impl Fn(&str) -> bool) -> String {
    let mut said = String::new();
    for _ in 0..50 {
        said = pasted(screen);
        if wanted(&said) {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    said
}

fn pasted(screen: &Screen) -> String {
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut again = Command::new(std::env::current_exe().unwrap());
    let _ = again.args(["--exact", &format!("{here}::say_what_was_copied"), "--ignored", "--nocapture"]);
    let output = again.env("DISPLAY", screen.name()).env_remove("WAYLAND_DISPLAY").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let line = said.lines().find_map(|line| Some(line.split_once(SAYS)?.1.to_owned()));
    line.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)))
}
