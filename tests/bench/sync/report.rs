//! The figures as a table and as JSON, in the same shape each time:
//! `target/bench/sync.md` and `sync.json`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::sides::{Run, Side};

/// One thing measured, for each side.
pub struct Series {
    what: String,
    sides: Vec<(&'static str, Vec<f64>, f64)>,
}

impl Series {
    pub fn of(what: &str, sides: &[Side]) -> Self {
        Self { what: what.to_owned(), sides: sides.iter().map(|side| (side.name(), Vec::new(), 0.0)).collect() }
    }

    pub fn add(&mut self, side: usize, run: &Run) {
        let (_, seconds, memory) = &mut self.sides[side];
        seconds.push(run.seconds);
        *memory = memory.max(run.memory);
    }

    fn json(&self) -> Value {
        let sides = self.sides.iter().map(|(name, seconds, memory)| {
            let (median, least, most) = spread(seconds);
            json!({"name": name, "median": median, "min": least, "max": most, "peak_mb": memory, "runs": seconds.len()})
        });
        json!({"what": self.what, "sides": sides.collect::<Vec<_>>()})
    }
}

fn spread(seconds: &[f64]) -> (f64, f64, f64) {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |index: usize| sorted.get(index).copied().unwrap_or(f64::NAN);
    // Of an even number, between the two in the middle.
    let median = f64::midpoint(at(sorted.len().saturating_sub(1) / 2), at(sorted.len() / 2));
    (median, at(0), at(sorted.len().saturating_sub(1)))
}

#[derive(Default)]
pub struct Report {
    series: Vec<Value>,
    facts: Vec<Value>,
    notes: Vec<String>,
    load: String,
}

impl Report {
    pub fn begin() -> Self {
        Self { load: load(), ..Self::default() }
    }

    pub fn note(&mut self, text: &str) {
        println!("{text}");
        self.notes.push(text.to_owned());
    }

    pub fn fact(&mut self, what: &str, is: &str) {
        eprint(&format!("{what}: {is}"));
        self.facts.push(json!({"what": what, "is": is}));
    }

    pub fn add(&mut self, series: &Series) {
        eprint(&row(&series.json()));
        self.series.push(series.json());
    }

    /// How the sizes of the messages are spread.
    pub fn shape(&mut self, sizes: &mut [usize]) {
        sizes.sort_unstable();
        let at = |part: usize| sizes[(sizes.len() - 1) * part / 100] as f64 / 1e3;
        let sum: usize = sizes.iter().sum();
        let is = format!(
            "{} messages, {:.0} MB, median {:.1} KB, mean {:.0} KB, 90 % below {:.0} KB, the largest {:.0} KB",
            sizes.len(),
            sum as f64 / 1e6,
            at(50),
            sum as f64 / sizes.len() as f64 / 1e3,
            at(90),
            at(100)
        );
        self.fact("the mailbox", &is);
    }

    pub fn end(mut self) {
        self.notes.push(format!("load average before {} and after {}", self.load, load()));
        let directory = directory();
        fs::create_dir_all(&directory).unwrap();
        let all = json!({"series": self.series, "facts": self.facts, "notes": self.notes});
        fs::write(directory.join("sync.json"), serde_json::to_string_pretty(&all).unwrap()).unwrap();
        let table = self.table();
        fs::write(directory.join("sync.md"), &table).unwrap();
        println!("\n{table}\nwritten to {}", directory.join("sync.md").display());
    }

    fn table(&self) -> String {
        let mut text = String::from(
            "Seconds: median [least–most], peak memory; in brackets how many times Sceau's median the other takes.\n\n\
             | | Sceau | mbsync | mbsync without flushes |\n| --- | --- | --- | --- |\n",
        );
        for series in &self.series {
            let _ = writeln!(text, "{}", row(series));
        }
        text.push('\n');
        for fact in &self.facts {
            let word = |key: &str| fact[key].as_str().unwrap_or_default().to_owned();
            let _ = writeln!(text, "- {}: {}", word("what"), word("is"));
        }
        for note in &self.notes {
            let _ = writeln!(text, "- {note}");
        }
        text
    }
}

fn row(series: &Value) -> String {
    let mut line = format!("| {} |", series["what"].as_str().unwrap_or_default());
    let sides = series["sides"].as_array().cloned().unwrap_or_default();
    let ours = sides.first().and_then(|side| side["median"].as_f64()).unwrap_or(f64::NAN);
    for index in 0..3 {
        let Some(side) = sides.get(index) else {
            line.push_str(" – |");
            continue;
        };
        let number = |key: &str| side[key].as_f64().unwrap_or(f64::NAN);
        let median = number("median");
        let _ = write!(line, " {median:.3} [{:.3}–{:.3}], {:.0} MB", number("min"), number("max"), number("peak_mb"));
        if index > 0 {
            let _ = write!(line, " (×{:.2})", median / ours);
        }
        line.push_str(" |");
    }
    line
}

/// Said while it is measured; standard output is for the result.
#[allow(clippy::print_stderr, reason = "a bench says how far it is")]
fn eprint(text: &str) {
    eprintln!("{text}");
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/bench")
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().take(1).collect()
}
