#include "feed/open_search.hpp"

#include "base/text.hpp"
#include "base/xml_writer.hpp"
#include "cite/one_line.hpp"

namespace chancery::feed {

namespace {

// Lengths that the specification allows for the names, in characters; bytes are no fewer.
constexpr std::size_t kMaxShortName = 16;
constexpr std::size_t kMaxLongName = 48;
constexpr std::size_t kMaxDescription = 1024;

// Cut between words, where there are any.
std::string bounded(std::string_view text, std::size_t most)
{
    const std::string line = cite::one_line(text, 2 * kMaxDescription);
    const std::string_view cut = first_bytes(line, most);
    const std::size_t blank = cut.size() < line.size() && line[cut.size()] != ' '
                                  ? cut.rfind(' ')
                                  : std::string_view::npos;
    return std::string(trim(cut.substr(0, blank)));
}

void url(XmlWriter& xml, std::string_view type, const std::string& address, std::string_view page)
{
    xml.begin("Url");
    xml.attribute("type", type);
    xml.attribute("template", address + "?q={searchTerms}" + std::string(page));
    xml.end();
    xml.line();
}

} // namespace

std::string open_search_description(const edition::Settings& settings)
{
    std::string out;
    XmlWriter xml(out);
    xml.declaration();
    xml.begin("OpenSearchDescription");
    xml.attribute("xmlns", "http://a9.com/-/spec/opensearch/1.1/");
    xml.line();
    const std::string name = bounded(settings.title, kMaxShortName);
    xml.element("ShortName", name.empty() ? std::string("Cables") : name);
    xml.line();
    xml.element_if("LongName", bounded(settings.title, kMaxLongName));
    xml.line();
    const std::string about = bounded(settings.description, kMaxDescription);
    xml.element("Description", about.empty() ? std::string("Diplomatic cables") : about);
    xml.line();
    url(xml, "text/html", settings.base_url + "/search", "&page={startPage?}");
    url(xml, "application/atom+xml", settings.base_url + "/search.atom", "&page={startPage?}");
    xml.begin("Image");
    xml.attribute("type", "image/png");
    xml.text(settings.base_url + "/favicon.ico");
    xml.end();
    xml.line();
    xml.element("InputEncoding", "UTF-8");
    xml.element("OutputEncoding", "UTF-8");
    xml.line();
    xml.end();
    xml.line();
    return out;
}

} // namespace chancery::feed
