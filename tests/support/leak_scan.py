"""Looks for strings in an edition, or in the pages of a site, however they are written there. It shares no code with
the program and goes about it in another way: it unpacks all that it finds, folds it to letters, and looks for the
letters of the string anywhere, also inside of words and across all that is no letter. Standard library, and libzstd.

    scan = LeakScan()                                     # remembers what it has unpacked, by content
    scan.folder("archive/edition", ["Tomás Quillonero"])  # [Leak(place, form, string)]: empty if all is well
    scan.content(page, "/cable/...", strings)
    for path, answer in site_pages(site): ...             # everything that links lead to

Strings should be of letters that turn up nowhere by chance: "Lee" is in "sleep". What must be readable and is not, such
as a batch of views in a format that this file does not know, is a Failure: a scan that saw nothing proves nothing.
"""

import collections
import ctypes
import ctypes.util
import hashlib
import html
import pathlib
import re
import sqlite3
import struct
import unicodedata
import urllib.parse

from support.program import Failure, expect

Leak = collections.namedtuple("Leak", "place form string")
Reading = collections.namedtuple("Reading", "place form letters raw")  # raw: bytes in lower case, or None

CHANCE_LETTERS = 8  # in packed bytes the letters of shorter strings stand by chance
MAX_VIEW_BYTES = 1 << 28
BATCH_MAGIC = b"CHCBTCH"  # and a digit
SEGMENT_MAGIC = 0x3158494352484331
SECTIONS = ("postings terms term_blocks stem_words stems stem_blocks ids id_ends created released months lengths zones "
            "layout layout_ends values facets columns").split()
FRAME = b"\x28\xb5\x2f\xfd"


# ---- folding ----

_LOWER = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def letters_of(text):
    """José PÉ-\\nREZ -> joseperez"""
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_LETTERS).decode()
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text.casefold()).casefold())


def _decoded(content):
    return content.decode("utf-8", errors="ignore")


def _without_json(text):
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return re.sub(r"\\[nrtbf]", " ", text).replace('\\"', '"').replace("\\/", "/").replace("\\\\", "\\")


def _without_html(text):
    return html.unescape(re.sub(r"<[/!a-zA-Z][^>]*>", "", text))


def _without_percents(text):
    return urllib.parse.unquote_plus(text, errors="ignore")


def _forms(content):
    """(form, text): the content as plain text, and as whatever writes letters otherwise would have it read."""
    plain = _decoded(content)
    yield "plain", plain
    ways = [("json", "\\", _without_json), ("html", "<&", _without_html), ("percent", "%", _without_percents)]
    used = [(form, way) for form, signs, way in ways if any(sign in plain for sign in signs)]
    for form, way in used:
        yield form, way(plain)
    if len(used) > 1:
        text = plain
        for _, way in used:
            text = way(text)
        yield "+".join(form for form, _ in used), text
    if b"\0" in content:
        for code in ("utf-16-le", "utf-16-be"):
            for skip in (0, 1):
                yield code, content[skip:].decode(code, errors="ignore")


def _raw_forms(string):
    plain = unicodedata.normalize("NFKD", string)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    texts = {string.lower(), bare.lower(), unicodedata.normalize("NFC", string).lower(), letters_of(string)}
    return {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")
            if code != "latin-1" or all(ord(c) < 256 for c in text)}


# ---- unpacking ----

class _Zstd:
    def __init__(self):
        name = ctypes.util.find_library("zstd")
        expect(name, "there is no libzstd for the scan (tools/install-deps)")
        self._library = ctypes.CDLL(name)
        for call, result in (("createDCtx", ctypes.c_void_p), ("getFrameContentSize", ctypes.c_ulonglong),
                             ("findFrameCompressedSize", ctypes.c_size_t), ("decompress_usingDict", ctypes.c_size_t),
                             ("freeDCtx", ctypes.c_size_t)):
            getattr(self._library, "ZSTD_" + call).restype = result

    def frame(self, content, dictionary=b""):
        """(unpacked, size of the frame) of the frame that `content` begins with; None if it is none."""
        size = self._library.ZSTD_findFrameCompressedSize(content, ctypes.c_size_t(len(content)))
        if self._library.ZSTD_isError(ctypes.c_size_t(size)):
            return None
        length = self._library.ZSTD_getFrameContentSize(content, ctypes.c_size_t(len(content)))
        if length > MAX_VIEW_BYTES:
            return None
        out = ctypes.create_string_buffer(max(length, 1))
        context = ctypes.c_void_p(self._library.ZSTD_createDCtx())
        done = self._library.ZSTD_decompress_usingDict(
            context, out, ctypes.c_size_t(length), content, ctypes.c_size_t(size), dictionary, ctypes.c_size_t(len(dictionary)))
        self._library.ZSTD_freeDCtx(context)
        return (out.raw[:length], size) if done == length else None


_zstd = _Zstd()


def unpacked_views(content, name):
    """The unpacked views of a batch (batch.hpp), in order."""
    count, views, facts, dictionary_size, _ = struct.unpack("<5Q", content[-40:])
    expect(views + facts + 16 * count + dictionary_size + 40 == len(content), f"{name}: a batch that the scan cannot read")
    dictionary = content[len(content) - 40 - dictionary_size:-40]
    at, found = 0, []
    while at < views:
        frame = _zstd.frame(content[at:views], dictionary)
        expect(frame, f"{name}: byte {at}: a view that the scan cannot unpack")
        found.append(frame[0])
        at += frame[1]
    expect(len(found) == count, f"{name}: {len(found)} of {count} views unpacked")
    return found


def unpacked_frames(content):
    """What else is packed, wherever it stands."""
    found, at = [], content.find(FRAME)
    while at >= 0:
        frame = _zstd.frame(content[at:])
        found += [frame[0]] if frame else []
        at = content.find(FRAME, at + (frame[1] if frame else 1))
    return found


def _number(content, at):
    value, shift = 0, 0
    while True:
        byte = content[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _dictionary(content, count):
    """Terms as dictionary.hpp writes them: shared bytes, more bytes, these, two numbers."""
    terms, at, term = [], 0, b""
    for _ in range(count):
        shared, at = _number(content, at)
        more, at = _number(content, at)
        term = term[:shared] + content[at:at + more]
        _, at = _number(content, at + more)
        _, at = _number(content, at)
        terms.append(term)
    expect(at == len(content), f"an index dictionary that the scan cannot read: {at} of {len(content)} bytes")
    return terms


def terms_of(content):
    """All words and stems of a segment of the index (segment_format.hpp)."""
    footer_at, _, _, magic = struct.unpack("<4Q", content[-32:])
    expect(magic == SEGMENT_MAGIC, "a segment that the scan cannot read")
    _, cables, terms, stems, _ = struct.unpack_from("<IIQQQ", content, footer_at)
    places = struct.unpack_from(f"<{2 * len(SECTIONS)}Q", content, footer_at + 48)
    section = {name: content[at:at + size] for name, at, size in zip(SECTIONS, places[::2], places[1::2])}
    expect(terms or not cables, "an index without words")
    return _dictionary(section["terms"], terms) + _dictionary(section["stems"], stems)


def _values(path):
    """(table, value) for every text and blob of every column, and what the tables are called."""
    with sqlite3.connect(f"file:{urllib.parse.quote(str(path))}?mode=ro&immutable=1", uri=True) as db:
        db.text_factory = bytes
        for name, sql in db.execute("SELECT name, sql FROM sqlite_master").fetchall():
            yield "sqlite_master", sql or b""
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in db.execute('SELECT * FROM "' + name.decode() + '"'):
                for value in row:
                    if isinstance(value, bytes) and value:
                        yield name.decode(), value
    db.close()


# ---- the scan ----

class LeakScan:
    def __init__(self):
        self._known = {}  # readings, by name's ending and SHA-256

    def folder(self, folder, strings):
        top, leaks, seen = pathlib.Path(folder), [], set()
        expect(top.is_dir(), f"there is nothing to scan: {folder}")
        for path in sorted(top.rglob("*")):
            name = path.relative_to(top)
            if path.is_symlink() and path.is_dir():
                continue
            leaks += self.content(str(name).encode(), f"{name} (file name)", strings)
            if path.is_file() and path.stat().st_ino not in seen:  # generations share files
                seen.add(path.stat().st_ino)
                leaks += self._find(self._readings(path), str(name), strings)
        expect(seen, f"there is no file to scan in {folder}")
        return leaks

    def content(self, content, place, strings):
        """Of text, such as a page."""
        return self._find([Reading("", form, letters_of(text), None) for form, text in _forms(content)], place, strings)

    def _readings(self, path):
        content = path.read_bytes()
        key = path.suffix + hashlib.sha256(content).hexdigest()
        if key not in self._known:
            self._known[key] = list(_read_file(path, content))
        return self._known[key]

    @staticmethod
    def _find(readings, place, strings):
        leaks = []
        for string in strings:
            wanted, raw = letters_of(string), _raw_forms(string)
            expect(len(wanted) >= 4, f"too short to be looked for: {string}")
            for reading in readings:
                if reading.raw is not None and any(form in reading.raw for form in raw):
                    leaks.append(Leak(place + reading.place, "raw", string))
                if wanted in reading.letters and (reading.raw is None or len(wanted) >= CHANCE_LETTERS):
                    leaks.append(Leak(place + reading.place, reading.form, string))
        return leaks


def _read_file(path, content):
    def readings(content, place):
        for form, text in _forms(content):
            yield Reading(place, form, letters_of(text), None)

    for form, text in _forms(content):
        yield Reading("", form, letters_of(text), content.lower() if form == "plain" else b"")
    packed = unpacked_frames(content)
    if content[-8:-1] == BATCH_MAGIC:
        packed = unpacked_views(content, path.name)
    for number, view in enumerate(packed):
        yield from readings(view, f" (view {number})")
    if path.suffix == ".segment":
        yield Reading(" (terms)", "term", "\n".join(letters_of(_decoded(term)) for term in terms_of(content)), None)
    if content.startswith(b"SQLite format 3\0"):
        rows = collections.defaultdict(set)
        for table, value in _values(path):
            rows[table].add(value)
        for table, values in sorted(rows.items()):
            texts = collections.defaultdict(list)
            for value in values:
                for content in [value, *unpacked_frames(value)]:
                    for form, text in _forms(content):
                        texts[form].append(letters_of(text))
            for form, letters in texts.items():
                yield Reading(f" (table {table})", form, "\n".join(letters), None)


# ---- a site ----

def _links(base, page):
    for link in re.findall(r"""(?:href|src|action)\s*=\s*["']?([^"'\s>]+)""", page):
        url = urllib.parse.urljoin(base, html.unescape(link))
        parts = urllib.parse.urlsplit(url)
        if not parts.scheme and not parts.netloc and not parts.query and parts.path.startswith("/"):
            yield parts.path


def site_pages(site, more=(), most=5000):
    """(path, answer) for the home page and all that links lead to, but for those with a query; of cables also text and JSON."""
    waiting = collections.deque(["/", "/missing.csv", "/missing/requests.txt", "/robots.txt", *more])
    seen = set(waiting)
    while waiting:
        path = waiting.popleft()
        answer = site.get(path)
        if answer.status >= 500:
            raise Failure(f"{path} answers {answer.status}")
        yield path, answer
        found = [answer.headers["location"]] if "location" in answer.headers else []
        if "html" in answer.headers.get("content-type", ""):
            found += _links(path, answer.body.decode("utf-8", errors="replace"))
        found += [path.removesuffix("html") + form for form in ("txt", "json") if re.match(r"/cable/\d{4}/.*\.html", path)]
        for link in found:
            if link not in seen:
                seen.add(link)
                waiting.append(link)
        expect(len(seen) <= most, f"there is no end of pages: {link}")
