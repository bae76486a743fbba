#pragma once
// A cable in the making: what was decided about it, and the steps that write its parts. Only for this folder.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "synth/generator.hpp"
#include "synth/grammar.hpp"
#include "synth/plan.hpp"
#include "synth/random.hpp"

namespace chancery::synth {

enum class Level : std::uint8_t { Unclassified, Confidential, Secret };

struct Draft {
    Draft(const Plan& all, std::size_t at, std::uint64_t seed)
        : plan(all), index(at), post(all.post(at)), when(civil(all[at].created())),
          serial(all[at].serial), random(mix(mix(seed, all.size()), at)),
          quirks(mix(mix(~seed, all.size()), at))
    {
    }

    const Plan& plan;
    std::size_t index;
    const Post& post;
    Civil when;
    std::uint32_t serial;
    Random random;
    Random quirks; // of rare forms: what they draw does not change the rest of the cable

    Level level = Level::Unclassified;
    bool sensitive = false; // FOUO
    bool noforn = false;
    bool damaged = true;     // whether damage is wanted at all
    bool capitals = false;   // the whole text, as before about 1990 and now and then later
    bool old_forms = false;  // before the forms of 1995
    bool spare_blank = true; // lines end in a blank
    bool two_blanks = true;  // between sentences
    bool page_lines = true;  // section breaks leave a page-break line
    bool page_marks = false; // old style: PAGE 02  CAPE T  00097  01 OF 03  182017Z
    bool swapped = false;    // the body goes to the page of another cable
    std::string second_head; // what a later section begins with (RepeatedHead)
    bool relay = true;       // XRO series: routed by the Department's relay, not RUEHWEB
    std::size_t target = 0;  // characters of header and body
    std::size_t width = 66;
    Scene scene;
    SynthCable cable;

    bool classified() const { return level != Level::Unclassified; }
    TextStyle style() const { return cable.truth.style; }
    // Damage of that kind goes in with the given chance (in 1,000).
    bool damage(Damage kind, unsigned per_mille);
    // The same, drawn from quirks.
    bool quirk(Damage kind, unsigned per_mille);
    // A rare form that is no damage.
    bool rarely(unsigned per_mille) { return quirks.chance(per_mille); }
};

enum class BlockKind : std::uint8_t { Heading, Paragraph, Bullet };

struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::string label;                    // "1. (C) ", "-- "
    std::string text;                     // without line ends
    std::size_t paragraph = kNoParagraph; // in Truth::paragraphs
    bool summary = false;
    std::string meant = {}; // the text without the damage to its characters that a reader can undo
    static constexpr std::size_t kNoParagraph = static_cast<std::size_t>(-1);
};

std::vector<Block> write_prose(Draft& draft, std::size_t room); // prose.cpp
void damage_prose(Draft& draft, std::vector<Block>& blocks);    // damage.cpp
void damage_body(Draft& draft, std::string& body); // damage.cpp: what came before and behind it
std::string write_header(Draft& draft);            // header.cpp
// "PAGE 02        CAPE T  00097  01 OF 03  182017Z"
std::string page_mark(const Draft& draft, int page); // header.cpp
std::string write_head(Draft& draft); // head.cpp: classification line to Classified By
void lay_out(Draft& draft, const std::vector<Block>& blocks, std::string& body); // layout.cpp

// Appends the text as lines of at most `width` characters; words longer than that stand alone.
enum class EndOfLine : std::uint8_t { Plain, Blank };
void wrap(std::string& out, std::string_view text, std::size_t width, EndOfLine end);

// "C O N F I D E N T I A L"
std::string spaced(std::string_view word);
std::string_view level_word(Level level); // "CONFIDENTIAL"

} // namespace chancery::synth
