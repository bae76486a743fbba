#include "synth/reference.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/check.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "embedded/synth_reference.hpp"

namespace chancery::synth {
namespace {

class Table {
public:
    explicit Table(std::string_view file)
    {
        for (const EmbeddedFile& embedded : synth_reference_files()) {
            if (embedded.name == file) {
                rows_ = parse_csv(embedded.bytes);
            }
        }
        CHECK(!rows_.empty());
    }
    std::size_t size() const { return rows_.size() - 1; }
    std::string_view at(std::size_t row, std::string_view column) const
    {
        const auto& names = rows_.front();
        const auto found = std::find(names.begin(), names.end(), column);
        CHECK(found != names.end());
        const auto index = static_cast<std::size_t>(found - names.begin());
        const CsvRow& cells = rows_[row + 1];
        return index < cells.size() ? std::string_view(cells[index]) : std::string_view();
    }

private:
    std::vector<CsvRow> rows_;
};

std::uint32_t number(std::string_view text)
{
    std::uint32_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool is_plain(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return is_upper(c) || is_digit(c) || c == ' ' || c == '/' || c == '-';
    });
}

// The words at the end of "AMEMBASSY ABU DHABI" that spell the token; empty if none do.
std::string name_of(std::string_view from, std::string_view token)
{
    for (std::size_t at = 0; at != std::string_view::npos; at = from.find(' ', at + 1)) {
        const std::string_view tail = trim(from.substr(at));
        if (replace_all(tail, " ", "") == token) {
            return std::string(tail);
        }
    }
    return {};
}

// The last token that the address spells: of TAIPEI and AITTAIPEI the one that stands in "AIT TAIPEI".
void name_post(Post& post, std::string_view tokens)
{
    post.token = split(tokens, ';').front();
    post.name = post.token;
    for (const std::string_view token : split(tokens, ';')) {
        const std::string name = name_of(post.from, token);
        if (!name.empty() && name.size() > (post.name == post.token ? 0 : post.name.size())) {
            post.token = token;
            post.name = name;
        }
    }
}

std::map<std::string, std::string, std::less<>> country_tags(const Table& tags)
{
    std::map<std::string, std::string, std::less<>> found;
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (tags.at(i, "kind") == "geopolitical" && tags.at(i, "tag").size() == 2 &&
            !tags.at(i, "iso_3166_1").empty() && tags.at(i, "status") == "current") {
            found.emplace(tags.at(i, "iso_3166_1"), tags.at(i, "tag"));
        }
    }
    return found;
}

std::string routing_of(std::string_view given, const Post& post)
{
    const std::string_view first = split(given, ';').front();
    return first.empty() ? "RUEH" + post.token.substr(0, 2) : std::string(first);
}

void read_posts(Reference& result, const Table& posts, const Table& tags)
{
    const auto country_tag = country_tags(tags);
    for (std::size_t i = 0; i < posts.size(); ++i) {
        Post post;
        post.weight = number(posts.at(i, "cables_in_release"));
        post.from = split(posts.at(i, "address_names"), ';').front();
        if (posts.at(i, "scope") != "cablegate" || posts.at(i, "tokens").empty() ||
            post.from.empty() || post.weight < 2) {
            continue;
        }
        name_post(post, posts.at(i, "tokens"));
        post.origin = posts.at(i, "origin");
        post.routing = routing_of(posts.at(i, "routing_indicators"), post);
        post.city = posts.at(i, "city");
        post.country = posts.at(i, "country");
        post.iso = posts.at(i, "iso_3166_1");
        const auto tag = country_tag.find(post.iso);
        post.tag = tag == country_tag.end() || post.country.empty() ? "" : tag->second;
        post.is_department = post.token == "STATE";
        result.total_weight += post.weight;
        result.posts.push_back(std::move(post));
    }
    const auto state = std::find_if(result.posts.begin(), result.posts.end(),
                                    [](const Post& post) { return post.is_department; });
    CHECK(state != result.posts.end());
    result.state = static_cast<std::size_t>(state - result.posts.begin());
}

void read_addressees(Reference& result, const Table& routing)
{
    for (std::size_t i = 0; i < routing.size(); ++i) {
        const std::string_view kind = routing.at(i, "kind");
        const std::string_view name = routing.at(i, "name");
        if (number(routing.at(i, "times_in_mirror_headers")) < 3 || !is_plain(name)) {
            continue;
        }
        std::string address(routing.at(i, "indicator"));
        address.append("/").append(name);
        if (kind == "collective" && name.ends_with("COLLECTIVE")) {
            result.collectives.push_back(std::move(address));
        } else if (kind == "US agency or headquarters" && !name.starts_with("SECSTATE")) {
            result.agencies.push_back(std::move(address));
        }
    }
    CHECK(!result.collectives.empty() && !result.agencies.empty());
}

void read_tags(Reference& result, const Table& tags)
{
    for (std::size_t i = 0; i < tags.size(); ++i) {
        const std::string_view kind = tags.at(i, "kind");
        const std::string_view tag = tags.at(i, "tag");
        if (tags.at(i, "confidence") != "high" || !is_plain(tag) ||
            tag.find(' ') != std::string_view::npos) {
            continue;
        }
        if (kind == "program" && tag.size() == 4) {
            result.programs.emplace_back(tag);
        } else if (kind == "organization" && tag.size() >= 3 && tag.size() <= 5) {
            result.organizations.emplace_back(tag);
        }
    }
    CHECK(!result.programs.empty() && !result.organizations.empty());
}

Reference read_all()
{
    Reference result;
    const Table tags("tags.csv");
    read_posts(result, Table("posts.csv"), tags);
    read_addressees(result, Table("routing_indicators.csv"));
    read_tags(result, tags);
    return result;
}

} // namespace

const Reference& reference()
{
    static const Reference all = read_all();
    return all;
}

} // namespace chancery::synth
