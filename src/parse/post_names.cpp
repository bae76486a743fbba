#include "parse/post_names.hpp"

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

std::string post_token(std::string_view name)
{
    return std::string(reference_data().proper_post_token(letters_and_digits(name)));
}

bool is_known_post(std::string_view token)
{
    return reference_data().post_by_token(token) != nullptr;
}

bool is_same_post(std::string_view token_a, std::string_view token_b)
{
    const std::string a = post_token(token_a);
    const std::string b = post_token(token_b);
    if (a == b || a.ends_with(b) || b.ends_with(a)) {
        return true;
    }
    const Post* post = reference_data().post_by_token(a);
    return post != nullptr && post == reference_data().post_by_token(b);
}

bool starts_with_citation(std::string_view text)
{
    constexpr int kMostWords = 4;
    Cursor cursor(text);
    cursor.eat('\'');
    cursor.eat('(');
    cursor.digits(2, 4);
    cursor.eat(')');
    cursor.blanks();
    const std::size_t from = cursor.at();
    for (int i = 0; i < kMostWords && !cursor.letters().empty(); ++i) {
        const std::string_view post = cursor.since(from);
        cursor.spaces();
        if (is_digit(cursor.peek())) {
            return is_known_post(post_token(post));
        }
    }
    return false;
}

} // namespace chancery::parse
