//! The inside of a child: confined first, then one answer for each question,
//! until the parent has no more.

use std::io::{Read, Write};
use std::process::ExitCode;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::frame::{self, Answer, FrameError, Hello, Question};
use super::{Confinement, Job, confine};

/// Answers until the pipe ends.
pub fn serve<Q: DeserializeOwned, A: Serialize>(job: &Job, answer: impl FnMut(Q) -> A) -> ExitCode {
    serve_prepared(job, || (), |()| answer)
}

/// The same, with what has to be opened while there are still files to open.
pub fn serve_prepared<P, Q: DeserializeOwned, A: Serialize, F: FnMut(Q) -> A>(
    job: &Job,
    prepare: impl FnOnce() -> P,
    answer: impl FnOnce(P) -> F,
) -> ExitCode {
    let used = super::confine::processor_time;
    let ended = if job.confined {
        let prepared = prepare();
        let confinement = confine(job);
        let pipes = (std::io::stdin().lock(), std::io::stdout().lock());
        converse(job, confinement, pipes, used, answer(prepared))
    } else {
        super::confine::follow();
        bare_pipes().and_then(|pipes| converse(job, Confinement::default(), pipes, used, answer(prepare())))
    };
    if ended.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The pipes without the library's buffers, where a secret would stay.
#[cfg(unix)]
fn bare_pipes() -> Result<(impl Read, impl Write), FrameError> {
    use std::fs::File;
    use std::os::fd::AsFd;
    let input = std::io::stdin().as_fd().try_clone_to_owned()?;
    let output = std::io::stdout().as_fd().try_clone_to_owned()?;
    Ok((File::from(input), File::from(output)))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
fn bare_pipes() -> Result<(impl Read, impl Write), FrameError> {
    Ok((std::io::stdin().lock(), std::io::stdout().lock()))
}

fn converse<Q: DeserializeOwned, A: Serialize>(
    job: &Job,
    confinement: Confinement,
    (mut input, mut output): (impl Read, impl Write),
    used: impl Fn() -> Duration,
    mut answer: impl FnMut(Q) -> A,
) -> Result<(), FrameError> {
    say(&mut output, &Hello { confinement }, job.answer)?;
    let mut last = false;
    while !last && let Some(Question { id, body }) = frame::read(&mut input, job.question)? {
        let body = answer(body);
        last = used() > job.processor / 2;
        say(&mut output, &Answer { id, last, body }, job.answer)?;
    }
    Ok(())
}

fn say<T: Serialize>(output: &mut impl Write, value: &T, most: usize) -> Result<(), FrameError> {
    output.write_all(&frame::pack(value, most)?)?;
    Ok(output.flush()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: Job = Job {
        name: "double",
        confined: true,
        memory: 0,
        processor: Duration::from_secs(10),
        question: 1 << 10,
        answer: 1 << 10,
    };

    /// What the child answers to the questions 1 and 2 when it has used so much.
    fn answers(used: u64) -> Vec<(u64, bool, u32)> {
        let ask = |number: u32| frame::pack(&Question { id: number.into(), body: number }, 64).unwrap().to_vec();
        let input = [ask(1), ask(2)].concat();
        let mut output = Vec::new();
        let clock = || Duration::from_secs(used);
        let double = |number: u32| 2 * number;
        converse(&JOB, Confinement::default(), (input.as_slice(), &mut output), clock, double).unwrap();
        let mut pipe = output.as_slice();
        let _: Hello = frame::read(&mut pipe, 64).unwrap().unwrap();
        std::iter::from_fn(|| frame::read(&mut pipe, 64).unwrap())
            .map(|Answer { id, last, body }| (id, last, body))
            .collect()
    }

    #[test]
    fn each_question_is_answered_under_its_number() {
        assert_eq!(answers(1), [(1, false, 2), (2, false, 4)]);
    }

    #[test]
    fn a_tired_child_bows_out_after_its_answer() {
        assert_eq!(answers(6), [(1, true, 2)]);
    }
}
