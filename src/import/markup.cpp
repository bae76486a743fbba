#include "import/markup.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "base/text.hpp"

namespace chancery::importer {

namespace {

enum class Effect { Vanish, LineEnd };

struct KnownTag {
    std::string_view name;
    Effect effect;
};
// Sorted by name. What the site wrote, what sloppy copies of its pages hold (format 0), and inline
// elements that browsers and search tools add.
constexpr std::array kKnownTags = {
    KnownTag{"a", Effect::Vanish},      KnownTag{"b", Effect::Vanish},
    KnownTag{"big", Effect::Vanish},    KnownTag{"br", Effect::LineEnd},
    KnownTag{"center", Effect::Vanish}, KnownTag{"code", Effect::Vanish},
    KnownTag{"div", Effect::Vanish},    KnownTag{"em", Effect::Vanish},
    KnownTag{"font", Effect::Vanish},   KnownTag{"hr", Effect::LineEnd},
    KnownTag{"i", Effect::Vanish},      KnownTag{"img", Effect::Vanish},
    KnownTag{"mark", Effect::Vanish},   KnownTag{"p", Effect::LineEnd},
    KnownTag{"pre", Effect::Vanish},    KnownTag{"s", Effect::Vanish},
    KnownTag{"small", Effect::Vanish},  KnownTag{"span", Effect::Vanish},
    KnownTag{"strike", Effect::Vanish}, KnownTag{"strong", Effect::Vanish},
    KnownTag{"sub", Effect::Vanish},    KnownTag{"sup", Effect::Vanish},
    KnownTag{"table", Effect::Vanish},  KnownTag{"tbody", Effect::Vanish},
    KnownTag{"td", Effect::Vanish},     KnownTag{"th", Effect::Vanish},
    KnownTag{"thead", Effect::Vanish},  KnownTag{"tr", Effect::Vanish},
    KnownTag{"tt", Effect::Vanish},     KnownTag{"u", Effect::Vanish},
    KnownTag{"wbr", Effect::Vanish},
};
static_assert(std::ranges::is_sorted(kKnownTags, {}, &KnownTag::name));

const KnownTag* known_tag(std::string_view name)
{
    constexpr std::size_t kLongestName = 6;
    if (name.size() > kLongestName) {
        return nullptr;
    }
    const std::string small = lower(name);
    const auto* found = std::ranges::lower_bound(kKnownTags, small, {},
                                                 [](const KnownTag& tag) { return tag.name; });
    return found != kKnownTags.end() && found->name == small ? found : nullptr;
}

struct NamedReference {
    std::string_view name;
    std::string_view text;
};
constexpr std::array kNamedReferences = {
    NamedReference{"&amp;", "&"},  NamedReference{"&lt;", "<"},
    NamedReference{"&gt;", ">"},   NamedReference{"&quot;", "\""},
    NamedReference{"&apos;", "'"}, NamedReference{"&nbsp;", "\u00A0"},
};

int digit_value(char c)
{
    if (is_digit(c)) {
        return c - '0';
    }
    const char small = to_lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : 99;
}

std::string character(char32_t code)
{
    if (code >= 0x80 && code < 0xA0) { // everybody who writes &#146; means Windows-1252
        return utf8_from_latin1(std::string(1, static_cast<char>(code)));
    }
    std::string out;
    append_utf8(out, code == 0 ? 0xFFFD : code);
    return out;
}

struct Reference {
    std::size_t length = 0; // 0: none
    std::string text;
    bool named = false;
};

// "#10;" or "#x000A;", at most ten digits.
Reference numeric_reference(std::string_view text)
{
    const bool hex = text.size() > 2 && to_lower(text[2]) == 'x';
    const int base = hex ? 16 : 10;
    const std::size_t first = hex ? 3 : 2;
    std::uint64_t code = 0;
    std::size_t at = first;
    for (; at < std::min<std::size_t>(text.size(), first + 10); ++at) {
        const int digit = digit_value(text[at]);
        if (digit >= base) {
            break;
        }
        code = code * static_cast<unsigned>(base) + static_cast<unsigned>(digit);
    }
    if (at == first || at >= text.size() || text[at] != ';') {
        return {};
    }
    return {at + 1, character(static_cast<char32_t>(std::min<std::uint64_t>(code, 0x110000))),
            false};
}

Reference reference_at(std::string_view text)
{
    if (text.starts_with("&#")) {
        return numeric_reference(text);
    }
    for (const auto& [name, meaning] : kNamedReferences) {
        if (text.starts_with(name)) {
            return {name.size(), std::string(meaning), true};
        }
    }
    return {};
}

std::size_t end_of_comment(std::string_view text)
{
    const std::size_t end = text.find("-->", 4);
    return end == std::string_view::npos ? 0 : end + 3;
}

// Cuts the markup into pieces. What is not sure to be markup is text.
enum class PieceKind { Text, Reference, Tag, Comment };

struct Piece {
    PieceKind kind = PieceKind::Text;
    std::string_view source;
    MarkupTag tag;
    const KnownTag* known = nullptr;
    Reference reference;
};

class Pieces {
public:
    explicit Pieces(std::string_view html) : html_(html) {}

    std::optional<Piece> next()
    {
        if (at_ == html_.size()) {
            return std::nullopt;
        }
        Piece piece = read();
        at_ += piece.source.size();
        return piece;
    }
    std::string_view rest() const { return html_.substr(at_); }
    void skip(std::size_t length) { at_ += length; }

private:
    Piece read()
    {
        const std::string_view here = rest();
        if (here[0] == '&') {
            if (Reference reference = reference_at(here); reference.length != 0) {
                const std::string_view source = here.substr(0, reference.length);
                return {PieceKind::Reference, source, {}, nullptr, std::move(reference)};
            }
            return text(here, 1);
        }
        if (here[0] == '<') {
            return angle(here);
        }
        return text(here, std::min(here.find_first_of("<&"), here.size()));
    }

    static Piece text(std::string_view here, std::size_t length)
    {
        return {PieceKind::Text, here.substr(0, length), {}, nullptr, {}};
    }

    Piece angle(std::string_view here)
    {
        if (here.starts_with("<!--") && at_ >= no_comment_from_) {
            const std::size_t length = end_of_comment(here);
            if (length != 0) {
                return {PieceKind::Comment, here.substr(0, length), {}, nullptr, {}};
            }
            no_comment_from_ = html_.size(); // none ends behind here: do not look again
        }
        const auto tag = tag_at(html_, at_);
        if (!tag) {
            return text(here, 1);
        }
        const KnownTag* known = known_tag(tag->name);
        const bool bare_link = tag->source.size() == 3 && to_lower(tag->name[0]) == 'a'; // <A>
        if (known == nullptr || bare_link) {
            return text(here, 1);
        }
        return {PieceKind::Tag, tag->source, *tag, known, {}};
    }

    std::string_view html_;
    std::size_t at_ = 0;
    std::size_t no_comment_from_ = 0;
};

// Length of `¶</a>` if it follows.
std::size_t pilcrow_and_end(std::string_view rest)
{
    constexpr std::size_t kLongest = 16;
    const std::size_t end = rest.substr(0, kLongest).find('<');
    if (end == std::string_view::npos) {
        return 0;
    }
    static constexpr std::array<std::string_view, 5> kPilcrows = {"\u00B6", "&para;", "&#182;",
                                                                  "&#xB6;", "&#xb6;"};
    const auto closing = tag_at(rest, end);
    if (!closing || !closing->closing || !equals_ignoring_case(closing->name, "a")) {
        return 0;
    }
    const bool is_pilcrow =
        std::ranges::find(kPilcrows, trim(rest.substr(0, end))) != kPilcrows.end();
    return is_pilcrow ? end + closing->source.size() : 0;
}

// format 5: <a id='par1' href='#par1'>; saved pages have the whole address before the '#'
bool is_paragraph_anchor(const MarkupTag& tag)
{
    return !tag.closing && equals_ignoring_case(tag.name, "a") &&
           (attribute(tag, "id").value_or("").starts_with("par") ||
            attribute(tag, "name").value_or("").starts_with("par") ||
            attribute(tag, "href").value_or("").find("#par") != std::string_view::npos);
}

std::size_t line_end_at(std::string_view text)
{
    return text.starts_with("\r\n") ? 2 : text.starts_with('\n') ? 1 : 0;
}

class TextWriter {
public:
    explicit TextWriter(References references) : references_(references) {}

    void add(const Piece& piece, Pieces& pieces)
    {
        const bool after_break = std::exchange(after_break_, false);
        switch (piece.kind) {
        case PieceKind::Comment:
            after_break_ = after_break;
            break;
        case PieceKind::Text:
            out_ += piece.source.substr(after_break ? line_end_at(piece.source) : 0);
            break;
        case PieceKind::Reference:
            add_reference(piece, after_break);
            break;
        case PieceKind::Tag:
            add_tag(piece, pieces, after_break);
            break;
        }
    }
    std::string take() { return std::move(out_); }

private:
    void add_reference(const Piece& piece, bool after_break)
    {
        if (piece.reference.named && references_ == References::Numeric) {
            out_ += piece.source;
        } else if (!after_break || piece.reference.text != "\n") {
            out_ += piece.reference.text;
        }
    }

    void add_tag(const Piece& piece, Pieces& pieces, bool after_break)
    {
        if (piece.known->effect == Effect::LineEnd &&
            (!piece.tag.closing || piece.known->name == "p")) {
            out_ += '\n';
            after_break_ = true;
        } else {
            after_break_ = after_break;
        }
        if (is_paragraph_anchor(piece.tag)) {
            pieces.skip(pilcrow_and_end(pieces.rest()));
        }
    }

    References references_;
    std::string out_;
    bool after_break_ = false;
};

// Goes through name=value, name='value', name="value" and names alone.
class Attributes {
public:
    explicit Attributes(const MarkupTag& tag) : rest_(tag.source.substr(0, tag.source.size() - 1))
    {
        rest_.remove_prefix(static_cast<std::size_t>(tag.name.end() - tag.source.begin()));
    }

    bool next()
    {
        rest_ = rest_.substr(std::min(rest_.find_first_not_of(" \t\r\n\f\v/"), rest_.size()));
        if (rest_.empty()) {
            return false;
        }
        name = take(std::min(rest_.find_first_of("= \t\r\n\f\v/", 1), rest_.size()));
        value = {};
        if (const std::string_view behind = trim_left(rest_); behind.starts_with('=')) {
            rest_ = trim_left(behind.substr(1));
            read_value();
        }
        return true;
    }

    std::string_view name;
    std::string_view value;

private:
    std::string_view take(std::size_t length)
    {
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    void read_value()
    {
        if (rest_.starts_with('\'') || rest_.starts_with('"')) {
            const char quote = take(1)[0];
            value = take(rest_.find(quote));
            take(1);
        } else {
            value = take(rest_.find_first_of(" \t\r\n\f\v"));
        }
    }

    std::string_view rest_;
};

// Where the tag that starts at `at` ends, '>' in quoted values left out; npos if a '<' comes first.
std::size_t end_of_tag(std::string_view text, std::size_t at)
{
    const std::size_t limit = std::min(text.find('<', at + 1), text.size());
    char quote = 0;
    char before = 0; // the last character that is no blank
    for (std::size_t i = at; i < limit; ++i) {
        const char c = text[i];
        if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if ((c == '\'' || c == '"') && before == '=') {
            quote = c;
        } else if (c == '>') {
            return i;
        }
        before = is_space(c) ? before : c;
    }
    return text.substr(0, limit).find('>', at); // a quote that nobody closed
}

} // namespace

std::optional<MarkupTag> tag_at(std::string_view text, std::size_t at)
{
    MarkupTag tag;
    std::size_t name = at + 1;
    if (name < text.size() && text[name] == '/') {
        tag.closing = true;
        ++name;
    }
    std::size_t end = name;
    while (end < text.size() && is_alnum(text[end])) {
        ++end;
    }
    const bool is_name = end < text.size() && end > name && is_alpha(text[name]) &&
                         (is_space(text[end]) || text[end] == '/' || text[end] == '>');
    const std::size_t close = is_name ? end_of_tag(text, at) : std::string_view::npos;
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    tag.name = text.substr(name, end - name);
    tag.source = text.substr(at, close + 1 - at);
    return tag;
}

std::optional<FoundTag> find_tag(std::string_view html, std::string_view name, TagSide side,
                                 std::size_t from)
{
    const std::size_t before_name = side == TagSide::Close ? 2 : 1;
    for (auto at = html.find('<', from); at != std::string_view::npos;
         at = html.find('<', at + 1)) {
        const std::string_view here = html.substr(at);
        if (here.size() <= before_name ||
            !starts_with_ignoring_case(here.substr(before_name), name)) {
            continue;
        }
        const auto tag = tag_at(html, at);
        if (tag && tag->closing == (side == TagSide::Close) &&
            equals_ignoring_case(tag->name, name)) {
            return FoundTag{*tag, at, at + tag->source.size()};
        }
    }
    return std::nullopt;
}

std::optional<std::string_view> attribute(const MarkupTag& tag, std::string_view name)
{
    for (Attributes attributes(tag); attributes.next();) {
        if (equals_ignoring_case(attributes.name, name)) {
            return attributes.value;
        }
    }
    return std::nullopt;
}

bool has_bare_ampersand(std::string_view html)
{
    Pieces pieces(html);
    while (const auto piece = pieces.next()) {
        if (piece->kind == PieceKind::Text && piece->source.starts_with('&')) {
            return true;
        }
    }
    return false;
}

std::string text_of(std::string_view html, References references)
{
    Pieces pieces(html);
    TextWriter writer(references);
    while (const auto piece = pieces.next()) {
        writer.add(*piece, pieces);
    }
    return writer.take();
}

} // namespace chancery::importer
