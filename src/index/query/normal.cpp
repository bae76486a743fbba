#include "index/query/normal.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "cable/cable_id.hpp"
#include "index/query/lex.hpp"
#include "index/query/shape.hpp"

namespace chancery::index::query {

namespace {

// Letters that stand for * and ? while the analyzer folds a pattern, so that a pattern is cut into words
// where the text would be: no case, no accents, and in no cable.
constexpr std::string_view kAnyLetters = "\uA66E";
constexpr std::string_view kOneLetter = "\uA6A0";
// Each word of a phrase that may also be written joined doubles the phrases; beyond this only all joined
// or none are looked for.
constexpr std::size_t kMaxJoined = 2;

Node make(Kind kind, const Span& at)
{
    Node node;
    node.kind = kind;
    node.at = at;
    return node;
}

// * takes the place of any run of the two, after the ?s: a*?*b is a?*b.
std::string tidy_pattern(std::string_view pattern)
{
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        if (pattern[i] != '*' && pattern[i] != '?') {
            out.push_back(pattern[i++]);
            continue;
        }
        bool any = false;
        for (; i < pattern.size() && (pattern[i] == '*' || pattern[i] == '?'); ++i) {
            any = any || pattern[i] == '*';
            if (pattern[i] == '?') {
                out.push_back('?');
            }
        }
        if (any) {
            out.push_back('*');
        }
    }
    return out;
}

bool is_pattern(Match match)
{
    return match == Match::Prefix || match == Match::Wildcard;
}

// A pattern as its real kind: all but the * at its end without operators is a prefix.
void set_pattern(Node& node, std::string_view pattern)
{
    std::string tidy = tidy_pattern(pattern);
    const std::size_t first = tidy.find_first_of("*?");
    node.match = first == std::string::npos && !tidy.empty() ? Match::Exact : Match::Wildcard;
    if (first != std::string::npos && first == tidy.size() - 1 && tidy.back() == '*') {
        node.match = Match::Prefix;
        tidy.pop_back();
    }
    node.text = std::move(tidy);
}

// What one typed word is: its parts, and the word that they are when joined.
struct Unit {
    std::vector<Node> parts;
    std::optional<Node> joined;
};

class Normalizer {
public:
    explicit Normalizer(Analyzer& analyzer) : analyzer_(analyzer) {}

    // Nothing where no word is left.
    std::optional<Node> run(const Node& node);

private:
    using Maybe = std::optional<Node>;
    std::vector<Unit> units(const Node& word);
    Node folded(const Node& word, std::string_view text) const;
    Maybe phrase(const Node& node);
    Maybe near(const Node& node);
    Maybe every(const Node& node);
    Maybe any(const Node& node);
    Maybe negation(const Node& node);
    Maybe at_least(const Node& node);
    Maybe within(const Node& node);
    std::vector<Node> children(const Node& node);

    Analyzer& analyzer_;
    Tokens tokens_;
};

Node Normalizer::folded(const Node& word, std::string_view text) const
{
    Node out = make(Kind::Word, word.at);
    const bool pattern = text.find(kAnyLetters) != std::string_view::npos ||
                         text.find(kOneLetter) != std::string_view::npos;
    if (pattern) {
        set_pattern(out, replace_all(replace_all(text, kAnyLetters, "*"), kOneLetter, "?"));
        return out;
    }
    out.text = text;
    out.match = is_pattern(word.match) ? Match::Stemmed : word.match;
    out.distance = word.match == Match::Fuzzy ? std::clamp<std::uint8_t>(word.distance, 1, 2)
                                              : std::uint8_t{0};
    return out;
}

// A pattern without a letter or digit; the analyzer keeps ' and . between what it takes for letters.
bool only_operators(const Node& word)
{
    return is_pattern(word.match) && word.text.find_first_not_of("*?'.") == std::string::npos;
}

std::vector<Unit> Normalizer::units(const Node& word)
{
    std::string text = word.text;
    if (is_pattern(word.match)) {
        text = replace_all(replace_all(text, kAnyLetters, " "), kOneLetter, " ");
        text += word.match == Match::Prefix ? "*" : "";
        text = replace_all(replace_all(tidy_pattern(text), "*", kAnyLetters), "?", kOneLetter);
    }
    analyzer_.analyze(text, tokens_);
    struct Placed {
        Unit unit;
        std::uint32_t from = 0;
    };
    std::vector<Placed> placed;
    std::uint32_t position = 0;
    for (const index::Token& token : tokens_.list) {
        Node node = folded(word, tokens_.word(token));
        const bool joined = !placed.empty() && token.position == position;
        position = token.position;
        if (!joined) {
            placed.push_back({Unit{{std::move(node)}, {}}, token.from});
            continue;
        }
        // The parts of the chain become one unit.
        std::size_t first = placed.size() - 1;
        while (first > 0 && placed[first - 1].from >= token.from &&
               !placed[first - 1].unit.joined) {
            --first;
        }
        for (std::size_t i = first + 1; i < placed.size(); ++i) {
            std::ranges::move(placed[i].unit.parts, std::back_inserter(placed[first].unit.parts));
        }
        placed.resize(first + 1);
        placed[first].unit.joined = std::move(node);
    }
    std::vector<Unit> out;
    for (Placed& one : placed) {
        std::erase_if(one.unit.parts, only_operators);
        if (!one.unit.parts.empty()) {
            out.push_back(std::move(one.unit));
        }
    }
    return out;
}

// The ways to write the words one after the other: a phrase for each.
std::optional<Node> written(const std::vector<Unit>& units, const Span& at)
{
    std::vector<std::size_t> joined; // units that may be joined
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].joined) {
            joined.push_back(i);
        }
    }
    const bool few = joined.size() <= kMaxJoined;
    const std::size_t ways = few ? std::size_t{1} << joined.size() : 2;
    Node out = make(Kind::Or, at);
    for (std::size_t way = 0; way < ways; ++way) {
        Node phrase = make(Kind::Phrase, at);
        std::size_t nth = 0;
        for (const Unit& unit : units) {
            const bool whole = unit.joined && (few ? (way >> nth & 1U) != 0 : way == 1);
            nth += unit.joined ? 1 : 0;
            if (whole) {
                phrase.children.push_back(*unit.joined);
            } else {
                std::ranges::copy(unit.parts, std::back_inserter(phrase.children));
            }
        }
        // A * for any word says nothing at the ends.
        auto& list = phrase.children;
        while (!list.empty() && only_operators(list.back())) {
            list.pop_back();
        }
        list.erase(list.begin(), std::ranges::find_if_not(list, only_operators));
        if (list.size() == 1) {
            Node only = std::move(list.front());
            phrase = std::move(only);
        }
        if (phrase.kind == Kind::Word || !phrase.children.empty()) {
            out.children.push_back(std::move(phrase));
        }
    }
    drop_repeated(out.children);
    if (out.children.empty()) {
        return std::nullopt;
    }
    if (out.children.size() == 1) {
        Node only = std::move(out.children.front());
        return only;
    }
    return out;
}

std::optional<Node> Normalizer::phrase(const Node& node)
{
    std::vector<Unit> list;
    const auto take = [&](const Node& word) {
        if (word.match == Match::Wildcard && word.text == "*") {
            list.push_back({{word}, {}});
        } else {
            std::ranges::move(units(word), std::back_inserter(list));
        }
    };
    if (node.kind == Kind::Word) {
        if (node.match == Match::Regex) {
            return node.text.empty() ? Maybe() : Maybe(node);
        }
        if (only_operators(node)) {
            return std::nullopt;
        }
        take(node);
    }
    std::ranges::for_each(node.children, take);
    return written(list, node.at);
}

std::vector<Node> Normalizer::children(const Node& node)
{
    std::vector<Node> out;
    for (const Node& child : node.children) {
        if (auto normal = run(child)) {
            out.push_back(std::move(*normal));
        }
    }
    return out;
}

std::optional<Node> Normalizer::near(const Node& node)
{
    Node out = node;
    out.children = children(node);
    out.within = std::clamp(node.within, 1U, kMaxWithin);
    if (out.children.empty()) {
        return std::nullopt;
    }
    if (out.children.size() == 1) {
        Node only = std::move(out.children.front());
        return only;
    }
    return out;
}

// `kind` lists flat, without `neutral`; `absorbing` takes all.
Node combined(Kind kind, std::vector<Node> nodes, const Span& at)
{
    const Kind neutral = kind == Kind::And ? Kind::All : Kind::None;
    const Kind absorbing = kind == Kind::And ? Kind::None : Kind::All;
    Node out = make(kind, at);
    for (Node& node : nodes) {
        if (node.kind == absorbing) {
            return make(absorbing, at);
        }
        if (node.kind == kind) {
            std::ranges::move(node.children, std::back_inserter(out.children));
        } else {
            out.children.push_back(std::move(node));
        }
    }
    std::erase_if(out.children, [&](const Node& child) { return child.kind == neutral; });
    drop_repeated(out.children);
    const auto is_not = [](const Node& child) { return child.kind == Kind::Not; };
    if (kind == Kind::And && !out.children.empty() && std::ranges::all_of(out.children, is_not)) {
        out.children.insert(out.children.begin(), make(Kind::All, at));
    }
    if (out.children.empty()) {
        return make(neutral, at);
    }
    if (out.children.size() == 1) {
        Node only = std::move(out.children.front());
        return only;
    }
    return out;
}

std::optional<Node> Normalizer::every(const Node& node)
{
    std::vector<Node> list = children(node);
    if (list.empty() && !node.children.empty()) {
        return std::nullopt;
    }
    return combined(Kind::And, std::move(list), node.at);
}

std::optional<Node> Normalizer::any(const Node& node)
{
    std::vector<Node> list = children(node);
    if (list.empty() && !node.children.empty()) {
        return std::nullopt;
    }
    return combined(Kind::Or, std::move(list), node.at);
}

// Of a normal node.
Node opposite(Node node, const Span& at)
{
    if (node.kind == Kind::All || node.kind == Kind::None) {
        return make(node.kind == Kind::All ? Kind::None : Kind::All, at);
    }
    if (node.kind == Kind::And && node.children.front().kind == Kind::All) {
        std::vector<Node> wanted;
        for (std::size_t i = 1; i < node.children.size(); ++i) {
            wanted.push_back(std::move(node.children[i].children.front()));
        }
        return combined(Kind::Or, std::move(wanted), at);
    }
    Node out = make(Kind::Not, at);
    out.children.push_back(std::move(node));
    std::vector<Node> list;
    list.push_back(std::move(out));
    return combined(Kind::And, std::move(list), at);
}

std::optional<Node> Normalizer::negation(const Node& node)
{
    auto list = children(node);
    if (list.empty()) {
        return std::nullopt;
    }
    return opposite(std::move(list.front()), node.at);
}

std::optional<Node> Normalizer::at_least(const Node& node)
{
    Node out = node;
    out.children = children(node);
    if (out.children.empty() && !node.children.empty()) {
        return std::nullopt;
    }
    // What had no words does not make it harder.
    if (out.children.size() < node.children.size()) {
        out.least = std::min(out.least, static_cast<std::uint32_t>(out.children.size()));
    }
    drop_repeated(out.children);
    out.least -= static_cast<std::uint32_t>(std::min<std::size_t>(
        out.least, std::erase_if(out.children, [](const Node& c) { return c.kind == Kind::All; })));
    std::erase_if(out.children, [](const Node& child) { return child.kind == Kind::None; });
    if (out.least == 0) {
        return make(Kind::All, node.at);
    }
    if (out.least > out.children.size()) {
        return make(Kind::None, node.at);
    }
    if (out.least == 1) {
        return combined(Kind::Or, std::move(out.children), node.at);
    }
    if (out.least == out.children.size()) {
        return combined(Kind::And, std::move(out.children), node.at);
    }
    return out;
}

std::string without_blanks_at_slashes(std::string_view mark)
{
    return replace_all(replace_all(collapse_spaces(mark), " /", "/"), "/ ", "/");
}

std::optional<Node> Normalizer::within(const Node& node)
{
    Node out = node;
    out.children = children(node);
    out.mark = node.region == Region::Paragraph ? without_blanks_at_slashes(upper(node.mark)) : "";
    if (node.children.empty()) {
        return out;
    }
    if (out.children.empty()) {
        return std::nullopt;
    }
    if (out.children.front().kind == Kind::None) {
        return make(Kind::None, node.at);
    }
    if (out.children.front().kind == Kind::All) {
        out.children.clear();
    }
    return out;
}

std::string cable_id(std::string_view text, Match match)
{
    std::string capitals = upper(text);
    if (match == Match::Stemmed || match == Match::Exact) {
        if (const auto id = CableId::parse(capitals)) {
            return canonical_id(*id).text();
        }
        if (const auto id = read_cable_id(text)) { // 08 GUATEMALA 242
            return id->text();
        }
    }
    return capitals;
}

// As the index has reasons: 1.4(b), of 1.4b, 1.4 (b) and the like. A number alone is the beginning of several.
std::string reason(std::string_view typed, Match& match)
{
    std::string text = lower(typed);
    std::erase(text, ' ');
    const bool has_number =
        text.size() >= 3 && is_digit(text[0]) && text[1] == '.' && is_digit(text[2]);
    if (has_number && text.size() == 3 && match == Match::Stemmed) {
        match = Match::Prefix;
    } else if (has_number && text.size() == 4 && is_alpha(text[3]) && match != Match::Prefix) {
        text = text.substr(0, 3) + "(" + text[3] + ")";
    }
    return text;
}

std::optional<Node> attribute(const Node& node)
{
    Node out = node;
    if (node.match == Match::Regex) {
        return out;
    }
    std::string text = collapse_spaces(node.text);
    switch (node.field) {
    case Field::Id:
    case Field::Reference:
        text = cable_id(text, node.match);
        break;
    case Field::Tag:
    case Field::Caption:
        text = upper(text);
        break;
    case Field::Mark:
        text = without_blanks_at_slashes(upper(text));
        break;
    case Field::Reason:
        text = reason(text, out.match);
        break;
    case Field::Has:
        text = lower(text);
        break;
    default:
        break;
    }
    // Signs around a pattern go until it is read as itself where it is printed.
    for (std::string before; out.match == Match::Wildcard && before != text;) {
        before = text;
        const TypedWord again = read_word(trim(text));
        text = again.text + (again.match == Match::Prefix ? "*" : "");
    }
    out.text = text;
    if (is_pattern(out.match)) {
        set_pattern(out, text + (out.match == Match::Prefix ? "*" : ""));
    }
    out.text = trim(out.text);
    return out.text.empty() || only_operators(out) ? std::nullopt : std::optional(out);
}

std::optional<Node> Normalizer::run(const Node& node)
{
    switch (node.kind) {
    case Kind::All:
    case Kind::None:
        return make(node.kind, node.at);
    case Kind::Word:
    case Kind::Phrase:
        return phrase(node);
    case Kind::Near:
        return near(node);
    case Kind::And:
        return every(node);
    case Kind::Or:
        return any(node);
    case Kind::Not:
        return negation(node);
    case Kind::AtLeast:
        return at_least(node);
    case Kind::Within:
        return within(node);
    case Kind::Attribute:
        return attribute(node);
    case Kind::Range:
        return node.from && node.to && *node.from >= *node.to ? make(Kind::None, node.at) : node;
    }
    return std::nullopt;
}

} // namespace

Node normal_form(const Node& tree, Analyzer& analyzer)
{
    Normalizer normalizer(analyzer);
    Node out = normalizer.run(tree).value_or(make(Kind::All, tree.at));
    // Words that become several may take a tree over the limits; what is cut may need the rules again.
    while (limit_tree(out) != Cut::Nothing) {
        out = normalizer.run(out).value_or(make(Kind::All, tree.at));
    }
    return out;
}

} // namespace chancery::index::query
