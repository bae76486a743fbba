#include "index/query/parse.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "index/query/dates.hpp"
#include "index/query/fields.hpp"
#include "index/query/lex.hpp"
#include "index/query/regex.hpp"
#include "index/query/shape.hpp"

namespace chancery::index::query {

namespace {

Span hull(const Span& a, const Span& b)
{
    return {std::min(a.from, b.from), std::max(a.to, b.to)};
}

Node make(Kind kind, const Span& at)
{
    Node node;
    node.kind = kind;
    node.at = at;
    return node;
}

// One node for a list of them: the only one itself.
Node join(Kind kind, std::vector<Node> nodes)
{
    if (nodes.empty()) {
        return {};
    }
    if (nodes.size() == 1) {
        return std::move(nodes.front());
    }
    Node node = make(kind, hull(nodes.front().at, nodes.back().at));
    node.children = std::move(nodes);
    return node;
}

Node negated(Node child, const Span& sign)
{
    Node node = make(Kind::Not, hull(sign, child.at));
    node.children.push_back(std::move(child));
    return node;
}

// What in: and para: draw into their region.
bool is_text(const Node& node)
{
    switch (node.kind) {
    case Kind::Word:
    case Kind::Phrase:
    case Kind::Near:
        return true;
    case Kind::And:
    case Kind::Or:
    case Kind::Not:
    case Kind::AtLeast:
        return std::ranges::all_of(node.children, is_text);
    default:
        return false;
    }
}

// What brackets and operators are read inside of.
struct Context {
    std::optional<FieldName> field;
};

// What a unit of an And says: something by itself, or where the others must be.
struct Item {
    enum class Role : std::uint8_t { Plain, In, Paragraph };
    Node node = {};
    Role role = Role::Plain;
};

class Parser {
public:
    Parser(std::vector<Token> tokens, std::vector<Note>& notes)
        : tokens_(std::move(tokens)), notes_(notes)
    {
    }

    Node run()
    {
        match_brackets();
        auto tree = read_or({});
        return tree ? std::move(*tree) : Node{};
    }

private:
    using Maybe = std::optional<Node>;

    const Token& peek() const { return tokens_[at_]; }
    bool is(TokenKind kind) const { return peek().kind == kind; }
    bool at_end() const { return is(TokenKind::End) || is(TokenKind::Close); }
    void note(NoteKind kind, const Span& at, std::string text)
    {
        notes_.push_back({kind, at, std::move(text)});
    }
    void lone(const Token& token)
    {
        note(NoteKind::LoneOperator, token.at, "an operator with nothing on one side was ignored");
    }
    // Nodes that copies may still add.
    bool afford(std::size_t nodes)
    {
        if (nodes > copies_left_) {
            return false;
        }
        copies_left_ -= nodes;
        return true;
    }

    void match_brackets();
    Maybe read_or(const Context& context);
    Maybe read_and(const Context& context);
    Maybe gather(std::vector<Item> items);
    Node placed(const std::vector<Node>& regions, const Maybe& inside);
    std::optional<Item> read_unit(const Context& context);
    std::optional<Item> read_near(const Context& context);
    Node near_of(std::vector<Node> operands, const std::vector<Token>& signs);
    Node chain_of_pairs(std::vector<Node> operands, const std::vector<Token>& signs);
    Node near_node(std::vector<Node> children, const Token& sign);
    std::uint32_t distance(const Token& token);
    std::optional<Item> read_primary(const Context& context);
    Maybe read_bracket(const Context& context);
    Maybe read_at_least(const Context& context);
    std::optional<Item> read_field(const Context& context);
    Maybe read_value(const FieldName& field);
    std::vector<Node> read_names(const FieldName& field);
    Maybe atom(const Token& token, const Context& context);
    Maybe word(std::string_view typed, const Span& at);
    Maybe phrase(const Token& token);
    Maybe regex(const Token& token);
    Maybe attribute(const Token& token, Field field);
    Maybe date(const Token& token, Field field);
    Maybe as_of(const Token& token);

    std::vector<Token> tokens_;
    std::vector<Note>& notes_;
    std::size_t at_ = 0;
    std::size_t copies_left_ = kMaxNodes;
    std::set<std::string, std::less<>> regexes_; // those that can be run
};

// After this every bracket has its other, and none is nested too deep to be read.
void Parser::match_brackets()
{
    std::vector<Token> kept;
    kept.reserve(tokens_.size());
    std::vector<std::size_t> open;
    std::size_t ignored = 0;
    for (Token& token : tokens_) {
        if (token.kind == TokenKind::Open) {
            if (open.size() == kMaxDepth) {
                note(NoteKind::TooDeep, token.at, "brackets nested too deep; these were ignored");
                ++ignored;
                continue;
            }
            open.push_back(kept.size());
        } else if (token.kind == TokenKind::Close) {
            if (ignored > 0) {
                --ignored;
                continue;
            }
            if (open.empty()) {
                note(NoteKind::OpenBracket, token.at,
                     "this bracket closes nothing; it was ignored");
                continue;
            }
            open.pop_back();
        } else if (token.kind == TokenKind::End) {
            for (; !open.empty(); open.pop_back()) {
                note(NoteKind::OpenBracket, kept[open.back()].at,
                     "the bracket is never closed; read as closed at the end");
                kept.push_back({TokenKind::Close, token.at});
            }
        }
        kept.push_back(std::move(token));
    }
    tokens_ = std::move(kept);
}

// or = and { "OR" and }
Parser::Maybe Parser::read_or(const Context& context)
{
    std::vector<Node> any;
    std::optional<Token> sign;
    while (!at_end()) {
        if (is(TokenKind::Or)) {
            if (any.empty() || sign) {
                lone(peek());
            }
            sign = peek();
            ++at_;
            continue;
        }
        if (auto node = read_and(context)) {
            any.push_back(std::move(*node));
            sign.reset();
        }
    }
    if (sign && !any.empty()) {
        lone(*sign);
    }
    return any.empty() ? Maybe() : join(Kind::Or, std::move(any));
}

// and = unit { [ "AND" ] unit }
Parser::Maybe Parser::read_and(const Context& context)
{
    std::vector<Item> items;
    std::optional<Token> sign;
    while (!at_end() && !is(TokenKind::Or)) {
        if (is(TokenKind::And)) {
            if (items.empty() || sign) {
                lone(peek());
            }
            sign = peek();
            ++at_;
            continue;
        }
        if (auto item = read_unit(context)) {
            items.push_back(std::move(*item));
            sign.reset();
        }
    }
    if (sign && !items.empty()) {
        lone(*sign);
    }
    return gather(std::move(items));
}

void append_regions(const Node& node, std::vector<Node>& regions)
{
    if (node.kind == Kind::Or) {
        std::ranges::copy(node.children, std::back_inserter(regions));
    } else {
        regions.push_back(node);
    }
}

// in: and para: draw the words of their And into a region, wherever among them they stand.
Parser::Maybe Parser::gather(std::vector<Item> items)
{
    std::vector<Node> in;
    std::vector<Node> paragraphs;
    std::vector<Node> inside;
    std::vector<Node> all;
    for (const Item& item : items) {
        if (item.role != Item::Role::Plain) {
            append_regions(item.node, item.role == Item::Role::In ? in : paragraphs);
        }
    }
    const bool drawn = !in.empty() || !paragraphs.empty();
    std::optional<std::size_t> place;
    for (Item& item : items) {
        const bool here = item.role != Item::Role::Plain || (drawn && is_text(item.node));
        if (here && !place) {
            place = all.size();
        }
        if (!here) {
            all.push_back(std::move(item.node));
        } else if (item.role == Item::Role::Plain) {
            inside.push_back(std::move(item.node));
        }
    }
    if (drawn) {
        Maybe what;
        if (!inside.empty()) {
            what = join(Kind::And, std::move(inside));
        }
        if (!paragraphs.empty()) {
            what = placed(paragraphs, what);
        }
        if (!in.empty()) {
            what = placed(in, what);
        }
        all.insert(all.begin() + static_cast<std::ptrdiff_t>(place.value_or(0)),
                   std::move(what).value_or(Node{}));
    }
    return all.empty() ? Maybe() : join(Kind::And, std::move(all));
}

// The same words in one of several regions: a copy of them for each.
Node Parser::placed(const std::vector<Node>& regions, const Maybe& inside)
{
    const std::size_t size = inside ? count_nodes(*inside) : 0;
    std::vector<Node> any;
    for (const Node& region : regions) {
        if (!any.empty() && !afford(size)) {
            note(NoteKind::TooLong, region.at, "too many regions for so many words; left out");
            continue;
        }
        Node node = region;
        if (inside && region.region == Region::Paragraph && !is_text(*inside)) {
            node = *inside; // in:paragraph para:(S): the paragraph is said already
        } else if (inside) {
            node.at = hull(node.at, inside->at);
            node.children.push_back(*inside);
        }
        any.push_back(std::move(node));
    }
    Span at = any.front().at;
    for (const Node& node : any) {
        at = hull(at, node.at);
    }
    Node out = join(Kind::Or, std::move(any));
    out.at = at;
    return out;
}

// unit = { "NOT" | "-" | "!" } near
std::optional<Item> Parser::read_unit(const Context& context)
{
    const Token first = peek();
    std::size_t signs = 0;
    while (is(TokenKind::Not)) {
        ++signs;
        ++at_;
    }
    if (signs > 0 && (at_end() || is(TokenKind::Or) || is(TokenKind::And))) {
        lone(first);
        return std::nullopt;
    }
    // -(): nothing at all, the one way to write a query that finds no cable.
    if (signs > 0 && is(TokenKind::Open) && tokens_[at_ + 1].kind == TokenKind::Close) {
        at_ += 2;
        return Item{make(Kind::None, hull(first.at, tokens_[at_ - 1].at))};
    }
    auto item = read_near(context);
    if (item && signs % 2 == 1) {
        return Item{negated(std::move(item->node), first.at)};
    }
    return item;
}

bool is_single(const Node& node)
{
    return node.kind == Kind::Word || node.kind == Kind::Phrase;
}

// What can be near something: a word, a phrase, or a choice of these.
bool is_operand(const Node& node)
{
    return is_single(node) ||
           (node.kind == Kind::Or && std::ranges::all_of(node.children, is_single));
}

// near = primary { NEAR primary }
std::optional<Item> Parser::read_near(const Context& context)
{
    auto first = read_primary(context);
    if (!is(TokenKind::Near)) {
        return first;
    }
    std::vector<Node> operands;
    std::vector<Token> signs;
    if (first) {
        operands.push_back(std::move(first->node));
    }
    while (is(TokenKind::Near)) {
        const Token sign = peek();
        ++at_;
        if (operands.empty() || at_end() || is(TokenKind::Or) || is(TokenKind::And) ||
            is(TokenKind::Not) || is(TokenKind::Near)) {
            lone(sign);
            continue;
        }
        if (auto next = read_primary(context)) {
            signs.push_back(sign);
            operands.push_back(std::move(next->node));
        }
    }
    if (operands.empty()) {
        return std::nullopt;
    }
    if (operands.size() == 1) {
        return Item{std::move(operands.front())};
    }
    return Item{near_of(std::move(operands), signs)};
}

std::uint32_t Parser::distance(const Token& token)
{
    if (token.number > kMaxWithin) {
        note(NoteKind::OutOfRange, token.at, fmt::format("read as within {} words", kMaxWithin));
    }
    return std::min(token.number, kMaxWithin);
}

Node Parser::near_node(std::vector<Node> children, const Token& sign)
{
    Node node = join(Kind::Near, std::move(children));
    if (node.kind == Kind::Near) {
        node.within = distance(sign);
        node.order = sign.order;
    }
    return node;
}

Node Parser::near_of(std::vector<Node> operands, const std::vector<Token>& signs)
{
    // (a b) NEAR/5 c: all three near each other.
    std::vector<Node> flat;
    for (Node& operand : operands) {
        if (operand.kind == Kind::And && std::ranges::all_of(operand.children, is_operand)) {
            note(NoteKind::NearRead, operand.at,
                 "every word of this bracket was taken to be near the others");
            std::ranges::move(operand.children, std::back_inserter(flat));
        } else {
            flat.push_back(std::move(operand));
        }
    }
    if (!std::ranges::all_of(flat, is_operand)) {
        note(NoteKind::NearRead, signs.front().at,
             "only words, phrases and choices of them can be near each other; read as AND");
        return join(Kind::And, std::move(flat));
    }
    const bool alike = std::ranges::all_of(signs, [&](const Token& sign) {
        return sign.number == signs.front().number && sign.order == signs.front().order;
    });
    if (alike || flat.size() != signs.size() + 1) {
        return near_node(std::move(flat), signs.front());
    }
    return chain_of_pairs(std::move(flat), signs);
}

// a NEAR/5 b NEAR/3 c: each sign joins its neighbours.
Node Parser::chain_of_pairs(std::vector<Node> operands, const std::vector<Token>& signs)
{
    note(NoteKind::NearRead, hull(signs.front().at, signs.back().at),
         "distances differ: read as pairs of neighbours, all of them wanted");
    std::vector<Node> pairs;
    pairs.reserve(signs.size());
    for (std::size_t i = 0; i < signs.size(); ++i) {
        pairs.push_back(near_node({operands[i], operands[i + 1]}, signs[i]));
    }
    return join(Kind::And, std::move(pairs));
}

// primary = bracket | at least | field | phrase | regex | word | as of
std::optional<Item> Parser::read_primary(const Context& context)
{
    const auto plain = [](Maybe node) {
        return node ? std::optional(Item{std::move(*node)}) : std::nullopt;
    };
    switch (peek().kind) {
    case TokenKind::Open:
        return plain(read_bracket(context));
    case TokenKind::Count:
        return plain(read_at_least(context));
    case TokenKind::Field:
        return read_field(context);
    case TokenKind::Near: // with nothing before it: read_near() says so
        return std::nullopt;
    default:
        const Token token = peek();
        ++at_;
        return plain(atom(token, context));
    }
}

Parser::Maybe Parser::read_bracket(const Context& context)
{
    const Token open = peek();
    ++at_;
    auto node = read_or(context);
    const Token& close = peek();
    ++at_;
    if (!node) {
        note(NoteKind::EmptyBracket, hull(open.at, close.at),
             "nothing stands between the brackets");
    }
    return node;
}

// at least = number "of" "(" unit { [ "," | "OR" ] unit } ")"
Parser::Maybe Parser::read_at_least(const Context& context)
{
    const Token count = peek();
    ++at_;
    if (!is(TokenKind::Open)) { // too deep
        return atom({TokenKind::Word, count.at, count.text}, context);
    }
    ++at_;
    Node node = make(Kind::AtLeast, count.at);
    node.least = count.number;
    while (!at_end()) {
        if (is(TokenKind::And)) {
            lone(peek());
        }
        if (is(TokenKind::And) || is(TokenKind::Or)) {
            ++at_;
        } else if (auto item = read_unit(context)) {
            node.children.push_back(std::move(item->node));
        }
    }
    node.at = hull(count.at, peek().at);
    ++at_;
    if (node.children.empty()) {
        note(NoteKind::EmptyBracket, node.at, "nothing stands between the brackets");
        return std::nullopt;
    }
    return node;
}

bool is_region(const FieldName& field)
{
    return field.use == FieldName::Use::Region || field.use == FieldName::Use::In ||
           field.use == FieldName::Use::Paragraph;
}

// field = name ":" value
std::optional<Item> Parser::read_field(const Context& context)
{
    const Token name = peek();
    const FieldName field = find_field(name.text).value_or(FieldName{}); // the lexer has seen it
    ++at_;
    std::size_t signs = 0;
    for (; is(TokenKind::Not) && peek().text.empty() && peek().at.from == name.at.to + signs;
         ++at_) {
        ++signs;
    }
    if (!is(TokenKind::Open) && !is(TokenKind::Word) && !is(TokenKind::Phrase) &&
        !is(TokenKind::Regex)) {
        note(NoteKind::NoValue, name.at, "no value follows; searched as a word");
        auto node = atom({TokenKind::Word, name.at, name.text}, context);
        return node ? std::optional(Item{std::move(*node)}) : std::nullopt;
    }
    if (context.field && !(is_region(*context.field) && is_region(field))) {
        note(NoteKind::FieldInside, name.at,
             is_region(*context.field) ? "a field inside another's brackets; searched as words"
                                       : "a field inside another's brackets; read as if outside");
    }
    const std::size_t first = at_;
    Item item;
    if (field.use == FieldName::Use::In || field.use == FieldName::Use::Paragraph) {
        std::vector<Node> regions = read_names(field);
        if (regions.empty()) {
            return std::nullopt;
        }
        item.role = field.use == FieldName::Use::In ? Item::Role::In : Item::Role::Paragraph;
        item.node = join(Kind::Or, std::move(regions));
    } else {
        auto value = read_value(field);
        if (!value) {
            return std::nullopt;
        }
        item.node = std::move(*value);
    }
    item.node.at = hull(name.at, tokens_[at_ - 1].at);
    if (context.field && is_region(*context.field) && !is_region(field)) {
        std::vector<Node> parts;
        for (std::size_t i = first; i < at_; ++i) {
            if (tokens_[i].kind != TokenKind::Word && tokens_[i].kind != TokenKind::Phrase) {
                continue;
            }
            if (auto part = atom(tokens_[i], context)) {
                parts.push_back(std::move(*part));
            }
        }
        if (parts.empty()) {
            return std::nullopt;
        }
        item = {join(Kind::And, std::move(parts))};
    }
    if (signs % 2 == 1) {
        return Item{negated(std::move(item.node), name.at)};
    }
    return item;
}

// value = bracket | phrase | regex | word
Parser::Maybe Parser::read_value(const FieldName& field)
{
    const Context inside{field};
    Maybe value;
    if (is(TokenKind::Open)) {
        value = read_bracket(inside);
    } else {
        const Token token = peek();
        ++at_;
        value = atom(token, inside);
    }
    if (!value || field.use != FieldName::Use::Region) {
        return value;
    }
    Node node = make(Kind::Within, value->at);
    node.region = field.region;
    node.children.push_back(std::move(*value));
    return node;
}

// The regions of in:summary, in:(summary OR comment), or the marks of para:(S OR S/NF).
std::vector<Node> Parser::read_names(const FieldName& field)
{
    std::vector<Node> regions;
    std::size_t depth = 0;
    do {
        const Token& token = peek();
        ++at_;
        if (token.kind == TokenKind::Open) {
            ++depth;
        } else if (token.kind == TokenKind::Close) {
            --depth;
        } else if (token.kind == TokenKind::Not || token.kind == TokenKind::Near) {
            lone(token);
        } else if (token.kind == TokenKind::Word || token.kind == TokenKind::Phrase) {
            Node node = make(Kind::Within, token.at);
            const auto region = find_region(trim(token.text));
            node.region = field.region;
            if (field.use == FieldName::Use::Paragraph) {
                node.mark = collapse_spaces(token.text);
            } else if (region) {
                node.region = *region;
            } else {
                note(NoteKind::NoSuchRegion, token.at,
                     fmt::format("there is no region \"{}\"; it was ignored", token.text));
                continue;
            }
            regions.push_back(std::move(node));
        }
    } while (depth > 0);
    return regions;
}

Parser::Maybe Parser::atom(const Token& token, const Context& context)
{
    if (token.kind == TokenKind::AsOf) {
        return as_of(token);
    }
    if (context.field && context.field->use == FieldName::Use::Attribute) {
        return attribute(token, context.field->field);
    }
    if (context.field && context.field->use == FieldName::Use::Date) {
        return date(token, context.field->field);
    }
    if (token.kind == TokenKind::Phrase) {
        return phrase(token);
    }
    if (token.kind == TokenKind::Regex) {
        return regex(token);
    }
    const std::string_view typed = token.text;
    return word(token.question ? typed.substr(0, typed.size() - 1) : typed, token.at);
}

Parser::Maybe Parser::word(std::string_view typed, const Span& at)
{
    TypedWord read = read_word(typed);
    if (!read.searchable) {
        const bool wildcard = read.match == Match::Wildcard || read.match == Match::Prefix;
        if (wildcard || typed.find_first_not_of("-+&|/,;:.") != std::string_view::npos) {
            note(NoteKind::NoLetter, at, "no letter and no digit in it; it was ignored");
        }
        return std::nullopt;
    }
    if (read.too_far) {
        note(NoteKind::OutOfRange, at, "at most two letters may differ; read as ~2");
    }
    Node node = make(Kind::Word, at);
    node.text = std::move(read.text);
    node.match = read.match;
    node.distance = read.distance;
    return node;
}

// The words of a phrase; = before it makes those without an operator exact. A * alone is any word.
Parser::Maybe Parser::phrase(const Token& token)
{
    Node node = make(token.number > 0 ? Kind::Near : Kind::Phrase, token.at);
    node.order = token.order;
    std::vector<std::string_view> typed = words(token.text);
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const bool question = i + 1 == typed.size() && typed.size() >= 3 && typed[i].size() > 1 &&
                              typed[i].find_first_of("?*~=") == typed[i].size() - 1 &&
                              typed[i].ends_with('?') && token.text.ends_with('?');
        if (question) {
            note(NoteKind::QuestionMark, token.at, "the ? at the end was read as a question mark");
            typed[i].remove_suffix(1);
        }
        Maybe child;
        if (typed[i] == "*") {
            child = make(Kind::Word, token.at);
            child->text.push_back('*');
            child->match = Match::Wildcard;
        } else {
            child = word(typed[i], token.at);
        }
        if (child) {
            if (token.exact && child->match == Match::Stemmed) {
                child->match = Match::Exact;
            }
            node.children.push_back(std::move(*child));
        }
    }
    const auto any_word = [](const Node& child) { return child.text == "*"; };
    if (node.kind == Kind::Near) {
        node.within = distance(token);
        std::erase_if(node.children, any_word);
    }
    if (std::ranges::all_of(node.children, any_word)) {
        note(NoteKind::NoLetter, token.at, "no letter and no digit in it; it was ignored");
        return std::nullopt;
    }
    return node;
}

Parser::Maybe Parser::regex(const Token& token)
{
    const auto known = regexes_.find(token.text);
    const bool room = known != regexes_.end() || regexes_.size() < kMaxRegexes;
    if (!room || (known == regexes_.end() && !WordRegex::compile(token.text))) {
        note(NoteKind::BadRegex, token.at,
             room ? "not a regular expression that can be run; searched as words"
                  : "too many regular expressions; searched as words");
        return word(token.text, token.at);
    }
    regexes_.insert(token.text);
    Node node = make(Kind::Word, token.at);
    node.text = token.text;
    node.match = Match::Regex;
    return node;
}

Parser::Maybe Parser::attribute(const Token& token, Field field)
{
    Node node = make(Kind::Attribute, token.at);
    node.field = field;
    if (token.kind == TokenKind::Regex) {
        auto read = regex(token);
        if (read && read->match == Match::Regex) {
            node.text = std::move(read->text);
            node.match = Match::Regex;
            return node;
        }
    }
    if (token.exact) {
        node.text = token.text;
        node.match = Match::Exact;
    } else {
        std::string_view typed = trim(token.text);
        while (token.kind == TokenKind::Word && (typed.ends_with(',') || typed.ends_with(';'))) {
            typed.remove_suffix(1);
        }
        TypedWord read = read_word(typed);
        if (read.too_far) {
            note(NoteKind::OutOfRange, token.at, "at most two letters may differ; read as ~2");
        }
        node.text = std::move(read.text);
        node.match = read.match;
        node.distance = read.distance;
    }
    if (std::ranges::none_of(node.text, [](char c) {
            return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
        })) {
        note(NoteKind::NoLetter, token.at, "no letter and no digit in it; it was ignored");
        return std::nullopt;
    }
    return node;
}

Parser::Maybe Parser::date(const Token& token, Field field)
{
    std::string_view typed = trim(token.text);
    while (typed.ends_with(',') || typed.ends_with(';')) {
        typed.remove_suffix(1);
    }
    const auto dates = read_dates(typed);
    if (!dates) {
        note(NoteKind::NoDate, token.at,
             "no date (2008, 2008-02, 2008-02-27, 2007..2008-03); searched as words");
        return word(typed, token.at);
    }
    Node node = make(Kind::Range, token.at);
    node.field = field;
    node.from = dates->from;
    node.to = dates->to;
    if (node.from && node.to && *node.from >= *node.to) {
        const std::size_t dots = typed.find("..");
        const Dates turned =
            read_dates(fmt::format("{}..{}", typed.substr(dots + 2), typed.substr(0, dots)))
                .value_or(Dates{});
        note(NoteKind::TurnedRange, token.at,
             "the later date stood first; read the other way round");
        node.from = turned.from;
        node.to = turned.to;
    }
    return node;
}

// @2011-08-26: what was released by the end of that day.
Parser::Maybe Parser::as_of(const Token& token)
{
    const auto dates = read_dates(token.text);
    if (!dates || token.text.find("..") != std::string::npos) {
        note(NoteKind::NoDate, token.at, "no date; searched as words");
        return word(token.text, token.at);
    }
    Node node = make(Kind::Range, token.at);
    node.field = Field::Released;
    node.to = dates->to;
    return node;
}

void cut_to_limits(Reading& reading)
{
    const Cut cut = limit_tree(reading.tree);
    if (cut == Cut::Deep) {
        reading.notes.push_back({NoteKind::TooDeep, reading.tree.at,
                                 "nested too deep; the innermost was searched as words"});
    } else if (cut == Cut::Many) {
        reading.notes.push_back(
            {NoteKind::TooLong, reading.tree.at,
             fmt::format("more than {} parts; the rest is not searched", kMaxNodes)});
    }
}

// In order of their place. Where there are too many, what was left out of the search is said first.
void tidy_notes(std::vector<Note>& notes)
{
    const auto place = [](const Note& note) { return std::tuple(note.at, note.kind, note.text); };
    const auto weight = [&](const Note& note) {
        return std::tuple(note.kind != NoteKind::TooLong, note.at, note.kind, note.text);
    };
    if (notes.size() > kMaxNotes) {
        std::ranges::sort(notes, {}, weight);
        notes.resize(kMaxNotes);
    }
    std::ranges::sort(notes, {}, place);
}

} // namespace

Reading read_query(std::string_view text)
{
    Reading reading;
    const std::string_view kept = first_bytes(text, kMaxQueryBytes);
    if (kept.size() < text.size()) {
        const auto end = static_cast<std::uint32_t>(kept.size());
        reading.notes.push_back(
            {NoteKind::TooLong,
             {end, end},
             fmt::format("longer than {} bytes; the rest is not searched", kMaxQueryBytes)});
    }
    reading.tree = Parser(lex(kept, reading.notes), reading.notes).run();
    cut_to_limits(reading);
    tidy_notes(reading.notes);
    return reading;
}

} // namespace chancery::index::query
