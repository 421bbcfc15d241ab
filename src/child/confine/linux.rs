//! What Linux has beyond limits: Landlock, seccomp, and dying with the parent.

use std::collections::BTreeMap;

use landlock::{ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetStatus, Scope};
use rustix::process::{DumpableBehavior, Signal, set_dumpable_behavior, set_parent_process_death_signal};
use rustix::thread::set_no_new_privs;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

/// The newest Landlock that was looked at; older kernels give what they have.
const LANDLOCK: ABI = ABI::V6;

/// Calls that are free: memory, the end of the process, signals of its own
/// faults, waiting for nobody, the time, chance.
const FREE: &[i64] = &[
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_futex,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_sched_yield,
    libc::SYS_clock_gettime,
    libc::SYS_getrandom,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_close,
];

/// A parent that is gone before this leaves an ended pipe, which ends us too.
/// The signal follows the thread that started us: a thread of the runtime.
pub(super) fn follow_the_parent() {
    end_with_the_parent();
    // Nobody looks into our memory, which holds somebody's letter.
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    let _ = set_no_new_privs(true);
}

pub(super) fn end_with_the_parent() {
    let _ = set_parent_process_death_signal(Some(Signal::KILL));
}

/// No file, no port, no process outside. False where there is no Landlock.
pub(super) fn no_files() -> bool {
    let ruled = Ruleset::default()
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(LANDLOCK)))
        .and_then(|rules| rules.scope(Scope::from_all(LANDLOCK)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self);
    ruled.is_ok_and(|ruled| ruled.ruleset != RulesetStatus::NotEnforced)
}

/// False where there is no seccomp.
pub(super) fn no_calls() -> bool {
    filter().is_some_and(|filter| seccompiler::apply_filter(&filter).is_ok())
}

/// All that is not on the list is refused, not fatal: a library that looks for
/// a file of the system goes on without it.
fn filter() -> Option<BpfProgram> {
    let refused = u32::try_from(libc::EPERM).ok()?;
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = FREE.iter().map(|call| (*call, vec![])).collect();
    let descriptor = |number| only(0, SeccompCmpOp::Eq, number);
    let _ = rules.insert(libc::SYS_read, vec![descriptor(0)?]);
    let _ = rules.insert(libc::SYS_write, vec![descriptor(1)?, descriptor(2)?]);
    // Memory, but none that could be run.
    let execute = u64::try_from(libc::PROT_EXEC).ok()?;
    for call in [libc::SYS_mmap, libc::SYS_mprotect] {
        let _ = rules.insert(call, vec![only(2, SeccompCmpOp::MaskedEq(execute), 0)?]);
    }
    let target = std::env::consts::ARCH.try_into().ok()?;
    let filter = SeccompFilter::new(rules, SeccompAction::Errno(refused), SeccompAction::Allow, target).ok()?;
    filter.try_into().ok()
}

fn only(argument: u8, operator: SeccompCmpOp, value: u64) -> Option<SeccompRule> {
    let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value).ok()?;
    SeccompRule::new(vec![condition]).ok()
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::ErrorKind;
    use std::net::UdpSocket;

    /// Both hold for the thread that asks: a test can spare one.
    fn on_a_spare_thread<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> T {
        std::thread::spawn(job).join().unwrap()
    }

    #[test]
    fn landlock_alone_refuses_every_file() {
        let (has, refused) = on_a_spare_thread(|| {
            let has = super::no_files();
            (has, ["/etc/passwd", "/proc/self/maps"].map(|path| File::open(path).err().map(|error| error.kind())))
        });
        assert!(File::open("/etc/passwd").is_ok(), "the others go on");
        if has {
            assert_eq!(refused, [Some(ErrorKind::PermissionDenied); 2]);
        }
    }

    #[test]
    fn seccomp_alone_refuses_files_sockets_and_threads() {
        let (has, refused) = on_a_spare_thread(|| {
            let has = super::no_calls();
            let file = File::open("/etc/passwd").err().map(|error| error.kind());
            let socket = UdpSocket::bind("127.0.0.1:0").err().map(|error| error.kind());
            let thread = std::thread::Builder::new().spawn(|| {}).err().map(|error| error.kind());
            (has, [file, socket, thread])
        });
        if has {
            assert_eq!(refused, [Some(ErrorKind::PermissionDenied); 3]);
        }
    }
}
