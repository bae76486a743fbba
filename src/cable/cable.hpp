#pragma once
// A cable as it was understood: values only. Made by parse::parse_cable, kept as JSON
// (cable_json.hpp) in editions, shown by view.
//
// Texts are UTF-8 with LF line ends. An empty string means that the cable does not have the thing.
// A place is a range of bytes in `header` or `body`, whichever its Part says; offsets in a list
// without a Part of its own count in the body.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace chancery {

struct Span {
    std::uint32_t from = 0;
    std::uint32_t to = 0; // one past the end
    bool empty() const { return from == to; }
    auto operator<=>(const Span&) const = default;
};

enum class Part : std::uint8_t { Header, Body };

struct Classification {
    std::string printed;  // as on the classification line: "C O N F I D E N T I A L", "UNCLAS"
    std::string level;    // unclassified, confidential, secret, ... (reference/classifications.csv)
    std::string handling; // FOUO, NOFORN, ... or empty
    std::string label;    // UNCLASSIFIED//FOR OFFICIAL USE ONLY: what listings show
    bool operator==(const Classification&) const = default;
};

struct Transmission {
    std::string id;                      // VZCZCXYZ0013
    std::vector<std::string> precedence; // R; O and R
    std::vector<std::string> routing;    // RUEHWEB
    std::string station;                 // RUEHGT
    std::string serial;                  // 0242
    std::string security;                // ZNR UUUUU ZZH
    bool operator==(const Transmission&) const = default;
};

struct Addressee {
    std::string routing;     // RUEHC
    std::string name;        // SECSTATE WASHDC
    std::string precedence;  // IMMEDIATE, PRIORITY
    std::string number;      // 4858
    bool collective = false; // a list of posts: EC COLLECTIVE
    std::vector<std::string> exempt =
        {}; // who of the collective did not get it: AMCONSUL JOHANNESBURG
    bool operator==(const Addressee&) const = default;
};

struct ExecutiveOrder {
    std::string order;         // 12958
    std::string declassify_on; // YYYY-MM-DD
    std::string event;         // "CLOSURE OF ICTY"
    std::string exemption;     // OADR, MR, X1, 25X1, GDS: a code of reference/eo_exemptions.csv
    std::string text;          // what stands behind the number, as printed
    bool operator==(const ExecutiveOrder&) const = default;
};

struct Tag {
    std::string printed;
    std::string tag;     // normalised; the printed form in capitals where nothing better is known
    std::string kind;    // subject, program, organization, geopolitical, person, other, or empty
    std::string meaning; // empty where it is not known
    std::string confidence; // of the normalisation: high, medium, low, unknown
    Span at;
    bool operator==(const Tag&) const = default;
};

struct Reference {
    std::string label;         // A
    std::string text;          // GUATEMALA 100
    std::string id;            // 08GUATEMALA100, or empty
    std::string kind;          // cable, e-mail, memo, telcon, report, other
    std::string title;         // what stands behind it in brackets: TRILATERAL POLICY PLANNING
    bool previous = false;     // "and previous": those before it are meant too
    bool notal = false;        // not to all addressees of this cable
    bool year_guessed = false; // no year was given, and the cable's own cannot be right
    Span at;
    bool operator==(const Reference&) const = default;
};

struct ClassifiedBy {
    std::string text;
    std::string name;
    std::string title;
    std::vector<std::string> reasons; // 1.4(b)
    bool operator==(const ClassifiedBy&) const = default;
};

// A lettered part of a paragraph: "a. ..", "(b) ..".
struct Item {
    std::string anchor; // par4-a
    std::string label;  // a
    Span at;            // to the next item or the end of the paragraph
    bool operator==(const Item&) const = default;
};

struct Paragraph {
    std::string anchor;  // par4: unique in the cable, stable
    std::string number;  // as printed, without dot: "4"; restored where it was lost; empty where
                         // there never was one
    std::string mark;    // portion mark without brackets: SBU, S/NF
    std::string heading; // the heading it stands under
    std::string text;    // repaired, without number and mark; lines as sent
    Span at;             // from the number (or mark) to the end of its last line
    std::vector<Item> items = {};
    bool operator==(const Paragraph&) const = default;
};

struct Heading {
    std::string text;
    Span at; // the heading's lines and the dashes under (and over) it
    bool operator==(const Heading&) const = default;
};

// What was taken out of the text before we received it: XXXXXXXXXXXX, [NAME REMOVED].
struct Removal {
    std::string text; // what stands there instead
    Span at;
    bool operator==(const Removal&) const = default;
};

// Something in the original that could not be read, or was read with doubt.
struct Finding {
    std::string kind; // a name of parse/finding_kinds.hpp
    Part part = Part::Body;
    Span at;
    std::string detail;
    bool operator==(const Finding&) const = default;
};

// body[at] == was; the repaired reading has `now` there. In order, without overlap.
struct Repair {
    std::string rule;
    Span at;
    std::string was;
    std::string now;
    bool operator==(const Repair&) const = default;
};

// What a source says of a cable beside its text: the table of a mirror page, the columns of a dump.
struct Given {
    std::string id;
    std::optional<Instant> created;
    std::optional<Instant> released;
    std::string classification; // label
    std::string origin;
    std::string subject;
    bool minutes_unknown =
        false; // the 2010 layout prints the hour again where the minutes should be (format 9)
    bool operator==(const Given&) const = default;
};

struct Cable {
    std::string id;         // canonical reference id, or empty
    std::string printed_id; // GUATEMALA 000242
    std::optional<Instant> created;
    std::optional<Instant> released;
    std::string origin;
    Classification classification;
    std::vector<std::string> captions;
    Transmission transmission;
    std::string from;
    std::vector<Addressee> to;
    std::vector<Addressee> info;
    std::vector<std::string> attention;
    ExecutiveOrder eo;
    std::vector<Tag> tags;
    std::string subject;
    std::string title;          // the subject as a headline: "G-TIP Discusses Trafficking"
    std::string reference_text; // the REF lines as printed, joined
    std::vector<Reference> references;
    ClassifiedBy classified_by;
    std::string summary;
    std::string comment;
    std::vector<std::string> signature;
    std::vector<std::string> end_marks; // NNNN, END CABLE TEXT
    int sections = 1;
    std::vector<Heading> headings;
    std::vector<Paragraph> paragraphs;
    std::string header; // as sent
    std::string body;   // as sent
    std::vector<Removal> removed;
    std::vector<Finding> findings;
    std::vector<Repair> repairs;
    Span tags_at;    // the TAGS lines in the body, with their label; empty if there are none
    Span subject_at; // likewise SUBJECT
    Span eo_at;      // the E.O. line
    Span classified_by_at;
    std::vector<Span> references_at; // the REF lines; a head may have several blocks of them
    Span head_at; // from the classification line to the last line before the text begins
    Span summary_at;
    std::vector<Span> comment_at; // a text may hold several comments
    bool operator==(const Cable&) const = default;
};

// The body with its repairs applied.
std::string repaired_body(const Cable& cable);

} // namespace chancery
