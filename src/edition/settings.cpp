#include "edition/settings.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "cable/json_read.hpp"

namespace chancery::edition {

std::string to_json(const Settings& settings)
{
    std::string out;
    JsonWriter writer(out);
    writer.begin_object();
    writer.member("title", settings.title);
    writer.text_or_null("motto", settings.motto);
    writer.text_or_null("description", settings.description);
    writer.text_or_null("base_url", settings.base_url);
    writer.text_or_null("admin_email", settings.admin_email);
    writer.member("expected_total", settings.expected_total);
    writer.text_or_null("hashtag", settings.hashtag);
    writer.text_or_null("support_url", settings.support_url);
    writer.key("links");
    writer.begin_array();
    for (const Link& link : settings.links) {
        writer.begin_object();
        writer.member("name", link.name);
        writer.member("url", link.url);
        writer.end_object();
    }
    writer.end_array();
    writer.member("language", settings.language);
    writer.key("search");
    writer.begin_object();
    writer.member("subject", settings.search.subject);
    writer.member("summary", settings.search.summary);
    writer.member("body", settings.search.body);
    writer.member("header", settings.search.header);
    writer.member("k1", settings.search.k1);
    writer.member("b", settings.search.b);
    writer.end_object();
    writer.end_object();
    return out;
}

Settings settings_from_json(std::string_view text)
{
    const json::Object root = json::parse(text);
    Settings settings;
    settings.title = json::text(root, "title");
    settings.motto = json::text(root, "motto");
    settings.description = json::text(root, "description");
    settings.base_url = json::text(root, "base_url");
    settings.admin_email = json::text(root, "admin_email");
    settings.expected_total = static_cast<std::uint64_t>(json::integer(root, "expected_total", 0));
    settings.hashtag = json::text(root, "hashtag");
    settings.support_url = json::text(root, "support_url");
    settings.links = json::list<Link>(root, "links", [](const json::Object& link) {
        return Link{json::text(link, "name"), json::text(link, "url")};
    });
    settings.language = json::text(root, "language");
    json::inside(root, "search", [&](const json::Object& search) {
        SearchSettings& to = settings.search;
        const auto weight = [&](std::string_view name, std::uint32_t& value) {
            value = static_cast<std::uint32_t>(
                std::clamp<std::int64_t>(json::integer(search, name, value), 0, kMaxPlaceWeight));
        };
        weight("subject", to.subject);
        weight("summary", to.summary);
        weight("body", to.body);
        weight("header", to.header);
        to.k1 = std::clamp(json::number(search, "k1", to.k1), 0.0, 10.0);
        to.b = std::clamp(json::number(search, "b", to.b), 0.0, 1.0);
    });
    return settings;
}

} // namespace chancery::edition
