// Property: every part of a header that is read stands in it, with blanks collapsed at most.
#include "base/check.hpp"
#include "base/text.hpp"
#include "parse/header.hpp"

namespace {

void check_addressees(const std::vector<chancery::Addressee>& all, const std::string& text)
{
    for (const chancery::Addressee& one : all) {
        CHECK(!one.name.empty());
        CHECK(text.find(one.name) != std::string::npos);
        CHECK(text.find(one.number) != std::string::npos);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace chancery;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const parse::HeaderFields fields = parse::read_header(text);
    const std::string collapsed = collapse_spaces(text);
    CHECK(collapsed.find(fields.from) != std::string::npos);
    CHECK(collapsed.find(fields.transmission.id) != std::string::npos);
    check_addressees(fields.to, collapsed);
    check_addressees(fields.info, collapsed);
    if (fields.group) {
        CHECK(text.find(fields.group->text) != std::string_view::npos);
    }
    for (const std::string_view line : split(text, '\n')) {
        parse::is_header_line(line);
        parse::match_weekday_line(line);
    }
    return 0;
}
