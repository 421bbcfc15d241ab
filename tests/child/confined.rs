//! What a confined process tries, and is refused. It is this test program
//! again, doing one of the ignored tests.

use std::fs::File;
use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use sceau::child::{Confinement, Job, confine};

use super::{forge, reader};

const JOB: Job = Job {
    name: "trial",
    confined: true,
    memory: 1 << 30,
    processor: Duration::from_secs(2),
    question: 1 << 10,
    answer: 1 << 10,
};

fn again(test: &str) -> Command {
    let (_, here) = module_path!().split_once("::").unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", &format!("{here}::{test}"), "--ignored", "--nocapture", "--test-threads=1"]);
    command.stdin(Stdio::null());
    command
}

/// Tries all that is forbidden and says how each ended.
#[test]
#[ignore = "started by the test below: it gives up its rights for good"]
fn trial() {
    let confinement = confine(&JOB);
    let say = |what: &str, refused: Option<std::io::Error>| {
        println!("tried {what}: {}", refused.map_or("done".to_owned(), |error| format!("{:?}", error.kind())));
    };
    println!("confinement {confinement:?}");
    say("to read a file", File::open("/etc/passwd").err());
    say("to read about itself", File::open("/proc/self/maps").err());
    say("to write a file", File::create("/tmp/sceau-trial").err());
    say("to list a directory", std::fs::read_dir("/").err());
    say("to call out", TcpStream::connect("127.0.0.1:9").err());
    say("to send", UdpSocket::bind("127.0.0.1:0").err());
    say("to listen", TcpListener::bind("127.0.0.1:0").err());
    say("to pair", UnixStream::pair().err());
    say("to become another program", Some(Command::new("/bin/true").exec()));
    say("to start another program", Command::new("/bin/true").spawn().err());
    say("to begin a thread", std::thread::Builder::new().spawn(|| {}).err());
    let memory = Vec::<u8>::new().try_reserve_exact(4 << 30).err().map(|_| ErrorKind::OutOfMemory.into());
    say("to take 4 GB", memory);
}

/// Takes what memory it can, and does not ask.
#[test]
#[ignore = "started by the test below, and dies"]
fn hoard() {
    let _ = confine(&JOB);
    let hoard: Vec<Vec<u8>> = (0..64).map(|_| vec![1; 64 << 20]).collect();
    println!("has {} of them", hoard.len());
}

/// Thinks for ever.
#[test]
#[ignore = "started by the test below, and dies"]
fn brood() {
    let _ = confine(&JOB);
    let mut thought = 0_u64;
    while std::hint::black_box(thought) < u64::MAX {
        thought += 1;
    }
}

#[test]
fn all_that_thinking_does_not_need_is_refused() {
    let Output { stdout, stderr, .. } = again("trial").output().unwrap();
    let said = String::from_utf8_lossy(&stdout);
    let whole = Confinement { limits: true, files: true, calls: true };
    assert!(said.contains(&format!("confinement {whole:?}")), "this kernel is known to have all of it: {said}");
    let tried: Vec<_> = said.lines().filter(|line| line.contains("tried ")).collect();
    assert_eq!(tried.len(), 12, "{said} {}", String::from_utf8_lossy(&stderr));
    for line in tried {
        let refused = line.ends_with("PermissionDenied") || line.ends_with("4 GB: OutOfMemory");
        assert!(refused, "{line}");
    }
    assert!(!std::path::Path::new("/tmp/sceau-trial").exists());
}

#[test]
fn who_hoards_memory_dies_of_it_and_leaves_no_core() {
    let output = again("hoard").output().unwrap();
    assert!(!output.status.success() && !output.status.core_dumped(), "{:?}", output.status);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("has 64"));
}

#[test]
fn who_thinks_for_ever_is_stopped_by_the_system_alone() {
    let since = Instant::now();
    let output = again("brood").output().unwrap();
    assert!(output.status.signal().is_some(), "{:?}", output.status);
    assert!(since.elapsed() < Duration::from_secs(30));
}

/// Asks what will not be answered for a long time.
#[tokio::test]
#[ignore = "started by the test below, which kills it"]
async fn parent() {
    let endless = super::document("sans-fin.pdf", forge::endless_pdf());
    let answer = reader().ask(&endless, Duration::from_mins(1)).await;
    println!("answered {answer:?}");
}

#[test]
fn a_busy_child_dies_with_its_parent() {
    let mut parent = again("parent").stdout(Stdio::null()).spawn().unwrap();
    let child = wait_for(|| child_of(parent.id()));
    // It is greeted, asked and busy by then: it uses the processor.
    wait_for(|| (processor_ticks(child) > 20).then_some(()));
    parent.kill().unwrap();
    parent.wait().unwrap();
    wait_for(|| (!runs(child)).then_some(()));
}

fn wait_for<T>(mut what: impl FnMut() -> Option<T>) -> T {
    let since = Instant::now();
    loop {
        if let Some(found) = what() {
            return found;
        }
        assert!(since.elapsed() < Duration::from_secs(20), "it does not come");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn child_of(parent: u32) -> Option<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{parent}/task")).ok()?;
    tasks.flatten().find_map(|task| std::fs::read_to_string(task.path().join("children")).ok()?.trim().parse().ok())
}

fn stat(process: u32) -> Option<Vec<String>> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    Some(stat.rsplit_once(") ")?.1.split(' ').map(str::to_owned).collect())
}

fn processor_ticks(process: u32) -> u64 {
    stat(process).map_or(0, |stat| stat[11].parse().unwrap())
}

fn runs(process: u32) -> bool {
    stat(process).is_some_and(|stat| stat[0] != "Z")
}
