#pragma once
// Fictional cables of realistic shape, for demonstrations, tests and benchmarks: real posts, countries and tags; people,
// firms, events and words are invented. Shapes and their shares follow the format description (format 1 to 9).
//
//   const Generator generator({.seed = 1}, 251'287);
//   const SynthCable cable = generator.cable(7);        // any index, any order, any thread
//   write_file(cable.id + ".txt", as_text(cable));      // synth/forms.hpp
//
// cable(i) is a pure function of seed, count and index: the same bytes on every machine, as long as the program's word
// lists and reference tables are the same. Index order is the order of dates. The constructor plans all ids (24 bytes and
// some 200 ns a cable); counts up to kMaxCount are made, more is a UsageError.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace chancery::synth {

class Plan;

constexpr std::size_t kMaxCount = 10'000'000;
constexpr std::size_t kMaxCableBytes = 96 * 1024; // of header and body of every cable

// Whether cables carry the damage that real ones have (format 4 and 8): what a parser repairs or reports.
enum class WithDamage : std::uint8_t { No, Yes };

struct Options {
    std::uint64_t seed = 1;
    WithDamage damage = WithDamage::Yes;
};

enum class TextStyle : std::uint8_t { Teletype, Reflowed, SentenceCase };
enum class HeaderForm : std::uint8_t { Transmission, DateTimeGroup, Distribution, PartialExtract };

enum class Damage : std::uint8_t {
    AmpersandQuotes,    // &word8
    CommaApostrophe,    // don,t
    ParenthesisDash,    // a ) b
    AsteriskDash,       // a*b
    QuestionApostrophe, // Government?s
    SplitWord,          // hyphen at a line end
    SipdisInside,       // a SIPDIS line in a sentence
    RepeatedLine,       // a line again, with a Q in front
    PageLineRunIn,      // a page-break line inside a line of text
    ClassificationWord, // SS E C R E T
    MisspeltTag,        // MOPPS
    RunTogetherTags,    // EINVEFIN
    LostNumber,         // . (U)
    DamagedMark,        // 1. C)
    BrokenReason,       // REASO | NS
    OddOrder,           // E.O. 12598
    Truncated,          // ends in ...
    MissingClassification,
    LetterQuotes,   // QtextQ
    QuestionDash,   // a ? b
    Garble,         // ~97@5OQg in a word
    UnchangedLine,  // a line again, unchanged
    PageLineCut,    // a page-break line on two lines
    PageLineInHead, // a page-break line among the TAGS or citations
    PageMark,       // PAGE 02  CAPE T  00097 .. in the body
    PageMarkInAddresses,
    RepeatedHead,    // a later section begins with classification line, TAGS and SUBJECT again
    NumberInLine,    // a paragraph begins inside a line
    SpiltRow,        // a row of the dump, with the header, before the text
    NewspaperFields, // ID:, DESTINATION:, MISC: before the text
    SwappedBody,     // on pages: the body of another cable
    CaptionsOnLine,  // .. 000171 SIPDIS NOFORN
    OddHeader,       // starts with null or a classification word
    OddOrderLine,    // E.0., DNG:, TAGS on the line, ...
    OddTagsLabel,    // TABS:, TAG, none
    OddSubjectLabel, // UBJECT:, SUBJECT;
    MissingSubject,
    FieldsOnOneLine, // REF or Classified By on the line of the subject
    OddReasons,      // 1/4 (b), 1 .4 ( b)
    SqlText,
    CounterAtSigner, // KEITH1370
    Count
};
std::string_view damage_name(Damage damage);

struct SynthParagraph {
    std::string number; // as counted: "1", "2"; empty where the cable does not number
    std::string mark;   // "S/NF", empty without one
    std::string
        text; // as meant: without damage to its characters, or what was put between its lines
    friend bool operator==(const SynthParagraph&, const SynthParagraph&) = default;
};

struct SynthAddressee {
    std::string routing; // empty where the header has none
    std::string name;
    std::string precedence;
    std::string number;
    std::vector<std::string> exempt; // XMT
    friend bool operator==(const SynthAddressee&, const SynthAddressee&) = default;
};

struct SynthCitation {
    std::string label; // A
    std::string id;    // empty for what is no cable
    std::string kind;  // as Reference::kind
    std::string title;
    bool previous = false;
    bool notal = false;
    friend bool operator==(const SynthCitation&, const SynthCitation&) = default;
};

// What was put into a cable, for tests that compare a reader's understanding with it.
struct Truth {
    TextStyle style = TextStyle::Teletype;
    HeaderForm header_form = HeaderForm::Transmission;
    int sections = 1;
    // ---- header ----
    std::string
        transmission; // VZCZCXRO1234; empty with precedence, routing, station where there is none
    std::vector<std::string> routing;
    std::string station;
    std::string from; // as on the FM line; empty without one
    std::vector<SynthAddressee> to;
    std::vector<SynthAddressee> info;
    // ---- head ----
    std::vector<std::string> captions;  // each once
    std::vector<std::string> attention; // lines, joined by one blank where they wrap
    std::string eo;                     // "12958" as printed; empty if there is no such line
    std::string declassify_on;          // "2018-02-27"; empty for N/A
    std::string event;                  // "CLOSURE OF POST" or a code: OADR, MR, GDS
    std::vector<std::string> tags;      // as meant, each once, in order; phrases and persons too
    std::string subject;                // as printed, with its mark
    std::vector<SynthCitation> citations;
    std::vector<std::string> references; // ids of the cables among them
    std::size_t dangling = 0;            // how many of these are not in the run
    std::string classified_by;           // the name; empty without the line
    std::string classifier_title;
    std::string section; // "1.4"
    std::string reasons; // "bd"
    // ---- text ----
    std::vector<std::string>
        headings; // none if they stand without dashes: only a guess can tell them
    std::vector<SynthParagraph> paragraphs;
    std::string summary; // of a paragraph that runs on behind the word; without that word
    std::string
        removed; // the run that stands for names: XXXXXXXXXXXX; empty if none were taken out
    std::vector<std::string> signers;
    std::vector<std::string> end_marks;
    std::vector<Damage> damages; // each kind once, in the order of the enumeration
    bool has(Damage damage) const;
};

struct SynthCable {
    std::size_t index = 0;
    std::string id;
    Instant created;
    Instant released;
    std::string origin;
    int origin_number = 0; // of its pages
    std::string classification;
    std::string subject; // whole, lines joined
    std::string header;  // lines end in LF, the last one in nothing
    std::string body;
    std::string page_body; // what stands on pages instead of the body (SwappedBody); else empty
    bool latin1 = false;   // its text file is ISO 8859-1 with CRLF
    Truth truth;
};

class Generator {
public:
    Generator(Options options, std::size_t count);
    ~Generator();
    Generator(Generator&&) noexcept;
    Generator& operator=(Generator&&) noexcept;
    Generator(const Generator&) = delete;
    Generator& operator=(const Generator&) = delete;

    std::size_t count() const;
    std::string id(std::size_t index) const;
    SynthCable cable(std::size_t index) const; // index below count()

private:
    enum class Swap : std::uint8_t { No, Maybe };
    SynthCable make(std::size_t index, Swap swap) const;

    Options options_;
    std::unique_ptr<const Plan> plan_;
};

} // namespace chancery::synth
