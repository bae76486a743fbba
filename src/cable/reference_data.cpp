#include "cable/reference_data.hpp"

#include <array>
#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "base/check.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"
#include "embedded/reference.hpp"

namespace chancery {

namespace {

// A CSV file of ours by column name. A missing file or column is a mistake in the project, not of a
// user.
class Table {
public:
    explicit Table(std::string_view name)
    {
        for (const EmbeddedFile& file : reference_files()) {
            if (file.name == name) {
                rows_ = parse_csv(file.bytes);
            }
        }
        CHECK(rows_.size() > 1);
    }

    std::size_t column(std::string_view name) const
    {
        for (std::size_t i = 0; i < rows_[0].size(); ++i) {
            if (rows_[0][i] == name) {
                return i;
            }
        }
        CHECK(false && "column of a reference file");
        return 0;
    }

    // Calls use(get) for each row, where get("column") is the cell.
    template <typename Use>
    void each(Use use) const
    {
        for (std::size_t i = 1; i < rows_.size(); ++i) {
            CHECK(rows_[i].size() == rows_[0].size());
            use([&](std::string_view name) -> const std::string& {
                return rows_[i][column(name)];
            });
        }
    }

private:
    std::vector<CsvRow> rows_;
};

std::vector<std::string> parts(std::string_view cell, char separator)
{
    std::vector<std::string> out;
    for (const std::string_view part : split(cell, separator)) {
        if (!trim(part).empty()) {
            out.emplace_back(trim(part));
        }
    }
    return out;
}

template <typename Index, typename List>
auto* look_up(const Index& index, const List& list, std::string_view key)
{
    const std::size_t* found = index.find(upper(key));
    return found == nullptr ? nullptr : &list[*found];
}

} // namespace

Confidence confidence_from(std::string_view word)
{
    constexpr std::array kWords = {std::pair{std::string_view("high"), Confidence::High},
                                   std::pair{std::string_view("medium"), Confidence::Medium},
                                   std::pair{std::string_view("low"), Confidence::Low}};
    for (const auto& [name, confidence] : kWords) {
        if (name == word) {
            return confidence;
        }
    }
    return Confidence::Unknown;
}

ReferenceData::ReferenceData()
{
    load_tags();
    load_posts();
    load_captions();
    load_classifications();
    load_routing_indicators();
    load_terms();
}

void ReferenceData::load_tags()
{
    Table("tags.csv").each([&](auto get) {
        tag_index_.put(upper(get("tag")), tags_.size());
        const bool known = get("confidence") != "unknown";
        tags_.push_back({get("tag"), get("kind"), get("category"), known ? get("meaning") : "",
                         get("iso_3166_1"), get("status"), get("confidence")});
    });
    Table("tag_variants.csv").each([&](auto get) {
        tag_variant_index_.put(upper(get("value")), tag_variants_.size());
        tag_variants_.push_back(
            {get("value"), parts(get("maps_to"), ' '), get("method"), get("confidence")});
    });
}

void ReferenceData::load_posts()
{
    Table("posts.csv").each([&](auto get) {
        posts_.push_back({get("origin"), get("scope"), parts(get("tokens"), ';'),
                          parts(get("address_names"), ';'), get("post_type"), get("city"),
                          get("country"), get("iso_3166_1"), get("latitude"), get("longitude"),
                          parts(get("routing_indicators"), ';'),
                          static_cast<std::uint32_t>(
                              std::strtoul(get("cables_in_release").c_str(), nullptr, 10))});
    });
    const auto put = [&](Index& index, const std::string& key, std::size_t post) {
        const auto [entry, is_new] = index.put(upper(key), post);
        if (!is_new && posts_[*entry].cables_in_release < posts_[post].cables_in_release) {
            *entry = post;
        }
    };
    for (std::size_t i = 0; i < posts_.size(); ++i) {
        put(post_by_origin_, posts_[i].origin, i);
        for (const std::string& token : posts_[i].tokens) {
            put(post_by_token_, token, i);
        }
        for (const std::string& address : posts_[i].address_names) {
            put(post_by_address_, address, i);
        }
    }
    Table("post_token_variants.csv").each([&](auto get) {
        if (!get("proper_token").empty()) {
            proper_tokens_.put(upper(get("token")), get("proper_token"));
        }
    });
    load_one_tokens();
}

// The posts of 1973-79 used ids of another form, so their tokens meet no others.
void ReferenceData::load_one_tokens()
{
    constexpr std::string_view kScope = "cablegate";
    std::unordered_map<std::string, int> uses;
    for (const Post& post : posts_) {
        for (const std::string& token : post.tokens) {
            uses[token] += post.scope == kScope ? 1 : 0;
        }
    }
    for (const Post& post : posts_) {
        for (const std::string& token : post.tokens) {
            if (post.scope == kScope && uses[token] == 1) {
                one_tokens_.put(token, post.tokens.front());
            }
        }
    }
}

void ReferenceData::load_captions()
{
    Table("captions.csv").each([&](auto get) {
        caption_index_.put(upper(get("caption")), captions_.size());
        for (const std::string& variant : parts(get("variants"), ';')) {
            caption_index_.put(upper(variant), captions_.size());
        }
        captions_.push_back({get("caption"), get("kind"), get("meaning")});
    });
}

void ReferenceData::load_classifications()
{
    Table("classifications.csv").each([&](auto get) {
        classification_index_.put(upper(get("marking")), classifications_.size());
        classifications_.push_back({get("marking"), get("level"), get("handling"),
                                    std::atoi(get("sort_order").c_str()), get("note")});
    });
}

void ReferenceData::load_routing_indicators()
{
    Table("routing_indicators.csv").each([&](auto get) {
        routing_index_.put(upper(get("indicator")), routing_indicators_.size());
        routing_indicators_.push_back({get("indicator"), get("name"), get("kind")});
    });
}

void ReferenceData::load_terms()
{
    Table("acronyms.csv").each([&](auto get) {
        acronym_index_.put(get("acronym"), acronyms_.size());
        const bool known = get("confidence") != "unknown";
        acronyms_.push_back({get("acronym"), known ? get("expansion") : "", get("category"),
                             get("countries"), confidence_from(get("confidence"))});
    });
    Table("precedence.csv").each([&](auto get) {
        precedence_index_.put(upper(get("prosign")), precedences_.size());
        const std::string& note = get("note");
        precedences_.push_back(
            {get("prosign"),
             get("name") + ": " + get("meaning") + (note.empty() ? "" : " (" + note + ")"),
             get("kind"), "", Confidence::High});
    });
    Table("eo_exemptions.csv").each([&](auto get) {
        exemption_index_.put(upper(get("code")), exemptions_.size());
        exemptions_.push_back({get("code"), get("meaning"), get("kind"), "", Confidence::High});
    });
}

const TagInfo* ReferenceData::tag(std::string_view tag) const
{
    return look_up(tag_index_, tags_, tag);
}

const TagVariant* ReferenceData::tag_variant(std::string_view value) const
{
    return look_up(tag_variant_index_, tag_variants_, value);
}

const Post* ReferenceData::post_by_token(std::string_view token) const
{
    return look_up(post_by_token_, posts_, token);
}

const Post* ReferenceData::post_by_address(std::string_view address) const
{
    return look_up(post_by_address_, posts_, address);
}

const Post* ReferenceData::post_by_origin(std::string_view origin) const
{
    return look_up(post_by_origin_, posts_, origin);
}

std::string_view ReferenceData::proper_post_token(std::string_view token) const
{
    const std::string* found = proper_tokens_.find(token);
    return found == nullptr ? token : std::string_view(*found);
}

std::string_view ReferenceData::one_post_token(std::string_view token) const
{
    const std::string* found = one_tokens_.find(token);
    return found == nullptr ? token : std::string_view(*found);
}

const CaptionInfo* ReferenceData::caption(std::string_view text) const
{
    return look_up(caption_index_, captions_, text);
}

const ClassificationInfo* ReferenceData::classification(std::string_view marking) const
{
    return look_up(classification_index_, classifications_, collapse_spaces(marking));
}

const RoutingIndicator* ReferenceData::routing_indicator(std::string_view indicator) const
{
    return look_up(routing_index_, routing_indicators_, indicator);
}

const Term* ReferenceData::acronym(std::string_view acronym) const
{
    const auto find = [&](std::string_view key) {
        const Term* exact = acronym_as_written(key);
        return exact != nullptr ? exact : acronym_as_written(upper(key));
    };
    const Term* term = find(acronym);
    const bool has_s = acronym.size() > 2 && acronym.ends_with('s');
    return term == nullptr && has_s ? find(acronym.substr(0, acronym.size() - 1)) : term;
}

const Term* ReferenceData::acronym_as_written(std::string_view acronym) const
{
    const std::size_t* found = acronym_index_.find(acronym);
    return found == nullptr ? nullptr : &acronyms_[*found];
}

const Term* ReferenceData::precedence(std::string_view prosign) const
{
    return look_up(precedence_index_, precedences_, prosign);
}

const Term* ReferenceData::exemption(std::string_view code) const
{
    return look_up(exemption_index_, exemptions_, code);
}

const ReferenceData& reference_data()
{
    static const ReferenceData data;
    return data;
}

} // namespace chancery
