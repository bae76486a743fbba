#include "cable/cable_id.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.hpp"
#include "cable/reference_data.hpp"

namespace chancery {

namespace {

constexpr std::size_t kMaxIdLength = 80;
constexpr std::size_t kMaxSerialDigits = 9;

} // namespace

std::optional<CableId> CableId::parse(std::string_view text)
{
    text = trim(text);
    if (text.size() < 4 || text.size() > kMaxIdLength || !is_digit(text[0]) || !is_digit(text[1]) ||
        !is_alnum(text[2])) {
        return std::nullopt;
    }
    std::size_t serial_at = text.size();
    while (serial_at > 2 && is_digit(text[serial_at - 1])) {
        --serial_at;
    }
    const std::string post = upper(text.substr(2, serial_at - 2));
    std::string_view serial = text.substr(serial_at);
    while (serial.size() > 1 && serial.front() == '0') {
        serial.remove_prefix(1);
    }
    bool letters = false;
    for (const char c : post) {
        letters = letters || is_alpha(c);
        if (!is_alnum(c)) {
            return std::nullopt;
        }
    }
    if (!letters || serial.empty() || serial.size() > kMaxSerialDigits) {
        return std::nullopt;
    }
    std::string id(text.substr(0, 2));
    id += post;
    id += serial;
    return CableId(std::move(id), 2 + post.size());
}

std::optional<CableId> CableId::make(int year, std::string_view post, std::uint64_t serial)
{
    std::string text = {static_cast<char>('0' + year / 10 % 10),
                        static_cast<char>('0' + year % 10)};
    return parse(text + letters_and_digits(post) + std::to_string(serial));
}

int CableId::year() const
{
    const int two = (text_[0] - '0') * 10 + (text_[1] - '0');
    return two > 50 ? 1900 + two : 2000 + two;
}

std::string_view CableId::post() const
{
    return std::string_view(text_).substr(2, post_end_ - 2);
}

std::uint64_t CableId::serial() const
{
    std::uint64_t value = 0;
    std::from_chars(text_.data() + post_end_, text_.data() + text_.size(), value);
    return value;
}

std::string nearest_post_token(std::string_view token)
{
    constexpr std::size_t kShortest = 6; // shorter names are too much alike
    std::string nearest;
    if (token.size() < kShortest) {
        return nearest;
    }
    for (const Post& post : reference_data().posts()) {
        for (const std::string& known : post.tokens) {
            if (known == nearest || edit_distance(token, known, 1) > 1) {
                continue;
            }
            if (!nearest.empty()) {
                return {};
            }
            nearest = known;
        }
    }
    return nearest;
}

namespace {

// TAIPEI has meant the embassy until 1979 and the institute since: what was right in the seventies
// stays as it is.
bool is_old_post(const CableId& id)
{
    constexpr int kLastYear = 1979;
    if (id.year() > kLastYear) {
        return false;
    }
    const std::vector<Post>& posts = reference_data().posts();
    return std::any_of(posts.begin(), posts.end(), [&](const Post& post) {
        return post.scope == "1973-79" &&
               std::find(post.tokens.begin(), post.tokens.end(), id.post()) != post.tokens.end();
    });
}

} // namespace

CableId canonical_id(const CableId& id)
{
    const std::string_view proper = reference_data().proper_post_token(id.post());
    if (proper == id.post() || is_old_post(id)) {
        return id;
    }
    return CableId::make(id.year(), proper, id.serial()).value_or(id);
}

namespace {

// 2008GUATEMALA242, 7575LIBREVILLE1895, 1975STATE012345 -> the year with two digits.
std::string with_short_year(std::string text)
{
    const auto digits = static_cast<std::size_t>(
        std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
    const bool century = text.starts_with("19") || text.starts_with("20");
    const bool doubled = digits == 4 && text.substr(0, 2) == text.substr(2, 2);
    if (digits == 4 && (century || doubled)) {
        text.erase(0, 2);
    }
    return text;
}

// What stands before or behind the post where more of the line was taken for it: EFTOLONDON,
// SECTION01OF02CHISINAU, MADRID000762ZFR. The longest post that we know at either end.
std::string_view post_inside(std::string_view token)
{
    constexpr std::size_t kShortest = 4;
    const ReferenceData& data = reference_data();
    for (std::size_t length = token.size() - 1; length >= kShortest; --length) {
        for (const std::string_view part :
             {token.substr(token.size() - length), token.substr(0, length)}) {
            const bool at_end = part.data() != token.data();
            const bool bounded = at_end || is_digit(token[length]);
            if (bounded && data.post_by_token(data.proper_post_token(part)) != nullptr) {
                return data.proper_post_token(part);
            }
        }
    }
    return {};
}

} // namespace

std::optional<CableId> read_cable_id(std::string_view text)
{
    constexpr std::string_view kTosec = "TOSEC";
    if (text.size() > kMaxIdLength) {
        return std::nullopt;
    }
    std::string plain = with_short_year(letters_and_digits(text));
    if (const std::size_t tosec = plain.find(kTosec);
        tosec != std::string::npos && tosec > 4 && is_digit(plain[tosec - 1])) {
        plain.resize(tosec); // STATE 255577 TOSEC 140323: the second number counts another series
    }
    const std::optional<CableId> id = CableId::parse(plain);
    if (!id) {
        return std::nullopt;
    }
    const CableId canonical = canonical_id(*id);
    const ReferenceData& data = reference_data();
    if (canonical != *id || data.post_by_token(id->post()) != nullptr) {
        return canonical;
    }
    std::string post(post_inside(id->post()));
    post = post.empty() ? nearest_post_token(id->post()) : post;
    return post.empty() ? canonical : CableId::make(id->year(), post, id->serial());
}

CableId own_id(const CableId& id)
{
    const bool used = reference_data().post_by_token(id.post()) != nullptr;
    return used ? id : read_cable_id(id.text()).value_or(id);
}

} // namespace chancery
