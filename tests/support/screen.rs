//! A screen that nobody sees, and a person in front of it: keys, mouse, and
//! eyes that read what the pixels say.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::child::Server;
use super::programs;
use super::scratch::Scratch;

pub struct Screen {
    display: String,
    pictures: tempfile::TempDir,
    /// The pixels as they are, at any moment.
    frames: PathBuf,
    // In the order of their going.
    _manager: Server,
    _server: Server,
    _scratch: Scratch,
}

/// A part of a window, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

const PATIENCE: Duration = Duration::from_secs(30);

impl Screen {
    pub fn start() -> Self {
        let scratch = Scratch::new();
        let xvfb = programs::find("xvfb", &["/usr/bin/Xvfb"]);
        let size = "1600x1000x24";
        let frames = scratch.path().to_owned();
        let screen = Server::start(
            &scratch,
            "xvfb",
            &xvfb,
            &[
                "-displayfd",
                "1",
                "-noreset",
                "-screen",
                "0",
                size,
                "-nolisten",
                "tcp",
                "-fbdir",
                frames.to_str().unwrap(),
            ],
        );
        let number = wait_for("a display", || {
            screen.output().lines().map(str::trim).find(|line| line.parse::<u32>().is_ok()).map(ToOwned::to_owned)
        });
        let display = format!(":{number}");
        let openbox = programs::find("openbox", &["/usr/bin/openbox"]);
        let variable = format!("DISPLAY={display}");
        let manager =
            Server::start(&scratch, "openbox", Path::new("/usr/bin/env"), &[&variable, openbox.to_str().unwrap()]);
        let screen = Self {
            display,
            pictures: tempfile::tempdir().unwrap(),
            frames: frames.join("Xvfb_screen0"),
            _manager: manager,
            _server: screen,
            _scratch: scratch,
        };
        wait_for("a window manager", || {
            let answer = screen.run("xprop", &["-root", "_NET_SUPPORTING_WM_CHECK"]);
            String::from_utf8_lossy(&answer.stdout).contains("window id").then_some(())
        });
        screen
    }

    /// By which programs find it.
    pub fn name(&self) -> &str {
        &self.display
    }

    /// Starts a program and waits for its window.
    pub fn open(&self, program: &Path, args: &[&str]) -> Window<'_> {
        let child = Command::new(program)
            .args(args)
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .spawn()
            .expect("the program");
        let pid = child.id().to_string();
        let id = wait_for("a window", || {
            let found = self.run("xdotool", &["search", "--onlyvisible", "--pid", &pid]);
            String::from_utf8_lossy(&found.stdout).lines().last().map(ToOwned::to_owned)
        });
        let window = Window { screen: self, child, id };
        window.press_nothing();
        window
    }

    /// All that is on the screen now.
    pub fn pixels(&self) -> Vec<u8> {
        fs::read(&self.frames).expect("the screen keeps its pixels in a file")
    }

    /// When something on it became other than it was.
    pub fn changed_from(&self, before: &[u8]) -> Instant {
        let start = Instant::now();
        while self.pixels() == before {
            assert!(start.elapsed() < PATIENCE, "nothing changes on the screen");
        }
        Instant::now()
    }

    /// Waits until nothing has changed for a while.
    pub fn until_still(&self) -> Vec<u8> {
        let start = Instant::now();
        let mut before = self.pixels();
        loop {
            std::thread::sleep(Duration::from_millis(1500));
            let now = self.pixels();
            if now == before {
                return now;
            }
            assert!(start.elapsed() < PATIENCE, "the screen does not come to rest");
            before = now;
        }
    }

    fn run(&self, program: &str, args: &[&str]) -> Output {
        let place = programs::find(program, &[&format!("/usr/bin/{program}")]);
        Command::new(place).args(args).env("DISPLAY", &self.display).output().expect("a program of the screen")
    }
}

pub struct Window<'a> {
    screen: &'a Screen,
    child: Child,
    id: String,
}

impl Window<'_> {
    /// Keys as xdotool names them.
    pub fn press(&self, keys: &[&str]) {
        for key in keys {
            self.screen.run("xdotool", &["key", "--clearmodifiers", key]);
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    pub fn type_text(&self, text: &str) {
        self.screen.run("xdotool", &["type", "--delay", "30", text]);
    }

    pub fn click(&self, x: u32, y: u32) {
        self.point(x, y);
        self.screen.run("xdotool", &["click", "1"]);
    }

    pub fn point(&self, x: u32, y: u32) {
        self.screen.run("xdotool", &["mousemove", "--window", &self.id, &x.to_string(), &y.to_string()]);
    }

    /// As a hand does it: take hold, move, let go, each after the other was seen.
    pub fn drag(&self, from: (u32, u32), to: (u32, u32)) {
        let pause = || std::thread::sleep(Duration::from_millis(150));
        self.point(from.0, from.1);
        pause();
        self.screen.run("xdotool", &["mousedown", "1"]);
        pause();
        self.point(u32::midpoint(from.0, to.0), to.1);
        pause();
        self.point(to.0, to.1);
        pause();
        self.screen.run("xdotool", &["mouseup", "1"]);
        pause();
    }

    pub fn title(&self) -> String {
        let named = self.screen.run("xdotool", &["getwindowname", &self.id]);
        String::from_utf8_lossy(&named.stdout).trim().to_owned()
    }

    /// What a person reads there, in plain letters.
    pub fn read(&self, area: Area) -> String {
        let picture = self.picture();
        let Area { x, y, width, height } = area;
        let cut = self.screen.pictures.path().join("cut.png");
        let crop = format!("{width}x{height}+{x}+{y}");
        let (from, to) = (picture.to_str().unwrap(), cut.to_str().unwrap());
        // Three times as large: the letters of a book, not of a screen.
        let args = [from, "-crop", &crop, "+repage", "-colorspace", "Gray", "-resize", "300%", to];
        let done = self.screen.run("convert", &args);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let read = self.screen.run("tesseract", &[to, "-", "-l", "fra", "--psm", "6"]);
        plain(&String::from_utf8_lossy(&read.stdout))
    }

    /// Waits until it can be read there.
    pub fn until_reads(&self, area: Area, wanted: &str) {
        let wanted = plain(wanted);
        let start = Instant::now();
        loop {
            let read = self.read(area);
            if read.contains(&wanted) {
                return;
            }
            assert!(start.elapsed() < PATIENCE, "{wanted:?} is not to be read in {read:?}");
        }
    }

    /// Waits for the program to end by itself.
    pub fn until_closed(mut self) -> bool {
        let ended = wait_for("the end of the program", || self.child.try_wait().unwrap());
        ended.success()
    }

    /// How often the threads of the program woke in that time.
    pub fn wakes(&self, time: Duration) -> u64 {
        let before = self.slept();
        std::thread::sleep(time);
        let after = self.slept();
        after.iter().map(|(thread, times)| times.saturating_sub(before.get(thread).copied().unwrap_or(0))).sum()
    }

    /// How often each thread has gone to sleep.
    fn slept(&self) -> HashMap<String, u64> {
        let threads = fs::read_dir(format!("/proc/{}/task", self.child.id())).expect("the program runs").flatten();
        let slept = threads.filter_map(|thread| {
            let status = fs::read_to_string(thread.path().join("status")).ok()?;
            let times = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
            Some((thread.file_name().into_string().ok()?, times.trim().parse().ok()?))
        });
        slept.collect()
    }

    fn picture(&self) -> PathBuf {
        let path = self.screen.pictures.path().join("window.png");
        let taken = self.screen.run("import", &["-silent", "-window", &self.id, path.to_str().unwrap()]);
        assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
        path
    }

    /// The keys go to the window, and the pointer rests where nothing is.
    fn press_nothing(&self) {
        self.screen.run("xdotool", &["windowfocus", "--sync", &self.id]);
        self.screen.run("xdotool", &["mousemove", "0", "0"]);
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Letters and digits alone, without accents or case: what eyes are sure of.
pub fn plain(text: &str) -> String {
    sceau::i18n::sort_key(text).chars().filter(char::is_ascii_alphanumeric).collect()
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "{what} in time");
        std::thread::sleep(Duration::from_millis(20));
    }
}
