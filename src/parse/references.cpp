#include "parse/references.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "cable/cable_id.hpp"
#include "cable/reference_data.hpp"
#include "parse/portion_mark.hpp"
#include "parse/post_names.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kMostReferences = 200;
constexpr std::size_t kMostPostWords = 4;
constexpr std::size_t kMostSerialDigits = 7;
constexpr std::size_t kLongestRemark = 200;    // behind a citation
constexpr std::size_t kMostMisspeltPosts = 16; // looked for in one block
constexpr int kFirstYear = 1966;               // of a two-digit year that stands alone

struct KindWord {
    std::string_view word;
    std::string_view kind;
};
// In order of how much they say; the first that stands in the text decides.
constexpr std::array<KindWord, 16> kKindWords = {{{"E-MAIL", "e-mail"},
                                                  {"EMAIL", "e-mail"},
                                                  {"TELCON", "telcon"},
                                                  {"PHONECON", "telcon"},
                                                  {"TELEPHONE", "telcon"},
                                                  {"MEMO", "memo"},
                                                  {"MEMCON", "memo"},
                                                  {"NOTE", "memo"},
                                                  {"LETTER", "memo"},
                                                  {"IIR", "report"},
                                                  {"TD-", "report"},
                                                  {"TD ", "report"},
                                                  {"REPORT", "report"},
                                                  {"FBIS", "report"},
                                                  {"OSC ", "report"},
                                                  {"CIR", "report"}}};

std::string_view kind_of(std::string_view text)
{
    for (const KindWord& word : kKindWords) {
        const std::size_t at = find_ignoring_case(text, word.word);
        if (at != std::string_view::npos && (at == 0 || !is_alnum(text[at - 1]))) {
            return word.kind;
        }
    }
    return "other";
}

struct Word {
    std::string_view text; // letters, or digits
    bool number = false;
    std::size_t from = 0;
    std::size_t to = 0;
    std::string_view digits = {}; // of a number; without the O of O1512
};

// Runs of letters and runs of digits; "ASHGABAT687" and "09DHAHRAN" are two words each. Apostrophes
// and hyphens belong to a word of letters ("A-077" stays one that no post matches). O1512 is a
// number: the O was meant for a zero.
std::vector<Word> split_words(std::string_view text)
{
    std::vector<Word> found;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t from = at;
        const bool letter_for_zero = to_upper(text[at]) == 'O' && at + 2 < text.size() &&
                                     is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
                                     (at == 0 || !is_alnum(text[at - 1]));
        if (is_digit(text[at]) || letter_for_zero) {
            ++at;
            while (at < text.size() && is_digit(text[at])) {
                ++at;
            }
            const std::size_t digits = from + (letter_for_zero ? 1 : 0);
            found.push_back(
                {text.substr(from, at - from), true, from, at, text.substr(digits, at - digits)});
        } else if (is_alpha(text[at])) {
            while (at < text.size() &&
                   (is_alpha(text[at]) || text[at] == '\'' || text[at] == '-')) {
                ++at;
            }
            found.push_back({text.substr(from, at - from), false, from, at});
        } else {
            ++at;
        }
    }
    return found;
}

// "12 MAY", "12 SEPT": not MARSEILLE, though it begins like a month.
bool is_month(std::string_view word)
{
    constexpr std::array<std::string_view, 12> kMonths = {
        "JANUARY", "FEBRUARY", "MARCH",     "APRIL",   "MAY",      "JUNE",
        "JULY",    "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"};
    return word.size() >= 3 &&
           std::any_of(kMonths.begin(), kMonths.end(), [&](std::string_view month) {
               return starts_with_ignoring_case(month, word);
           });
}

struct Citation {
    std::size_t from = 0;
    std::size_t to = 0;
    std::string post; // as a token
    int year = 0;     // 0: not given
    std::uint32_t serial = 0;
    bool known_post = true;
    bool previous = false;
    bool notal = false;
    std::string title;
};

bool is_century(std::string_view year)
{
    return year.size() == 4 && (year.starts_with("19") || year.starts_with("20"));
}

bool is_year(std::string_view digits)
{
    return digits.size() == 2 || is_century(digits);
}

// What the items of a block share.
struct Context {
    const CitingCable& citing;
    std::string own_post;
    std::optional<Citation> last;             // of the item before
    std::size_t guesses = kMostMisspeltPosts; // how often a post may still be guessed
};

// One item of the block: what stands between two enumerators or semicolons.
class ItemReader {
public:
    ItemReader(std::string_view text, std::size_t from, std::size_t to, bool labelled,
               Context& context)
        : text_(text.substr(0, to)), words_(split_words(text_.substr(from))), labelled_(labelled),
          context_(context)
    {
        for (Word& word : words_) {
            word.from += from;
            word.to += from;
        }
    }

    std::vector<Citation> read()
    {
        for (std::size_t i = 0; i < words_.size() && found_.size() < kMostReferences; ++i) {
            if (words_[i].number && !used(i)) {
                read_number(i);
            }
        }
        read_remarks();
        if (!found_.empty()) {
            context_.last = found_.back();
        }
        return std::move(found_);
    }

private:
    // Where the words of a post stand before its number, and a year between the two.
    struct PostPlace {
        std::size_t first = 0;
        std::size_t end = 0; // == first: no known post
        std::size_t year = kNoWord;
        bool found() const { return end > first; }
    };
    static constexpr std::size_t kNoWord = static_cast<std::size_t>(-1);

    bool used(std::size_t i) const { return i < next_; }

    void read_number(std::size_t i)
    {
        if (words_[i].digits.size() > kMostSerialDigits || small_number(words_[i].digits) == 0 ||
            is_day(i) || is_year_of_next(i)) {
            return;
        }
        if (const PostPlace post = post_before(i); post.found()) {
            add(post, i, true);
        } else if (goes_on_with_last(i)) {
            add_more(found_.back(), i);
        } else if (goes_on_with_item_before(i)) {
            add_more(*context_.last, i);
        } else if (const std::size_t end = post_behind(i); end > i) {
            add_reversed(i, end);
        } else if (stands_alone(i)) {
            add_unknown(i);
        }
    }

    bool is_day(std::size_t i) const
    {
        return i + 1 < words_.size() && is_month(words_[i + 1].text);
    }

    // "STATE (01) 201265": the serial number takes it.
    bool is_year_of_next(std::size_t i) const
    {
        return in_brackets(i) && is_year(words_[i].digits) && i + 1 < words_.size() &&
               words_[i + 1].number && only_between(i, i + 1, ") ");
    }

    std::string_view between(std::size_t first, std::size_t second) const
    {
        return text_.substr(words_[first].to, words_[second].from - words_[first].to);
    }

    bool only_between(std::size_t first, std::size_t second, std::string_view allowed) const
    {
        return between(first, second).find_first_not_of(allowed) == std::string_view::npos;
    }

    bool in_brackets(std::size_t i) const
    {
        const std::size_t from = words_[i].from;
        return from > 0 && text_[from - 1] == '(' && words_[i].to < text_.size() &&
               text_[words_[i].to] == ')';
    }

    // "LA PAZ 12", "STATE (01) 201265", "LIMA (C)02293", "SANTIAGO, 1228"
    PostPlace post_before(std::size_t i) const
    {
        PostPlace place{i, i, kNoWord};
        std::size_t end = i;
        if (end > next_ + 1 && in_brackets(end - 1)) {
            const Word& inside = words_[end - 1];
            if (inside.number && is_year(inside.digits)) {
                place.year = end - 1;
                --end;
            } else if (!inside.number && match_portion_mark(text_.substr(inside.from - 1))) {
                --end;
            }
        }
        std::size_t first = end;
        while (first > next_ && end - first < kMostPostWords && !words_[first - 1].number &&
               (first == 0 ||
                only_between(first - 1, first, first == end ? " \t\n#:-,()" : " \t\n."))) {
            --first;
            const std::string token = post_token(
                text_.substr(words_[first].from, words_[end - 1].to - words_[first].from));
            if (token == context_.own_post || is_known_post(token)) {
                place.first = first;
                place.end = end;
            }
        }
        return place;
    }

    // "094 QUITO", "377 LA PAZ": the end of the post; i if there is none.
    std::size_t post_behind(std::size_t i) const
    {
        if (words_[i].digits.size() < 3 || is_century(words_[i].digits) ||
            (i > 0 && !used(i - 1))) {
            return i;
        }
        std::size_t best = i;
        for (std::size_t end = i + 1; end < words_.size() && end - i <= kMostPostWords; ++end) {
            if (words_[end].number || !only_between(end - 1, end, " \t\n.")) {
                break;
            }
            if (is_known_post(post_token(
                    text_.substr(words_[i + 1].from, words_[end].to - words_[i + 1].from)))) {
                best = end;
            }
        }
        return best + 1 < words_.size() && words_[best + 1].number ? i : best;
    }

    // "PARIS 7472 and 7677", "STATE 188314, 259032", "936/935"
    bool goes_on_with_last(std::size_t i) const
    {
        if (found_.empty() || i == 0 || words_[i].digits.size() < 2 || starts_citation(i)) {
            return false;
        }
        if (words_[i - 1].number) {
            return words_[i - 1].to == found_.back().to && only_between(i - 1, i, " \t\n,/&");
        }
        return i >= 2 && words_[i - 2].to == found_.back().to &&
               equals_ignoring_case(words_[i - 1].text, "AND");
    }

    // "A. QUITO 2969  B. 2962 AND PREVIOUS"
    bool goes_on_with_item_before(std::size_t i) const
    {
        if (i != 0 || !labelled_ || !context_.last || words_[0].digits.size() < 2) {
            return false;
        }
        const std::string_view rest = trim_left(text_.substr(words_[0].to));
        return rest.empty() || starts_with_ignoring_case(rest, "AND ") ||
               std::string_view("(,.;").find(rest[0]) != std::string_view::npos;
    }

    // The number is the year of a citation that follows: "08 PARIS 12"
    bool starts_citation(std::size_t i) const
    {
        if ((!is_year(words_[i].digits) && words_[i].digits.size() != 4) ||
            i + 1 >= words_.size() || !only_between(i, i + 1, " \t\n)-")) {
            return false;
        }
        for (std::size_t next = i + 1; next < words_.size() && next <= i + kMostPostWords + 1;
             ++next) {
            if (words_[next].number) {
                const PostPlace post = post_before(next);
                return next > i + 1 && post.found() && post.first == i + 1;
            }
        }
        return false;
    }

    // The item is nothing but a word in capitals and a number: a cable of a post we do not know.
    bool stands_alone(std::size_t i) const
    {
        constexpr std::array<std::string_view, 5> kNoPosts = {"MEMO", "EMAIL", "NOTE", "PARA",
                                                              "UNSCR"};
        if (i == 0 || words_[i - 1].number || used(i - 1)) {
            return false;
        }
        const Word& post = words_[i - 1];
        const bool first = i == 1 || (i == 2 && words_[0].number);
        return first && post.text.size() >= 4 &&
               std::all_of(post.text.begin(), post.text.end(), is_upper) && !is_month(post.text) &&
               std::find(kNoPosts.begin(), kNoPosts.end(), post.text) == kNoPosts.end() &&
               only_between(i - 1, i, " \t\n") && trim(text_.substr(words_[i].to)).empty();
    }

    void add(const PostPlace& post, std::size_t serial, bool known)
    {
        Citation citation;
        citation.from = words_[post.first].from;
        citation.to = words_[serial].to;
        citation.post = post_token(text_.substr(words_[post.first].from,
                                                words_[post.end - 1].to - words_[post.first].from));
        citation.serial = small_number(words_[serial].digits);
        citation.known_post = known;
        next_ = serial + 1;
        take_year_before(post.first, citation);
        if (citation.year == 0 && post.year != kNoWord) {
            citation.year = full_year(words_[post.year].digits);
        }
        if (citation.year == 0) {
            take_year_behind(serial, citation);
        }
        found_.push_back(std::move(citation));
    }

    void add_more(Citation like, std::size_t i)
    {
        like.from = words_[i].from;
        like.to = words_[i].to;
        like.serial = small_number(words_[i].digits);
        found_.push_back(std::move(like));
        next_ = i + 1;
    }

    void add_reversed(std::size_t serial, std::size_t end)
    {
        Citation citation;
        citation.from = words_[serial].from;
        citation.to = words_[end].to;
        citation.post = post_token(
            text_.substr(words_[serial + 1].from, words_[end].to - words_[serial + 1].from));
        citation.serial = small_number(words_[serial].digits);
        found_.push_back(std::move(citation));
        next_ = end + 1;
    }

    // Perhaps a post that we know, misspelt: QITO 12 at a distance of one letter.
    void add_unknown(std::size_t i)
    {
        add({i - 1, i, kNoWord}, i, false);
        if (context_.guesses == 0) {
            return;
        }
        --context_.guesses;
        if (std::string meant = nearest_post_token(found_.back().post); !meant.empty()) {
            found_.back().post = std::move(meant);
            found_.back().known_post = true;
        }
    }

    // "08 PARIS 12", "2007 MOSCOW 05153", "(08) SAO PAULO 581", "'08 PARIS 12", "09DHAHRAN 201"
    void take_year_before(std::size_t first, Citation& citation) const
    {
        if (first == 0 || !words_[first - 1].number) {
            return;
        }
        const Word& year = words_[first - 1];
        const bool taken = !found_.empty() && found_.back().to >= year.to;
        if (is_year(year.digits) && only_between(first - 1, first, " \t\n)]-") && !taken) {
            citation.year = full_year(year.digits);
            citation.from = year.from;
            if (year.from > 0 &&
                std::string_view("('[").find(text_[year.from - 1]) != std::string_view::npos) {
                citation.from = year.from - 1;
            }
        }
    }

    // "PARIS 12 (08)", "PARIS 00789/08", "PARIS 4525-91", "PARIS 00789 '08", "PARIS 07718 99"
    void take_year_behind(std::size_t serial, Citation& citation)
    {
        const std::size_t i = serial + 1;
        if (i >= words_.size() || !words_[i].number || !is_year(words_[i].digits) ||
            starts_citation(i)) {
            return;
        }
        const std::string_view gap = between(serial, i);
        const bool bracketed = in_brackets(i) && trim(gap) == "(";
        const bool two = words_[i].digits.size() == 2;
        const bool glued = (gap == "/" || gap == "-") && two;
        const bool quoted = trim(gap) == "'" || trim(gap) == "\xE2\x80\x99";
        if (bracketed || glued || quoted || (two && stands_as_year(serial, i))) {
            citation.year = full_year(words_[i].digits);
            citation.to = words_[i].to + (bracketed ? 1 : 0);
            next_ = i + 1;
        }
    }

    // A long or zero-filled serial, a blank, two digits that may be a year, and the item is over.
    bool stands_as_year(std::size_t serial, std::size_t i) const
    {
        const std::string_view digits = words_[serial].digits;
        const std::string_view rest = trim_left(text_.substr(words_[i].to));
        const int year = full_year(words_[i].digits);
        const bool past = context_.citing.year == 0 || year <= context_.citing.year;
        return only_between(serial, i, " \t") && (digits.size() >= 5 || digits.starts_with('0')) &&
               past && year >= kFirstYear &&
               (rest.empty() || std::string_view(",;.)").find(rest[0]) != std::string_view::npos);
    }

    // --- what is said behind a citation

    void read_remarks()
    {
        for (std::size_t i = 0; i < found_.size(); ++i) {
            const std::size_t end = i + 1 < found_.size() ? found_[i + 1].from : text_.size();
            if (found_[i].to <= end) {
                read_remark(found_[i], text_.substr(found_[i].to, end - found_[i].to));
            }
        }
        if (find_ignoring_case(text_.substr(found_.empty() ? text_.size() : found_.back().to),
                               "ALL NOTAL") != std::string_view::npos) {
            for (Citation& citation : found_) {
                citation.notal = true;
            }
        }
    }

    static void read_remark(Citation& citation, std::string_view behind)
    {
        citation.previous = find_ignoring_case(collapse_spaces(behind.substr(0, kLongestRemark)),
                                               "AND PREV") != std::string_view::npos;
        citation.notal = find_ignoring_case(behind, "NOTAL") != std::string_view::npos;
        citation.title.clear();
        const std::size_t open = behind.find('(');
        const std::size_t close = open == std::string_view::npos ? open : behind.find(')', open);
        if (close == std::string_view::npos) {
            return;
        }
        const std::string_view inside = trim(behind.substr(open + 1, close - open - 1));
        if (inside.size() >= 3 && !match_portion_mark(behind.substr(open)) &&
            find_ignoring_case(inside, "NOTAL") == std::string_view::npos &&
            reference_data().caption(inside) == nullptr &&
            std::any_of(inside.begin(), inside.end(), is_alpha)) {
            citation.title = collapse_spaces(inside);
        }
    }

    std::string_view text_;
    std::vector<Word> words_;
    bool labelled_;
    Context& context_;
    std::vector<Citation> found_;
    std::size_t next_ = 0; // the first word that no citation has used
};

class BlockReader {
public:
    BlockReader(std::string_view text, const CitingCable& citing)
        : text_(text), context_{.citing = citing, .own_post = post_token(citing.post), .last = {}}
    {
    }

    std::vector<ReadReference> read()
    {
        std::size_t from = 0;
        std::size_t at = 0;
        while (at < text_.size() && found_.size() < kMostReferences) {
            if (const Enumerator next = enumerator(at); next.length > 0) {
                close_item(from, at);
                label_ = next.label;
                at += next.length;
                at += mark_length(at);
                from = at;
            } else {
                if (text_[at] == ';' || ends_with_colon(at)) {
                    close_item(from, at);
                    from = at + 1;
                }
                ++at;
            }
        }
        close_item(from, text_.size());
        return std::move(found_);
    }

private:
    // TEHRAN 1091: TEHRAN 263: MOSCOW 1603
    bool ends_with_colon(std::size_t at) const
    {
        return text_[at] == ':' && at > 0 && (is_digit(text_[at - 1]) || text_[at - 1] == ')') &&
               (at + 1 == text_.size() || is_space(text_[at + 1]));
    }

    // "A. (C) LIMA 12": the mark says how the cited cable is classified.
    std::size_t mark_length(std::size_t at) const
    {
        const auto mark = match_portion_mark(text_.substr(at));
        return mark ? mark->length : 0;
    }

    struct Enumerator {
        std::size_t length = 0; // 0: none
        std::string label;
    };

    // "A. ", "A) ", "(A) ", "[A]", "A: ", "A - ", doubled "A. (A) ", "REF A. ", "(1) ". The next
    // one in turn; another one only if a citation stands behind it, so that initials of names are
    // left alone.
    Enumerator enumerator(std::size_t at) const
    {
        if (at > 0 && is_alnum(text_[at - 1])) {
            return {};
        }
        Enumerator found = one_enumerator(at);
        if (found.length == 0 && starts_with_ignoring_case(text_.substr(at), "REF ")) {
            found = one_enumerator(at + 4);
            found.length += found.length == 0 ? 0 : 4;
        }
        while (found.length > 0) { // doubled
            std::size_t next = at + found.length;
            if (starts_with_ignoring_case(text_.substr(next), "REF ")) {
                next += 4;
            }
            const Enumerator more = one_enumerator(next);
            if (more.length == 0 || more.label != found.label) {
                break;
            }
            found.length = next + more.length - at;
        }
        return found;
    }

    Enumerator one_enumerator(std::size_t at) const
    {
        Cursor cursor(text_, at);
        const bool bracket = cursor.eat('(') || cursor.eat('[');
        const std::size_t label_at = cursor.at();
        if (cursor.letters(1).empty() && cursor.digits(1, 2).empty()) {
            return {};
        }
        const std::string label = upper(cursor.since(label_at));
        const bool digits = is_digit(label[0]);
        const std::size_t closed_at = cursor.at();
        while (!cursor.done() && std::string_view(digits ? ")]" : ".):]").find(cursor.peek()) !=
                                     std::string_view::npos) {
            cursor.step();
        }
        const bool closed = cursor.at() > closed_at;
        if (digits && (!closed || !bracket)) {
            return {};
        }
        if (!closed && !dash_or_capital_post(cursor)) {
            return {};
        }
        cursor.spaces();
        if (is_rest_of_date(cursor.rest())) {
            return {};
        }
        const bool in_turn = is_in_turn(label);
        const bool may_skip = !digits && (label_.empty() ? label == "B" : closed); // (C): a mark
        if (!in_turn && (!may_skip || !starts_with_citation(cursor.rest()))) {
            return {};
        }
        return {cursor.at() - at, label};
    }

    // ".. OF MAY 18 | C. 2007 AND PREVIOUS": no third reference, but the year of the second
    static bool is_rest_of_date(std::string_view text)
    {
        Cursor cursor(text);
        if (!is_century(cursor.digits(4, 4))) {
            return false;
        }
        const std::string_view rest = trim_left(cursor.rest());
        return rest.empty() || starts_with_ignoring_case(rest, "AND ") ||
               std::string_view(",.;)").find(rest[0]) != std::string_view::npos;
    }

    bool is_in_turn(std::string_view label) const
    {
        if (label_.empty()) {
            return label == "A" || label == "1";
        }
        if (is_digit(label[0]) != is_digit(label_[0])) {
            return false;
        }
        return is_digit(label[0]) ? small_number(label) == small_number(label_) + 1
                                  : label[0] == label_[0] + 1;
    }

    // "A - PARIS 12"; "REF A PARIS 12" (the label is taken off, so A opens the text)
    static bool dash_or_capital_post(Cursor& cursor)
    {
        if (!is_space(cursor.peek())) {
            return false;
        }
        if (cursor.at() == 1 || cursor.rest().starts_with(" - ")) {
            cursor.spaces();
            cursor.eat('-');
            return true;
        }
        return false;
    }

    void close_item(std::size_t from, std::size_t to)
    {
        const std::string_view item = trim(text_.substr(from, to - from));
        if (item.empty()) {
            return;
        }
        const std::size_t item_from = offset_in(text_, item);
        const std::vector<Citation> citations =
            ItemReader(text_, item_from, item_from + item.size(), !label_.empty(), context_).read();
        for (const Citation& citation : citations) {
            add_cable(citation);
        }
        if (citations.empty()) {
            add_other(item, item_from);
        }
    }

    void add_cable(const Citation& citation)
    {
        ReadReference read;
        read.from = static_cast<std::uint32_t>(citation.from);
        read.to = static_cast<std::uint32_t>(citation.to);
        read.reference.label = label_;
        read.reference.text =
            collapse_spaces(text_.substr(citation.from, citation.to - citation.from));
        read.reference.kind = "cable";
        read.reference.title = citation.title;
        read.reference.previous = citation.previous;
        read.reference.notal = citation.notal;
        read.unknown_post = !citation.known_post;
        if (citation.known_post) {
            set_id(citation, read.reference);
        }
        found_.push_back(std::move(read));
    }

    void set_id(const Citation& citation, Reference& reference) const
    {
        const CitingCable& citing = context_.citing;
        int year = citation.year;
        if (year == 0 && citing.year != 0) {
            reference.year_guessed = citing.serial != 0 && citation.post == context_.own_post &&
                                     citation.serial >= citing.serial;
            year = citing.year - (reference.year_guessed ? 1 : 0);
        }
        if (year < 1951 || year > 2050) {
            return;
        }
        if (const auto id = CableId::make(year, citation.post, citation.serial)) {
            reference.id = canonical_id(*id).text();
        }
    }

    // Commas and the like at its ends say nothing; nor does a lone AND PREVIOUS.
    void add_other(std::string_view item, std::size_t from)
    {
        constexpr std::string_view kLoose = " \t\n,.;:&";
        const std::size_t first = item.find_first_not_of(kLoose);
        if (first == std::string_view::npos) {
            return;
        }
        item = item.substr(first, item.find_last_not_of(kLoose) + 1 - first);
        if (label_.empty() &&
            (item.size() < 3 || starts_with_ignoring_case(item, "AND PREVIOUS") ||
             equals_ignoring_case(item, "N/A") || equals_ignoring_case(item, "NONE"))) {
            return;
        }
        ReadReference read;
        read.from = static_cast<std::uint32_t>(from + first);
        read.to = read.from + static_cast<std::uint32_t>(item.size());
        read.reference.label = label_;
        read.reference.text = collapse_spaces(item);
        read.reference.kind = kind_of(item);
        found_.push_back(std::move(read));
    }

    std::string_view text_;
    Context context_;
    std::vector<ReadReference> found_;
    std::string label_;
};

} // namespace

std::vector<ReadReference> read_references(std::string_view text, const CitingCable& citing)
{
    return BlockReader(text, citing).read();
}

} // namespace chancery::parse
