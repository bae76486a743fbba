// Property: what a feed says of its page is a page that there is, its address leads back to it, and
// whatever a cable holds, no markup comes of it.
#include "base/check.hpp"
#include "base/text.hpp"
#include "feed/atom.hpp"
#include "http/request.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

namespace {

std::size_t count(std::string_view text, char c)
{
    return static_cast<std::size_t>(std::ranges::count(text, c));
}

std::string document_of(const std::string& text)
{
    feed::Feed made{.title = text, .path = "/feed.atom", .page_path = "/reldate/"};
    made.entries = {
        {{"08LINDEN242", text, Instant(), Instant(), text, text}, Instant(), {text}, text}};
    made.tombstones = {{"08LINDEN9", 2, Instant(), "withdrawn", text, "", std::nullopt}};
    edition::Settings settings;
    settings.title = text;
    return feed::atom(made, settings);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::uint32_t page = feed::page_number(text);
    CHECK(page >= 1 && page <= feed::kMaxFeedPages);
    const auto target = http::parse_target(feed::page_address("/search.atom?q=a", page));
    CHECK(target.has_value());
    const std::string number = target->query.size() == 2 ? target->query[1].second : "1";
    CHECK(feed::page_number(number) == page);

    const std::string document = document_of(text);
    const std::string plain = document_of("a");
    CHECK(is_utf8(document));
    CHECK(count(document, '<') == count(plain, '<') || text.empty());
    return 0;
}
