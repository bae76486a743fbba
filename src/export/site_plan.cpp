#include "export/site_plan.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <unordered_set>

#include "edition/changes.hpp"
#include "edition/missing_reader.hpp"
#include "edition/walk.hpp"
#include "export/file_name.hpp"
#include "export/links.hpp"
#include "http/request.hpp"
#include "site/feeds.hpp"
#include "site/pages.hpp"
#include "site/routes.hpp"
#include "view/article_page.hpp"
#include "view/cite_page.hpp"
#include "view/missing_page.hpp"
#include "view/path.hpp"
#include "view/version_page.hpp"

namespace chancery::exporter {

namespace {

constexpr std::uint32_t kPiece = 1000;
constexpr std::string_view kMisprints = "/tag/misprints.html";

// ---- small pages, by their links ----

bool is_small(std::string_view address)
{
    return address.starts_with("/help/") || address.starts_with("/static/") ||
           address == kMisprints;
}

std::string page_at(index::SearchReader& search, const std::string& address)
{
    const std::optional<http::Target> target = http::parse_target(address);
    if (!target) {
        return {};
    }
    const http::Response response = site::answer(
        search, {.path = target->path, .query = target->query, .delivery = view::Delivery::Copied});
    return std::string(response.body && response.status == 200 ? response.body->bytes()
                                                               : std::string_view());
}

std::vector<std::string> entrances()
{
    std::vector<std::string> addresses = {"/", "/help/", std::string(view::kMissingPath)};
    for (const edition::Facet facet : edition::kFacets) {
        addresses.push_back(view::index_path(facet));
    }
    return addresses;
}

void plan_small_pages(index::SearchReader& search, const PlanPage& plan)
{
    const std::vector<std::string> first = entrances();
    std::deque<std::string> to_read(first.begin(), first.end());
    std::unordered_set<std::string> known(first.begin(), first.end());
    while (!to_read.empty()) {
        const std::string address = std::move(to_read.front());
        to_read.pop_front();
        plan(address);
        for (std::string& link : addresses_in(page_at(search, address))) {
            if (is_small(link) && known.insert(link).second) {
                to_read.push_back(std::move(link));
            }
        }
    }
}

// ---- listings ----

void plan_listings(const edition::Generation& generation, const PlanPage& plan)
{
    for (const edition::Facet facet : edition::kFacets) {
        for (const edition::FacetValue& value : generation.values(facet)) {
            for (std::uint32_t page = 0; page < value.pages(); ++page) {
                plan(view::facet_path(facet, value.key, page));
            }
        }
    }
}

void plan_cited(edition::Walk& walk, const PlanPage& plan)
{
    walk.go_to_cited("", 0);
    while (const std::optional<edition::CitedPage> cited = walk.next_cited()) {
        plan(view::cited_path(cited->node, cited->page));
    }
}

void plan_missing(const edition::Generation& generation, const PlanPage& plan)
{
    plan(view::kMissingCsvPath);
    plan(view::kMissingRequestsPath);
    edition::MissingReader missing(generation);
    const std::uint64_t lists = missing.totals().lists;
    for (std::uint32_t page = 1; page * view::kMissingRowsPerPage < lists; ++page) {
        plan(view::missing_index_path(page));
    }
    for (std::uint64_t done = 0; done < lists; done += kPiece) {
        for (const edition::MissingSummary& list : missing.rows(done, kPiece)) {
            plan(view::missing_path(list.post, list.year));
            if (list.gaps + list.ghosts + list.incomplete > 0) {
                plan(view::missing_requests_path(list.post, list.year));
            }
        }
    }
}

// ---- articles ----

void plan_lists(const PlanPage& plan, std::uint32_t count,
                const std::function<std::string(std::uint32_t)>& path)
{
    for (std::uint32_t page = 0; page * view::kArticlesPerPage < count; ++page) {
        plan(path(page));
    }
}

void plan_articles(edition::Reader& reader, const PlanPage& plan)
{
    const std::uint32_t count = reader.generation().article_count();
    plan_lists(plan, count, view::articles_path);
    for (const edition::ArticlePlace& place : reader.articles().places()) {
        plan_lists(plan, place.count,
                   [&](std::uint32_t page) { return view::article_place_path(place.key, page); });
    }
    for (const edition::ArticleRow& row : reader.articles().list(0, count)) {
        plan(view::article_path(row.slug, ".html"));
        plan(view::article_path(row.slug, ".md"));
    }
    for (const edition::GoneArticle& gone : reader.articles().latest_gone(edition::kAllGone)) {
        plan(view::article_path(gone.slug, ".html"));
    }
}

// ---- cables ----

void plan_cables(edition::Walk& walk, edition::Reader& reader, const PlanPage& plan)
{
    const std::vector<std::string> endings = cable_endings();
    walk.go_behind(0);
    while (const std::optional<edition::WalkRow> row = walk.next()) {
        const std::string path = view::cable_path(row->id, row->created);
        for (const std::string& ending : endings) {
            plan(path + ending);
        }
        plan(view::cite_path(row->id));
        for (const edition::Version& version : reader.versions(row->id)) {
            plan(view::version_path(path + ".html", version.number));
        }
    }
}

void plan_withdrawn(const edition::Generation& generation, const PlanPage& plan)
{
    for (const edition::Version& gone : generation.changes().withdrawn()) {
        plan(view::tombstone_path(gone.id));
    }
}

} // namespace

std::vector<std::string> cable_endings()
{
    constexpr std::string_view kCable = "/cable/{year}/{month}/{id}.";
    std::vector<std::string> endings;
    for (const site::Pattern& pattern : site::patterns()) {
        if (pattern.path.starts_with(kCable)) {
            endings.emplace_back(pattern.path.substr(kCable.size() - 1));
        }
    }
    return endings;
}

void plan_site(index::SearchReader& search, const PlanPage& plan)
{
    const edition::Generation& generation = *search.generation();
    edition::Walk walk(search.generation());
    plan_small_pages(search, plan);
    plan_listings(generation, plan);
    site::each_copied_feed(search.reader(), plan);
    plan_cited(walk, plan);
    plan_missing(generation, plan);
    plan_articles(search.reader(), plan);
    plan_cables(walk, search.reader(), plan);
    plan_withdrawn(generation, plan);
}

} // namespace chancery::exporter
