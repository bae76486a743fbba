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
    for (const char c : post) {
        if (is_alnum(c)) {
            text += to_upper(c);
        }
    }
    return parse(text + std::to_string(serial));
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

CableId own_id(const CableId& id)
{
    const bool used = reference_data().post_by_token(id.post()) != nullptr;
    return used ? id : canonical_id(id);
}

} // namespace chancery
