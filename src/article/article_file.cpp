#include "article/article_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "article/unseen.hpp"
#include "base/text.hpp"

namespace chancery::article {

namespace {

constexpr std::string_view kFence = "+++";
constexpr std::size_t kMaxLanguageBytes = 35; // RFC 5646, 4.4.1

// What is wrong, and in which line.
struct Problem {
    std::size_t line = 0;
    std::string what;
};

std::string with_line_feeds(std::string_view bytes)
{
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    bytes.remove_prefix(bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    return replace_all(replace_all(bytes, "\r\n", "\n"), "\r", "\n");
}

std::optional<Problem> problem_in_line(std::string_view line, std::size_t number)
{
    if (!is_utf8(line)) {
        return Problem{number, "not UTF-8"};
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (is_unseen(line, at)) {
            return Problem{number,
                           fmt::format("a character that nobody sees, at byte {}: a control "
                                       "character, or one that turns the direction of "
                                       "writing",
                                       at + 1)};
        }
    }
    return std::nullopt;
}

// ---- the head ----

// As much of TOML 1.0 as the keys above need, a key and its value in a line. Not toml++, whose 3.3 is undefined for
// letters without quotes and for halves of times; the fuzz target found both within a minute.
struct Value {
    enum class Kind : std::uint8_t { Text, Truth, Day, Moment, Other };
    Kind kind = Kind::Other;
    std::string text = {};
    bool truth = false;
    Instant instant = {};
};

int hex_digit(char c)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    const std::size_t value = kDigits.find(to_upper(c));
    return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

// One line of the head; reads from left to right.
class LineReader {
public:
    explicit LineReader(std::string_view line) : rest_(trim(line)) {}

    bool at_end() const { return rest_.empty() || rest_.front() == '#'; }

    std::string_view key()
    {
        std::size_t size = 0;
        while (size < rest_.size() &&
               (is_alnum(rest_[size]) || rest_[size] == '_' || rest_[size] == '-')) {
            ++size;
        }
        return take(size);
    }

    bool skip_equals()
    {
        skip_blanks();
        const bool found = rest_.starts_with('=');
        take(found ? 1 : 0);
        skip_blanks();
        return found;
    }

    // Nothing if a quote does not end, or has an escape in it that is none.
    std::optional<Value> value()
    {
        if (rest_.starts_with('\'')) {
            return literal_text();
        }
        if (rest_.starts_with('"')) {
            return basic_text();
        }
        return bare_value(trim_right(take(rest_.find('#'))));
    }

    void skip_blanks() { rest_ = trim_left(rest_); }

private:
    // So many, or what is left.
    std::string_view take(std::size_t bytes)
    {
        const std::string_view taken = rest_.substr(0, bytes);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    std::optional<Value> literal_text()
    {
        const std::size_t end = rest_.find('\'', 1);
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        return Value{.kind = Value::Kind::Text,
                     .text = std::string(take(end + 1).substr(1, end - 1))};
    }

    std::optional<Value> basic_text()
    {
        Value value{.kind = Value::Kind::Text};
        take(1);
        while (!rest_.empty() && rest_.front() != '"') {
            const char c = take(1).front();
            if (c != '\\') {
                value.text += c;
            } else if (!add_escape(value.text)) {
                return std::nullopt;
            }
        }
        return take(1).empty() ? std::nullopt : std::optional(std::move(value));
    }

    // What stands behind a backslash.
    bool add_escape(std::string& text)
    {
        constexpr std::string_view kNames = "btnfr\"\\";
        constexpr std::string_view kMeant = "\b\t\n\f\r\"\\";
        const std::string_view name = take(1);
        if (name == "u" || name == "U") {
            return add_code_point(text, name == "u" ? 4 : 8);
        }
        const std::size_t found = name.empty() ? std::string_view::npos : kNames.find(name.front());
        if (found == std::string_view::npos) {
            return false;
        }
        text += kMeant[found];
        return true;
    }

    bool add_code_point(std::string& text, std::size_t digits)
    {
        char32_t code = 0;
        if (rest_.size() < digits) {
            return false;
        }
        for (const char c : take(digits)) {
            if (hex_digit(c) < 0) {
                return false;
            }
            code = code * 16 + static_cast<char32_t>(hex_digit(c));
        }
        append_utf8(text, code);
        return true;
    }

    static Value bare_value(std::string_view text)
    {
        constexpr std::size_t kDay = 10;    // 2011-08-26
        constexpr std::size_t kSecond = 19; // 2011-08-26T12:00:00
        if (text == "true" || text == "false") {
            return {.kind = Value::Kind::Truth, .truth = text == "true"};
        }
        if (const auto day = text.size() == kDay ? parse_instant(text) : std::nullopt) {
            return {.kind = Value::Kind::Day, .instant = *day};
        }
        const auto moment =
            text.size() > kSecond ? parse_instant(text.substr(0, kSecond)) : std::nullopt;
        const auto offset = moment ? zone(text.substr(kSecond)) : std::nullopt;
        return offset ? Value{.kind = Value::Kind::Moment, .instant = *moment - *offset} : Value();
    }

    // "Z", "+02:00", with a fraction of a second before it or not.
    static std::optional<std::chrono::minutes> zone(std::string_view text)
    {
        if (text.starts_with('.')) {
            text.remove_prefix(std::min(text.find_first_not_of("0123456789", 1), text.size()));
        }
        if (text == "Z" || text == "z") {
            return std::chrono::minutes(0);
        }
        constexpr std::size_t kSize = 6; // +02:00
        if (text.size() != kSize || (text[0] != '+' && text[0] != '-') || text[3] != ':' ||
            !all_digits(text.substr(1, 2)) || !all_digits(text.substr(4, 2))) {
            return std::nullopt;
        }
        const int hours = (text[1] - '0') * 10 + (text[2] - '0');
        const int minutes = (text[4] - '0') * 10 + (text[5] - '0');
        if (hours > 23 || minutes > 59) {
            return std::nullopt;
        }
        return std::chrono::minutes((text[0] == '-' ? -1 : 1) * (hours * 60 + minutes));
    }

    std::string_view rest_;
};

// Takes the values of the head; the first thing that is wrong ends it.
class HeadReader {
public:
    explicit HeadReader(ArticleFile& article) : article_(article) {}

    // `first_line`: of the head in its file.
    std::optional<Problem> read(std::string_view head, std::size_t first_line)
    {
        std::size_t number = first_line;
        for (const std::string_view line : split(head, '\n')) {
            if (std::string what = take_line(line); !what.empty()) {
                return Problem{number, std::move(what)};
            }
            ++number;
        }
        if (article_.title.empty()) {
            return Problem{first_line, "no title = \"...\""};
        }
        return is_known("date") ? std::nullopt
                                : std::optional(Problem{first_line, "no date = 2011-08-26"});
    }

private:
    bool is_known(std::string_view key) const { return is_one_of(known_, key); }

    // Each returns what is wrong.
    std::string take_line(std::string_view line)
    {
        LineReader reader(line);
        if (reader.at_end()) {
            return "";
        }
        const std::string key(reader.key());
        if (key.empty() || !reader.skip_equals()) {
            return "not a key and a value, such as title = \"Fog\"";
        }
        if (is_known(key)) {
            return key + " is there twice";
        }
        known_.push_back(key);
        const std::optional<Value> value = reader.value();
        if (!value) {
            return key + ": a text must end in its line, and a backslash in it is written twice";
        }
        reader.skip_blanks();
        std::string wrong = take(key, *value);
        return !wrong.empty() || reader.at_end() ? wrong
                                                 : "something stands behind the value of " + key;
    }

    std::string take(std::string_view key, const Value& value)
    {
        if (key == "title") {
            return take_text(key, value, article_.title);
        }
        if (key == "place") {
            return take_text(key, value, article_.place);
        }
        if (key == "author") {
            return take_text(key, value, article_.author);
        }
        if (key == "language") {
            return take_language(value);
        }
        if (key == "date") {
            article_.date = value.instant;
            return value.kind == Value::Kind::Day ? "" : "date must be a day such as 2011-08-26";
        }
        if (key == "from") {
            article_.from = value.instant;
            return value.kind == Value::Kind::Moment
                       ? ""
                       : "from must be a moment with its zone: 2011-08-26T12:00:00Z";
        }
        if (key == "draft") {
            article_.draft = value.truth;
            return value.kind == Value::Kind::Truth ? "" : "draft must be true or false";
        }
        return "unknown key " + std::string(key);
    }

    static std::string take_text(std::string_view key, const Value& value, std::string& out)
    {
        if (value.kind != Value::Kind::Text) {
            return std::string(key) + " must be a text in quotes";
        }
        out = collapse_spaces(value.text);
        if (out.size() > kMaxFieldBytes) {
            return fmt::format("{} is longer than {} bytes", key, kMaxFieldBytes);
        }
        // An escape, \u202E, writes what must not stand in the file itself.
        return problem_in_line(out, 0)
                   ? std::string(key) + " has a character in it that nobody sees"
                   : "";
    }

    std::string take_language(const Value& value)
    {
        const std::string& tag = value.text;
        const bool is_tag =
            tag.size() >= 2 && tag.size() <= kMaxLanguageBytes && is_alpha(tag.front()) &&
            std::ranges::all_of(tag, [](char c) { return is_alnum(c) || c == '-'; });
        article_.language = is_tag ? tag : "";
        return is_tag ? "" : "language must be a tag such as \"en\" or \"pt-BR\"";
    }

    ArticleFile& article_;
    std::vector<std::string> known_; // keys
};

std::string toml_text(std::string_view text)
{
    return '"' + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::unexpected<std::string> refused(std::string_view name, const Problem& problem)
{
    return std::unexpected(fmt::format("{} line {}: {}", name, problem.line, problem.what));
}

} // namespace

std::expected<ArticleFile, std::string> read_article(std::string_view bytes, std::string_view name)
{
    if (bytes.size() > kMaxArticleBytes) {
        return std::unexpected(fmt::format(
            "{}: longer than {} bytes, the most that an article may have", name, kMaxArticleBytes));
    }
    const std::string text = with_line_feeds(bytes);
    const std::vector<std::string_view> lines = split(text, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (const auto problem = problem_in_line(lines[i], i + 1)) {
            return refused(name, *problem);
        }
    }
    const auto is_fence = [](std::string_view line) { return trim_right(line) == kFence; };
    const auto end = std::find_if(lines.begin() + 1, lines.end(), is_fence);
    if (!is_fence(lines[0]) || end == lines.end()) {
        return refused(name, {1, "an article begins with its head, between two lines of +++"});
    }
    const auto head_from = static_cast<std::size_t>(lines[1].data() - text.data());
    const auto head_to = static_cast<std::size_t>(end->data() - text.data());
    ArticleFile article;
    if (const auto problem = HeadReader(article).read(
            std::string_view(text).substr(head_from, head_to - head_from), 2)) {
        return refused(name, *problem);
    }
    const std::size_t text_from = std::min(head_to + end->size() + 1, text.size());
    // Only line ends and blanks went: in front of a text that is indented the blanks stay.
    const std::string_view rest = std::string_view(text).substr(text_from);
    const std::size_t first = std::min(rest.find_first_not_of(" \t\n"), rest.size());
    const std::size_t line_start = rest.substr(0, first).rfind('\n') + 1; // npos + 1 is 0
    article.text = trim_right(rest.substr(line_start));
    article.text_line =
        static_cast<std::size_t>(end - lines.begin()) + 2 +
        static_cast<std::size_t>(std::ranges::count(rest.substr(0, line_start), '\n'));
    return article;
}

std::string public_file(const ArticleFile& article)
{
    std::string out =
        "+++\ntitle = " + toml_text(article.title) + "\ndate = " + format_day(article.date) + "\n";
    const auto add = [&](std::string_view key, const std::string& value) {
        out += value.empty() ? "" : fmt::format("{} = {}\n", key, toml_text(value));
    };
    add("place", article.place);
    add("author", article.author);
    add("language", article.language);
    return out + "+++\n\n" + article.text + "\n";
}

bool is_slug(std::string_view name)
{
    return !name.empty() && name.size() <= kMaxSlugBytes && name == slug(name);
}

} // namespace chancery::article
