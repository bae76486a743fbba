#include "edition/settings.hpp"

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
    settings.expected_total = static_cast<std::uint64_t>(json::integer(root, "expected_total", 0));
    settings.hashtag = json::text(root, "hashtag");
    settings.support_url = json::text(root, "support_url");
    settings.links = json::list<Link>(root, "links", [](const json::Object& link) {
        return Link{json::text(link, "name"), json::text(link, "url")};
    });
    settings.language = json::text(root, "language");
    return settings;
}

} // namespace chancery::edition
