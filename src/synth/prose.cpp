// The paragraphs of a body: summary, sections under headings, lists, comment; numbers and portion marks (format 5 and 6).
#include <fmt/format.h>

#include "base/text.hpp"
#include "synth/draft.hpp"

namespace chancery::synth {
namespace {

// How one cable writes paragraph numbers.
enum class Numbering : std::uint8_t { Dot, DotGlued, Bracket, MarkOnly, None };

class Prose {
public:
    Prose(Draft& draft, std::size_t room)
        : draft_(draft), random_(draft.random), speaker_(draft.random, draft.scene), room_(room)
    {
        choose_forms();
    }

    std::vector<Block> write()
    {
        if (room_ < 700) {
            write_note();
            return std::move(blocks_);
        }
        if (!draft_.old_forms && draft_.sensitive && random_.chance(250)) {
            add_paragraph(
                "This message is sensitive but unclassified. Please protect accordingly.");
        }
        write_summary();
        const std::size_t comment = room_ > 1600 && random_.chance(540) ? 350 + room_ / 14 : 0;
        while (used_ + comment + 150 < room_) {
            write_section(room_ - comment);
        }
        if (comment > 0) {
            write_comment(comment);
        }
        while (blocks_.back().kind == BlockKind::Heading) {
            blocks_.pop_back(); // no room was left below it
        }
        return std::move(blocks_);
    }

private:
    void choose_forms()
    {
        static constexpr unsigned kNumberings[] = {916, 26, 18, 28, 12};
        numbering_ = static_cast<Numbering>(random_.share(kNumberings));
        if (draft_.old_forms && numbering_ == Numbering::MarkOnly) {
            numbering_ = Numbering::Dot;
        }
        headings_ = !draft_.old_forms && random_.chance(580);
        marks_ = !draft_.old_forms &&
                 (draft_.classified() || random_.chance(draft_.sensitive ? 950 : 700));
        space_ = draft_.two_blanks && random_.chance(600) ? "  " : " ";
        double_slash_ = random_.chance(100);
        mark_first_ = marks_ && numbering_ == Numbering::Dot && draft_.rarely(1);
        entire_text_ = draft_.old_forms && draft_.classified() && draft_.when.year >= 1979 &&
                       draft_.rarely(250);
        rule_sentence_ = grammar_.rule("sentence");
    }

    void say(std::string& out, std::string_view rule) { speaker_.say(out, grammar_.rule(rule)); }

    // Sentences until about that many characters.
    std::string passage(std::string_view first_rule, std::size_t length)
    {
        std::string text;
        say(text, first_rule);
        while (text.size() < length) {
            text += draft_.two_blanks ? "  " : " ";
            speaker_.say(text, rule_sentence_);
        }
        return text;
    }

    std::size_t paragraph_length() { return 260 + random_.below(300) + random_.below(360); }

    void write_note()
    {
        std::string text;
        say(text, random_.chance(500) ? "request" : "sentence");
        while (text.size() + 60 < room_) {
            text += ' ';
            speaker_.say(text, rule_sentence_);
        }
        add_paragraph(std::move(text));
    }

    void write_summary()
    {
        const std::size_t length = std::min<std::size_t>(room_ / 4, 350 + random_.below(700));
        std::string text = passage("summary", length);
        const unsigned kind = random_.below(100);
        const bool upper_label = draft_.capitals || random_.chance(300);
        if (kind < 60) {
            const std::string_view label = upper_label ? "SUMMARY" : "Summary";
            text = fmt::format("{}{} {}", label, random_.chance(700) ? ":" : ".", text);
        } else if (kind < 82) {
            add_heading(upper_label ? "SUMMARY" : "Summary");
        }
        if (kind < 82 && random_.chance(940)) {
            text += draft_.two_blanks ? "  " : " ";
            text += upper_label ? "END SUMMARY." : "End Summary.";
        }
        add_paragraph(std::move(text));
        blocks_.back().summary = kind < 82;
        if (random_.chance(120)) {
            std::string request;
            say(request, "request");
            add_paragraph(std::move(request));
        }
    }

    void write_section(std::size_t until)
    {
        if (headings_) {
            std::string heading;
            speaker_.set_headline(true);
            say(heading, "heading");
            speaker_.set_headline(false);
            add_heading(random_.chance(350) ? upper(heading) : heading);
        }
        const unsigned paragraphs = 1 + random_.below(4);
        for (unsigned i = 0; i < paragraphs && used_ + 150 < until; ++i) {
            const std::size_t left = until - used_;
            std::string text =
                passage(i == 0 ? "sentence" : "followup", std::min(paragraph_length(), left));
            add_paragraph(std::move(text));
            if (random_.chance(45) && left > 1200) {
                write_list();
            }
        }
    }

    void write_list()
    {
        static constexpr std::string_view kLettered[] = {"{0}. ", "{0}) ",  "({0}) ",
                                                         "{1}. ", "({2}) ", "o "};
        constexpr auto kNoLetters = static_cast<std::uint32_t>(-1);
        static constexpr std::string_view kMarks[] = {"-- ", "-- ", "-- ", "--", "- ", "- "};
        std::string lead;
        say(lead, "bullets_lead");
        add_paragraph(std::move(lead));
        const std::string_view mark = random_.pick(kMarks);
        const auto form =
            draft_.rarely(100) ? draft_.quirks.below(std::size(kLettered)) : kNoLetters;
        const unsigned items = 3 + random_.below(5);
        for (unsigned i = 0; i < items; ++i) {
            std::string label = form == kNoLetters ? std::string(mark)
                                                   : fmt::format(fmt::runtime(kLettered[form]),
                                                                 static_cast<char>('a' + i),
                                                                 static_cast<char>('A' + i), i + 1);
            Block block{BlockKind::Bullet, std::move(label), {}};
            say(block.text, "bullet");
            push(std::move(block));
        }
    }

    void write_comment(std::size_t length)
    {
        const bool heading = headings_ && random_.chance(600);
        std::string text;
        if (heading) {
            add_heading(random_.chance(500) ? "COMMENT" : "Comment");
        } else {
            text = random_.chance(500) ? "COMMENT: " : "Comment: ";
        }
        text += passage("opinion", length / 2);
        while (text.size() < length) {
            text += ' ';
            say(text, "opinion");
        }
        if (random_.chance(heading ? 600 : 850)) {
            text += random_.chance(500) ? " END COMMENT." : " End Comment.";
        }
        add_paragraph(std::move(text));
    }

    std::string mark()
    {
        if (!marks_) {
            return {};
        }
        const std::string slash = double_slash_ ? "//" : "/";
        const unsigned hit = random_.below(1000);
        if (!draft_.classified()) {
            if (draft_.sensitive && draft_.rarely(2)) {
                return draft_.rarely(500) ? "SBU/NF" : "SBU//Rel NATO, ISAF";
            }
            return draft_.sensitive && hit < 820 ? "SBU" : hit < 15 ? "U//FOUO" : "U";
        }
        const std::string base = draft_.level == Level::Secret ? "S" : "C";
        static constexpr std::string_view kRare[] = {"/REL NATO",
                                                     "-NF",
                                                     "//FGI//NF",
                                                     " NF",
                                                     "NF",
                                                     "/NOFORN",
                                                     "/REL TO USA, ACGU",
                                                     "//REL TO USA, NATO",
                                                     "/Rel to Ruritania, Elbonia"};
        if (hit < 3) {
            return base + std::string(draft_.quirks.pick(kRare));
        }
        if (hit < 70) {
            return "U";
        }
        if (hit < 120) {
            return "SBU";
        }
        if (base == "S" && hit < 260) {
            return "C";
        }
        return draft_.noforn && hit < 850 ? base + slash + "NF" : base;
    }

    void add_heading(std::string text) { push({BlockKind::Heading, {}, std::move(text)}); }

    void add_paragraph(std::string text)
    {
        const std::string number =
            numbering_ == Numbering::MarkOnly || numbering_ == Numbering::None
                ? std::string()
                : std::to_string(++number_);
        std::string mark = numbering_ == Numbering::None ? std::string() : this->mark();
        if (entire_text_ && number_ == 1) {
            mark = draft_.level == Level::Secret ? "S - ENTIRE TEXT" : "C - ENTIRE TEXT";
        }
        auto& paragraphs = draft_.cable.truth.paragraphs;
        paragraphs.push_back({number, mark, {}});
        push({BlockKind::Paragraph, label(number, mark), std::move(text), paragraphs.size() - 1});
    }

    std::string label(std::string_view number, std::string_view mark)
    {
        const std::string bracketed = mark.empty() ? std::string() : fmt::format("({})", mark);
        if (mark_first_ && !mark.empty()) {
            return fmt::format("{} {}. ", bracketed, number); // (C) 1.
        }
        std::string result(number);
        result += number.empty() ? "" : numbering_ == Numbering::Bracket ? ")" : ".";
        if (!number.empty() && mark.empty()) {
            return result + space_;
        }
        if (!number.empty() && draft_.damage(Damage::LostNumber, 1)) {
            return ". " + bracketed + " ";
        }
        if (!number.empty() && draft_.damage(Damage::DamagedMark, 1)) {
            return result + " " + bracketed.substr(1) + " "; // "1. C) "
        }
        result += number.empty() || numbering_ == Numbering::DotGlued ? "" : space_;
        result += bracketed;
        return result.empty() ? result : result + " ";
    }

    void push(Block block)
    {
        used_ += block.label.size() + block.text.size() + 4;
        blocks_.push_back(std::move(block));
    }

    const Grammar& grammar_ = Grammar::get();
    Draft& draft_;
    Random& random_;
    Speaker speaker_;
    std::size_t room_;
    std::size_t used_ = 0;
    int number_ = 0;
    Numbering numbering_ = Numbering::Dot;
    bool headings_ = false;
    bool marks_ = true;
    bool double_slash_ = false;
    bool mark_first_ = false;
    bool entire_text_ = false;
    std::string space_;
    Grammar::RuleId rule_sentence_ = 0;
    std::vector<Block> blocks_;
};

// "The minister said So." for "THE MINISTER SAID SO."; used for whole texts.
void to_capitals(std::vector<Block>& blocks)
{
    for (Block& block : blocks) {
        block.text = upper(block.text);
    }
}

} // namespace

std::vector<Block> write_prose(Draft& draft, std::size_t room)
{
    std::vector<Block> blocks = Prose(draft, room).write();
    if (draft.capitals) {
        to_capitals(blocks);
    }
    return blocks;
}

} // namespace chancery::synth
