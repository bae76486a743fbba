#include "release/settings_file.hpp"

#include <algorithm>
#include <functional>
#include <map>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "release/toml_text.hpp"

namespace chancery::release {

namespace {

constexpr std::uint64_t kMaxFileBytes = 1U << 20U;

class SettingsReader {
public:
    explicit SettingsReader(fs::path path) : path_(std::move(path)) {}

    edition::Settings read()
    {
        const std::string bytes = read_file(path_, kMaxFileBytes);
        refuse_unreadable_toml(bytes, path_);
        const toml::parse_result parsed = toml::parse(bytes);
        if (!parsed) {
            fail(parsed.error().source(), std::string(parsed.error().description()));
        }
        for (const auto& [key, value] : parsed.table()) {
            set(std::string(key.str()), value);
        }
        return std::move(settings_);
    }

private:
    [[noreturn]] void fail(const toml::source_region& where, const std::string& what) const
    {
        throw UsageError(fmt::format("{} line {}: {}", path_.string(), where.begin.line, what));
    }

    std::string text(const std::string& key, const toml::node& value) const
    {
        const auto found = value.value_exact<std::string>();
        if (!found) {
            fail(value.source(), key + " must be a text in quotes");
        }
        return *found;
    }

    std::string web_address(const std::string& key, const toml::node& value) const
    {
        std::string url = text(key, value);
        const bool web = url.starts_with("https://") || url.starts_with("http://");
        if (!url.empty() && !web) {
            fail(value.source(), key + " must start with https:// or http://");
        }
        return url;
    }

    std::string email(const std::string& key, const toml::node& value) const
    {
        std::string address = text(key, value);
        const std::size_t at = address.find('@');
        const bool fits = at != 0 && at != address.npos && address.find('.', at) != address.npos &&
                          std::ranges::none_of(address, is_space) && !address.ends_with('.');
        if (!address.empty() && !fits) {
            fail(value.source(), key + " must be an address such as archive@cables.example");
        }
        return address;
    }

    std::uint64_t count(const std::string& key, const toml::node& value) const
    {
        const auto found = value.value_exact<std::int64_t>();
        if (!found || *found < 0) {
            fail(value.source(), key + " must be a whole number, 0 or more");
        }
        return static_cast<std::uint64_t>(*found);
    }

    std::vector<edition::Link> links(const std::string& key, const toml::node& value) const
    {
        std::vector<edition::Link> links;
        const toml::array* array = value.as_array();
        if (array == nullptr) {
            fail(value.source(), key + " must be a list of { name = ..., url = ... }");
        }
        for (const toml::node& item : *array) {
            const toml::table* table = item.as_table();
            const toml::node* name = table != nullptr ? table->get("name") : nullptr;
            const toml::node* url = table != nullptr ? table->get("url") : nullptr;
            if (name == nullptr || url == nullptr) {
                fail(item.source(), "a link needs name and url");
            }
            links.push_back({text("name", *name), web_address("url", *url)});
        }
        return links;
    }

    double number(const std::string& key, const toml::node& value, double most) const
    {
        const auto found = value.value<double>();
        if (!found || !(*found >= 0 && *found <= most)) {
            fail(value.source(), fmt::format("{} must be a number from 0 to {}", key, most));
        }
        return *found;
    }

    std::uint32_t weight(const std::string& key, const toml::node& value) const
    {
        const std::uint64_t found = count(key, value);
        if (found > edition::kMaxPlaceWeight) {
            fail(value.source(),
                 fmt::format("{} must be a number from 0 to {}", key, edition::kMaxPlaceWeight));
        }
        return static_cast<std::uint32_t>(found);
    }

    void read_search(const toml::node& table)
    {
        if (!table.is_table()) {
            fail(table.source(), "search is a table: [search], and its keys below it");
        }
        edition::SearchSettings& search = settings_.search;
        for (const auto& [name, value] : *table.as_table()) {
            const std::string key = "search." + std::string(name.str());
            if (key == "search.subject") {
                search.subject = weight(key, value);
            } else if (key == "search.summary") {
                search.summary = weight(key, value);
            } else if (key == "search.body") {
                search.body = weight(key, value);
            } else if (key == "search.header") {
                search.header = weight(key, value);
            } else if (key == "search.k1") {
                search.k1 = number(key, value, 10);
            } else if (key == "search.b") {
                search.b = number(key, value, 1);
            } else {
                fail(value.source(), "unknown setting " + key);
            }
        }
    }

    void set(const std::string& key, const toml::node& value)
    {
        const std::map<std::string_view, std::function<void()>> known = {
            {"title", [&] { settings_.title = text(key, value); }},
            {"motto", [&] { settings_.motto = text(key, value); }},
            {"description", [&] { settings_.description = text(key, value); }},
            {"base_url", [&] { settings_.base_url = web_address(key, value); }},
            {"admin_email", [&] { settings_.admin_email = email(key, value); }},
            {"expected_total", [&] { settings_.expected_total = count(key, value); }},
            {"hashtag", [&] { settings_.hashtag = text(key, value); }},
            {"support_url", [&] { settings_.support_url = web_address(key, value); }},
            {"links", [&] { settings_.links = links(key, value); }},
            {"language", [&] { settings_.language = text(key, value); }},
            {"search", [&] { read_search(value); }},
        };
        const auto found = known.find(key);
        if (found == known.end()) {
            fail(value.source(), "unknown setting " + key);
        }
        found->second();
    }

    fs::path path_;
    edition::Settings settings_;
};

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += is_space(c) ? ' ' : c;
    }
    return out + '"';
}

} // namespace

edition::Settings read_settings(const fs::path& archive_folder)
{
    edition::Settings settings = SettingsReader(archive_folder / "chancery.toml").read();
    while (settings.base_url.ends_with('/')) {
        settings.base_url.pop_back();
    }
    while (settings.hashtag.starts_with('#')) {
        settings.hashtag.erase(0, 1);
    }
    return settings;
}

std::string settings_text(std::string_view title, std::uint64_t expected_total)
{
    return fmt::format(
        "# What this archive says of itself. All of it is public; the next release shows a "
        "change.\n"
        "title = {}\n"
        "# motto = \"A line under the title\"\n"
        "# description = \"A paragraph for the home page: what these cables are and who publishes "
        "them.\"\n"
        "# base_url = \"https://cables.example\"\n"
        "# Whom harvesters may ask (OAI-PMH); it is public.\n"
        "# admin_email = \"archive@cables.example\"\n"
        "# How many cables there will be in the end, for the counter; 0: not known.\n"
        "expected_total = {}\n"
        "hashtag = \"cables\"\n"
        "# support_url = \"https://cables.example/support\"\n"
        "# links = [ {{ name = \"Forum\", url = \"https://forum.example\" }} ]\n",
        quoted(title), expected_total);
}

} // namespace chancery::release
