#!/usr/bin/env python3
"""rigcheck only reads: harm.py RIGCHECK UNPACK_TREE MACHINES

Traces check, probe and capture on this computer and on a captured machine, as root and as nobody, and fails for every
system call that would change something outside of what was asked for: a file opened to be written or made, renamed,
removed or given other rights; a device opened for writing; a socket; another program; another process stopped.
Where nothing may be traced it says so and ends with 77, which ctest counts as skipped.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
CHANGES = re.compile(r"[fl]?(?:creat|mkdir|mknod|link|symlink|unlink|rename|rmdir|truncate|chmod|chown|utime|futimes|"
                     r"setxattr|removexattr|mount|umount|swapon|swapoff|sethostname|settimeofday|clock_settime|init_module|"
                     r"delete_module|kexec|reboot|ioperm|iopl|bpf|ptrace|allocate)")
NETWORK = re.compile(r"(?:socket|connect|bind|listen|accept|send|recv)")
OTHERS = re.compile(r"(?:kill|tkill|tgkill|process_vm_writev|sched_setaffinity|setpriority)$")
CALL = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)$")


def stays_within(arguments, allowed):
    """Every file that the call names is one of those that were asked for; a name alone may be anywhere."""
    whole = re.sub(r'\b\d+<(/[^>]*)>, "([^/"][^"]*)"', r'"\1/\2"', arguments)
    named = re.findall(r'"([^"]*)"', whole) + re.findall(r"\b\d+<([^>]*)>", whole)
    return bool(named) and all(any(os.path.normpath(path).startswith(each) for each in allowed) for path in named)


def harmless_opening(arguments, allowed):
    return not re.search(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)", arguments) or \
        stays_within(arguments.split(" = ")[0], allowed)


def is_harm(call, arguments, allowed):
    """Whether this line of strace is something that a program that only reads has no business with."""
    if call.startswith("open"):
        return not harmless_opening(arguments, allowed)
    if NETWORK.match(call) or OTHERS.match(call) or call in ("fork", "vfork"):
        return True
    if CHANGES.match(call):
        return not stays_within(arguments, allowed)
    return call in ("execve", "execveat")


def traced(prefix, words, allowed):
    """What it did beyond reading; its start is no harm."""
    with tempfile.NamedTemporaryFile("r", suffix=".strace") as log:
        os.chmod(log.name, 0o666)
        strace = ["strace", "-f", "-qq", "-y", "-e", "trace=!read", "-e", "signal=none", "-o", log.name]
        ended = subprocess.run([*strace, *prefix, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               text=True, check=False)
        lines = log.read().splitlines()
    if not any("openat" in line for line in lines):
        return None, ended.stderr
    calls = [match.groups() for match in map(CALL.match, lines) if match]
    start = next(number for number, (call, arguments) in enumerate(calls)
                 if call == "execve" and arguments.startswith(f'"{words[0]}"'))
    assert ended.returncode in (0, 1, 2), (words, ended.returncode, ended.stderr)
    return [f"{call}({arguments}" for call, arguments in calls[start + 1:] if is_harm(call, arguments, allowed)], ""


def proves_that_it_can_fail():
    """Each kind of harm once, as strace writes it."""
    harm = ['openat(AT_FDCWD, "/dev/sda", O_RDWR) = 3', 'openat(AT_FDCWD, "/tmp/x", O_WRONLY|O_CREAT, 0600) = 3',
            'openat2(3</>, "dev/mem", {flags=O_RDWR|O_CLOEXEC, resolve=RESOLVE_IN_ROOT}, 24) = 4',
            'socket(AF_INET, SOCK_STREAM, 0) = 3', 'unlink("/etc/passwd") = 0', 'execve("/bin/sh", ["sh"], 0x7) = 0',
            'rename("/out/a", "/etc/a") = 0', 'renameat(AT_FDCWD, "/out/a", AT_FDCWD, "b") = 0',
            'unlink("/out/../etc/a") = 0', 'unlinkat(3</etc>, "a", 0) = 0', 'mkdir("/outer", 0700) = 0', 'kill(1, SIGTERM) = 0', 'vfork() = 5', 'fchmod(3</etc/passwd>, 0777) = 0']
    fine = ['openat(AT_FDCWD, "/sys/x", O_RDONLY|O_CLOEXEC) = 3', 'openat(AT_FDCWD, "/out/a", O_WRONLY|O_CREAT, 0600) = 3',
            'rename("/out/a", "/out/b") = 0', 'unlinkat(3</out>, "a", 0) = 0', 'pread64(3, "x", 1, 0) = 1']
    for expected, lines in ((True, harm), (False, fine)):
        for line in lines:
            assert is_harm(*CALL.match(line).groups(), ["/out/"]) is expected, line


def main():
    rigcheck, unpack, machines = sys.argv[1:4]
    proves_that_it_can_fail()
    harm = []
    with tempfile.TemporaryDirectory(prefix="rigcheck-harm-") as folder:
        os.chmod(folder, 0o755)
        rigcheck = shutil.copy(rigcheck, folder)  # to where nobody may read, whoever has built it
        machine, out = Path(folder) / "machine", Path(folder) / "out"
        subprocess.run([unpack, Path(machines) / "new-build.tree", machine], check=True)
        subprocess.run(["chmod", "-R", "a+rX", machine], check=True)
        out.mkdir()
        out.chmod(0o777)
        people = {"root": [], "nobody": NOBODY} if os.geteuid() == 0 else {"a user": []}
        for who, prefix in people.items():
            for place in ([], ["--root", str(machine)]):
                for command in (["check", "--all"], ["probe"], ["capture", "-o", str(out / f"{who}.tar")]):
                    if command[0] == "capture" and place:
                        continue  # of this computer alone
                    found, why = traced(prefix, [rigcheck, *command, *place], [f"{out}/"])
                    if found is None:
                        print(f"skipped: strace may not trace here: {why.strip()}")
                        return SKIPPED
                    harm += [f"{who}: {' '.join([*command, *place])}: {line}" for line in found]
    print("\n".join(harm[:40]) or "rigcheck only read")
    return 1 if harm else 0


if __name__ == "__main__":
    sys.exit(main())
