"""Backups: restored, while the archive is in use, killed, on a full disk."""

import resource
import signal
import stat
import subprocess
import time

from scenario import expect, scenario


def edition_files(s, name):
    return s.files(f"{name}/edition/current")


def start(s, *arguments, **options):
    return subprocess.Popen([s.path, "--quiet", *arguments], cwd=s.folder, env=s._environment(), stderr=subprocess.PIPE, text=True,
                            **options)


@scenario
def a_backup_gives_the_same_edition_to_the_byte(s):
    s.released_archive(200)
    s.write("archive/articles/first.md", "+++\ntitle = \"The harbour of Linden\"\ndate = 2011-09-02\n+++\n\nIt is full.\n")
    s.run("release", "archive")
    s.run("backup", "archive", "backup").warns("every hash is right")
    expect(sorted(p.name for p in (s.folder / "backup").iterdir()) == ["archive.db", "articles", "chancery.toml"],
           "a backup holds something else")
    expect(s.read("backup/articles/first.md") == s.read("archive/articles/first.md"), "the article differs")
    s.run("check", "backup").warns("all is well")
    s.run("release", "backup", "--again")
    expect(edition_files(s, "backup") == edition_files(s, "archive"), "the editions differ")


@scenario
def nobody_else_can_read_a_backup(s):
    s.released_archive(20)
    s.run("backup", "archive", "backup")
    for path in [s.folder / "backup", *(s.folder / "backup").rglob("*")]:
        expect(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, f"others may use {path.name}")


@scenario
def a_backup_during_an_import_is_whole_and_keeps_the_import_going(s):
    s.synth(1500)
    s.run("init", "archive")
    importing = start(s, "import", "archive", "cables")
    time.sleep(0.3)
    s.run("backup", "archive", "during")
    _, said = importing.communicate(timeout=300)
    expect(importing.returncode == 0, f"the import ended with {importing.returncode}: {said}")
    s.run("check", "during").warns("all is well")
    s.run("check", "archive").warns("1,500 originals checked")
    s.run("import", "during", "cables")  # goes on from where the backup was
    s.run("check", "during").warns("1,500 originals checked")


@scenario
def a_backup_during_a_release_is_whole(s):
    s.synth(600)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    releasing = start(s, "release", "archive", "--all", "--date", "2011-08-26")
    time.sleep(0.3)
    s.run("backup", "archive", "during")
    _, said = releasing.communicate(timeout=300)
    expect(releasing.returncode == 0, f"the release ended with {releasing.returncode}: {said}")
    s.run("check", "during").warns("all is well")


@scenario
def a_backup_killed_at_any_moment_leaves_none_and_the_next_one_is_made(s):
    s.synth(1500)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    for delay in (0.05, 0.2, 0.4):
        backing_up = start(s, "backup", "archive", "backup")
        time.sleep(delay)
        backing_up.send_signal(signal.SIGKILL)
        backing_up.communicate()
        if (s.folder / "backup").exists():  # it was faster
            s.run("check", "backup").warns("all is well")
            return
    s.run("backup", "archive", "backup")
    s.run("check", "backup").warns("1,500 originals checked")
    expect(not (s.folder / "backup.partial").exists(), "something is left beside the backup")


@scenario
def a_backup_to_a_full_disk_says_so_and_leaves_nothing(s):
    s.synth(300)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    size = (s.folder / "archive/archive.db").stat().st_size

    def little_room():  # no file may grow over half of what is needed
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    backing_up = start(s, "backup", "archive", "backup", preexec_fn=little_room)
    _, said = backing_up.communicate(timeout=300)
    expect(backing_up.returncode == 1, f"it ended with {backing_up.returncode}: {said}")
    expect("cannot copy archive/archive.db to backup.partial/archive.db" in said, f"it said: {said}")
    expect(not list(s.folder.glob("backup*")), "something is left")
    s.run("check", "archive").warns("all is well")


@scenario
def a_backup_wants_a_new_name_outside_the_archive(s):
    s.released_archive(20)
    s.write("taken/mine.txt", "mine")
    s.run("backup", "archive", "taken", status=2).warns("taken is there already")
    expect(s.read("taken/mine.txt") == b"mine", "it was touched")
    s.run("backup", "archive", "archive/backup", status=2).warns("is inside the archive")
    s.run("backup", "archive/edition", "backup", status=2).warns("no archive in archive/edition")
    s.run("backup", "archive", "missing/backup", status=1).warns("cannot make missing/backup.partial")
