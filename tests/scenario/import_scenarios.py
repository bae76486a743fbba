"""What an importer meets in the world: bad files, bad archives, full disks, and being killed."""

import os
import pathlib
import shutil
import signal
import subprocess
import tarfile
import time
import zipfile

from scenario import expect, scenario


def a_cable(s):
    """One fictional cable as a file's bytes, and its name."""
    s.synth(1, "one")
    name, content = next(iter(s.files("one").items()))
    return pathlib.Path(name).name, content


def import_all(s, status=0):
    if not (s.folder / "archive").exists():
        s.run("init", "archive")
    return s.run("--quiet", "import", "archive", "source", status=status)


@scenario
def bad_files_are_refused_by_name_and_all_else_is_imported(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    s.write("source/empty.txt", b"")
    s.write("source/noise.bin", bytes(range(256)) * 40)
    s.write("source/letter.txt", "Dear Ada,\n\nthank you for the plums.\n")
    s.write("source/other.html", "<html><body><h1>A page of another site</h1></body></html>")
    with open(s.folder / "source/line.txt", "wb") as file:  # 2 GB in one line, sparse
        file.truncate(2 << 30)
    result = import_all(s, status=1)
    for refused in ("empty.txt", "noise.bin", "letter.txt", "other.html", "line.txt"):
        result.warns(f"source/{refused}: ")
    result.warns("1 document added")
    result.warns("5 refused")


@scenario
def a_zip_bomb_is_stopped_and_all_else_is_imported(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    with zipfile.ZipFile(s.folder / "source/bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}.txt", b"0" * (8 << 20))
    result = import_all(s, status=1)
    result.warns("bomb.zip")
    result.warns("1 document added")


@scenario
def what_stands_before_the_damage_in_a_truncated_archive_is_imported(s):
    s.synth(60)
    with tarfile.open(s.folder / "whole.tar.gz", "w:gz") as archive:
        archive.add(s.folder / "cables", "cables")
    whole = (s.folder / "whole.tar.gz").read_bytes()
    s.write("source/cut.tar.gz", whole[: len(whole) // 2])
    result = import_all(s, status=1)
    result.warns("cut.tar.gz")
    expect(" 0 documents added" not in result.stderr, str(result))


@scenario
def archives_of_every_kind_give_what_the_folder_gives(s):
    s.synth(12)
    files = s.files("cables")
    s.write("source/.keep", b"")
    with zipfile.ZipFile(s.folder / "source/a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    for kind in ("gz", "xz", "bz2"):
        with tarfile.open(s.folder / f"source/a.tar.{kind}", f"w:{kind}") as archive:
            archive.add(s.folder / "cables", "cables")
    result = import_all(s)
    result.warns("12 documents added")
    result.warns("36 unchanged")


@scenario
def a_folder_without_rights_is_refused_by_name(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    s.write("source/closed/x.txt", content)
    if os.geteuid() == 0:  # rights do not bind root: a folder that vanishes into a loop of links does
        shutil.rmtree(s.folder / "source/closed")
        s.run("init", "archive")
        result = s.run("--quiet", "import", "archive", "source", "source/closed", status=1)
        result.warns("source/closed: ")
    else:
        (s.folder / "source/closed").chmod(0)
        result = import_all(s, status=1)
        (s.folder / "source/closed").chmod(0o755)
        result.warns("source/closed: ")
    result.warns("1 document added")


@scenario
def a_full_disk_says_so_and_keeps_what_was_committed(s):
    s.synth(300)
    s.run("init", "archive")
    limit = (s.folder / "archive/archive.db").stat().st_size + (192 << 10)  # no file may be longer: a full disk
    command = ["bash", "-c", f'trap "" XFSZ; ulimit -f {limit // 1024}; exec "$0" "$@"', str(s.path), "--quiet", "import", "archive", "cables"]
    done = subprocess.run(command, cwd=s.folder, capture_output=True, text=True, env=s._environment())
    expect(done.returncode == 1, f"exit status {done.returncode}: {done.stderr}")
    expect("archive.db" in done.stderr, done.stderr)
    s.run("check", "archive")
    s.run("--quiet", "import", "archive", "cables")
    s.run("check", "archive").warns("300 originals checked, all is well")


@scenario
def an_import_killed_at_any_moment_goes_on_and_the_archive_is_whole(s):
    s.synth(1500)
    s.run("init", "archive")
    for delay in (0.05, 0.15, 0.3, 0.6):
        process = subprocess.Popen([s.path, "--quiet", "import", "archive", "cables"], cwd=s.folder, env=s._environment(),
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        s.run("check", "archive").warns("all is well")
    s.run("--quiet", "import", "archive", "cables")
    s.run("check", "archive").warns("1,500 originals checked, all is well")


@scenario
def a_stopped_import_says_how_to_go_on(s):
    s.synth(3000)
    s.run("init", "archive")
    process = subprocess.Popen([s.path, "--quiet", "import", "archive", "cables"], cwd=s.folder, env=s._environment(),
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    time.sleep(0.4)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=120)
    expect(process.returncode in (0, 130), f"exit status {process.returncode}: {said}")
    if process.returncode == 130:
        expect("run the same command again" in said, said)
    s.run("check", "archive").warns("all is well")


@scenario
def a_page_and_its_raw_text_become_two_originals_of_one_cable(s):
    for form in ("text", "page2010", "page2011"):
        s.run("synth", 5, f"source/{form}", "--form", form)
    import_all(s).warns("15 documents added (5 cables not known before)")


@scenario
def the_original_comes_back_bit_for_bit(s):
    name, content = a_cable(s)
    s.write(f"source/{name}", content)
    import_all(s)
    shown = subprocess.run([s.path, "show", "archive", name.removesuffix(".txt"), "--format", "raw"], cwd=s.folder,
                           capture_output=True, env=s._environment())
    expect(shown.stdout == content, "the original has changed")
