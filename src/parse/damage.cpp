#include "parse/damage.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kLongestQuotation = 1200;
constexpr std::size_t kLongestBracket = 600; // an opening bracket further back is forgotten
constexpr std::size_t kLongestReference = 8; // &#x2019;

bool is_ascii_word(char c)
{
    return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

std::uint32_t at32(std::size_t at)
{
    return static_cast<std::uint32_t>(at);
}

class DamageFinder {
public:
    explicit DamageFinder(std::string_view body) : body_(body) {}

    std::vector<Edit> find()
    {
        // One fast search for each character: most are rare.
        each(',', [&](std::size_t at) { apostrophe(at); });
        each('?', [&](std::size_t at) {
            apostrophe(at);
            dash_for_question_mark(at);
        });
        each('&', [&](std::size_t at) {
            if (!character_reference(at)) {
                quotation(at);
            }
        });
        each(')', [&](std::size_t at) { dash_for_bracket(at); });
        each('*', [&](std::size_t at) { dash_for_asterisk(at); });
        each('\\', [&](std::size_t at) { stray_backslash(at); });
        // In order already where a text has only one kind of damage, and then there may be much.
        if (!std::ranges::is_sorted(edits_, {}, &Edit::from)) {
            std::ranges::sort(edits_, {}, &Edit::from);
        }
        return std::move(edits_);
    }

private:
    char before(std::size_t at, std::size_t by = 1) const
    {
        return at >= by ? body_[at - by] : '\n';
    }
    char behind(std::size_t at, std::size_t by = 1) const
    {
        return at + by < body_.size() ? body_[at + by] : '\n';
    }

    template <typename Use>
    void each(char c, Use use)
    {
        for (std::size_t at = body_.find(c); at != std::string_view::npos;
             at = body_.find(c, at + 1)) {
            use(at);
        }
    }

    // Pages of 2011 end some lines in a backslash.
    void stray_backslash(std::size_t at)
    {
        std::size_t end = at + 1;
        while (end < body_.size() && is_blank(body_[end])) {
            ++end;
        }
        if (end == body_.size() || body_[end] == '\n') {
            add(at, at + 1, kRuleBackslash, "");
        }
    }

    // --- Zapatero,s  don,t  we,re

    void apostrophe(std::size_t at)
    {
        const bool numbered =
            is_digit(before(at)) && is_upper(before(at, before(at, 2) == '-' ? 3 : 2));
        if ((!is_alpha(before(at)) && !numbered) || !is_alpha(behind(at))) { // G-8,s too
            return;
        }
        if (is_elision(at)) {
            add(at, at + 1, kRuleApostrophe, "'");
            return;
        }
        std::size_t end = at + 1;
        while (end < body_.size() && is_alpha(body_[end]) && end - at <= 3) {
            ++end;
        }
        if (end < body_.size() && is_ascii_word(body_[end])) {
            return;
        }
        if (is_ending(numbered ? "G8" : word_before(at), upper(body_.substr(at + 1, end - at - 1)),
                      body_[at])) {
            add(at, at + 1, kRuleApostrophe, "'");
        }
    }

    // Cote d,Ivoire, L,Oreal, O?Holt: one letter alone before a name
    bool is_elision(std::size_t at) const
    {
        const bool alone = at < 2 || !is_ascii_word(before(at, 2));
        const char letter = before(at);
        const bool elides =
            letter == 'd' || letter == 'l' || letter == 'D' || letter == 'L' || letter == 'O';
        return alone && elides && is_upper(behind(at)) && is_alpha(behind(at, 2));
    }

    std::string word_before(std::size_t at) const
    {
        std::size_t from = at;
        while (from > 0 && is_alpha(body_[from - 1]) && at - from < 40) {
            --from;
        }
        return upper(body_.substr(from, at - from));
    }

    static bool is_ending(std::string_view word, std::string_view ending, char damaged)
    {
        constexpr std::array<std::string_view, 10> kPronouns = {
            "I", "HE", "SHE", "IT", "WE", "YOU", "THEY", "WHO", "THERE", "THAT"};
        if (ending == "S") {
            return word.size() >= 2;
        }
        if (damaged != ',') {
            return false;
        }
        if (ending == "T") {
            return word.size() >= 3 && word.ends_with('N');
        }
        const bool verb =
            ending == "RE" || ending == "VE" || ending == "LL" || ending == "D" || ending == "M";
        return verb && std::find(kPronouns.begin(), kPronouns.end(), word) != kPronouns.end();
    }

    // --- &#8217;

    bool character_reference(std::size_t at)
    {
        Cursor cursor(body_.substr(0, std::min(body_.size(), at + kLongestReference + 1)), at + 1);
        if (!cursor.eat('#')) {
            return false;
        }
        const bool hexadecimal = cursor.eat('x') || cursor.eat('X');
        char32_t code = 0;
        std::size_t digits = 0;
        for (; is_digit(cursor.peek()) || (hexadecimal && is_hexadecimal(cursor.peek()));
             ++digits) {
            code = code * (hexadecimal ? 16 : 10) + value_of(cursor.peek());
            cursor.step();
        }
        const bool printable =
            code >= 0x20 && code != 0x7F && (code < 0x80 || code >= 0xA0) && code < 0xD800;
        if (digits < 2 || !printable || !cursor.eat(';')) {
            return false;
        }
        std::string meant;
        append_utf8(meant, code);
        add(at, cursor.at(), kRuleCharacter, std::move(meant));
        return true;
    }

    static bool is_hexadecimal(char c) { return to_upper(c) >= 'A' && to_upper(c) <= 'F'; }
    static char32_t value_of(char digit)
    {
        return is_digit(digit) ? static_cast<char32_t>(digit - '0')
                               : static_cast<char32_t>(to_upper(digit) - 'A' + 10);
    }

    // --- &we're working on it.8

    void quotation(std::size_t at)
    {
        if (is_ascii_word(before(at)) || before(at) == '&' || !is_ascii_word(behind(at))) {
            return;
        }
        const std::size_t limit = std::min(body_.size(), at + kLongestQuotation);
        for (std::size_t end = at + 2; end < limit; ++end) {
            if (body_[end] == '&' && !is_ascii_word(body_[end - 1]) && end + 1 < body_.size() &&
                is_ascii_word(body_[end + 1])) {
                return; // another one opens first
            }
            if (body_[end] == '\n' && body_[end - 1] == '\n') {
                return;
            }
            if (body_[end] == '8' && closes_quotation(end)) {
                add(at, at + 1, kRuleQuotes, "\"");
                add(end, end + 1, kRuleQuotes, "\"");
                return;
            }
        }
    }

    // An 8 glued to the end of a word or sentence: "knot8", "it.8", but not "G8" and not "1998".
    bool closes_quotation(std::size_t at) const
    {
        if (is_ascii_word(behind(at))) {
            return false;
        }
        const char glued = before(at);
        const char word_end = is_alpha(glued) ? glued : before(at, 2);
        if (is_alpha(glued)) {
            return is_lower(glued) || (is_alpha(before(at, 2)) && is_alpha(before(at, 3)));
        }
        if (glued == '.' && is_digit(word_end)) { // "by the end of 2002.8 The"
            return is_digit(before(at, 3)) && is_digit(before(at, 4)) && is_digit(before(at, 5)) &&
                   is_space(behind(at));
        }
        return std::string_view(".,!?;)'").find(glued) != std::string_view::npos &&
               (is_alpha(word_end) || word_end == ')' || word_end == '.');
    }

    // --- dashes

    // "something ) something", and no bracket is open
    void dash_for_bracket(std::size_t at)
    {
        const bool behind_word =
            (before(at) == ' ' || before(at) == '\n') && is_alnum(before(at, 2));
        const bool behind_line =
            before(at) == '\n' && before(at, 2) == ' ' && is_alpha(before(at, 3));
        const bool alone =
            (behind_word || behind_line) && is_space(behind(at)) && is_alnum(behind(at, 2));
        if (alone && !closes_bracket(at)) {
            add(at, at + 1, kRuleDash, "-");
        }
    }

    // Counts brackets from where the last count ended, so that each byte is looked at once.
    bool closes_bracket(std::size_t at)
    {
        for (; counted_ < at; ++counted_) {
            if (body_[counted_] == '(') {
                open_ = counted_ - opened_at_ > kLongestBracket ? 1 : open_ + 1;
                opened_at_ = counted_;
            } else if (body_[counted_] == ')' && open_ > 0) {
                --open_;
            }
        }
        return open_ > 0 && at - opened_at_ <= kLongestBracket;
    }

    // "leaders*including"
    void dash_for_asterisk(std::size_t at)
    {
        const bool words =
            is_alpha(behind(at)) && is_alpha(behind(at, 2)) && is_alnum(before(at, 2));
        if (words && is_alnum(before(at))) {
            add(at, at + 1, kRuleDash, "--");
        }
    }

    // "the Foreign Office ? our main contact": a question would not have a blank before its mark
    void dash_for_question_mark(std::size_t at)
    {
        if (before(at) == ' ' && is_alpha(before(at, 2)) && behind(at) == ' ' &&
            is_lower(behind(at, 2))) {
            add(at, at + 1, kRuleDash, "-");
        }
    }

    void add(std::size_t from, std::size_t to, std::string_view rule, std::string now)
    {
        edits_.push_back({at32(from), at32(to), rule, std::move(now)});
    }

    std::string_view body_;
    std::size_t open_ = 0;    // brackets
    std::size_t counted_ = 0; // up to here
    std::size_t opened_at_ = 0;
    std::vector<Edit> edits_;
};

} // namespace

std::vector<Edit> find_damage(std::string_view body)
{
    return DamageFinder(body).find();
}

} // namespace chancery::parse
