#include "synth/grammar.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "embedded/synth_text.hpp"
#include "synth/names.hpp"
#include "synth/reference.hpp"

namespace chancery::synth {
namespace {

constexpr std::string_view kSlotNames[] = {
    "who",     "who2",    "newperson",  "company", "party", "group", "paper", "town",
    "area",    "country", "otherplace", "city",    "post",  "gox",   "money", "pct",
    "num",     "num2",    "date",       "fdate",   "year",  "pyear", "fyear", "reftel",
    "acronym", "law",     "project",    "para",    "issue"};

std::string_view resource(std::string_view name)
{
    for (const EmbeddedFile& file : synth_text_files()) {
        if (file.name == name) {
            return file.bytes;
        }
    }
    CHECK(false);
}

bool is_vowel(char c)
{
    return std::string_view("aeiouAEIOU").find(c) != std::string_view::npos;
}

std::string plural(std::string_view word)
{
    std::string result(word);
    const auto ends = [&](std::string_view end) { return word.ends_with(end); };
    if (ends("y") && word.size() > 1 && !is_vowel(word[word.size() - 2])) {
        result.pop_back();
        return result + "ies";
    }
    return result + (ends("s") || ends("x") || ends("ch") || ends("sh") ? "es" : "s");
}

bool takes_an(std::string_view word)
{
    constexpr std::string_view kConsonants[] = {"uni", "una", "us", "uti", "eu", "one", "US"};
    const auto begins = [&](std::string_view start) { return word.starts_with(start); };
    return is_vowel(word.front()) &&
           std::none_of(std::begin(kConsonants), std::end(kConsonants), begins);
}

// "plan|planned|planning" gives the forms, "plan" alone is regular.
std::string verb_form(std::string_view item, std::string_view form)
{
    const auto forms = split(item, '|');
    const std::string word(forms[0]);
    const std::size_t first = std::min(word.find(' '), word.size());
    const std::string rest = word.substr(first);
    std::string verb = word.substr(0, first);
    if (form.empty()) {
        return word;
    }
    if (form == "s") {
        return plural(verb) + rest;
    }
    if (forms.size() == 3) {
        return std::string(form == "ed" ? forms[1] : forms[2]);
    }
    if (form == "ed") {
        if (verb.ends_with('y') && !is_vowel(verb[verb.size() - 2])) {
            verb.pop_back();
            return verb + "ied" + rest;
        }
        return verb + (verb.ends_with('e') ? "d" : "ed") + rest;
    }
    if (verb.ends_with('e') && !verb.ends_with("ee")) {
        verb.pop_back();
    }
    return verb + "ing" + rest;
}

// Rank r has the weight 1/(r + 200): close to how often words are used, but flatter, since each list is only a part of the
// language.
std::vector<std::uint16_t> rank_table(std::size_t items)
{
    constexpr std::uint64_t kSize = 2048;
    constexpr std::uint64_t kFlat = 200;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < items; ++i) {
        sum += 1'000'000 / (i + kFlat);
    }
    std::vector<std::uint16_t> table;
    for (std::size_t i = 0; i < items; ++i) {
        const std::uint64_t share = 1'000'000 / (i + kFlat) * kSize / sum;
        table.insert(table.end(), std::max<std::uint64_t>(share, 1), static_cast<std::uint16_t>(i));
    }
    return table;
}

} // namespace

// ---- compiling -------------------------------------------------------------------------------------------------------

class Grammar::Compiler {
public:
    explicit Compiler(Grammar& grammar) : grammar_(grammar) {}

    void run()
    {
        read_words(resource("words.txt"));
        grammar_.themes_ = lists_.at("themes");
        for (const auto& [name, items] : lists_) {
            add_list(name, items);
        }
        const auto sections = read_sections(resource("phrases.txt"));
        for (const auto& [name, lines] : sections) {
            add_rule(name); // all names first: rules may use later ones
        }
        for (const auto& [name, lines] : sections) {
            for (const std::string& line : lines) {
                add_way(grammar_.names_.at(name), line);
            }
        }
        for (Rule& rule : grammar_.rules_) {
            CHECK(!rule.items.empty() || !rule.ways.empty());
        }
    }

private:
    using Sections = std::vector<std::pair<std::string, std::vector<std::string>>>;

    static Sections read_sections(std::string_view text)
    {
        Sections sections;
        for (const std::string_view line : split(text, '\n')) {
            if (line.starts_with("= ")) {
                sections.emplace_back(line.substr(2), std::vector<std::string>());
            } else if (!line.empty() && !line.starts_with('#')) {
                CHECK(!sections.empty());
                sections.back().second.emplace_back(line);
            }
        }
        return sections;
    }

    void read_words(std::string_view text)
    {
        for (const auto& [name, lines] : read_sections(text)) {
            auto& list = lists_[name];
            for (const std::string& line : lines) {
                for (const std::string_view word : words(line)) {
                    std::string item = replace_all(word, "_", " ");
                    if (std::find(list.begin(), list.end(), item) == list.end()) {
                        list.push_back(std::move(item));
                    }
                }
            }
        }
    }

    RuleId add_rule(const std::string& name)
    {
        const auto id = static_cast<RuleId>(grammar_.rules_.size());
        CHECK(grammar_.names_.emplace(name, id).second);
        grammar_.rules_.emplace_back();
        return id;
    }

    RuleId add_list(const std::string& name, std::vector<std::string> items)
    {
        const RuleId id = add_rule(name);
        Rule& rule = grammar_.rules_[id];
        for (std::string& item : items) {
            item = verb_form(item, ""); // the base form of verbs with three
        }
        rule.items = std::move(items);
        rule.table = rank_table(rule.items.size());
        return id;
    }

    // "vt:ed" is the list vt with each word in the past, made when first asked for; "head+" the plurals.
    RuleId find(const std::string& name)
    {
        if (const auto found = grammar_.names_.find(name); found != grammar_.names_.end()) {
            return found->second;
        }
        const std::size_t colon = name.find(':');
        const bool many = name.ends_with('+');
        const std::string base = many ? name.substr(0, name.size() - 1) : name.substr(0, colon);
        const auto list = lists_.find(base);
        CHECK(list != lists_.end() && (many || colon != std::string::npos));
        std::vector<std::string> items;
        for (const std::string& item : list->second) {
            items.push_back(many ? plural(item) : verb_form(item, name.substr(colon + 1)));
        }
        return add_list(name, std::move(items));
    }

    void add_way(RuleId rule, std::string_view line)
    {
        std::size_t times = 1;
        if (line.size() > 3 && is_digit(line[0]) && line.substr(1, 2) == ": ") {
            times = static_cast<std::size_t>(line[0] - '0');
            line.remove_prefix(3);
        }
        const Pieces pieces = compile(line);
        auto& ways = grammar_.rules_[rule].ways;
        ways.insert(ways.end(), times, pieces);
    }

    Pieces compile(std::string_view text)
    {
        Pieces pieces;
        std::string literal;
        const auto flush = [&] {
            if (!literal.empty()) {
                pieces.push_back({Kind::Literal, Form::Plain, add_literal(literal)});
                literal.clear();
            }
        };
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            const bool choice = c == '(' && is_choice(text, i);
            if (c != '{' && c != '[' && !choice) {
                literal += c;
                continue;
            }
            flush();
            const std::size_t end = closing(text, i);
            const std::string_view inner = text.substr(i + 1, end - i - 1);
            i = end;
            if (c == '{') {
                pieces.push_back(compile_name(inner));
            } else if (c == '[') {
                // "[x] y" loses one blank with x: the one behind, or at the end of a clause the one before.
                const bool behind =
                    i + 1 < text.size() && text[i + 1] == ' ' && is_alnum(maybe_start(inner));
                const bool before = !behind && take_blank(pieces);
                i += behind ? 1 : 0;
                const std::string maybe =
                    (before ? " " : "") + std::string(inner) + (behind ? " " : "");
                pieces.push_back({Kind::Maybe, Form::Plain, add_group({compile(maybe)})});
            } else {
                std::vector<Pieces> ways;
                for (const std::string_view way : split(inner, '|')) {
                    ways.push_back(compile(way));
                }
                pieces.push_back({Kind::Choice, Form::Plain, add_group(std::move(ways))});
            }
        }
        flush();
        return pieces;
    }

    static char maybe_start(std::string_view inner)
    {
        return inner.starts_with(',') || inner.starts_with(' ') ? ' ' : 'a';
    }

    // Takes the blank at the end of the last literal away, if there is one.
    bool take_blank(Pieces& pieces)
    {
        if (pieces.empty() || pieces.back().kind != Kind::Literal ||
            !grammar_.literals_[pieces.back().index].ends_with(' ')) {
            return false;
        }
        grammar_.literals_[pieces.back().index].pop_back();
        return true;
    }

    static std::size_t closing(std::string_view text, std::size_t open)
    {
        const char close = text[open] == '{' ? '}' : text[open] == '[' ? ']' : ')';
        int depth = 0;
        for (std::size_t i = open; i < text.size(); ++i) {
            depth += text[i] == text[open] ? 1 : text[i] == close ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        CHECK(false);
    }

    static bool is_choice(std::string_view text, std::size_t open)
    {
        const std::string_view inner = text.substr(open, closing(text, open) - open);
        return inner.find('|') != std::string_view::npos;
    }

    Piece compile_name(std::string_view name)
    {
        Piece piece;
        if (name.starts_with('^')) {
            piece.form = Form::Capital;
            name.remove_prefix(1);
        } else if (name.starts_with("a ")) {
            piece.form = Form::Article;
            name.remove_prefix(2);
        }
        const auto* const slot = std::find(std::begin(kSlotNames), std::end(kSlotNames), name);
        const std::size_t at = name.find('@');
        if (slot != std::end(kSlotNames)) {
            piece.kind = Kind::Slot;
            piece.index = static_cast<std::uint32_t>(slot - std::begin(kSlotNames));
        } else if (at != std::string_view::npos) {
            piece.kind = Kind::ThemeRule;
            piece.index = by_theme(name.substr(0, at + 1), name.substr(at + 1));
        } else {
            piece.kind = Kind::Rule;
            piece.index = find(std::string(name));
        }
        return piece;
    }

    std::uint32_t by_theme(std::string_view base, std::string_view form)
    {
        std::vector<std::uint32_t> rules;
        for (const std::string& theme : grammar_.themes_) {
            rules.push_back(find(std::string(base) + theme + std::string(form)));
        }
        grammar_.by_theme_.push_back(std::move(rules));
        return static_cast<std::uint32_t>(grammar_.by_theme_.size() - 1);
    }

    std::uint32_t add_literal(const std::string& literal)
    {
        grammar_.literals_.push_back(literal);
        return static_cast<std::uint32_t>(grammar_.literals_.size() - 1);
    }

    std::uint32_t add_group(std::vector<Pieces> ways)
    {
        grammar_.rules_.emplace_back();
        grammar_.rules_.back().ways = std::move(ways);
        return static_cast<std::uint32_t>(grammar_.rules_.size() - 1);
    }

    Grammar& grammar_;
    std::map<std::string, std::vector<std::string>, std::less<>> lists_;
};

Grammar::Grammar()
{
    Compiler(*this).run();
}

const Grammar& Grammar::get()
{
    static const Grammar grammar;
    return grammar;
}

Grammar::RuleId Grammar::rule(std::string_view name) const
{
    const auto found = names_.find(name);
    CHECK(found != names_.end());
    return found->second;
}

const std::vector<std::string>& Grammar::list(std::string_view name) const
{
    return rules_[rule(name)].items;
}

// ---- speaking --------------------------------------------------------------------------------------------------------

void Speaker::rule_to(std::string& out, Grammar::RuleId rule, int depth)
{
    CHECK(depth < kMaxDepth);
    const Grammar::Rule& r = grammar_.rules_[rule];
    if (!r.items.empty()) {
        out += r.items[r.table[random_.below(r.table.size())]];
        return;
    }
    pieces_to(out, r.ways[random_.below(r.ways.size())], depth + 1);
}

void Speaker::pieces_to(std::string& out, const Grammar::Pieces& pieces, int depth)
{
    for (const Grammar::Piece& piece : pieces) {
        piece_to(out, piece, depth);
    }
}

void Speaker::piece_to(std::string& out, const Grammar::Piece& piece, int depth)
{
    using Kind = Grammar::Kind;
    const std::size_t begin = out.size();
    switch (piece.kind) {
    case Kind::Literal:
        out += grammar_.literals_[piece.index];
        break;
    case Kind::Rule:
    case Kind::Choice:
        rule_to(out, piece.index, depth);
        break;
    case Kind::ThemeRule: {
        const std::size_t theme = random_.chance(880) ? scene_.theme : scene_.second_theme;
        rule_to(out, grammar_.by_theme_[piece.index][theme], depth);
        break;
    }
    case Kind::Slot:
        slot_to(out, static_cast<SlotKind>(piece.index), depth);
        break;
    case Kind::Maybe:
        if (random_.chance(500)) {
            rule_to(out, piece.index, depth);
        }
        break;
    }
    if (piece.form == Grammar::Form::Capital && begin < out.size()) {
        out[begin] = to_upper(out[begin]);
    } else if (piece.form == Grammar::Form::Article && begin < out.size()) {
        out.insert(begin, takes_an(std::string_view(out).substr(begin)) ? "an " : "a ");
    }
}

void Speaker::contact_to(std::string& out, Contact& contact)
{
    if (headline_) {
        out += contact.surname;
    } else if (contact.introduced) {
        out += contact.surname;
    } else {
        contact.introduced = true;
        out.append(contact.title).append(" ").append(contact.name);
    }
}

const std::string& Speaker::keep(std::vector<std::string>& known, unsigned per_mille,
                                 std::string (Speaker::*make)())
{
    const unsigned few =
        known.size() < 4 ? static_cast<unsigned>(known.size()) : 5; // a cable first meets several
    if (!known.empty() && random_.chance(per_mille * few / 5)) {
        return known[random_.below(known.size())];
    }
    std::string made = (this->*make)();
    if (known.size() < 4) {
        known.push_back(made);
        return known.back();
    }
    scratch_ = std::move(made);
    return scratch_;
}

void Speaker::number_to(std::string& out, std::uint32_t value) const
{
    const std::string digits = std::to_string(value);
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) {
            out += ',';
        }
        out += digits[i];
    }
}

void Speaker::amount_to(std::string& out)
{
    const std::uint32_t value = 2 + random_.skewed(3, 19);
    const bool round = value > 100 && random_.chance(600);
    const std::uint32_t step = value > 20'000 ? 1000 : value > 2000 ? 100 : 10;
    number_to(out, round ? value / step * step : value);
}

void Speaker::money_to(std::string& out)
{
    static constexpr std::string_view kCurrencies[] = {"USD ", "USD ", "$",     "$",
                                                       "$",    "EUR ", "Euro ", "US$ "};
    static constexpr std::string_view kSizes[] = {" million", " million", " million", " billion",
                                                  ""};
    out += random_.pick(kCurrencies);
    const std::string_view size = random_.pick(kSizes);
    number_to(out, size.empty() ? 1000 * (1 + random_.skewed(3, 9)) : 1 + random_.skewed(2, 9));
    if (!size.empty() && random_.chance(400)) {
        out += '.';
        out += static_cast<char>('1' + random_.below(9));
    }
    out += size;
}

void Speaker::date_to(std::string& out, std::int64_t minute)
{
    const Civil day = civil(instant_from_seconds(minute * 60));
    if (random_.chance(80)) {
        out += fmt::format("{}/{}", day.month, day.day);
        return;
    }
    out += grammar_.list("month")[day.month - 1];
    out += ' ';
    out += std::to_string(day.day);
}

std::string Speaker::make_company()
{
    std::string name = random_.chance(700) ? draw_place(scene_.culture, random_)
                                           : draw_surname(scene_.culture, random_);
    name += ' ';
    rule_to(name, grammar_.rule("firm_kind"), 0);
    return name;
}

std::string Speaker::make_party()
{
    std::string name;
    rule_to(name, grammar_.rule("party_theme"), 0);
    name += ' ';
    if (random_.chance(400)) {
        const std::size_t before = name.size();
        rule_to(name, grammar_.rule("party_theme"), 0);
        if (name.compare(0, before - 1, name, before) == 0) {
            name.resize(before);
        } else {
            name += ' ';
        }
    }
    rule_to(name, grammar_.rule("party_kind"), 0);
    return name;
}

std::string Speaker::make_group()
{
    std::string name =
        random_.chance(500) ? draw_place(scene_.culture, random_) + " " : std::string();
    rule_to(name, grammar_.rule("group_theme"), 0);
    name += ' ';
    rule_to(name, grammar_.rule("group_kind"), 0);
    return name;
}

std::string Speaker::make_town()
{
    return draw_place(scene_.culture, random_);
}
std::string Speaker::make_area()
{
    return draw_place(scene_.culture, random_);
}
std::string Speaker::make_project()
{
    return draw_place(scene_.culture, random_);
}

std::string Speaker::make_law()
{
    const int year = civil(instant_from_seconds(scene_.minute * 60)).year -
                     static_cast<int>(random_.skewed(1, 4));
    return fmt::format("{} {}/{}", random_.chance(500) ? "Law No." : "Decree",
                       1 + random_.below(400), year);
}

std::string Speaker::make_issue()
{
    std::string issue;
    rule_to(issue, grammar_.rule("issue"), 0);
    return issue;
}

namespace {

std::string initials(std::string_view name)
{
    std::string letters;
    for (const std::string_view word : words(name)) {
        letters += to_upper(word.front());
    }
    return letters;
}

} // namespace

void Speaker::slot_to(std::string& out, SlotKind slot, int depth)
{
    constexpr std::int64_t kDay = 24 * 60;
    const int year = civil(instant_from_seconds(scene_.minute * 60)).year;
    auto& contacts = scene_.contacts;
    switch (slot) {
    case SlotKind::Who:
        contact_to(out, contacts[random_.below(std::min<std::size_t>(contacts.size(), 2))]);
        break;
    case SlotKind::Who2:
        contact_to(out, contacts[random_.below(contacts.size())]);
        break;
    case SlotKind::NewPerson:
        out += draw_person(scene_.culture, random_);
        break;
    case SlotKind::Company:
        out += keep(scene_.companies, 300, &Speaker::make_company);
        break;
    case SlotKind::Party:
        out += keep(scene_.parties, 500, &Speaker::make_party);
        break;
    case SlotKind::Group:
        out += last_group_ = keep(scene_.groups, 300, &Speaker::make_group);
        break;
    case SlotKind::Acronym:
        out += initials(last_group_);
        break;
    case SlotKind::Paper:
        rule_to(out, grammar_.rule("paper_kind"), depth);
        break;
    case SlotKind::Town:
        out += keep(scene_.towns, 250, &Speaker::make_town);
        break;
    case SlotKind::Area:
        out += keep(scene_.areas, 300, &Speaker::make_area);
        break;
    case SlotKind::Country:
        out += scene_.country;
        break;
    case SlotKind::OtherPlace:
        out += reference().posts[random_.below(reference().posts.size())].country;
        break;
    case SlotKind::City:
        out += scene_.city;
        break;
    case SlotKind::Post:
        out += random_.chance(500) ? "Post" : scene_.post;
        break;
    case SlotKind::Gox:
        out += "the " + scene_.gox;
        break;
    case SlotKind::Money:
        money_to(out);
        break;
    case SlotKind::Pct:
        out += std::to_string(1 + random_.below(random_.chance(700) ? 30 : 95));
        if (random_.chance(350)) {
            out += fmt::format(".{}", 1 + random_.below(9));
        }
        break;
    case SlotKind::Num:
        amount_to(out);
        break;
    case SlotKind::Num2:
        out += std::to_string(2 + random_.below(60));
        break;
    case SlotKind::Date:
        date_to(out, scene_.minute - random_.skewed(1, 5) * kDay);
        break;
    case SlotKind::FDate:
        date_to(out, scene_.minute + (3 + random_.skewed(2, 7)) * kDay);
        break;
    case SlotKind::Year:
        out += std::to_string(year);
        break;
    case SlotKind::PYear:
        out += std::to_string(year - 1 - static_cast<int>(random_.skewed(0, 5)));
        break;
    case SlotKind::FYear:
        out += std::to_string(year + 1 + static_cast<int>(random_.below(3)));
        break;
    case SlotKind::Reftel:
        out += scene_.reftel;
        break;
    case SlotKind::Law:
        out += keep(scene_.laws, 500, &Speaker::make_law);
        break;
    case SlotKind::Project:
        out += keep(scene_.projects, 200, &Speaker::make_project);
        break;
    case SlotKind::Para:
        out += std::to_string(2 + random_.below(8));
        break;
    case SlotKind::Issue:
        if (!headline_ && issue_depth_ == 0 && random_.chance(170)) {
            ++issue_depth_;
            out += keep(scene_.issues, 700, &Speaker::make_issue);
            --issue_depth_;
        } else {
            rule_to(out, grammar_.rule("issue"), depth);
        }
        break;
    }
}

} // namespace chancery::synth
