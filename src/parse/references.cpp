#include "parse/references.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "cable/cable_id.hpp"
#include "parse/post_names.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kMostReferences = 200;
constexpr std::size_t kMostPostWords = 4;
constexpr std::size_t kMostSerialDigits = 7;

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
};

// Runs of letters and runs of digits; "ASHGABAT687" and "09DHAHRAN" are two words each. Apostrophes
// and hyphens belong to a word of letters ("A-077" stays one that no post matches).
std::vector<Word> split_words(std::string_view text)
{
    std::vector<Word> found;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t from = at;
        if (is_digit(text[at])) {
            while (at < text.size() && is_digit(text[at])) {
                ++at;
            }
        } else if (is_alpha(text[at])) {
            while (at < text.size() &&
                   (is_alpha(text[at]) || text[at] == '\'' || text[at] == '-')) {
                ++at;
            }
        } else {
            ++at;
            continue;
        }
        found.push_back({text.substr(from, at - from), is_digit(text[from]), from, at});
    }
    return found;
}

bool only_between(std::string_view text, std::size_t from, std::size_t to, std::string_view allowed)
{
    return text.substr(from, to - from).find_first_not_of(allowed) == std::string_view::npos;
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
};

// One item of the block: what stands between two enumerators or semicolons.
class ItemReader {
public:
    ItemReader(std::string_view text, std::size_t from, std::size_t to, const std::string& own_post)
        : text_(text.substr(0, to)), words_(split_words(text_.substr(from))), own_post_(own_post)
    {
        for (Word& word : words_) {
            word.from += from;
            word.to += from;
        }
    }

    std::vector<Citation> read()
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            if (words_[i].number && !used(i)) {
                read_number(i);
            }
        }
        return std::move(found_);
    }

private:
    bool used(std::size_t i) const { return i < next_; }

    void read_number(std::size_t i)
    {
        const bool is_day = i + 1 < words_.size() && is_month(words_[i + 1].text);
        if (words_[i].text.size() > kMostSerialDigits || small_number(words_[i].text) == 0 ||
            is_day) {
            return;
        }
        if (const std::size_t first = known_post_before(i); first < i) {
            add(first, i, true);
        } else if (goes_on_with_last(i)) {
            Citation more = found_.back();
            more.from = words_[i].from;
            more.to = words_[i].to;
            more.serial = small_number(words_[i].text);
            found_.push_back(more);
            next_ = i + 1;
        } else if (stands_alone(i)) {
            add(i - 1, i, false);
        }
    }

    // The first word of the longest post that ends right before word i; i if there is none.
    std::size_t known_post_before(std::size_t i) const
    {
        std::size_t first = i;
        std::size_t best = i;
        while (first > next_ && i - first < kMostPostWords && !words_[first - 1].number &&
               only_between(text_, words_[first - 1].to, words_[first].from,
                            first == i ? std::string_view(" \t\n#:-") : " \t\n.")) {
            --first;
            const std::string token =
                post_token(text_.substr(words_[first].from, words_[i - 1].to - words_[first].from));
            if (token == own_post_ || is_known_post(token)) {
                best = first;
            }
        }
        return best;
    }

    // "PARIS 7472 and 7677", "STATE 188314, 259032", "936/935"
    bool goes_on_with_last(std::size_t i) const
    {
        if (found_.empty() || i == 0 || words_[i].text.size() < 2) {
            return false;
        }
        const Word& before = words_[i - 1];
        if (before.number) {
            return before.to == found_.back().to &&
                   only_between(text_, before.to, words_[i].from, " \t\n,/&") &&
                   !starts_citation(i);
        }
        return i >= 2 && words_[i - 2].to == found_.back().to &&
               equals_ignoring_case(before.text, "AND") && !starts_citation(i);
    }

    // The number is the year of a citation that follows: "08 PARIS 12"
    bool starts_citation(std::size_t i) const
    {
        const std::size_t digits = words_[i].text.size();
        if ((digits != 2 && digits != 4) || i + 2 >= words_.size()) {
            return false;
        }
        for (std::size_t next = i + 1; next < words_.size() && next <= i + kMostPostWords; ++next) {
            if (words_[next].number) {
                return next > i + 1 && known_post_before(next) == i + 1;
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
               only_between(text_, post.to, words_[i].from, " \t\n") &&
               trim(text_.substr(words_[i].to)).empty();
    }

    void add(std::size_t first, std::size_t serial, bool known)
    {
        Citation citation;
        citation.from = words_[first].from;
        citation.to = words_[serial].to;
        citation.post = post_token(
            text_.substr(words_[first].from, words_[serial - 1].to - words_[first].from));
        citation.serial = small_number(words_[serial].text);
        citation.known_post = known;
        next_ = serial + 1;
        take_year_before(first, citation);
        if (citation.year == 0) {
            take_year_behind(serial, citation);
        }
        found_.push_back(citation);
    }

    // "08 PARIS 12", "2007 MOSCOW 05153", "(08) SAO PAULO 581", "'08 PARIS 12", "09DHAHRAN 201"
    void take_year_before(std::size_t first, Citation& citation) const
    {
        if (first == 0 || !words_[first - 1].number) {
            return;
        }
        const Word& year = words_[first - 1];
        const bool close = only_between(text_, year.to, words_[first].from, " \t\n)]");
        const bool taken = !found_.empty() && found_.back().to >= year.to;
        if ((year.text.size() == 2 || is_century(year.text)) && close && !taken) {
            citation.year = full_year(year.text);
            citation.from = year.from;
            if (year.from > 0 &&
                std::string_view("('[").find(text_[year.from - 1]) != std::string_view::npos) {
                citation.from = year.from - 1;
            }
        }
    }

    // "PARIS 12 (08)", "PARIS 00789/08", "PARIS 4525-91"
    void take_year_behind(std::size_t serial, Citation& citation)
    {
        if (serial + 1 >= words_.size() || !words_[serial + 1].number) {
            return;
        }
        const Word& year = words_[serial + 1];
        const std::string_view between =
            text_.substr(words_[serial].to, year.from - words_[serial].to);
        const bool bracketed =
            trim(between) == "(" && year.to < text_.size() && text_[year.to] == ')';
        const bool glued = (between == "/" || between == "-") && year.text.size() == 2;
        if ((year.text.size() == 2 || is_century(year.text)) && (bracketed || glued)) {
            citation.year = full_year(year.text);
            citation.to = year.to + (bracketed ? 1 : 0);
            next_ = serial + 2;
        }
    }

    static bool is_century(std::string_view year)
    {
        return year.size() == 4 && (year.starts_with("19") || year.starts_with("20"));
    }

    std::string_view text_;
    std::vector<Word> words_;
    const std::string& own_post_;
    std::vector<Citation> found_;
    std::size_t next_ = 0; // the first word that no citation has used
};

class BlockReader {
public:
    BlockReader(std::string_view text, const CitingCable& citing) : text_(text), citing_(citing)
    {
        own_post_ = post_token(citing.post);
    }

    std::vector<ReadReference> read()
    {
        std::size_t from = 0;
        std::size_t at = 0;
        while (at < text_.size() && found_.size() < kMostReferences) {
            if (const std::size_t length = enumerator_length(at); length > 0) {
                close_item(from, at);
                label_ = std::string(1, next_letter_);
                ++next_letter_;
                at += length;
                from = at;
            } else {
                if (text_[at] == ';') {
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
    // "A. ", "A) ", "(A) ", "[A]", "A: ", "A - ", doubled "A. (A) ", "REF A. ": the next letter in
    // turn only, so that initials of names are left alone.
    std::size_t enumerator_length(std::size_t at) const
    {
        if (at > 0 && is_alnum(text_[at - 1])) {
            return 0;
        }
        std::size_t length = one_enumerator(at);
        if (length == 0 && starts_with_ignoring_case(text_.substr(at), "REF ")) {
            const std::size_t behind = one_enumerator(at + 4);
            length = behind == 0 ? 0 : behind + 4;
        }
        while (length > 0) { // doubled
            std::size_t next = at + length;
            if (starts_with_ignoring_case(text_.substr(next), "REF ")) {
                next += 4;
            }
            const std::size_t more = one_enumerator(next);
            if (more == 0) {
                break;
            }
            length = next + more - at;
        }
        return length;
    }

    std::size_t one_enumerator(std::size_t at) const
    {
        Cursor cursor(text_, at);
        const bool bracket = cursor.eat('(') || cursor.eat('[');
        if (next_letter_ > 'Z' || to_upper(cursor.peek()) != next_letter_) {
            return 0;
        }
        cursor.step();
        const std::size_t closed_at = cursor.at();
        while (std::string_view(".):]").find(cursor.peek()) != std::string_view::npos &&
               !cursor.done()) {
            cursor.step();
        }
        const bool closed = cursor.at() > closed_at;
        if (bracket && !closed) {
            return 0;
        }
        if (!closed && !dash_or_capital_post(cursor)) {
            return 0;
        }
        cursor.spaces();
        return cursor.at() - at;
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
        std::vector<Citation> citations =
            ItemReader(text_, item_from, item_from + item.size(), own_post_).read();
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
        read.unknown_post = !citation.known_post;
        if (citation.known_post) {
            read.reference.id = id_of(citation);
        }
        found_.push_back(std::move(read));
    }

    std::string id_of(const Citation& citation) const
    {
        int year = citation.year;
        if (year == 0 && citing_.year != 0) {
            const bool later = citing_.serial != 0 && citation.post == own_post_ &&
                               citation.serial >= citing_.serial;
            year = citing_.year - (later ? 1 : 0);
        }
        if (year < 1951 || year > 2050) {
            return {};
        }
        const auto id = CableId::make(year, citation.post, citation.serial);
        return id ? canonical_id(*id).text() : std::string();
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
    const CitingCable& citing_;
    std::string own_post_;
    std::vector<ReadReference> found_;
    std::string label_;
    char next_letter_ = 'A';
};

} // namespace

std::vector<ReadReference> read_references(std::string_view text, const CitingCable& citing)
{
    return BlockReader(text, citing).read();
}

} // namespace chancery::parse
