#include "view/version_page.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/line_diff.hpp"
#include "view/path.hpp"

namespace chancery::view {

namespace {

constexpr std::size_t kNear = 3; // equal lines that are shown around a change
constexpr std::size_t kHashDigits = 16;

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kChanges = {
    {{"released", "released"},
     {"corrected", "corrected from a fuller copy"},
     {"redacted", "redacted: something was taken out"},
     {"restored", "restored: what was taken out is back"},
     {"metadata", "reduced to what the cable is, without its text"},
     {"withdrawn", "withdrawn"}}};

std::string_view in_words(const std::string& change)
{
    const auto found = std::ranges::find(kChanges, change, [](const auto& c) { return c.first; });
    return found == kChanges.end() ? std::string_view(change) : found->second;
}

bool is_present(const VersionPage& model)
{
    return model.number == model.versions.size();
}

// Only what changed, with a few lines around it.
Html changes(const std::string& before, const std::string& after)
{
    const std::vector<LineChange> all = line_diff(before, after);
    std::vector<bool> shown(all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].sign != ' ') {
            const std::size_t last = std::min(all.size(), i + kNear + 1);
            for (std::size_t near = i - std::min(i, kNear); near < last; ++near) {
                shown[near] = true;
            }
        }
    }
    Html out;
    out.add({"<pre class=\"v changes\">"});
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!shown[i]) {
            if (i > 0 && shown[i - 1]) {
                out.add({"...\n"});
            }
        } else if (all[i].sign == '-') {
            out.add({"<del>- ", all[i].line, "</del>\n"});
        } else if (all[i].sign == '+') {
            out.add({"<ins>+ ", all[i].line, "</ins>\n"});
        } else {
            out.add({"  ", all[i].line, "\n"});
        }
    }
    out.add({"</pre>\n"});
    return out;
}

Html what_changed(const VersionPage& model)
{
    Html out;
    if (model.number <= 1) {
        return out;
    }
    out.add({"<h2>What changed from version ", model.number - 1, "</h2>\n"});
    if (model.text && model.previous) {
        out.add({changes(*model.previous, *model.text)});
    } else {
        out.add({"<p>It is not shown, since one of the two texts is not.</p>\n"});
    }
    return out;
}

Html lead(const VersionPage& model)
{
    const edition::Version& version = model.versions[model.number - 1];
    Html out;
    out.add({"<p class=\"lead\">", what_happened(version), ".</p>\n"});
    if (!model.text) {
        out.add({"<p class=\"note\">The text of this version is not shown: what it said, or left "
                 "out, is not what the public may read of this cable now.</p>\n"});
    } else if (is_present(model)) {
        out.add({"<p class=\"note\">This is the present version. <a href=\"", model.cable_path,
                 "\">The cable</a></p>\n"});
    } else {
        out.add({"<p class=\"note\">This is an old version. <a href=\"", model.cable_path,
                 "\">The present one</a></p>\n"});
    }
    if (!version.sha256.empty()) {
        out.add({"<p>SHA-256 of its JSON: <code>", version.sha256, "</code></p>\n"});
    }
    return out;
}

} // namespace

std::string version_path(std::string_view cable_path, std::uint32_t number)
{
    const std::string_view stem = cable_path.substr(0, cable_path.rfind(".html"));
    return fmt::format("{}_v{}.html", stem, number);
}

Html version_list(const std::vector<edition::Version>& versions, const std::string& cable_path)
{
    Html out;
    if (versions.empty()) {
        return out;
    }
    out.add({"<h2>Versions</h2>\n<ul class=\"refs\">\n"});
    for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
        out.add({"<li><a href=\"", version_path(cable_path, version->number), "\">",
                 version->number, "</a> ", what_happened(*version)});
        if (!version->sha256.empty()) {
            out.add({" <small>", version->sha256.substr(0, kHashDigits), "</small>"});
        }
        out.add({"</li>\n"});
    }
    out.add({"</ul>\n"});
    return out;
}

Html what_happened(const edition::Version& version)
{
    Html out;
    out.add({format_day(version.date), " ", in_words(version.change)});
    if (!version.why.empty()) {
        out.add({": ", version.why});
    }
    return out;
}

Html tombstone(const edition::Version& last)
{
    Html out;
    out.add({"<h1>", last.id, " was withdrawn</h1>\n<p class=\"lead\">", what_happened(last),
             ".</p>\n"});
    return out;
}

std::string version_page(const Frame& frame, const VersionPage& model)
{
    const std::string title =
        fmt::format("{}, version {} of {}", model.id, model.number, model.versions.size());
    Html content;
    content.add({"<h1>", title, "</h1>\n", lead(model), what_changed(model)});
    if (model.text) {
        content.add({"<h2>Text as sent</h2>\n<pre class=\"v\">", *model.text, "</pre>\n"});
    }
    content.add({version_list(model.versions, model.cable_path)});
    return whole_page(frame, {.title = title, .content = std::move(content), .for_robots = false});
}

} // namespace chancery::view
