//! `lp`, with the printer that the workstation has chosen. It reads from a pipe:
//! nothing is written down on the way.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::timeout;

/// It only puts the sheets in the queue.
const PATIENCE: Duration = Duration::from_mins(1);

/// Whether it took it: it is not there on every workstation, and has not always
/// a printer.
pub(super) async fn take(program: &Path, pdf: &[u8]) -> bool {
    matches!(timeout(PATIENCE, hand(program, pdf)).await, Ok(Ok(true)))
}

async fn hand(program: &Path, pdf: &[u8]) -> std::io::Result<bool> {
    // The title of the job is read by everybody at the printer.
    let mut command = Command::new(program);
    let command = command.args(["-t", "Sceau", "-o", "media=A4"]);
    let started = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true).spawn();
    let mut child = started?;
    if let Some(mut pipe) = child.stdin.take() {
        pipe.write_all(pdf).await?;
        pipe.shutdown().await?;
    }
    Ok(child.wait().await?.success())
}
