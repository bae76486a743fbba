#include "article/markdown.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>

#include <cmark.h>
#include <fmt/format.h>

#include "article/unseen.hpp"
#include "base/text.hpp"
#include "cable/cable_id.hpp"

namespace chancery::article {

namespace {

using Kind = Piece::Kind;

// ---- what cmark is not given ----

// cmark 0.30 takes quadratic time for pictures that are not closed (![[]()![[]()...), and copies the address of a
// definition for each link that names it.
constexpr std::size_t kMaxCopiedBytes = 32U << 20U;

// Quotes and list items that one line opens: "> - 1. > ...".
std::size_t openings(std::string_view line)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t from = at;
        while (at < line.size() && is_digit(line[at])) {
            ++at;
        }
        const bool is_number =
            at > from && at < line.size() && (line[at] == '.' || line[at] == ')');
        const bool is_bullet =
            at == from && (line[at] == '-' || line[at] == '*' || line[at] == '+');
        const bool is_item =
            (is_number || is_bullet) && (at + 1 == line.size() || is_blank(line[at + 1]));
        if (is_item || (at == from && line[at] == '>')) {
            ++count;
        } else if (at != from || !is_blank(line[at])) {
            break;
        }
        ++at;
    }
    return count;
}

std::size_t count_of(std::string_view text, std::string_view what)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos;
         at = text.find(what, at + what.size())) {
        ++count;
    }
    return count;
}

// The longest stretch behind "]:", which could be a definition, up to an empty line: several that follow each other
// are taken for one, since a title in one may go over lines.
std::size_t longest_definition(std::string_view text)
{
    std::size_t longest = 0;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find("\n\n", from), text.size());
        const std::size_t first = text.substr(0, end).find("]:", from);
        longest = std::max(longest, first == std::string_view::npos ? 0 : end - first);
        from = end + 2;
    }
    return longest;
}

std::optional<MarkdownProblem> problem_with(std::string_view text)
{
    std::size_t number = 0;
    for (const std::string_view line : split(text, '\n')) {
        ++number;
        if (openings(line) > kMaxNesting) {
            return MarkdownProblem{
                number, fmt::format("more than {} quotes and lists in one another", kMaxNesting)};
        }
    }
    if (count_of(text, "![") > kMaxPictures) {
        return MarkdownProblem{
            1, fmt::format("more than {} pictures (none would be shown)", kMaxPictures)};
    }
    if (longest_definition(text) * count_of(text, "]") > kMaxCopiedBytes) {
        return MarkdownProblem{
            1, "too many links that name long definitions (empty lines between these help)"};
    }
    return std::nullopt;
}

// ---- links ----

bool has_scheme(std::string_view url)
{
    const std::size_t colon = url.find(':');
    return colon != std::string_view::npos && colon < url.find_first_of("/?#");
}

// Relative ones would lead elsewhere in another page or a copy; two slashes begin another host.
bool is_safe_target(std::string_view url)
{
    constexpr std::array<std::string_view, 3> kSchemes = {"http://", "https://", "mailto:"};
    if (std::ranges::any_of(url, [](char c) {
            return static_cast<unsigned char>(c) <= 0x20U || c == '\\' || c == '\x7F';
        })) {
        return false;
    }
    if (has_scheme(url)) {
        return std::ranges::any_of(kSchemes, [&](std::string_view scheme) {
            return starts_with_ignoring_case(url, scheme);
        });
    }
    return url.starts_with('/') && !url.starts_with("//");
}

// ---- names of cables in a text ----

struct Mention {
    std::size_t end = 0; // behind the bracket
    Piece piece;
};

void skip_blanks(std::string_view& rest)
{
    while (!rest.empty() && is_space(rest.front())) {
        rest.remove_prefix(1);
    }
}

// "¶4", "paras 4-6, 8": the first number. Nothing if it is something else.
std::optional<std::uint32_t> paragraph_of(std::string_view rest)
{
    constexpr std::array<std::string_view, 10> kWords = {
        "¶¶", "¶", "paragraphs", "paragraph", "paras.", "paras", "para.", "para", "par.", "par"};
    const auto word = std::ranges::find_if(
        kWords, [&](std::string_view w) { return starts_with_ignoring_case(rest, w); });
    if (word == kWords.end()) {
        return std::nullopt;
    }
    rest.remove_prefix(word->size());
    skip_blanks(rest);
    std::size_t digits = 0;
    std::uint32_t number = 0;
    while (digits < rest.size() && digits <= kMaxParagraphDigits && is_digit(rest[digits])) {
        number = number * 10 + static_cast<std::uint32_t>(rest[digits++] - '0');
    }
    const bool is_list =
        replace_all(replace_all(rest, "–", "-"), "¶", "").find_first_not_of("0123456789-,; \n") ==
        std::string::npos;
    return digits > 0 && digits <= kMaxParagraphDigits && number > 0 && is_list
               ? std::optional(number)
               : std::nullopt;
}

// `text` begins with a bracket.
std::optional<Mention> mention_at(std::string_view text)
{
    constexpr std::size_t kLongest = 150;
    const std::size_t close = text.substr(0, kLongest).find(']');
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view inside = trim(text.substr(1, close - 1));
    std::size_t id_end = 0;
    while (id_end < inside.size() && is_alnum(inside[id_end])) {
        ++id_end;
    }
    const std::optional<CableId> id = CableId::parse(inside.substr(0, id_end));
    std::string_view rest = inside.substr(id_end);
    if (rest.starts_with(',')) {
        rest.remove_prefix(1);
    }
    skip_blanks(rest);
    const std::optional<std::uint32_t> paragraph =
        rest.empty() ? std::optional(std::uint32_t{0}) : paragraph_of(rest);
    if (!id || !paragraph) {
        return std::nullopt;
    }
    return Mention{close + 1,
                   {.kind = Kind::Cable,
                    .number = *paragraph,
                    .text = collapse_spaces(inside),
                    .target = id->text()}};
}

// ---- from cmark's tree to the list ----

std::string_view text_of(const char* text)
{
    return text == nullptr ? std::string_view() : std::string_view(text);
}

std::optional<Kind> container_kind(cmark_node* node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
        return Kind::Paragraph;
    case CMARK_NODE_HEADING:
        return Kind::Heading;
    case CMARK_NODE_BLOCK_QUOTE:
        return Kind::Quote;
    case CMARK_NODE_LIST:
        return cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Kind::NumberedList
                                                                    : Kind::List;
    case CMARK_NODE_ITEM:
        return Kind::Item;
    case CMARK_NODE_EMPH:
        return Kind::Emphasis;
    case CMARK_NODE_STRONG:
        return Kind::Strong;
    case CMARK_NODE_LINK:
        return Kind::Link;
    default:
        return std::nullopt;
    }
}

class Walker {
public:
    std::optional<MarkdownProblem> walk(cmark_node* root)
    {
        const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> at(cmark_iter_new(root),
                                                                         cmark_iter_free);
        for (auto event = cmark_iter_next(at.get()); event != CMARK_EVENT_DONE;
             event = cmark_iter_next(at.get())) {
            cmark_node* const node = cmark_iter_get_node(at.get());
            step(node, event == CMARK_EVENT_ENTER ? IsEnd::No : IsEnd::Yes);
            if (depth_ > kMaxNesting) {
                return MarkdownProblem{
                    line_, fmt::format("more than {} things in one another", kMaxNesting)};
            }
            if (bytes_ > kMaxDocumentBytes) {
                return MarkdownProblem{line_, "too much text once its links are written out"};
            }
        }
        flush();
        return std::nullopt;
    }

    Document take() { return std::move(pieces_); }

private:
    enum class IsEnd : std::uint8_t { No, Yes };

    void step(cmark_node* node, IsEnd is_end)
    {
        if (const int line = cmark_node_get_start_line(node); line > 0) {
            line_ = static_cast<std::size_t>(line);
        }
        const std::optional<Kind> kind = container_kind(node);
        if (kind) {
            return container(node, *kind, is_end);
        }
        if (is_end == IsEnd::Yes) {
            return;
        }
        const std::string_view literal = text_of(cmark_node_get_literal(node));
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
            text_.append(literal);
            break;
        case CMARK_NODE_SOFTBREAK:
            text_ += '\n';
            break;
        case CMARK_NODE_LINEBREAK:
            add({.kind = Kind::LineBreak});
            break;
        case CMARK_NODE_CODE:
            add({.kind = Kind::Code, .text = std::string(literal)});
            break;
        case CMARK_NODE_CODE_BLOCK:
            add({.kind = Kind::CodeBlock, .text = std::string(literal)});
            break;
        case CMARK_NODE_THEMATIC_BREAK:
            add({.kind = Kind::Rule});
            break;
        default: // the document, pictures (their words are below them), HTML
            break;
        }
    }

    void container(cmark_node* node, Kind kind, IsEnd is_end)
    {
        depth_ += is_end == IsEnd::No ? 1 : -1;
        Piece piece{.kind = kind, .is_end = is_end == IsEnd::Yes};
        if (kind == Kind::Heading) {
            piece.number = static_cast<std::uint32_t>(cmark_node_get_heading_level(node));
        } else if (kind == Kind::NumberedList) {
            piece.number = static_cast<std::uint32_t>(
                std::clamp(cmark_node_get_list_start(node), 0, 999'999'999));
        } else if (kind == Kind::Paragraph) {
            cmark_node* const list = cmark_node_parent(cmark_node_parent(node));
            piece.is_tight = list != nullptr && cmark_node_get_type(list) == CMARK_NODE_LIST &&
                             cmark_node_get_list_tight(list) != 0;
        } else if (kind == Kind::Link) {
            return link(node, is_end);
        }
        add(std::move(piece));
    }

    // cmark takes an address in angle brackets for a link inside of another: only the outermost is one.
    void link(cmark_node* node, IsEnd is_end)
    {
        if (is_end == IsEnd::Yes) {
            const bool was_taken = links_.back();
            if (was_taken) {
                flush(); // what stands before its end is in it
                put({.kind = Kind::Link, .is_end = true});
            }
            links_.pop_back();
            return;
        }
        const std::string_view url = text_of(cmark_node_get_url(node));
        const bool is_taken = is_safe_target(url) && !is_in_link();
        if (is_taken) {
            flush(); // what stands before it is not in it
            put({.kind = Kind::Link, .target = std::string(url)});
        }
        links_.push_back(is_taken);
    }

    bool is_in_link() const { return std::ranges::find(links_, true) != links_.end(); }

    void add(Piece piece)
    {
        flush();
        put(std::move(piece));
    }

    // Entities write characters that the file itself must not have.
    void put(Piece piece)
    {
        piece.text = with_unseen_replaced(piece.text);
        bytes_ += piece.text.size() + piece.target.size();
        pieces_.push_back(std::move(piece));
    }

    // Texts follow one another in pieces where cmark looked for markup: they are one.
    void flush()
    {
        const std::string_view rest = text_;
        std::size_t plain = 0;
        for (std::size_t at = rest.find('['); at != std::string_view::npos && !is_in_link();
             at = rest.find('[', at)) {
            std::optional<Mention> mention = mention_at(rest.substr(at));
            if (!mention) {
                ++at;
                continue;
            }
            put_text(rest.substr(plain, at - plain));
            put(std::move(mention->piece));
            at += mention->end;
            plain = at;
        }
        put_text(rest.substr(plain));
        text_.clear();
    }

    void put_text(std::string_view text)
    {
        if (!text.empty()) {
            put({.kind = Kind::Text, .text = std::string(text)});
        }
    }

    Document pieces_;
    std::string text_;
    std::size_t bytes_ = 0;
    std::size_t depth_ = 0;
    std::vector<bool> links_; // that are open: whether they were taken
    std::size_t line_ = 1;
};

std::string percent_decoded(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t high =
            text[i] == '%' && i + 2 < text.size() ? kHex.find(to_upper(text[i + 1])) : kHex.npos;
        const std::size_t low = high == kHex.npos ? kHex.npos : kHex.find(to_upper(text[i + 2]));
        if (low == kHex.npos) {
            out += text[i];
        } else {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return valid_utf8(out);
}

bool is_block(Kind kind)
{
    return kind != Kind::Emphasis && kind != Kind::Strong && kind != Kind::Link;
}

} // namespace

std::expected<Document, MarkdownProblem> read_markdown(std::string_view text)
{
    if (auto problem = problem_with(text)) {
        return std::unexpected(std::move(*problem));
    }
    const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> root(
        cmark_parse_document(text.data(), text.size(), CMARK_OPT_VALIDATE_UTF8), cmark_node_free);
    Walker walker;
    if (auto problem = walker.walk(root.get())) {
        return std::unexpected(std::move(*problem));
    }
    return walker.take();
}

std::string visible_text(const Document& document)
{
    std::string seen;
    std::string addresses;
    for (const Piece& piece : document) {
        seen += piece.text;
        if (!piece.target.empty()) {
            addresses += '\n' + piece.target + '\n' + percent_decoded(piece.target);
        }
        const bool parts = piece.kind == Kind::LineBreak || piece.kind == Kind::Rule ||
                           piece.kind == Kind::CodeBlock ||
                           (piece.kind < Kind::Text && is_block(piece.kind));
        seen += parts ? "\n" : "";
    }
    return seen + '\n' + addresses;
}

std::string beginning(const Document& document, std::size_t most_bytes)
{
    std::string out;
    bool in_heading = false;
    for (const Piece& piece : document) {
        in_heading = piece.kind == Kind::Heading ? !piece.is_end : in_heading;
        if (!in_heading && piece.kind != Kind::CodeBlock && out.size() <= most_bytes) {
            out += piece.kind == Kind::Cable ? '[' + piece.text + ']' : piece.text;
            out += piece.is_end && is_block(piece.kind) ? " " : "";
        }
    }
    const std::string line = collapse_spaces(out);
    const std::string_view start = first_bytes(line, most_bytes);
    return std::string(start) + (start.size() < line.size() ? "…" : "");
}

std::vector<CitedCable> cited_cables(const Document& document)
{
    std::vector<CitedCable> cited;
    std::set<CitedCable> known;
    for (const Piece& piece : document) {
        CitedCable one{piece.target, piece.number};
        if (piece.kind == Kind::Cable && known.insert(one).second) {
            cited.push_back(std::move(one));
        }
    }
    return cited;
}

} // namespace chancery::article
