"""From nothing to a site: the way that every publisher takes."""

import os
import re
import socket
import subprocess
import urllib.request

from scenario import expect, scenario


@scenario
def help_goes_to_stdout_and_is_no_failure(s):
    for arguments in (["--help"], ["import", "--help"], ["serve", "--help"]):
        result = s.run(*arguments)
        expect("chancery" in result.stdout and result.stderr == "", f"help belongs on stdout: {result}")


@scenario
def wrong_usage_has_exit_status_2_and_says_why_on_stderr(s):
    for arguments in (["nonsense"], ["import"], ["serve", "no-such-folder"], ["release", "no-such-folder", "--all"],
                      ["import", "no-such-folder", "."], ["synth", "many", "cables"], ["--no-such-option"]):
        result = s.run(*arguments, status=2)
        expect(result.stdout == "", f"results only on stdout: {result}")
        expect(result.stderr != "", f"no word about what was wrong: {result}")
        expect("internal error" not in result.stderr, str(result))


@scenario
def the_same_seed_gives_the_same_cables(s):
    s.run("synth", 30, "first", "--seed", 7)
    s.run("synth", 30, "second", "--seed", 7)
    s.run("synth", 30, "other", "--seed", 8)
    expect(len(s.files("first")) > 0, "synth wrote nothing")
    expect(s.files("first") == s.files("second"), "the same seed gave different cables")
    expect(s.files("first") != s.files("other"), "another seed gave the same cables")


@scenario
def init_leaves_an_archive_that_is_there_alone(s):
    s.run("init", "archive", "--title", "First")
    before = s.files("archive")
    s.run("init", "archive", "--title", "Second", status=2)
    expect(s.files("archive") == before, "init changed an archive that was there")


@scenario
def a_released_archive_can_be_read_in_a_browser(s):
    edition = s.released_archive(40)
    with s.serve(edition) as site:
        home = site.get("/")
        expect(home.status == 200, f"the home page answers {home.status}")
        expect("A fictional archive" in home.text, "the home page does not have the title")
        expect(site.get("/no-such-page").status == 404, "an unknown page is no 404")
        expect("set-cookie" not in home.headers, "a cookie")
        expect("default-src 'none'" in home.headers.get("content-security-policy", ""), f"policy: {home.headers}")


@scenario
def nothing_is_public_before_a_release(s):
    s.synth(10)
    s.run("init", "archive")
    s.run("import", "archive", "cables")
    s.run("serve", "archive/edition", "--listen", "127.0.0.1:0", status=2)


@scenario
def an_archive_is_no_edition(s):
    s.released_archive(5)
    s.run("serve", "archive", "--listen", "127.0.0.1:0", status=2)


@scenario
def importing_the_same_folder_again_changes_no_page(s):
    edition = s.released_archive(20)
    with s.serve(edition) as site:
        before = site.get("/tag/").text
    s.run("import", "archive", "cables")
    s.run("release", "archive", "--all")
    with s.serve(edition) as site:
        expect(site.get("/tag/").text == before, "the list of tags changed")


@scenario
def a_source_that_is_not_there_is_named(s):
    s.run("init", "archive")
    result = s.run("import", "archive", "no-such-source", status=None)
    expect(result.status in (1, 2), f"nothing was imported, so this is no success: {result}")
    result.warns("no-such-source")


@scenario
def a_pipe_among_the_sources_does_not_hold_up_the_import(s):
    s.synth(5)
    os.mkfifo(s.folder / "cables" / "a-pipe.txt")
    s.run("init", "archive")
    result = s.run("import", "archive", "cables", status=None)
    expect(result.status in (0, 1), f"the pipe may be refused, no more: {result}")
    s.run("release", "archive", "--all")


@scenario
def the_edition_can_be_served_from_a_folder_that_nobody_may_write(s):
    edition = s.released_archive(5)
    before = s.files(edition)
    for folder, _, _ in os.walk(s.folder / edition):
        os.chmod(folder, 0o555)
    try:
        with s.serve(edition) as site:
            expect(site.get("/").status == 200, "not served from a read-only folder")
    finally:
        for folder, _, _ in os.walk(s.folder / edition):
            os.chmod(folder, 0o755)
    expect(s.files(edition) == before, "serving changed the edition")


# ---- as a service ----

@scenario
def health_and_figures_are_told_on_a_port_of_their_own(s):
    edition = s.released_archive(5)
    with s.serve(edition, "--status", "127.0.0.1:0") as site:
        expect(site.get("/healthz").status == 404 and site.get("/metrics").status == 404, "the public can ask for figures")
        site.get("/search?q=zymurgy")
        status = site.beside("status")
        health = status.get("/healthz")
        expect((health.status, health.text) == (200, "ok\n"), f"health: {health}")
        metrics = status.get("/metrics")
        expect(metrics.headers["content-type"].startswith("text/plain; version=0.0.4"), str(metrics.headers))
        figures = dict(line.rsplit(" ", 1) for line in metrics.text.splitlines() if not line.startswith("#"))
        expect(figures["chancery_cables"] == "5", f"figures: {figures}")
        expect(int(figures['chancery_answers_total{class="4xx"}']) == 2, f"figures: {figures}")
        expect(all(re.fullmatch(r"[a-z_]+(\{class=\"\dxx\"\})?", name) and number.isdigit() for name, number in figures.items()), f"{figures}")
        expect("zymurgy" not in metrics.text, "a query is in the figures")


@scenario
def a_socket_that_is_handed_over_is_served(s):
    edition = s.released_archive(5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = subprocess.Popen(["sh", "-c", f"exec 3<&{listening.fileno()} && LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" serve {edition}", s.path], cwd=s.folder,
                                  env=s._environment(), pass_fds=[listening.fileno()], stderr=subprocess.PIPE, text=True)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{listening.getsockname()[1]}/", timeout=60) as answer:
                expect(answer.status == 200, f"answered with {answer.status}")
            server.terminate()
            expect(server.wait(timeout=20) == 0, "the server did not end well")
            expect("listening on the socket that was handed over" in server.stderr.read(), "it does not say where it listens")
        finally:
            server.kill()
    environment = {**s._environment(), "LISTEN_FDS": "2"}
    refused = subprocess.run(["sh", "-c", f"LISTEN_PID=$$ exec \"$0\" serve {edition}", s.path], cwd=s.folder, env=environment, capture_output=True, text=True, timeout=60)
    expect(refused.returncode == 2 and "serve takes one" in refused.stderr, str(refused))
