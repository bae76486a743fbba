#include "index/query/print.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "index/query/dates.hpp"
#include "index/query/fields.hpp"

namespace chancery::index::query {

namespace {

// ---- as a query

// The word with its operators.
std::string typed(const Node& node)
{
    switch (node.match) {
    case Match::Stemmed:
    case Match::Wildcard:
        return node.text;
    case Match::Exact:
        return fmt::format("={}", node.text);
    case Match::Prefix:
        return fmt::format("{}*", node.text);
    case Match::Fuzzy:
        return fmt::format("{}~{}", node.text, node.distance);
    case Match::Regex:
        return fmt::format("/{}/", node.text);
    }
    return node.text;
}

bool is_plain(const Node& node)
{
    return node.kind == Kind::Word && node.match != Match::Regex;
}

// "a b c", ="a b c" where all are exact.
std::string quoted(const Node& node)
{
    const bool exact = std::ranges::all_of(
        node.children, [](const Node& child) { return child.match == Match::Exact; });
    std::string out = exact ? "=\"" : "\"";
    for (const Node& child : node.children) {
        if (&child != &node.children.front()) {
            out.push_back(' ');
        }
        out += exact ? child.text : typed(child);
    }
    // Behind a blank the ? at the end stays an operator.
    out += out.back() == '?' ? " \"" : "\"";
    return out;
}

std::string word_text(const Node& node)
{
    // 3 "of" (a b c) is not 3 of (a b c), and a "or" b is meant so.
    constexpr auto kLikeOperators = std::to_array<std::string_view>({"of", "or", "not"});
    return node.match == Match::Stemmed && is_one_of(kLikeOperators, node.text)
               ? fmt::format("\"{}\"", node.text)
               : typed(node);
}

bool is_letters(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_lower);
}

// counter-terrorism, where the tree is what that is read as; else empty.
std::string hyphenated(const Node& node)
{
    constexpr std::size_t kMaxParts = 4; // of a chain that the analyzer joins
    if (node.kind != Kind::Or || node.children.size() != 2) {
        return "";
    }
    const Node& parts = node.children[0];
    const Node& joined = node.children[1];
    if (parts.kind != Kind::Phrase || joined.kind != Kind::Word ||
        parts.children.size() > kMaxParts || joined.match > Match::Prefix) {
        return "";
    }
    std::string chain;
    std::string letters;
    for (const Node& part : parts.children) {
        const bool last = &part == &parts.children.back();
        const Match match = joined.match == Match::Prefix && !last ? Match::Stemmed : joined.match;
        if (part.match != match || !is_letters(part.text)) {
            return "";
        }
        chain += (chain.empty() ? "" : "-") + part.text;
        letters += part.text;
    }
    if (letters != joined.text) {
        return "";
    }
    Node word = joined;
    word.text = chain;
    return typed(word);
}

std::string value_text(const Node& node)
{
    if (node.match == Match::Regex) {
        return typed(node);
    }
    const auto simple = [](char c) {
        return is_alnum(c) || c == '/' || c == '.' || c == '_' || c == '-' ||
               static_cast<unsigned char>(c) >= 0x80;
    };
    if (node.match != Match::Wildcard && is_alnum(node.text.front()) &&
        std::ranges::all_of(node.text, simple)) {
        return typed(node);
    }
    return node.match == Match::Exact ? fmt::format("=\"{}\"", node.text)
                                      : fmt::format("\"{}\"", typed(node));
}

class TextPrinter {
public:
    std::string query(const Node& node)
    {
        if (node.kind == Kind::All) {
            return "";
        }
        std::string out = node.kind == Kind::Or ? alternatives(node) : items(node);
        return out.ends_with('?') ? fmt::format("({})", out) : out;
    }

private:
    std::string alternatives(const Node& node)
    {
        if (std::string chain = hyphenated(node); !chain.empty()) {
            return chain;
        }
        std::string out;
        for (const Node& child : node.children) {
            out += (out.empty() ? "" : " OR ") + items(child);
        }
        return out;
    }
    // What stands between ORs.
    std::string items(const Node& node)
    {
        if (node.kind != Kind::And) {
            return unit(node);
        }
        std::string out;
        for (const Node& child : node.children) {
            if (child.kind == Kind::All) {
                continue;
            }
            // A region alone would draw the words beside it into it.
            const bool alone = child.kind == Kind::Within && child.children.empty();
            out +=
                (out.empty() ? "" : " ") + (alone ? fmt::format("({})", unit(child)) : unit(child));
        }
        return out;
    }
    std::string bracket(const Node& node)
    {
        std::string chain = hyphenated(node);
        if (!chain.empty()) {
            return chain;
        }
        return fmt::format("({})", node.kind == Kind::Or ? alternatives(node) : items(node));
    }
    // What needs no brackets beside others.
    std::string unit(const Node& node)
    {
        switch (node.kind) {
        case Kind::All:
            return "-(-())";
        case Kind::None:
            return "-()";
        case Kind::Word:
            return word_text(node);
        case Kind::Phrase:
            return quoted(node);
        case Kind::Near:
            return near(node);
        case Kind::And:
        case Kind::Or:
            return bracket(node);
        case Kind::Not:
            return fmt::format("-{}", tight(node.children.front()));
        case Kind::AtLeast:
            return at_least(node);
        case Kind::Within:
            return within(node);
        case Kind::Attribute:
            return fmt::format("{}:{}", printed_name(node.field), value_text(node));
        case Kind::Range:
            return fmt::format("{}:{}", printed_name(node.field),
                               print_dates({node.from, node.to}));
        }
        return "";
    }
    // What a - in front holds as a whole.
    std::string tight(const Node& node)
    {
        const bool chain = node.kind == Kind::Near && !std::ranges::all_of(node.children, is_plain);
        return chain || node.kind == Kind::AtLeast || node.kind == Kind::And
                   ? fmt::format("({})", items(node))
                   : unit(node);
    }
    std::string near(const Node& node)
    {
        const bool in_order = node.order == Order::AsWritten;
        if (std::ranges::all_of(node.children, is_plain)) {
            return fmt::format("{}~{}{}", quoted(node), in_order ? ">" : "", node.within);
        }
        std::string out;
        for (const Node& child : node.children) {
            if (!out.empty()) {
                out += fmt::format(" {}/{} ", in_order ? "PRE" : "NEAR", node.within);
            }
            out += unit(child);
        }
        return out;
    }
    std::string at_least(const Node& node)
    {
        std::string out = fmt::format("{} of (", node.least);
        for (const Node& child : node.children) {
            out += &child == &node.children.front() ? "" : " ";
            out += child.kind == Kind::And ? bracket(child) : unit(child);
        }
        return out + ")";
    }
    std::string within(const Node& node)
    {
        if (node.children.empty()) {
            return node.mark.empty() ? fmt::format("in:{}", printed_name(node.region))
                                     : fmt::format("para:{}", mark(node.mark));
        }
        const Node& child = node.children.front();
        if (node.region == Region::Paragraph) {
            const std::string where =
                node.mark.empty() ? "in:paragraph" : fmt::format("para:{}", mark(node.mark));
            return fmt::format("({} {})", where,
                               child.kind == Kind::And ? items(child) : unit(child));
        }
        const bool single = is_plain(child) || child.kind == Kind::Phrase;
        return fmt::format("{}:{}", printed_name(node.region),
                           single ? unit(child)
                                  : fmt::format("({})", child.kind == Kind::Or ? alternatives(child)
                                                                               : items(child)));
    }
    static std::string mark(std::string_view text)
    {
        const bool simple =
            std::ranges::all_of(text, [](char c) { return is_alnum(c) || c == '/' || c == '-'; });
        return simple && is_alnum(text.front()) ? std::string(text) : fmt::format("\"{}\"", text);
    }
};

// ---- as an outline

constexpr std::array<std::string_view, 12> kKinds = {"All",     "None",   "Word",      "Phrase",
                                                     "Near",    "And",    "Or",        "Not",
                                                     "AtLeast", "Within", "Attribute", "Range"};
constexpr std::array<std::string_view, 6> kMatches = {"any form", "exact", "prefix",
                                                      "wildcard", "alike", "regular expression"};

std::string outline_of(const Node& node)
{
    const std::string_view kind = kKinds.at(static_cast<std::size_t>(node.kind));
    const std::string_view match = kMatches.at(static_cast<std::size_t>(node.match));
    switch (node.kind) {
    case Kind::Word:
        return fmt::format("{} {} ({})", kind, typed(node), match);
    case Kind::Near:
        return fmt::format("{} within {}, {}", kind, node.within,
                           node.order == Order::Any ? "any order" : "as written");
    case Kind::AtLeast:
        return fmt::format("{} {}", kind, node.least);
    case Kind::Within:
        return fmt::format("{} {}{}{}", kind, printed_name(node.region),
                           node.mark.empty() ? "" : " ", node.mark);
    case Kind::Attribute:
        return fmt::format("{} {}: {} ({})", kind, printed_name(node.field), typed(node), match);
    case Kind::Range:
        return fmt::format("{} {}: {}", kind, printed_name(node.field),
                           print_dates({node.from, node.to}));
    default:
        return std::string(kind);
    }
}

void outline(const Node& node, std::size_t depth, std::string& out)
{
    out += fmt::format("{:{}}{}\n", "", depth * 2, outline_of(node));
    for (const Node& child : node.children) {
        outline(child, depth + 1, out);
    }
}

// ---- in words

std::string list_of(const std::vector<std::string>& parts, std::string_view last)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) {
            out += i + 1 == parts.size() ? fmt::format(" {} ", last) : std::string(", ");
        }
        out += parts[i];
    }
    return out;
}

constexpr std::string_view kAnyForm = " (any form of the word)"; // said once, of the first

std::string said_once(std::string text)
{
    const std::size_t first = text.find(kAnyForm);
    if (first == std::string::npos) {
        return text;
    }
    const std::size_t behind = first + kAnyForm.size();
    return text.substr(0, behind) + replace_all(text.substr(behind), kAnyForm, "");
}

std::string phrase_in_words(const Node& node)
{
    const std::string text = quoted(node);
    return text.starts_with('=') ? fmt::format("exactly the phrase {}", text.substr(1))
                                 : fmt::format("the phrase {}", text);
}

std::string word_in_words(const Node& node)
{
    switch (node.match) {
    case Match::Stemmed:
        return fmt::format("\"{}\"{}", node.text, kAnyForm);
    case Match::Exact:
        return fmt::format("\"{}\" (exactly so)", node.text);
    case Match::Prefix:
        return fmt::format("a word that starts with \"{}\"", node.text);
    case Match::Wildcard:
        return fmt::format("a word like \"{}\"", node.text);
    case Match::Fuzzy:
        return fmt::format("a word like \"{}\" with up to {} changed", node.text,
                           node.distance == 1 ? "one letter" : "two letters");
    case Match::Regex:
        return fmt::format("a word that matches /{}/", node.text);
    }
    return "";
}

std::string_view region_in_words(Region region)
{
    switch (region) {
    case Region::From:
        return "sender";
    case Region::To:
        return "addressees";
    case Region::Info:
        return "information addressees";
    case Region::Signer:
        return "signature";
    case Region::Classifier:
        return "\"classified by\" line";
    default:
        return printed_name(region);
    }
}

std::string place_in_words(const Node& node)
{
    if (node.region == Region::Heading || node.region == Region::Paragraph) {
        return node.mark.empty() ? fmt::format("one {}", region_in_words(node.region))
                                 : fmt::format("one paragraph marked ({})", node.mark);
    }
    return fmt::format("the {}", region_in_words(node.region));
}

std::string value_in_words(const Node& node)
{
    switch (node.match) {
    case Match::Stemmed:
        return node.text;
    case Match::Exact:
        return fmt::format("exactly \"{}\"", node.text);
    case Match::Prefix:
        return fmt::format("starting with \"{}\"", node.text);
    case Match::Wildcard:
        return fmt::format("like \"{}\"", node.text);
    case Match::Fuzzy:
        return fmt::format("spelled like \"{}\"", node.text);
    case Match::Regex:
        return fmt::format("matching /{}/", node.text);
    }
    return "";
}

std::string attribute_in_words(const Node& node)
{
    std::string value = value_in_words(node);
    const bool is_pattern = node.match != Match::Stemmed && node.match != Match::Exact;
    switch (node.field) {
    case Field::Id:
        return fmt::format("with the id {}", value);
    case Field::Reference:
        return fmt::format("that refer to {}", value);
    case Field::Tag:
        return fmt::format("with the tag {}", value);
    case Field::Origin:
        return fmt::format("sent by {}{}", is_pattern ? "a post " : "", value);
    case Field::Country:
        return fmt::format("sent from {} {}", is_pattern ? "a country" : "the country", value);
    case Field::Classification:
        return fmt::format("classified {}", value);
    case Field::Caption:
        return fmt::format("with the caption {}", value);
    case Field::Reason:
        return fmt::format("classified for reason {}", value);
    case Field::Mark:
        return fmt::format("with a paragraph marked ({})", value);
    case Field::Has:
        return fmt::format("that have {}", value);
    default:
        return value;
    }
}

std::string range_in_words(const Node& node)
{
    const bool released = node.field == Field::Released;
    if (!node.from && !node.to) {
        return released ? "without a date of release" : "without a date of creation";
    }
    return fmt::format("{} {}", released ? "released" : "created",
                       dates_in_words({node.from, node.to}));
}

std::string clause(const Node& node);

// Whether thing() can say it.
bool is_thing(const Node& node)
{
    switch (node.kind) {
    case Kind::Word:
    case Kind::Phrase:
    case Kind::Near:
    case Kind::Within:
        return true;
    case Kind::And:
    case Kind::Or:
    case Kind::AtLeast:
        return std::ranges::all_of(node.children, is_thing);
    default:
        return false;
    }
}

bool is_list(const Node& node)
{
    return node.kind == Kind::And || node.kind == Kind::Or;
}

// What can stand behind "with" and "without".
std::string thing(const Node& node)
{
    const auto things = [&](std::string_view last) {
        std::vector<std::string> parts;
        for (const Node& child : node.children) {
            const std::string part = thing(child);
            parts.push_back(is_list(child) ? fmt::format("({})", part) : part);
        }
        return list_of(parts, last);
    };
    switch (node.kind) {
    case Kind::Word:
        return word_in_words(node);
    case Kind::Phrase:
        return phrase_in_words(node);
    case Kind::Near:
        return fmt::format("{} within {} {}{}", things("and"), node.within,
                           node.within == 1 ? "word" : "words",
                           node.order == Order::Any ? "" : ", in this order");
    case Kind::And:
        return things("and");
    case Kind::Or:
        return things("or");
    case Kind::AtLeast:
        return fmt::format("at least {} of ({})", node.least, things("and"));
    case Kind::Within: {
        if (node.children.empty()) {
            return node.mark.empty() ? fmt::format("a {}", region_in_words(node.region))
                                     : fmt::format("a paragraph marked ({})", node.mark);
        }
        const Node& child = node.children.front();
        return fmt::format("{} in {}",
                           is_thing(child) ? thing(child) : fmt::format("text {}", clause(child)),
                           place_in_words(node));
    }
    default:
        return "";
    }
}

std::string clauses(const Node& node, std::string_view last)
{
    std::vector<std::string> parts;
    for (const Node& child : node.children) {
        const std::string part = clause(child);
        parts.push_back(is_list(child) && !is_thing(child) ? fmt::format("({})", part) : part);
    }
    return list_of(parts, last);
}

// Words first, all in one "with"; then what else is asked for; then what must not be.
std::string every(const Node& node)
{
    std::vector<std::string> wanted;
    std::vector<std::string> others;
    std::vector<std::string> unwanted;
    for (const Node& child : node.children) {
        if (child.kind == Kind::All) {
            continue;
        }
        if (child.kind == Kind::Not) {
            unwanted.push_back(clause(child));
        } else if (is_thing(child)) {
            wanted.push_back(is_list(child) ? fmt::format("({})", thing(child)) : thing(child));
        } else {
            others.push_back(is_list(child) ? fmt::format("({})", clause(child)) : clause(child));
        }
    }
    std::vector<std::string> parts;
    if (!wanted.empty()) {
        parts.push_back(fmt::format("with {}", list_of(wanted, "and")));
    }
    std::ranges::move(others, std::back_inserter(parts));
    std::ranges::move(unwanted, std::back_inserter(parts));
    return fmt::format("{}", fmt::join(parts, ", "));
}

// What can stand behind "cables".
std::string clause(const Node& node)
{
    switch (node.kind) {
    case Kind::All:
        return "of any kind";
    case Kind::None:
        return "of no kind";
    case Kind::Attribute:
        return attribute_in_words(node);
    case Kind::Range:
        return range_in_words(node);
    case Kind::Not: {
        const Node& child = node.children.front();
        return is_thing(child) ? fmt::format("without {}", thing(child))
                               : fmt::format("not {}", clause(child));
    }
    case Kind::And:
        return every(node);
    case Kind::Or:
        return is_thing(node) ? fmt::format("with {}", thing(node)) : clauses(node, "or");
    case Kind::AtLeast:
        return is_thing(node) ? fmt::format("with {}", thing(node))
                              : fmt::format("to which at least {} of these apply: {}", node.least,
                                            clauses(node, "and"));
    default:
        return fmt::format("with {}", thing(node));
    }
}

} // namespace

std::string to_text(const Node& tree)
{
    return TextPrinter().query(tree);
}

std::string to_tree(const Node& tree)
{
    std::string out;
    outline(tree, 0, out);
    return out;
}

std::string in_words(const Node& tree)
{
    if (tree.kind == Kind::All) {
        return "all cables";
    }
    if (tree.kind == Kind::None) {
        return "no cable";
    }
    return said_once(fmt::format("cables {}", clause(tree)));
}

} // namespace chancery::index::query
