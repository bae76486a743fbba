// Properties: whatever an article holds, the page's text has no tag and no attribute but the few of article_html.hpp, each
// closed inside the one it was opened in; no address but http, https, mailto or one of ours; and what
// an article becomes for the public reads back as the same article.
//
// The input: a file with its head; anything else is taken for the Markdown below a head.
#include <algorithm>
#include <array>

#include "article/article_file.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "view/article_html.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

namespace {

constexpr std::array<std::string_view, 17> kTags = {
    "p",  "h2", "h3", "h4", "h5",     "h6",   "blockquote",      "ul",
    "ol", "li", "em", "a",  "strong", "code", "pre class=\"v\"", "br",
    "hr"};
constexpr std::string_view kOutside = "\" rel=\"noreferrer noopener";

bool is_safe_address(std::string_view address, bool is_outside)
{
    const auto begins = [&](std::string_view with) {
        return starts_with_ignoring_case(address, with);
    };
    return is_outside ? begins("http://") || begins("https://") || begins("mailto:")
                      : address.starts_with('/') && !address.starts_with("//");
}

bool is_allowed(std::string_view tag)
{
    if (std::ranges::find(kTags, tag) != kTags.end()) {
        return true;
    }
    if (!tag.ends_with('"')) {
        return false;
    }
    if (tag.starts_with("ol start=\"")) {
        return all_digits(tag.substr(10, tag.size() - 11));
    }
    if (!tag.starts_with("a href=\"")) {
        return false;
    }
    std::string_view address = tag.substr(8, tag.size() - 9);
    const bool is_outside = address.ends_with(kOutside);
    address.remove_suffix(is_outside ? kOutside.size() : 0);
    return address.find('"') == std::string_view::npos && is_safe_address(address, is_outside);
}

// Text is escaped, so every < begins a tag and the next > ends it.
void check_tags(std::string_view html)
{
    std::vector<std::string_view> open;
    for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
        const std::size_t end = html.find('>', at);
        CHECK(end != std::string_view::npos);
        const std::string_view tag = html.substr(at + 1, end - at - 1);
        at = end;
        const std::string_view name = tag.substr(0, tag.find(' '));
        if (tag.starts_with('/')) {
            CHECK(!open.empty() && open.back() == tag.substr(1));
            open.pop_back();
            continue;
        }
        CHECK(is_allowed(tag));
        if (name != "br" && name != "hr") {
            open.push_back(name);
        }
    }
    CHECK(open.empty());
}

void check_text(std::string_view markdown)
{
    const auto document = article::read_markdown(markdown);
    if (!document) {
        return;
    }
    const view::ArticleLinks nowhere{
        [](const std::string&, std::uint32_t) { return std::string(); },
        [](const std::string&) { return std::string(); }};
    const view::ArticleLinks everywhere{
        [](const std::string& id, std::uint32_t) { return "/cable/2008/02/" + id + ".html"; },
        [](const std::string& address) { return address; }};
    check_tags(view::article_html(*document, nowhere).bytes());
    check_tags(view::article_html(*document, everywhere).bytes());
    CHECK(article::beginning(*document, 100).size() <= 103);
    CHECK(is_utf8(article::visible_text(*document)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto file = article::read_article(bytes, "article");
    if (!file) {
        check_text(bytes.substr(0, article::kMaxArticleBytes));
        return 0;
    }
    check_text(file->text);
    const auto again = article::read_article(article::public_file(*file), "again");
    if (again) { // may be a little too long for one
        CHECK(again->title == file->title && again->place == file->place &&
              again->author == file->author && again->date == file->date);
        CHECK(article::public_file(*again) == article::public_file(*file));
    } else {
        CHECK(size + 1000 > article::kMaxArticleBytes);
    }
    return 0;
}
