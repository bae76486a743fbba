#include "index/query/lex.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "index/query/fields.hpp"

namespace chancery::index::query {

namespace {

constexpr std::uint32_t kNearDefault = 10;
constexpr std::uint32_t kMaxNumber = 100'000'000;
constexpr std::size_t kShortWord = 6; // letters; below it one edit, else two

bool is_ascii(char c)
{
    return static_cast<unsigned char>(c) < 0x80;
}

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

bool has_letter(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return is_alnum(c) || !is_ascii(c); });
}

// Digits at the front; too large a number is kMaxNumber.
std::uint32_t take_number(std::string_view& text)
{
    std::uint32_t value = 0;
    while (!text.empty() && is_digit(text.front())) {
        value = std::min(kMaxNumber, value * 10 + static_cast<std::uint32_t>(text.front() - '0'));
        text.remove_prefix(1);
    }
    return value;
}

// Blanks outside ASCII. `text` is not empty.
std::size_t wide_blank(std::string_view text)
{
    constexpr auto kBlanks = std::to_array<std::string_view>(
        {"\u00A0", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007",
         "\u2008", "\u2009", "\u200A", "\u200B", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000",
         "\uFEFF"});
    if (is_ascii(text.front())) {
        return 0;
    }
    for (const std::string_view blank : kBlanks) {
        if (text.starts_with(blank)) {
            return blank.size();
        }
    }
    return 0;
}

// The bytes of one character of UTF-8 at the start of the text, 0 if there is none.
std::size_t character(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (is_ascii(text.front())) {
        return 1;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return is_utf8(text.substr(0, size)) && text.size() >= size ? size : 0;
}

// The same length, so that places stay: what separates words becomes blanks.
std::string clean(std::string_view text)
{
    std::string out(text);
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        const std::size_t size = character(rest);
        const std::size_t blank = size == 0 ? 1 : wide_blank(rest.substr(0, size));
        const auto byte = static_cast<unsigned char>(rest.front());
        if (blank > 0 || byte < 0x20 || byte == 0x7F) {
            std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(i),
                        std::max<std::size_t>(blank, 1), ' ');
        }
        i += std::max<std::size_t>(size, 1);
    }
    return out;
}

// Straight, curly, low, angled, full-width; any of them closes any other.
std::size_t quote_mark(std::string_view text)
{
    constexpr auto kMarks = std::to_array<std::string_view>(
        {"\u201C", "\u201D", "\u201E", "\u201F", "\u00AB", "\u00BB", "\u2033", "\uFF02"});
    if (text.empty() || is_ascii(text.front())) {
        return text.starts_with('"') ? 1 : 0;
    }
    for (const std::string_view mark : kMarks) {
        if (text.starts_with(mark)) {
            return mark.size();
        }
    }
    return 0;
}

class Lexer {
public:
    Lexer(std::string_view text, std::vector<Note>& notes) : text_(text), notes_(notes) {}

    std::vector<Token> run()
    {
        skip_blanks();
        while (at_ < text_.size()) {
            next();
            skip_blanks();
        }
        mark_question();
        note_small_operators();
        add(TokenKind::End, at_);
        return std::move(tokens_);
    }

private:
    std::string_view rest() const { return text_.substr(at_); }
    char peek(std::size_t ahead = 0) const
    {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : ' ';
    }
    Span span(std::size_t from) const
    {
        return {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(at_)};
    }
    Token& add(TokenKind kind, std::size_t from, std::string_view text = {})
    {
        return tokens_.emplace_back(Token{kind, span(from), std::string(text)});
    }
    void note(NoteKind kind, std::size_t from, std::string text)
    {
        notes_.push_back({kind, span(from), std::move(text)});
    }
    void skip_blanks()
    {
        while (at_ < text_.size() && text_[at_] == ' ') {
            ++at_;
        }
    }
    // A sign before a word counts only where a word may start.
    bool at_start() const
    {
        return at_ == 0 || std::string_view(" ()").find(text_[at_ - 1]) != std::string_view::npos ||
               at_ == behind_sign_ || after_field();
    }
    // Right behind the colon a word is a value, whatever it looks like.
    bool after_field() const
    {
        return !tokens_.empty() && tokens_.back().kind == TokenKind::Field &&
               tokens_.back().at.to == at_;
    }

    bool after_reason() const
    {
        return after_field() && equals_ignoring_case(tokens_.back().text, "reason");
    }

    void next();
    bool sign();
    bool phrase();
    bool regex();
    bool as_of();
    bool field();
    void word();
    bool word_operator(std::size_t from, std::string_view typed);
    bool proximity(std::size_t from, std::string_view typed);
    bool count(std::size_t from, std::string_view typed);
    void nearness(Token& token);
    std::size_t word_end() const;
    void mark_question();
    void note_small_operators();

    std::string_view text_;
    std::vector<Note>& notes_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t behind_sign_ = 0;
    std::size_t reason_brackets_ = 0; // that are open: reason:(1.4(b) OR 1.4(d))
};

void Lexer::next()
{
    const std::size_t from = at_;
    if (peek() == '(' || peek() == ')') {
        const TokenKind kind = peek() == '(' ? TokenKind::Open : TokenKind::Close;
        if (kind == TokenKind::Open && (reason_brackets_ > 0 || after_reason())) {
            ++reason_brackets_;
        } else if (kind == TokenKind::Close && reason_brackets_ > 0) {
            --reason_brackets_;
        }
        ++at_;
        add(kind, from);
    } else if (rest().starts_with("&&") || rest().starts_with("||")) {
        const TokenKind kind = peek() == '&' ? TokenKind::And : TokenKind::Or;
        at_ += 2;
        add(kind, from);
    } else if (!sign() && !phrase() && !regex() && !as_of() && !field()) {
        word();
    }
}

// - and ! before something negate, + says nothing.
bool Lexer::sign()
{
    // Word processors make dashes and minus signs of hyphens.
    const bool is_dash = rest().starts_with("\u2013") || rest().starts_with("\u2212");
    const char c = is_dash ? '-' : peek();
    const std::size_t size = is_dash ? 3 : 1;
    const char behind = peek(size);
    if ((c != '-' && c != '!' && c != '+') || !at_start() || behind == ' ' || behind == ')' ||
        behind == '-' || behind == '!' || behind == '+') {
        return false;
    }
    const std::size_t from = at_;
    at_ += size;
    behind_sign_ = at_;
    if (c != '+') {
        add(TokenKind::Not, from);
    }
    return true;
}

// "..." with = before it and ~5 or ~>5 behind it. A mark without another is left out.
bool Lexer::phrase()
{
    const std::size_t from = at_;
    const bool exact = peek() == '=' && quote_mark(text_.substr(at_ + 1)) > 0;
    const bool alike = peek() == '~' && quote_mark(text_.substr(at_ + 1)) > 0;
    const std::size_t first = at_ + (exact || alike ? 1 : 0);
    const std::size_t mark = quote_mark(text_.substr(first));
    if (mark == 0) {
        return false;
    }
    const std::size_t begin = first + mark;
    std::size_t end = begin;
    while (end < text_.size() && quote_mark(text_.substr(end)) == 0) {
        ++end;
    }
    if (end == text_.size()) {
        at_ = begin;
        note(NoteKind::OpenQuote, from, "the quotation mark is never closed; it was ignored");
        return true;
    }
    at_ = end + quote_mark(text_.substr(end));
    const std::string_view inside = text_.substr(begin, end - begin);
    if (trim(inside).empty()) {
        note(NoteKind::EmptyBracket, from, "nothing stands between the quotation marks");
        return true;
    }
    Token& token = add(TokenKind::Phrase, from, inside);
    token.exact = exact;
    nearness(token);
    token.at = span(from);
    return true;
}

void Lexer::nearness(Token& token)
{
    std::string_view tail = rest();
    if (!tail.starts_with('~')) {
        return;
    }
    tail.remove_prefix(1);
    const Order order = tail.starts_with('>') ? Order::AsWritten : Order::Any;
    tail.remove_prefix(order == Order::AsWritten ? 1 : 0);
    if (tail.empty() || !is_digit(tail.front())) {
        return;
    }
    token.number = std::max(1U, take_number(tail));
    token.order = order;
    at_ = text_.size() - tail.size();
}

// /.../ without a blank in it, and nothing of a word behind it: /usr/bin is words.
bool Lexer::regex()
{
    if (peek() != '/' || !at_start()) {
        return false;
    }
    const std::size_t from = at_;
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '/' && text_[end] != ' ') {
        end += text_[end] == '\\' && end + 1 < text_.size() && text_[end + 1] != ' ' ? 2 : 1;
    }
    const bool closed = end < text_.size() && text_[end] == '/';
    const char behind = end + 1 < text_.size() ? text_[end + 1] : ' ';
    if (!closed || end == from + 1 || (behind != ' ' && behind != ')' && behind != ',')) {
        return false;
    }
    at_ = end + 1;
    add(TokenKind::Regex, from, text_.substr(from + 1, end - from - 1));
    return true;
}

bool Lexer::as_of()
{
    if (peek() != '@' || !is_digit(peek(1)) || !at_start() || after_field()) {
        return false;
    }
    const std::size_t from = at_++;
    const std::size_t end = word_end();
    const std::string_view date = text_.substr(at_, end - at_);
    at_ = end;
    add(TokenKind::AsOf, from, date);
    return true;
}

// A name and a colon. A blank may follow the colon of a field that there is.
bool Lexer::field()
{
    if (after_field() || !at_start()) {
        return false;
    }
    std::size_t end = at_;
    while (end < text_.size() && is_alpha(text_[end])) {
        ++end;
    }
    if (end == at_ || end == text_.size() || text_[end] != ':') {
        return false;
    }
    const std::size_t from = at_;
    const std::string_view name = text_.substr(at_, end - at_);
    const std::string_view value = text_.substr(end + 1);
    if (find_field(name)) {
        at_ = end + 1;
        add(TokenKind::Field, from, name);
        return true;
    }
    if (value.empty() || value.front() == ' ' || value.front() == '/') {
        return false; // "Re: visas", "http://..."
    }
    at_ = end;
    add(TokenKind::Word, from, name);
    at_ = end + 1;
    note(NoteKind::NoSuchField, from,
         fmt::format("there is no field \"{}\"; searched as a word", name));
    return true;
}

// Up to a blank, a bracket, a quotation mark, && or ||. The bracket of a reason is part of it: 1.4(b).
std::size_t Lexer::word_end() const
{
    const bool reason = reason_brackets_ > 0 || after_reason();
    std::size_t end = at_;
    while (end < text_.size()) {
        const std::string_view tail = text_.substr(end);
        const char c = tail.front();
        if (reason && c == '(' && end > at_ && tail.size() > 2 && is_alnum(tail[1]) &&
            tail[2] == ')') {
            end += 3;
            continue;
        }
        if (c == ' ' || c == '(' || c == ')' || tail.starts_with("&&") || tail.starts_with("||") ||
            quote_mark(tail) > 0) {
            break;
        }
        ++end;
    }
    return end;
}

void Lexer::word()
{
    const std::size_t from = at_;
    const std::size_t end = std::max(word_end(), from + 1);
    const std::string_view typed = text_.substr(from, end - from);
    const bool value = after_field();
    at_ = end;
    if (value || !word_operator(from, typed)) {
        add(TokenKind::Word, from, typed);
    }
}

bool Lexer::word_operator(std::size_t from, std::string_view typed)
{
    constexpr auto kOperators = std::to_array<std::pair<std::string_view, TokenKind>>(
        {{"AND", TokenKind::And}, {"OR", TokenKind::Or}, {"NOT", TokenKind::Not}});
    for (const auto& [name, kind] : kOperators) {
        if (typed == name) {
            add(kind, from);
            return true;
        }
    }
    return proximity(from, typed) || count(from, typed);
}

// NEAR, NEAR/5, w/5, pre/5.
bool Lexer::proximity(std::size_t from, std::string_view typed)
{
    const std::size_t slash = typed.find('/');
    std::string_view number = slash == std::string_view::npos ? "" : typed.substr(slash + 1);
    const std::string_view name = typed.substr(0, slash);
    const bool in_order = equals_ignoring_case(name, "pre");
    if (slash == std::string_view::npos) {
        if (typed != "NEAR") {
            return false;
        }
    } else if (!all_digits(number) || (!in_order && !equals_ignoring_case(name, "near") &&
                                       !equals_ignoring_case(name, "w"))) {
        return false;
    }
    Token& token = add(TokenKind::Near, from, typed);
    token.number = number.empty() ? kNearDefault : std::max(1U, take_number(number));
    token.order = in_order ? Order::AsWritten : Order::Any;
    return true;
}

// 3 of (
bool Lexer::count(std::size_t from, std::string_view typed)
{
    if (!all_digits(typed)) {
        return false;
    }
    std::size_t of = at_;
    while (of < text_.size() && text_[of] == ' ') {
        ++of;
    }
    std::size_t bracket = of + 2;
    if (of == at_ || !starts_with_ignoring_case(text_.substr(of), "of")) {
        return false;
    }
    while (bracket < text_.size() && text_[bracket] == ' ') {
        ++bracket;
    }
    if (bracket >= text_.size() || text_[bracket] != '(') {
        return false;
    }
    at_ = of + 2;
    Token& token = add(TokenKind::Count, from, text_.substr(from, at_ - from));
    token.number = take_number(typed);
    return true;
}

// "What happened in Kabul?": at the end of three words or more a ? asks, and stands for no letter.
// In a query, not in a sentence: iran or iraq.
void Lexer::note_small_operators()
{
    constexpr std::size_t kMost = 6;
    for (std::size_t i = 0; i + 1 < tokens_.size() && tokens_.size() <= kMost; ++i) {
        const Token& token = tokens_[i];
        if (token.kind == TokenKind::Word && token.text == "or" && i > 0) {
            note(NoteKind::SmallOperator, token.at.from,
                 "\"or\" was searched as a word; OR in capitals finds the one or the other");
        } else if (token.kind == TokenKind::Word && token.text == "not") {
            note(NoteKind::SmallOperator, token.at.from,
                 "\"not\" was searched as a word; NOT in capitals leaves out what follows");
        }
    }
}

void Lexer::mark_question()
{
    const auto is_word = [](const Token& token) { return token.kind == TokenKind::Word; };
    if (tokens_.size() < 3 || !std::ranges::all_of(tokens_, is_word)) {
        return;
    }
    Token& last = tokens_.back();
    const std::string_view typed = last.text;
    if (last.at.to == text_.size() && typed.size() > 1 &&
        typed.find_first_of("?*~=") == typed.size() - 1 && typed.ends_with('?')) {
        last.question = true;
        note(NoteKind::QuestionMark, last.at.from, "the ? at the end was read as a question mark");
    }
}

// word~, word~2, word~0.8 (as others write it): the edits, or nothing if that is no such tail.
std::optional<std::uint32_t> read_tail(std::string_view tail)
{
    if (tail.find_first_not_of("0123456789.") != std::string_view::npos) {
        return std::nullopt;
    }
    if (tail.empty() || tail.find('.') != std::string_view::npos) {
        return 0;
    }
    return std::max(1U, take_number(tail));
}

std::uint8_t edits_for(std::string_view word)
{
    const auto letters = std::ranges::count_if(word, [](char c) { return !is_continuation(c); });
    return static_cast<std::size_t>(letters) < kShortWord ? 1 : 2;
}

} // namespace

std::vector<Token> lex(std::string_view text, std::vector<Note>& notes)
{
    const std::string cleaned = clean(text);
    return Lexer(cleaned, notes).run();
}

TypedWord read_word(std::string_view typed)
{
    TypedWord out;
    std::optional<std::uint32_t> edits;
    while (typed.size() > 1 && (typed.front() == '=' || typed.front() == '~')) {
        if (typed.front() == '=') {
            out.match = Match::Exact;
        } else {
            edits = 0;
        }
        typed.remove_prefix(1);
    }
    std::string_view bare = typed;
    while (!bare.empty() && std::string_view(",;:.!").find(bare.back()) != std::string_view::npos) {
        bare.remove_suffix(1);
    }
    const std::size_t tilde = bare.rfind('~');
    if (tilde != std::string_view::npos && tilde > 0) {
        if (const auto tail = read_tail(bare.substr(tilde + 1))) {
            edits = tail;
            typed = bare.substr(0, tilde);
            bare = typed;
        }
    }
    out.text = typed;
    if (bare.find_first_of("?*") != std::string_view::npos) {
        const bool prefix = bare.find_first_of("?*") == bare.size() - 1 && bare.back() == '*';
        out.match = prefix ? Match::Prefix : Match::Wildcard;
        out.text = prefix ? bare.substr(0, bare.size() - 1) : bare;
    } else if (edits) {
        out.match = Match::Fuzzy;
        out.too_far = *edits > 2;
        out.distance =
            *edits == 0 ? edits_for(out.text) : static_cast<std::uint8_t>(std::min(*edits, 2U));
    }
    out.searchable = has_letter(out.text);
    return out;
}

} // namespace chancery::index::query
