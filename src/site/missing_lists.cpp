#include "site/missing_lists.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "edition/missing_reader.hpp"
#include "index/result_list.hpp"
#include "view/missing_page.hpp"
#include "view/path.hpp"

namespace chancery::site {

namespace {

using edition::GhostSerial;
using edition::IncompleteRow;
using edition::Lack;
using edition::MissingReader;
using edition::MissingSummary;
using edition::SerialRun;
using index::csv_field;

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::size_t kLineWidth = 78;

// How one kind of file writes its lines.
class Lines {
public:
    Lines() = default;
    virtual ~Lines() = default;
    Lines(const Lines&) = delete;
    Lines& operator=(const Lines&) = delete;
    Lines(Lines&&) = delete;
    Lines& operator=(Lines&&) = delete;

    virtual std::string beginning() = 0;
    virtual std::string list(const MissingSummary& list) = 0;
    enum class First : std::uint8_t { No, Yes }; // of its kind in the list
    virtual std::string ghost(const MissingSummary& list, const GhostSerial& ghost,
                              MissingReader& reader, First first) = 0;
    virtual std::string run(const MissingSummary& list, const SerialRun& run, First first) = 0;
    virtual std::string incomplete(const MissingSummary& list, const IncompleteRow& row,
                                   First first) = 0;
    virtual std::string end() = 0;
};

// Post by post, year by year: cited cables, gaps, cables in part.
class MissingStream : public http::Stream {
public:
    MissingStream(const edition::Generation& generation, std::unique_ptr<Lines> lines,
                  std::uint64_t place, std::uint64_t end)
        : reader_(generation), lines_(std::move(lines)), place_(place), end_(end),
          beginning_(lines_->beginning())
    {
    }

    More next(std::string& piece) override
    {
        piece += std::exchange(beginning_, "");
        while (piece.size() < kPieceBytes) {
            if (!of_ && !open_list(piece)) {
                piece += lines_->end();
                return More::No;
            }
            add_line(piece);
        }
        return More::Yes;
    }

private:
    // The next list that lacks something.
    bool open_list(std::string& piece)
    {
        for (; place_ < end_; ++place_) {
            of_ = reader_.at(place_);
            if (!of_) {
                return false;
            }
            const MissingSummary& sum = of_->summary;
            if (sum.gaps + sum.ghosts + sum.incomplete > 0) {
                ++place_;
                parts_ = reader_.incomplete(sum.post, sum.year,
                                            std::numeric_limits<std::int32_t>::max());
                line_ = 0;
                piece += lines_->list(sum);
                return true;
            }
        }
        of_.reset();
        return false;
    }

    void add_line(std::string& piece)
    {
        const auto first = [](std::size_t at) {
            return at == 0 ? Lines::First::Yes : Lines::First::No;
        };
        const std::size_t run = line_ - std::min(line_, of_->ghosts.size());
        const std::size_t part = run - std::min(run, of_->runs.size());
        if (line_ < of_->ghosts.size()) {
            piece += lines_->ghost(of_->summary, of_->ghosts[line_], reader_, first(line_));
        } else if (run < of_->runs.size()) {
            piece += lines_->run(of_->summary, of_->runs[run], first(run));
        } else if (part < parts_.size()) {
            piece += lines_->incomplete(of_->summary, parts_[part], first(part));
        } else {
            of_.reset();
        }
        ++line_;
    }

    MissingReader reader_;
    std::unique_ptr<Lines> lines_;
    std::uint64_t place_;
    std::uint64_t end_;
    std::string beginning_;
    std::optional<edition::MissingOf> of_;
    std::vector<IncompleteRow> parts_;
    std::size_t line_ = 0; // of all lines of the list
};

std::string joined(const std::vector<std::string>& ids, std::string_view between)
{
    return fmt::format("{}", fmt::join(ids, between));
}

// ---- CSV ----

std::string_view kind_of(Lack lack)
{
    switch (lack) {
    case Lack::Extract:
        return "extract";
    case Lack::CutOff:
        return "cut";
    case Lack::Sections:
        break;
    }
    return "section";
}

class CsvLines : public Lines {
public:
    std::string beginning() override
    {
        return "kind,post,year,first,last,numbers,citers,citing,first_section,last_section,"
               "sections\r\n";
    }
    std::string list(const MissingSummary&) override { return {}; }
    std::string ghost(const MissingSummary& list, const GhostSerial& ghost, MissingReader& reader,
                      First) override
    {
        const std::string id = id_of(list, ghost.serial);
        return fmt::format("cited,{0},{1},{2},{2},1,{3},{4},,,\r\n", csv_field(list.post),
                           list.year, csv_field(id), ghost.citers,
                           csv_field(joined(reader.citing(id, kMaxCitingInCsv), " ")));
    }
    std::string run(const MissingSummary& list, const SerialRun& run, First) override
    {
        return fmt::format("gap,{},{},{},{},{},,,,,\r\n", csv_field(list.post), list.year,
                           csv_field(id_of(list, run.first)), csv_field(id_of(list, run.last)),
                           run.count());
    }
    std::string incomplete(const MissingSummary& list, const IncompleteRow& row, First) override
    {
        const std::string start = fmt::format("{0},{1},{2},{3},{3},1,,", kind_of(row.what.lack),
                                              csv_field(list.post), list.year, csv_field(row.id));
        return row.what.lack == Lack::Sections
                   ? fmt::format("{},{},{},{}\r\n", start, row.what.first, row.what.last,
                                 row.what.sections)
                   : start + ",,,\r\n";
    }
    std::string end() override { return {}; }
};

// ---- the letter ----

// One paragraph, its lines broken between words; those behind the first begin with `indent`.
std::string wrapped(std::string_view text, std::string_view indent)
{
    std::string out;
    std::size_t width = 0;
    for (const std::string_view word : words(text)) {
        if (width > 0 && width + 1 + word.size() > kLineWidth) {
            out.append("\n").append(indent);
            width = indent.size();
        } else if (width > 0) {
            out += ' ';
            ++width;
        }
        out += word;
        width += word.size();
    }
    return out + '\n';
}

class LetterLines : public Lines {
public:
    explicit LetterLines(const edition::Generation& generation)
        : settings_(generation.settings()), day_(format_day(generation.last_release()))
    {
    }

    std::string beginning() override
    {
        const std::string archive = collapse_spaces(settings_.title) +
                                    (settings_.base_url.empty() ? "" : ", " + settings_.base_url);
        return "REQUEST FOR RECORDS: DIPLOMATIC CABLES\n\n" +
               wrapped("I request copies of the cables named below, each with its header, with all "
                       "its sections, and with every part that can be released. Each is named by "
                       "its reference number: the last two digits of the year, the post that sent "
                       "it, and its serial number in that year.",
                       "") +
               "\n" +
               wrapped("The list was made from the cables in a public archive (" + archive +
                           "), as it stood on " + day_ + ". It names, by post and year:",
                       "") +
               "\n" +
               wrapped(
                   "(a) cables that are not in the archive, and that cables in it refer to. The "
                   "cables that refer to them are named;",
                   "    ") +
               wrapped("(b) serial numbers between the lowest and the highest known of that post "
                       "and year of which nothing is known. If a number was not used, please say "
                       "so;",
                       "    ") +
               wrapped("(c) cables that are in the archive only in part.", "    ");
    }
    std::string list(const MissingSummary& list) override
    {
        const std::string title = fmt::format("{} {}", list.post, list.year);
        return "\n\n" + title + "\n" + std::string(title.size(), '=') + "\n";
    }
    std::string ghost(const MissingSummary& list, const GhostSerial& ghost, MissingReader& reader,
                      First first) override
    {
        const std::string id = id_of(list, ghost.serial);
        std::vector<std::string> citing = reader.citing(id, kMaxCitingInLetter);
        const std::size_t named = citing.size();
        std::string line = id + ", to which " + joined(citing, ", ");
        if (ghost.citers > named) {
            line += fmt::format(" and {} more", ghost.citers - named);
        }
        line += ghost.citers == 1 ? " refers" : " refer";
        return heading("(a) Referred to by others:", first) + "  " + wrapped(line, "      ");
    }
    std::string run(const MissingSummary& list, const SerialRun& run, First first) override
    {
        const std::string line = run.count() == 1
                                     ? id_of(list, run.first)
                                     : fmt::format("{} to {} ({} numbers)", id_of(list, run.first),
                                                   id_of(list, run.last), run.count());
        return heading("(b) Not accounted for:", first) + "  " + line + "\n";
    }
    std::string incomplete(const MissingSummary&, const IncompleteRow& row, First first) override
    {
        return heading("(c) Known in part:", first) + "  " + row.id + ": " +
               view::lack_words(row.what) + "\n";
    }
    std::string end() override { return "\n"; }

private:
    static std::string heading(std::string_view words, First first)
    {
        return first == First::Yes ? fmt::format("\n{}\n", words) : std::string();
    }

    edition::Settings settings_;
    std::string day_;
};

} // namespace

std::shared_ptr<http::Stream> missing_csv(const edition::Generation& generation)
{
    return std::make_shared<MissingStream>(generation, std::make_unique<CsvLines>(), 0,
                                           std::numeric_limits<std::int32_t>::max());
}

std::shared_ptr<http::Stream> missing_letter(const edition::Generation& generation,
                                             std::optional<std::uint64_t> place)
{
    const std::uint64_t end = place ? *place + 1 : std::numeric_limits<std::int32_t>::max();
    return std::make_shared<MissingStream>(generation, std::make_unique<LetterLines>(generation),
                                           place.value_or(0), end);
}

} // namespace chancery::site
