#include "zim/zim_export.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>

#include <unicode/uloc.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/ordered_map.hpp"
#include "base/stop.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "edition/walk.hpp"
#include "export/file_name.hpp"
#include "export/manifest.hpp"
#include "export/out_file.hpp"
#include "export/page_maker.hpp"
#include "export/site_plan.hpp"
#include "index/search_reader.hpp"
#include "view/assets.hpp"
#include "view/path.hpp"
#include "zim/failed_writes.hpp"
#include "zim/page_text.hpp"
#include "zim/same_bytes.hpp"
#include "zim/zim_writer.hpp"

namespace chancery::zim_file {

namespace {

using exporter::Made;
using exporter::PageMaker;
using exporter::Planned;

constexpr std::string_view kEnding = ".zim";
constexpr std::string_view kMainFile = "index.html";
constexpr std::size_t kWindow = 64; // pages on the way
constexpr const char* kStateName = "X-Chancery-State";
constexpr std::size_t kMaxDescription = 80; // https://wiki.openzim.org/wiki/Metadata

// ---- where it goes ----

fs::path beside(const fs::path& path, std::string_view ending)
{
    fs::path other = path;
    return other += ending;
}

void refuse_what_is_not_ours(const fs::path& path)
{
    std::error_code none;
    if (path.extension() != kEnding || path.stem().empty()) {
        throw UsageError(path.string() + " does not end in .zim");
    }
    if (!fs::exists(fs::symlink_status(path, none))) {
        return;
    }
    if (!fs::is_regular_file(path, none)) {
        throw UsageError(path.string() + " is not a file");
    }
    if (zim_metadata(path, kStateName).empty()) {
        throw UsageError(path.string() + " holds something else: give a new name, or an export "
                                         "to zim to be brought up to date");
    }
}

// DEST.partial: all that is not whole yet. Gone when this goes, unless we are killed.
class WorkFolder {
public:
    explicit WorkFolder(fs::path path) : path_(std::move(path))
    {
        std::error_code error;
        fs::create_directory(path_, error);
        if (error) {
            throw IoError("cannot make " + path_.string() + ": " + error.message());
        }
        std::optional<FileLock> lock = FileLock::try_lock(path_ / "lock");
        if (!lock) {
            throw UsageError("another export is writing to " + path_.stem().string());
        }
        lock_.emplace(std::move(*lock));
        remove_all_but_lock();
        end_if_a_write_fails(path_);
    }
    ~WorkFolder()
    {
        std::error_code none;
        for (int tries = 0; tries < 3 && fs::exists(path_, none); ++tries) {
            fs::remove_all(path_, none); // a thread that was stopped may still add a file
        }
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;
    WorkFolder(WorkFolder&&) = delete;
    WorkFolder& operator=(WorkFolder&&) = delete;

    fs::path operator/(std::string_view name) const { return path_ / name; }

private:
    void remove_all_but_lock()
    {
        for (const fs::directory_entry& entry : fs::directory_iterator(path_)) {
            if (entry.path().filename() != "lock") {
                fs::remove_all(entry.path());
            }
        }
    }

    fs::path path_;
    std::optional<FileLock> lock_;
};

// ---- which state it shows ----

// What goes into the pages: the edition, and the program that makes them. That one may differ
// under one version is seen in the first page and that of the first cable.
Sha256 state_of(const index::SearchReader& search, std::string_view version)
{
    PageMaker maker(search.another());
    const auto& generation = search.generation();
    Sha256Stream hash;
    hash.update(generation->fingerprint());
    hash.update(version);
    hash.update(maker.make({kMainFile, "/"}).bytes);
    edition::Walk walk(generation);
    if (const auto row = walk.row(1)) {
        const std::string address = view::cable_path(row->id, row->created) + ".html";
        hash.update(maker.make({exporter::file_of(address), address}).bytes);
    }
    return hash.finish();
}

// RFC 9562, 5.8: of a form of one's own.
Uuid uuid_of(const Sha256& state)
{
    Uuid uuid{};
    std::copy_n(state.begin(), uuid.size(), uuid.begin());
    uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0FU) | 0x80U);
    uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3FU) | 0x80U);
    return uuid;
}

std::string hash_line(const Sha256& hash, const fs::path& path)
{
    return exporter::manifest_line(hash, path.filename().string());
}

bool is_up_to_date(const fs::path& path, const Sha256& state)
{
    constexpr std::uint64_t kMaxLine = 8192;
    const fs::path hash_file = beside(path, ".sha256");
    std::error_code none;
    return fs::is_regular_file(path, none) && fs::is_regular_file(hash_file, none) &&
           zim_metadata(path, kStateName) == hex(state) &&
           read_file(hash_file, kMaxLine) == hash_line(sha256_of_file(path), path);
}

// ---- what it says of itself ----

// "eng" for "en" and "en-GB". Its readers want one; our own words are English.
std::string three_letters(const std::string& language)
{
    const std::string code = ::uloc_getISO3Language(language.c_str());
    return code.empty() ? "eng" : code;
}

std::string shortened(const std::string& text)
{
    const auto letters = [](std::string_view part) {
        return std::ranges::count_if(
            part, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    };
    if (letters(text) <= static_cast<std::ptrdiff_t>(kMaxDescription)) {
        return text;
    }
    std::string out;
    for (const std::string_view word : words(text)) {
        if (letters(out) + letters(word) + 2 > static_cast<std::ptrdiff_t>(kMaxDescription)) {
            break;
        }
        out.append(out.empty() ? "" : " ").append(word);
    }
    return out + "…";
}

void describe(ZimWriter& zim, const edition::Generation& generation, const Sha256& state,
              std::string_view version)
{
    const edition::Settings& settings = generation.settings();
    const std::string language = three_letters(settings.language);
    const std::string name = slug(settings.title);
    zim.set("Title", settings.title);
    zim.set("Name", (name.empty() ? "cables" : name) + "_" + language);
    zim.set("Creator", settings.title);
    zim.set("Publisher", settings.title);
    zim.set("Language", language);
    zim.set("Description", shortened(!settings.motto.empty()         ? settings.motto
                                     : !settings.description.empty() ? settings.description
                                                                     : settings.title));
    if (!settings.description.empty()) {
        zim.set("LongDescription", settings.description);
    }
    if (!settings.base_url.empty()) {
        zim.set("Source", settings.base_url);
    }
    zim.set("Date", format_rfc3339(generation.last_release()).substr(0, 10));
    zim.set("Scraper", "Chancery " + std::string(version));
    zim.set("Tags", "_ftindex:yes;_pictures:no;_videos:no;_details:yes");
    zim.set(kStateName, hex(state));
    zim.set_illustration(view::icon().bytes);
}

// ---- pages ----

constexpr std::string_view kFirstPage = "_0.html";

bool is_further_page(std::string_view file)
{
    const std::size_t line = file.rfind('_');
    return line != std::string_view::npos && file.ends_with(".html") &&
           all_digits(file.substr(line + 1, file.size() - line - 6)) && !file.ends_with(kFirstPage);
}

// What a reader who begins to type is offered: cables, the help, the beginnings of lists. Not what
// is about a cable.
bool is_listed(std::string_view file)
{
    return !file.starts_with("cite/") && !file.starts_with("cited/") && !is_further_page(file);
}

// What full text search finds: a list would be found for every subject on it.
bool is_text(std::string_view file)
{
    return file.starts_with("cable/") || file.starts_with("help/");
}

ZimPage make_page(PageMaker& maker, const Planned& planned, std::string_view archive_title)
{
    Made made = maker.make(planned);
    std::string piece;
    for (auto more = http::Stream::More::Yes; made.rest && more == http::Stream::More::Yes;) {
        piece.clear(); // a stream fills a piece up to its size
        more = made.rest->next(piece);
        made.bytes += piece;
    }
    ZimPage page{.path = std::string(planned.file),
                 .content_type = std::move(made.content_type),
                 .bytes = std::move(made.bytes)};
    if (page.content_type.starts_with("text/html")) {
        page.content_type = "text/html"; // readers look for it; the page says its encoding
        page.title = title_of(page.bytes, archive_title);
        if (is_for_searching(page.bytes) && is_listed(page.path)) {
            page.listed = ZimPage::Listed::Yes;
            page.text = is_text(page.path) ? text_of_main(page.bytes) : std::string();
        }
    }
    return page;
}

std::uint64_t write_plan(index::SearchReader& search, const fs::path& path)
{
    std::uint64_t count = 0;
    exporter::OutFile plan(path);
    exporter::plan_site(search, [&](std::string_view address) {
        plan.add(exporter::plan_line({exporter::file_of(address), address}));
        ++count;
    });
    plan.close(exporter::OutFile::Sync::No);
    return count;
}

void add_pages(const index::SearchReader& search, const fs::path& plan, ZimWriter& zim,
               unsigned threads, Progress& progress)
{
    const std::string& title = search.generation()->settings().title;
    std::deque<PageMaker> makers; // one for each worker
    for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
        makers.emplace_back(search.another());
    }
    exporter::PlannedPages pages(plan);
    ordered_map<Planned, ZimPage>(
        threads, kWindow,
        [&] {
            throw_if_stopped();
            return pages.next();
        },
        [&](unsigned worker, const Planned& planned) {
            return make_page(makers[worker], planned, title);
        },
        [&](ZimPage page) {
            zim.add(std::move(page));
            progress.add(1);
        });
}

// The old hash goes first: at no time does one stand beside a file that it is not of.
void put_in_place(const fs::path& made, const fs::path& path, const Sha256& hash)
{
    sync_file(made);
    fs::remove(beside(path, ".sha256"));
    fs::rename(made, path);
    write_file_atomic(beside(path, ".sha256"), hash_line(hash, path));
    const fs::path folder = path.parent_path();
    sync_folder(folder.empty() ? fs::path(".") : folder);
}

} // namespace

ZimExport export_zim(const fs::path& edition, const fs::path& path, const Options& options)
{
    const Progress clock("export", "pages", 0, Quiet::Yes);
    index::SearchReader search = index::SearchReader::open(edition);
    refuse_what_is_not_ours(path);
    const WorkFolder work(beside(path, ".partial"));
    const Sha256 state = state_of(search, options.version);
    ZimExport done;
    if (!is_up_to_date(path, state)) {
        done.pages = write_plan(search, work / "plan");
        const fs::path made = work / "made.zim";
        Progress progress("export", "pages", done.pages, options.quiet);
        ZimWriter zim(made, {.language = three_letters(search.generation()->settings().language),
                             .uuid = uuid_of(state)});
        describe(zim, *search.generation(), state, options.version);
        add_pages(search, work / "plan", zim, options.threads, progress);
        progress.finish();
        zim.finish(std::string(kMainFile));
        put_in_place(made, path, make_same_bytes(made, uuid_of(state), options.quiet));
        done.change = ZimExport::Change::Written;
    }
    done.bytes = fs::file_size(path);
    done.seconds = clock.seconds();
    return done;
}

} // namespace chancery::zim_file
