#include "queries.hpp"

#include <algorithm>
#include <set>

#include "index/cable_words.hpp"

namespace chancery::index::testing {

using query::Kind;
using query::Match;
using query::Node;

namespace {

Node node_of(Kind kind)
{
    Node node;
    node.kind = kind;
    return node;
}

Node word_node(std::string text, Match match = Match::Stemmed)
{
    Node node = node_of(Kind::Word);
    node.text = std::move(text);
    node.match = match;
    return node;
}

} // namespace

QueryMaker::QueryMaker(const std::vector<IndexedCable>& cables, std::uint64_t seed)
    : cables_(cables), random_(seed)
{
    Analyzer analyzer;
    CableWords words;
    std::set<std::string> seen;
    for (const IndexedCable& cable : cables) {
        words.read(cable, analyzer);
        std::vector<std::string>& list = words_.emplace_back();
        for (const Token& token : words.tokens().list) {
            list.emplace_back(words.tokens().word(token));
            seen.insert(list.back());
        }
    }
    seen_.assign(seen.begin(), seen.end());
}

const std::string& QueryMaker::some_word()
{
    if (below(4) == 0) {
        return seen_[below(seen_.size())];
    }
    const std::vector<std::string>& list = words_[below(words_.size())];
    return list[below(list.size())];
}

Node QueryMaker::word()
{
    std::string text = some_word();
    const bool is_plain = std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
    switch (below(8)) {
    case 0:
        return word_node(text, Match::Exact);
    case 1:
        return word_node(is_plain ? text.substr(0, 2 + below(text.size())) : text, Match::Prefix);
    case 2:
        if (is_plain && text.size() > 3) {
            text[1 + below(text.size() - 1)] = below(2) == 0 ? '?' : '*';
            return word_node(text, Match::Wildcard);
        }
        return word_node(text);
    case 3:
        if (is_plain) {
            Node node = word_node(text, Match::Fuzzy);
            node.distance = static_cast<std::uint8_t>(1 + below(2));
            if (text.size() > 2 && below(2) == 0) {
                std::swap(node.text[0], node.text[1]);
            }
            return node;
        }
        return word_node(text);
    case 4:
        return is_plain && text.size() > 2 ? word_node(text.substr(0, 1) + "[" + text.substr(1, 1) +
                                                           "x]" + text.substr(2) + "s?",
                                                       Match::Regex)
                                           : word_node(text);
    default:
        return word_node(text);
    }
}

Node QueryMaker::phrase()
{
    const std::vector<std::string>& list = words_[below(words_.size())];
    Node node = node_of(Kind::Phrase);
    const std::size_t count = std::min<std::size_t>(2 + below(3), list.size());
    const std::size_t from = below(list.size() - count + 1);
    for (std::size_t i = from; i < from + count; ++i) {
        node.children.push_back(word_node(list[i], below(3) == 0 ? Match::Exact : Match::Stemmed));
    }
    if (below(6) == 0) {
        node.children[below(count)] = word();
    }
    if (count > 2 && below(4) == 0) {
        node.children[1] = word_node("*", Match::Wildcard); // any one word
    }
    return node;
}

Node QueryMaker::near()
{
    const std::vector<std::string>& list = words_[below(words_.size())];
    Node node = node_of(Kind::Near);
    const std::size_t from = below(list.size());
    for (std::size_t i = 0; i < 2 + below(2); ++i) {
        node.children.push_back(word_node(list[std::min(from + below(8), list.size() - 1)]));
    }
    if (below(4) == 0) {
        node.children[0] = phrase();
    }
    if (below(5) == 0) {
        Node either = node_of(Kind::Or);
        either.children = {word(), word_node(some_word())};
        node.children[1] = either;
    }
    if (node.children.size() == 2 && below(4) == 0) { // there twice
        node.children.push_back(node.children[below(2)]);
    }
    node.within = static_cast<std::uint32_t>(1 + below(12));
    node.order = below(2) == 0 ? query::Order::Any : query::Order::AsWritten;
    return node;
}

Node QueryMaker::textual(int depth)
{
    switch (below(depth > 0 ? 7 : 4)) {
    case 0:
        return phrase();
    case 1:
        return near();
    case 2:
    case 3:
        return word();
    default: {
        Node node = node_of(below(2) == 0 ? Kind::And : Kind::Or);
        for (std::size_t i = 0; i < 2 + below(2); ++i) {
            node.children.push_back(textual(depth - 1));
        }
        if (node.kind == Kind::And && below(3) == 0) {
            Node negated = node_of(Kind::Not);
            negated.children = {textual(0)};
            node.children.push_back(negated);
        }
        return node;
    }
    }
}

Node QueryMaker::within()
{
    Node node = node_of(Kind::Within);
    const IndexedCable& cable = cables_[below(cables_.size())];
    const RegionSpan& region = cable.regions[below(cable.regions.size())];
    node.region = region.region;
    if (region.region == Region::Paragraph && below(2) == 0) {
        node.mark = region.mark;
    }
    if (below(8) == 0) {
        return node;
    }
    node.children = {textual(1)};
    if (below(2) == 0) { // words that are there
        const std::string text = cable.text.substr(region.at.from, region.at.to - region.at.from);
        Analyzer analyzer;
        Tokens tokens;
        analyzer.analyze(text, tokens);
        Node both = node_of(Kind::And);
        for (std::size_t i = 0; i < 2; ++i) {
            both.children.push_back(
                word_node(std::string(tokens.word(tokens.list[below(tokens.list.size())]))));
        }
        node.children = {both};
    }
    return node;
}

Node QueryMaker::filter()
{
    const IndexedCable& cable = cables_[below(cables_.size())];
    if (below(3) == 0) {
        Node node = node_of(Kind::Range);
        node.field = below(4) == 0 ? Field::Released : Field::Created;
        if (below(12) == 0) {
            return node; // undated
        }
        const std::int64_t at =
            node.field == Field::Released ? cable.released : cable.created.value_or(0);
        if (below(3) != 0) {
            node.from = at - static_cast<std::int64_t>(below(10'000'000));
        }
        if (!node.from || below(2) == 0) {
            node.to = at + 1 + static_cast<std::int64_t>(below(10'000'000));
        }
        return node;
    }
    Node node = node_of(Kind::Attribute);
    const Attribute& attribute = cable.attributes[below(cable.attributes.size())];
    node.field = attribute.field;
    node.text = attribute.value;
    switch (below(4)) {
    case 0:
        node.match = Match::Exact;
        break;
    case 1:
        node.match = Match::Prefix;
        node.text.resize(1 + below(node.text.size()));
        break;
    default:
        node.match = Match::Stemmed;
    }
    if (node.match == Match::Stemmed && node.field == Field::Origin && below(2) == 0) {
        node.text = node.text.substr(node.text.find(' ') + 1); // Guatemala
    }
    return node;
}

Node QueryMaker::group(int depth)
{
    switch (below(depth > 0 ? 12 : 7)) {
    case 0:
    case 1:
        return word();
    case 2:
        return phrase();
    case 3:
        return near();
    case 4:
        return within();
    case 5:
    case 6:
        return filter();
    case 7: {
        Node node = node_of(Kind::AtLeast);
        for (std::size_t i = 0; i < 3 + below(2); ++i) {
            node.children.push_back(group(0));
        }
        node.least = static_cast<std::uint32_t>(1 + below(node.children.size()));
        return node;
    }
    default: {
        Node node = node_of(below(3) == 0 ? Kind::Or : Kind::And);
        for (std::size_t i = 0; i < 2 + below(2); ++i) {
            node.children.push_back(group(depth - 1));
        }
        if (below(3) == 0) {
            Node negated = node_of(Kind::Not);
            negated.children = {group(0)};
            node.children.push_back(negated);
        }
        return node;
    }
    }
}

Node QueryMaker::query()
{
    return group(2);
}

} // namespace chancery::index::testing
