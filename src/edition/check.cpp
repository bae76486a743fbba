#include "edition/check.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "cable/cable_json.hpp"
#include "cable/json_read.hpp"
#include "edition/citations.hpp"
#include "edition/format.hpp"
#include "edition/incomplete.hpp"
#include "edition/missing_reader.hpp"
#include "edition/reader.hpp"
#include "edition/writer.hpp"

namespace chancery::edition {

namespace {

using Problems = std::vector<std::string>;

void add(Problems& problems, std::string problem)
{
    if (problems.size() < kMaxProblems) {
        problems.push_back(std::move(problem));
    }
}

void check_manifest(const fs::path& folder, Problems& problems)
{
    const std::string manifest = read_file(folder / kManifestName, kMaxManifestBytes);
    for (const auto& [name, hash] : hashes_in(manifest)) {
        if (hex(sha256_of_file(folder / name)) != hash) {
            add(problems, name + ": its SHA-256 is not the one in the manifest");
        }
    }
}

// The listings as they must be, by a way of its own: from the views, in the order of format 9.
class Listings {
public:
    void add(const Cable& cable)
    {
        entries_.push_back({cable.released.value_or(Instant()), cable.created, cable.id});
        const std::size_t index = entries_.size() - 1;
        const auto put = [&](Facet facet, const std::string& name) {
            if (!name.empty()) {
                members_[{facet, name}].push_back(index);
            }
        };
        put(Facet::Origin, cable.origin);
        put(Facet::Classification, cable.classification.label);
        put(Facet::Month, cable.created ? format_month(*cable.created) : "");
        put(Facet::ReleaseDay, cable.released ? format_day(*cable.released) : "");
        for (const std::string& tag : listing_tags(cable)) {
            put(Facet::Tag, tag);
        }
    }

    std::vector<std::string> ids(Facet facet, const std::string& name) const
    {
        const auto found = members_.find({facet, name});
        std::vector<Entry> entries;
        for (const std::size_t index :
             found == members_.end() ? std::vector<std::size_t>() : found->second) {
            entries.push_back(entries_[index]);
        }
        std::ranges::sort(entries, [](const Entry& a, const Entry& b) {
            const Instant a_created = a.created.value_or(Instant::max()); // unknown comes last
            const Instant b_created = b.created.value_or(Instant::max());
            return std::tie(b.released, a_created, a.id) < std::tie(a.released, b_created, b.id);
        });
        std::vector<std::string> out;
        for (const Entry& entry : entries) {
            out.push_back(entry.id);
        }
        return out;
    }

    std::size_t count(Facet facet) const
    {
        std::size_t count = 0;
        for (const auto& [key, list] : members_) {
            count += key.first == facet ? 1 : 0;
        }
        return count;
    }

private:
    struct Entry {
        Instant released;
        std::optional<Instant> created;
        std::string id;
    };
    std::vector<Entry> entries_;
    std::map<std::pair<Facet, std::string>, std::vector<std::size_t>> members_;
};

// The graph of references as it must be: who names whom, one pair for each reference of each view.
class References {
public:
    void add(const Cable& cable)
    {
        for (const std::string& node : cited_nodes(cable)) {
            citers_[node].push_back({cable.released.value_or(Instant()),
                                     cable.created.value_or(Instant::max()), cable.id});
        }
    }

    std::map<std::string, std::vector<std::string>> ids() const
    {
        std::map<std::string, std::vector<std::string>> out;
        for (auto [node, citers] : citers_) {
            std::ranges::sort(citers, [](const Citer& a, const Citer& b) {
                return std::tie(b.released, a.created, a.id) <
                       std::tie(a.released, b.created, b.id);
            });
            for (const Citer& citer : citers) {
                out[node].push_back(citer.id);
            }
        }
        return out;
    }

private:
    struct Citer {
        Instant released;
        Instant created; // unknown comes last
        std::string id;
    };
    std::map<std::string, std::vector<Citer>> citers_;
};

// What is missing as it must be: by a walk over the known numbers of each post and year.
class Numbers {
public:
    void add(const Cable& cable)
    {
        List& list = list_of(node_of(cable.id));
        list.here.insert(serial_of(cable.id));
        for (const Incomplete& lack : incomplete(cable)) {
            list.lacks.emplace(cable.id, lack);
        }
        for (const std::string& node : cited_nodes(cable)) {
            ++list_of(node).cited[serial_of(node)];
        }
    }

    std::vector<MissingOf> expected() const
    {
        std::vector<MissingOf> out;
        for (const auto& [name, list] : lists_) {
            MissingOf& of = out.emplace_back();
            std::set<std::uint64_t> known = list.here;
            for (const auto& [serial, citers] : list.cited) {
                if (known.insert(serial).second) {
                    of.ghosts.push_back({serial, citers});
                }
            }
            for (auto next = std::next(known.begin()); next != known.end(); ++next) {
                if (const std::uint64_t before = *std::prev(next); before + 1 < *next) {
                    of.runs.push_back({before + 1, *next - 1});
                    of.summary.gaps += *next - before - 1;
                }
            }
            std::set<std::string> lacking;
            for (const auto& [id, lack] : list.lacks) {
                lacking.insert(id);
            }
            of.summary = {name.first,       name.second,     list.here.size(),
                          of.ghosts.size(), *known.begin(),  *known.rbegin(),
                          of.runs.size(),   of.summary.gaps, lacking.size()};
        }
        return out;
    }

    const std::set<std::pair<std::string, Incomplete>>& lacks(const MissingSummary& sum) const
    {
        return lists_.at({sum.post, sum.year}).lacks;
    }

private:
    struct List {
        std::set<std::uint64_t> here;
        std::map<std::uint64_t, std::uint32_t> cited; // how often, here or not
        std::set<std::pair<std::string, Incomplete>> lacks;
    };

    static CableId id_of(const std::string& text)
    {
        const std::optional<CableId> id = CableId::parse(text);
        if (!id) {
            throw IoError(text + " is no reference id");
        }
        return *id;
    }
    static std::uint64_t serial_of(const std::string& id) { return id_of(id).serial(); }
    List& list_of(const std::string& node)
    {
        const CableId id = id_of(node);
        return lists_[{std::string(id.post()), id.year()}];
    }

    std::map<std::pair<std::string, int>, List> lists_;
};

// What the views together say.
struct Expected {
    Listings listings;
    References references;
    Numbers numbers;
};

// The view of one cable: that it can be read, and says what its row says.
void check_view(Reader& reader, const CableRow& row, Expected& expected, Problems& problems)
{
    try {
        const std::optional<std::string> json = reader.view(row.id);
        if (!json) {
            return add(problems, row.id + ": has no text");
        }
        const Cable cable = from_json(*json);
        if (cable.id != row.id || cable.subject != row.subject || cable.created != row.created ||
            cable.released != row.released || cable.origin != row.origin ||
            cable.classification.label != row.classification) {
            add(problems, row.id + ": text and listing disagree");
        }
        repaired_body(cable);
        expected.listings.add(cable);
        expected.references.add(cable);
        expected.numbers.add(cable);
    } catch (const JsonError& error) {
        add(problems, row.id + ": " + error.what());
    } catch (const IoError& error) {
        add(problems, row.id + ": " + error.what());
    }
}

void check_listings(Reader& reader, const Listings& listings, Problems& problems)
{
    for (const Facet facet : kFacets) {
        const std::vector<FacetValue>& values = reader.generation().values(facet);
        if (values.size() != listings.count(facet)) {
            add(problems, "the number of listings of a kind is not what the cables say");
        }
        for (const FacetValue& value : values) {
            std::vector<std::string> ids;
            for (std::uint32_t page = 0; page < value.pages(); ++page) {
                for (const CableRow& row : reader.listing(value, page)) {
                    ids.push_back(row.id);
                }
            }
            if (ids.size() != value.count || ids != listings.ids(facet, value.name)) {
                add(problems, "listing " + value.name +
                                  ": not the cables that it should have, or not in their order");
            }
        }
    }
}

void check_references(Reader& reader, Database& db, const References& references,
                      Problems& problems)
{
    const auto expected = references.ids();
    for (const auto& [node, citers] : expected) {
        std::vector<std::string> ids;
        for (std::uint32_t page = 0; ids.size() == page * kRowsPerPage; ++page) {
            const std::vector<CableRow> rows = reader.cited_by(node, page);
            if (rows.empty()) {
                break;
            }
            std::ranges::transform(rows, std::back_inserter(ids), &CableRow::id);
        }
        if (ids != citers || reader.cited_count(node) != citers.size()) {
            add(problems,
                node + ": not cited by the cables that refer to it, or not in their order");
        }
    }
    Statement nodes(db, "SELECT DISTINCT node FROM cited");
    while (nodes.step()) {
        if (!expected.contains(std::string(nodes.text(0)))) {
            add(problems, std::string(nodes.text(0)) + ": no cable here refers to it");
        }
    }
}

void check_missing(MissingReader& missing, const Numbers& numbers, Problems& problems)
{
    const std::vector<MissingOf> expected = numbers.expected();
    for (std::uint64_t place = 0; place < expected.size(); ++place) {
        const MissingSummary& sum = expected[place].summary;
        std::set<std::pair<std::string, Incomplete>> lacks;
        for (const IncompleteRow& row : missing.incomplete(sum.post, sum.year, SIZE_MAX >> 1U)) {
            lacks.emplace(row.id, row.what);
        }
        if (missing.at(place) != expected[place] || lacks != numbers.lacks(sum)) {
            add(problems, "what is missing of " + sum.post + " " + std::to_string(sum.year) +
                              " is not what the cables say");
        }
    }
    if (missing.totals().lists != expected.size()) {
        add(problems, "what is missing is told of other posts and years than the cables have");
    }
}

// That the tables say of an article what its source says.
void check_articles(Reader& reader, Database& db, Problems& problems)
{
    ArticleReader& articles = reader.articles();
    const std::vector<ArticleRow> rows = articles.list(0, reader.generation().article_count());
    std::set<std::pair<std::string, NamedCable>> expected;
    for (const ArticleRow& row : rows) {
        try {
            const std::string source = articles.find(row.slug).value().source;
            if (row_of({row.slug, source, row.released, row.updated}) != row) {
                add(problems, "article " + row.slug + ": its text says something else");
            }
            for (NamedCable& cable : named_cables(source)) {
                expected.emplace(row.slug, std::move(cable));
            }
        } catch (const IoError& error) {
            add(problems, "article " + row.slug + ": " + error.what());
        }
    }
    std::set<std::pair<std::string, NamedCable>> named;
    Statement cables(db, "SELECT slug, node, paragraph FROM article_cable JOIN article ON number = "
                         "article");
    while (cables.step()) {
        named.insert(
            {std::string(cables.text(0)),
             {std::string(cables.text(1)), static_cast<std::uint32_t>(cables.integer(2))}});
    }
    if (named != expected) {
        add(problems, "the articles name other cables than their tables say");
    }
    if (!std::ranges::is_sorted(rows, std::ranges::greater(), &ArticleRow::date)) {
        add(problems, "articles are not in their order");
    }
}

void check_nodes(Database& db, Problems& problems)
{
    Statement cables(db, "SELECT id, coalesce(node, id) FROM cable");
    while (cables.step()) {
        if (node_of(cables.text(0)) != cables.text(1)) {
            add(problems, std::string(cables.text(0)) + ": not at its place in the graph");
        }
    }
}

// IoError where something cannot be read at all.
void check_content(const std::shared_ptr<const Generation>& generation,
                   const std::function<void(std::size_t, std::size_t)>& progress,
                   CheckReport& report)
{
    Database db = Database::open(generation->folder() / kDatabaseName, Access::Immutable);
    if (const std::string integrity = db.integrity(); integrity != "ok") {
        add(report.problems, integrity);
    }
    Reader reader(generation);
    Expected expected;
    Statement ids(db, "SELECT id FROM cable ORDER BY number");
    while (ids.step()) {
        if (const std::optional<CableRow> row = reader.find(ids.text(0))) {
            check_view(reader, *row, expected, report.problems);
        }
        progress(++report.cables, generation->cable_count());
    }
    check_listings(reader, expected.listings, report.problems);
    check_references(reader, db, expected.references, report.problems);
    check_nodes(db, report.problems);
    check_articles(reader, db, report.problems);
    MissingReader missing(*generation);
    check_missing(missing, expected.numbers, report.problems);
}

} // namespace

CheckReport check(const fs::path& edition,
                  const std::function<void(std::size_t, std::size_t)>& progress)
{
    CheckReport report;
    const fs::path current = edition / kCurrentLink;
    const fs::path folder = fs::exists(current) ? current : edition;
    if (fs::exists(folder / kManifestName)) { // names what is damaged, also where nothing opens
        check_manifest(folder, report.problems);
    }
    try {
        check_content(Generation::open(edition), progress, report);
    } catch (const IoError& error) {
        add(report.problems, error.what());
    }
    return report;
}

} // namespace chancery::edition
