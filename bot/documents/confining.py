"""What a process that opens strangers' files gives up for good: other files, the network, other processes,
most of the kernel.

Limits hold everywhere; Landlock and seccomp where the kernel has them. What was loaded and opened before goes
on working.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import sysconfig
from contextlib import suppress
from pathlib import Path

MEMORY = 400 * 1024 * 1024
"""Bytes that a child may write to: two of them fit into a gigabyte beside the bot."""
CPU_SECONDS = 10

SET_DUMPABLE, SET_SECCOMP, SET_NO_NEW_PRIVS = 4, 22, 38
SECCOMP_MODE_FILTER = 2

LANDLOCK_CREATE_RULESET, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT_SELF = 444, 445, 446
"""The same numbers on every architecture."""
LANDLOCK_VERSION, PATH_BENEATH = 1, 1
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access to files each version of Landlock knows; the newest number holds for later ones."""
READ_FILE, READ_FILE_READ_FOLDER = 0b0100, 0b1100

READABLE = ("/usr/lib", "/usr/share")
"""Beside the program itself: what libraries load when they first need it."""
RANDOM = "/dev/urandom"
"""A PDF with an owner password is only opened by a library that can read it."""

ALLOWED = {
    # What is reckoned in memory, then what is looked up in files.
    # read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn readv writev
    # sched_yield mremap madvise getpid exit fcntl gettimeofday getrusage times sigaltstack gettid futex
    # sched_getaffinity restart_syscall clock_gettime clock_getres clock_nanosleep exit_group getrandom membarrier rseq
    # open stat lstat access readlink (x86_64 only) openat newfstatat statx getdents64 readlinkat faccessat faccessat2
    # pread64 ioctl getcwd
    "x86_64": (
        0xC000003E,
        (
            *(0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 24, 25, 28, 39, 60, 72, 96, 98, 100, 131),
            *(186, 202, 204, 219, 228, 229, 230, 231, 318, 324, 334),
        ),
        (2, 4, 6, 21, 89, 257, 262, 332, 217, 267, 269, 439, 17, 16, 79),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 65, 66, 124, 216, 233, 172, 93, 25),
            *(169, 165, 153, 132, 178, 98, 123, 128, 113, 114, 115, 94, 278, 283, 293),
        ),
        (56, 79, 291, 61, 78, 48, 439, 67, 29, 17),
    ),
}
"""By machine: the kernel's number for it, and the system calls that are needed.

Numbers are those of Linux, arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
"""
ALLOW, REFUSE, NO_SUCH_CALL = 0x7FFF0000, 0x00050001, 0x00050026
"""SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO with EPERM: whatever is not allowed fails, and the child says that it did; and with
ENOSYS, for which the C library takes an older call."""
LOAD, JUMP_IF_EQUAL, JUMP_IF_SET, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER_AT, MACHINE_AT, FLAGS_AT = 0, 4, 16
"""Where struct seccomp_data has them; the flags of clone are the lower half of its first argument."""
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435
CLONE_THREAD = 0x10000
"""A library for HEIC decodes in threads: clone may make a thread, never a process; the flags of clone3 no filter can see."""


def limit() -> None:
    """Little memory and time, no core dump, no file written."""
    limits = {
        resource.RLIMIT_DATA: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
    }
    for kind, most in limits.items():
        resource.setrlimit(kind, (most, most))


def confine() -> list[str]:
    """Only memory, what is open already, and the program's own code can be reached from now on.

    Returns what this system could not do. Without Landlock no file at all can be opened any more.
    """
    if sys.platform != "linux":
        return ["landlock", "seccomp"]
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(SET_DUMPABLE, 0, 0, 0, 0)
    kernel.prctl(SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # In this order, as the second one forbids the first.
    only_code = _only_code(kernel)
    few_calls = _few_calls(kernel, with_files=only_code)
    return [name for name, is_done in (("landlock", only_code), ("seccomp", few_calls)) if not is_done]


def _only_code(kernel: ctypes.CDLL) -> bool:
    """A Landlock ruleset: code may be read; no other file, no network, no signal to others."""
    version = kernel.syscall(LANDLOCK_CREATE_RULESET, None, 0, LANDLOCK_VERSION)
    if version < 1:
        return False
    files = (1 << FILE_RIGHTS[min(version, max(FILE_RIGHTS))]) - 1
    parts = (files, *((0b11,) if version >= 4 else ()), *((0b11,) if version >= 6 else ()))
    attributes = struct.pack(f"={len(parts)}Q", *parts)
    ruleset = kernel.syscall(LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    readable = [*((folder, READ_FILE_READ_FOLDER) for folder in _code()), (RANDOM, READ_FILE)]
    for path, rights in readable:
        with suppress(FileNotFoundError):
            handle = os.open(path, os.O_PATH)
            kernel.syscall(LANDLOCK_ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, handle), 0)
            os.close(handle)
    return bool(kernel.syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)


def _code() -> list[str]:
    """Folders of this program, of Python and of the system's libraries."""
    libraries = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    mine = str(Path(__file__).parents[1])
    return [folder for folder in {mine, *libraries, *READABLE} if os.path.isdir(folder)]


def _few_calls(kernel: ctypes.CDLL, *, with_files: bool) -> bool:
    """A seccomp filter: the system calls that are allowed, and an error for any other."""
    if platform.machine() not in ALLOWED:
        return False
    machine, memory_calls, file_calls = ALLOWED[platform.machine()]
    calls = memory_calls + (file_calls if with_files else ())
    steps = [(LOAD, 0, 0, MACHINE_AT), (JUMP_IF_EQUAL, 1, 0, machine), (RETURN, 0, 0, REFUSE)]
    steps += [(LOAD, 0, 0, NUMBER_AT), (JUMP_IF_EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, NO_SUCH_CALL)]
    steps += [(JUMP_IF_EQUAL, 0, 4, CLONE[platform.machine()]), (LOAD, 0, 0, FLAGS_AT)]
    steps += [(JUMP_IF_SET, 0, 1, CLONE_THREAD), (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    steps += [(JUMP_IF_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(RETURN, 0, 0, REFUSE), (RETURN, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    return bool(kernel.prctl(SET_SECCOMP, SECCOMP_MODE_FILTER, program, 0, 0) == 0)


if __name__ == "__main__":
    print(*confine())
