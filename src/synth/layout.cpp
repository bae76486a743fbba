// From paragraphs to lines: wrapping, headings with their dashes, page-break lines, what the relays repeated or put in, the
// signature and what follows it (format 4, 6, 7).
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "synth/draft.hpp"
#include "synth/names.hpp"

namespace chancery::synth {
namespace {

std::string sentence_case(std::string_view text)
{
    std::string result = lower(text);
    bool start = true;
    for (char& c : result) {
        if (start && is_alpha(c)) {
            c = to_upper(c);
            start = false;
        } else if (c == '.' || c == '!' || c == '?') {
            start = true;
        }
    }
    return result;
}

// Straight quotes and apostrophes become curly, as newspapers set them.
std::string curly(std::string_view text)
{
    std::string result;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') {
            result += "\u2019";
        } else if (text[i] == '"') {
            result += inside ? "\u201d" : "\u201c";
            inside = !inside;
        } else {
            result += text[i];
        }
    }
    return result;
}

// Every dash line over 45 characters is broken by a blank at column 45 (format 6).
std::string dashes(std::size_t length)
{
    std::string text(length, '-');
    if (length > 45) {
        text.insert(45, " ");
    }
    return text;
}

class Layout {
public:
    Layout(Draft& draft, const std::vector<Block>& blocks, std::string& body)
        : draft_(draft), random_(draft.random), blocks_(blocks), out_(body)
    {
        end_ = draft.spare_blank ? EndOfLine::Blank : EndOfLine::Plain;
        curly_ = draft.style() == TextStyle::Reflowed && random_.chance(790);
        choose_headings();
        plan_breaks();
        plan_damage();
    }

    void write()
    {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            write_block(blocks_[i], i + 1 == blocks_.size());
        }
        write_end();
    }

private:
    Truth& truth() { return draft_.cable.truth; }

    enum class Rule : std::uint8_t { None, Below, Both, Behind };

    void choose_headings()
    {
        headings_ = random_.chance(240)   ? Rule::None
                    : random_.chance(690) ? Rule::Below
                                          : Rule::Both;
        if (headings_ != Rule::None && draft_.rarely(15)) {
            headings_ = Rule::Behind;
        }
        rule_ = draft_.rarely(2) ? '=' : draft_.rarely(8) ? '*' : '-';
    }

    void plan_breaks()
    {
        std::size_t total = 0;
        for (const Block& block : blocks_) {
            total += block.label.size() + block.text.size() + 4;
        }
        sections_ = draft_.cable.truth.sections;
        per_section_ = total / static_cast<std::size_t>(sections_) + 1;
        next_break_ = sections_ > 1 && (draft_.page_lines || draft_.page_marks)
                          ? out_.size() + per_section_
                          : std::string::npos;
        cut_ = draft_.page_lines && sections_ > 1 && draft_.quirk(Damage::PageLineCut, 4);
        dotted_ = random_.chance(230);
        run_in_ = sections_ > 1 && draft_.page_lines && draft_.style() == TextStyle::Reflowed &&
                  random_.chance(100);
    }

    void plan_damage()
    {
        const bool years = draft_.when.year >= 2000 && draft_.when.year <= 2008;
        sipdis_at_ = years && random_.chance(42) && draft_.damaged
                         ? random_.below(1 + blocks_.size() / 2)
                         : std::string::npos;
        split_at_ = random_.chance(26) && draft_.damaged ? random_.below(blocks_.size())
                                                         : std::string::npos;
        repeat_at_ = random_.chance(18) && draft_.damaged ? random_.below(blocks_.size())
                                                          : std::string::npos;
        unchanged_ = draft_.rarely(40);
        join_at_ = draft_.style() == TextStyle::Reflowed && draft_.rarely(20) && draft_.damaged
                       ? 1 + draft_.quirks.below(blocks_.size())
                       : std::string::npos;
    }

    void end_line() { out_ += end_ == EndOfLine::Blank ? " \n" : "\n"; }
    void blank() { end_line(); }

    void write_block(const Block& block, bool last)
    {
        if (after_list_ && block.kind != BlockKind::Bullet) {
            blank();
        }
        after_list_ = block.kind == BlockKind::Bullet;
        if (block.kind == BlockKind::Heading) {
            write_heading(block);
            return;
        }
        note(block);
        std::string text = block.label + styled(block.text);
        if (last) {
            text += signature_run_in();
        }
        join_lines(block);
        const std::size_t begin = out_.size();
        if (draft_.style() == TextStyle::Teletype) {
            write_wrapped(text);
        } else {
            write_whole(text, block.label.size());
        }
        damage_lines(begin);
        ++written_;
        was_paragraph_ = block.kind == BlockKind::Paragraph;
        if (block.kind == BlockKind::Paragraph || last) {
            blank();
        }
    }

    // Bullets belong to the paragraph that they stand under.
    void note(const Block& block)
    {
        auto& paragraphs = truth().paragraphs;
        if (block.paragraph != Block::kNoParagraph) {
            paragraphs[block.paragraph].text = styled(block.meant);
            if (block.summary) {
                truth().summary = without_words(styled(block.meant));
            }
        } else if (!paragraphs.empty()) {
            const std::size_t current = std::min(noted_, paragraphs.size() - 1);
            paragraphs[current].text += " " + block.label + styled(block.meant);
        }
        noted_ = block.paragraph != Block::kNoParagraph ? block.paragraph : noted_;
    }

    // "Summary: Text. End Summary." -> "Text."
    static std::string without_words(std::string_view text)
    {
        if (starts_with_ignoring_case(text, "summary")) {
            text = trim(text.substr(8));
        }
        const std::size_t end = find_ignoring_case(text, "end summary.");
        return std::string(trim(text.substr(0, end)));
    }

    // Newspapers ran paragraphs together now and then.
    void join_lines(const Block& block)
    {
        if (written_ == join_at_ && was_paragraph_ && block.kind == BlockKind::Paragraph &&
            !block.label.empty() && is_digit(block.label.front())) {
            while (is_space(out_.back())) {
                out_.pop_back();
            }
            out_ += ' ';
            draft_.damage(Damage::NumberInLine, 1000);
        }
    }

    std::string styled(const std::string& text) const
    {
        return draft_.style() == TextStyle::SentenceCase ? sentence_case(text)
               : curly_                                  ? curly(text)
                                                         : text;
    }

    void write_heading(const Block& block)
    {
        const std::string shown = styled(block.text);
        if (headings_ != Rule::None) {
            truth().headings.push_back(styled(block.meant));
        }
        const std::size_t length = std::min<std::size_t>(block.text.size(), 64);
        was_paragraph_ = false;
        if (headings_ == Rule::Behind) {
            out_ += shown + " " + std::string(std::min<std::size_t>(length, 30), rule_);
            end_line();
            blank();
            return;
        }
        if (headings_ == Rule::Both) {
            write_rule(length);
        }
        wrap(out_, shown, draft_.width, end_);
        if (headings_ != Rule::None) {
            write_rule(length);
        }
        if (headings_ == Rule::None || random_.chance(400)) {
            blank();
        }
    }

    void write_rule(std::size_t length)
    {
        out_ += rule_ == '-' ? dashes(length) : std::string(length, rule_);
        end_line();
    }

    // ---- page breaks -------------------------------------------------------------------------------------------------
    std::string page_line()
    {
        ++page_;
        const std::string post = draft_.post.token == "RPODUBAI"
                                     ? "DUBAI"
                                     : std::string(trim(draft_.post.name.substr(0, 10)));
        const std::string part = dotted_ ? fmt::format(".{}", 2 + random_.below(3)) : std::string();
        return fmt::format("{} {:08} {}{:03}{} OF {:03}", post, draft_.serial, dotted_ ? " " : "",
                           page_, part, sections_);
    }

    bool break_is_due() const { return out_.size() >= next_break_ && page_ < sections_; }

    void write_break()
    {
        if (draft_.page_marks) {
            write_page_mark();
        } else {
            blank();
            const std::string line = page_line();
            out_ += cut_ ? replace_all(line, " OF ", " \nOF ") : line;
            end_line();
            blank();
            blank();
        }
        next_break_ = page_ < sections_ ? out_.size() + per_section_ : std::string::npos;
    }

    // The Department's printer, before about 1996; a later section may bring its head with it.
    void write_page_mark()
    {
        ++page_;
        blank();
        out_ += std::string(23, ' ').append(level_word(draft_.level));
        end_line();
        blank();
        out_ += page_mark(draft_, page_);
        end_line();
        draft_.damage(Damage::PageMark, 1000);
        if (!draft_.second_head.empty()) {
            out_ += replace_all(replace_all(draft_.second_head, "SECTION 01 ",
                                            fmt::format("SECTION {:02} ", page_)),
                                "SECTION 1 ", fmt::format("SECTION {} ", page_));
            blank();
        }
    }

    // A break falls between lines, wherever the sentence is.
    void write_wrapped(const std::string& text)
    {
        std::string lines;
        wrap(lines, text, draft_.width, end_);
        for (std::size_t at = 0; at < lines.size();) {
            const std::size_t next = lines.find('\n', at) + 1;
            out_.append(lines, at, next - at);
            at = next;
            if (break_is_due()) {
                write_break();
            }
        }
    }

    // Never behind the number: newspapers set the text anew.
    void write_whole(std::string_view text, std::size_t label)
    {
        while (next_break_ != std::string::npos && out_.size() + text.size() > next_break_ &&
               page_ < sections_) {
            const std::size_t left = next_break_ > out_.size() ? next_break_ - out_.size() : 0;
            const std::size_t cut = text.find(' ', std::max(left, label));
            label = 0;
            if (cut == std::string_view::npos) {
                break;
            }
            out_ += text.substr(0, cut + 1);
            text.remove_prefix(cut + 1);
            if (run_in_ && draft_.damage(Damage::PageLineRunIn, 700)) {
                out_ += page_line() + " ";
                next_break_ = page_ < sections_ ? out_.size() + per_section_ : std::string::npos;
            } else {
                out_ += '\n';
                write_break();
            }
        }
        out_ += text;
        end_line();
        if (break_is_due()) {
            write_break();
        }
    }

    // ---- damage to lines ---------------------------------------------------------------------------------------------
    void damage_lines(std::size_t begin)
    {
        if (written_ == sipdis_at_) {
            insert_line(begin, Damage::SipdisInside, "SIPDIS");
        }
        if (written_ == repeat_at_ && draft_.style() == TextStyle::Teletype) {
            repeat_line(begin);
        }
        if (written_ == split_at_ && draft_.style() == TextStyle::Teletype) {
            split_word(begin);
        }
    }

    // Start of a line inside the paragraph that is neither its first nor beside a page break; npos if it has none.
    std::size_t inner_line(std::size_t begin)
    {
        const std::size_t first = out_.find('\n', begin);
        const std::size_t second = first == std::string::npos ? first : out_.find('\n', first + 1);
        if (second == std::string::npos || second + 2 >= out_.size() ||
            out_.find("\n\n", begin) != std::string::npos ||
            out_.find("\n \n", begin) != std::string::npos) {
            return std::string::npos;
        }
        return second + 1;
    }

    void insert_line(std::size_t begin, Damage kind, std::string_view text)
    {
        const std::size_t at = inner_line(begin);
        if (at != std::string::npos) {
            out_.insert(at, std::string(text) + (end_ == EndOfLine::Blank ? " \n" : "\n"));
            draft_.damage(kind, 1000);
        }
    }

    void repeat_line(std::size_t begin)
    {
        const std::size_t at = inner_line(begin);
        if (at != std::string::npos) {
            const std::size_t end = out_.find('\n', at);
            out_.insert(end + 1, (unchanged_ ? "" : "Q") + out_.substr(at, end + 1 - at));
            draft_.damage(unchanged_ ? Damage::UnchangedLine : Damage::RepeatedLine, 1000);
        }
    }

    void split_word(std::size_t begin)
    {
        const std::size_t at = inner_line(begin);
        const std::size_t end =
            at == std::string::npos ? at : out_.find_first_not_of("abcdefghijklmnopqrstuvwxyz", at);
        if (end == std::string::npos || end - at < 7) {
            return;
        }
        const std::size_t line_end = end_ == EndOfLine::Blank ? at - 2 : at - 1;
        out_.insert(at + 4, "\x01");
        const std::string first = out_.substr(at, 4);
        out_.erase(at, 5);
        out_.insert(line_end, " " + first + "-");
        draft_.damage(Damage::SplitWord, 1000);
    }

    // ---- the end -----------------------------------------------------------------------------------------------------
    enum class Signed : std::uint8_t { Own, OwnMixed, RunIn, RunInMixed, TwoWords, None };

    void choose_signature()
    {
        static constexpr unsigned kShares[] = {755, 189, 220, 28, 13, 88};
        signed_ = static_cast<Signed>(random_.share(kShares));
        if (signed_ == Signed::None) {
            return;
        }
        // A post keeps its chief for about three years.
        const std::uint64_t chief =
            mix(draft_.plan[draft_.index].post, static_cast<std::uint64_t>(draft_.when.year / 3));
        std::string name =
            signer_name(random_.chance(700) ? chief % 100'000 : random_.skewed(6, 14));
        if (signed_ == Signed::TwoWords) {
            name = "DE " + upper(name);
        } else if (signed_ != Signed::OwnMixed && signed_ != Signed::RunInMixed) {
            name = upper(name);
        }
        truth().signers = {name};
        if (signed_ == Signed::Own) {
            choose_rare_signature();
        }
        if (signature_.empty()) {
            signature_ = truth().signers.front();
        }
    }

    // O'DONOHUE, GREEN and REID, PARDEW PARDEW, KEITH1370, XXXXXXXXXXXX
    void choose_rare_signature()
    {
        auto& signers = truth().signers;
        const std::string name = signers.front();
        if (draft_.rarely(8)) {
            signers = {"O'" + name};
        } else if (draft_.rarely(5)) {
            signers.push_back(upper(signer_name(draft_.quirks.skewed(6, 14))));
            signature_ = name + (end_ == EndOfLine::Blank ? " \n" : "\n") + signers.back();
        } else if (draft_.rarely(4)) {
            signature_ = name + " " + name;
        } else if (draft_.quirk(Damage::CounterAtSigner, 3)) {
            signature_ = name + fmt::format("{:04}", draft_.quirks.below(10'000));
        } else if (draft_.rarely(2)) {
            signature_ = std::string(12, 'X');
            signers.clear();
            truth().removed = signature_;
        }
    }

    std::string signature_run_in()
    {
        choose_signature();
        if (signed_ != Signed::RunIn && signed_ != Signed::RunInMixed) {
            return {};
        }
        return (draft_.two_blanks ? "  " : " ") + signature_;
    }

    void write_end()
    {
        while (out_.ends_with('\n') || out_.ends_with(' ')) {
            out_.pop_back();
        }
        const bool own_line =
            !signature_.empty() && signed_ != Signed::RunIn && signed_ != Signed::RunInMixed;
        if (own_line) {
            end_line();
            if (random_.chance(600)) {
                blank();
            }
            out_ += signature_;
        }
        if (random_.chance(7)) {
            end_line();
            end_mark("NNNN");
        } else if (random_.chance(4)) {
            end_mark("End Cable Text");
        }
        write_stamps();
    }

    void end_mark(std::string_view mark)
    {
        end_line();
        out_ += mark;
        truth().end_marks.emplace_back(mark);
    }

    // What printers and archivists put below.
    void write_stamps()
    {
        if (draft_.rarely(2)) {
            end_mark(level_word(draft_.level));
        } else if (draft_.when.year < 1980 && draft_.rarely(200)) {
            end_line();
            end_mark("DECLASSIFIED BY A SYSTEMATIC REVIEW, 04 MAY 2006");
        }
    }

    Draft& draft_;
    Random& random_;
    const std::vector<Block>& blocks_;
    std::string& out_;
    EndOfLine end_ = EndOfLine::Blank;
    Rule headings_ = Rule::Below;
    bool curly_ = false;
    char rule_ = '-';
    bool dotted_ = false;
    bool cut_ = false;
    bool unchanged_ = false;
    bool was_paragraph_ = false;
    bool after_list_ = false;
    bool run_in_ = false;
    int sections_ = 1;
    int page_ = 1;
    std::size_t per_section_ = 0;
    std::size_t next_break_ = std::string::npos;
    std::size_t written_ = 0;
    std::size_t sipdis_at_ = std::string::npos;
    std::size_t split_at_ = std::string::npos;
    std::size_t repeat_at_ = std::string::npos;
    std::size_t join_at_ = std::string::npos;
    std::size_t noted_ = 0; // the paragraph that bullets belong to
    std::string signature_; // as printed
    Signed signed_ = Signed::None;
};

} // namespace

void wrap(std::string& out, std::string_view text, std::size_t width, EndOfLine end)
{
    const auto finish = [&] {
        while (out.ends_with(' ')) {
            out.pop_back();
        }
        out += end == EndOfLine::Blank ? " \n" : "\n";
    };
    while (text.size() > width) {
        std::size_t cut = text.rfind(' ', width);
        cut = cut == std::string_view::npos || cut == 0 ? text.find(' ') : cut;
        if (cut == std::string_view::npos) {
            break;
        }
        out += text.substr(0, cut);
        finish();
        text.remove_prefix(cut);
        text = trim_left(text);
    }
    out += text;
    finish();
}

void lay_out(Draft& draft, const std::vector<Block>& blocks, std::string& body)
{
    Layout(draft, blocks, body).write();
}

} // namespace chancery::synth
