#pragma once
// Takes out of a text what the public must not see, before anything else is made of it.
//
//   const auto rules = RuleSet::of(redactions, refusals);      // shared by all threads
//   Redactor redactor(rules);                                  // one per thread
//   Redacted done = redactor.read("08LINDEN242", text, given); // done.cable is what may be released
//
// Safe by construction: what a released view has, it has from a text in which the marks stand already, so
// subject, summary, header, index and counts cannot know better. A name is looked for in header and body
// as sent, in the body as it is repaired (so it is found across a page break or a damaged quote) and in
// what the source says beside the text. Then all strings of the parsed result are looked through again;
// RedactionError says where a name still stands (the cable's own reference id, say): it cannot be released.
//
// What the editor refused (a namesake) stays: a refusal names a redaction, a cable and a place by the
// letters around it. Time is linear in the text for any number of names, and once more for each pattern.
#include <cstdint>
#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"
#include "parse/parse.hpp"
#include "redact/matcher.hpp"
#include "redact/redaction.hpp"

namespace chancery::redact {

struct RedactionError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// An effect that the editor does not want.
struct Refusal {
    std::int64_t redaction = 0;
    std::string cable;
    std::string place; // Effect::place
    auto operator<=>(const Refusal&) const = default;
};

// One place where a redaction takes something out of a cable.
struct Effect {
    const Redaction* redaction = nullptr; // of the RuleSet
    Part part = Part::Body;
    std::vector<Span>
        pieces;         // as sent; several where a page break lies between. Empty: beside the text
    std::string place;  // names it by the letters around: 16 hexadecimal digits
    std::string before; // the text around it, in one line
    std::string taken;
    std::string after;
    bool refused = false;
};

struct Redacted {
    Cable cable;
    std::vector<Effect> effects; // in the text before, in order; refused ones too
    // Names what was done: the same for the same text after it. Empty if nothing was taken out.
    std::string fingerprint;
};

class RuleSet {
public:
    // UsageError for a redaction with problem_with().
    static std::shared_ptr<const RuleSet> of(std::vector<Redaction> redactions,
                                             std::vector<Refusal> refusals = {});
    ~RuleSet();
    RuleSet(const RuleSet&) = delete;
    RuleSet& operator=(const RuleSet&) = delete;
    RuleSet(RuleSet&&) = delete;
    RuleSet& operator=(RuleSet&&) = delete;

    bool empty() const { return redactions_.empty(); }
    const std::vector<Redaction>& redactions() const { return redactions_; }
    bool applies(std::uint32_t redaction, std::string_view cable) const;
    bool is_refused_in(std::uint32_t redaction, std::string_view cable) const; // somewhere
    bool is_refused(std::int64_t number) const;                                // in any cable

private:
    friend class Redactor;
    struct Patterns;
    RuleSet();
    std::vector<Redaction> redactions_;
    std::vector<std::set<std::string, std::less<>>> cables_; // of each redaction
    std::vector<std::uint32_t> of_paragraphs_;               // those of Kind::Paragraph
    std::set<Refusal> refusals_;
    std::shared_ptr<const NameSet>
        names_; // numbers as in redactions_; others than Text find nothing
    std::unique_ptr<Patterns> patterns_;
};

// A redacted text that is found somewhere.
struct Leak {
    const Redaction* redaction = nullptr;
    Span at; // in the text that was given
};

class Redactor {
public:
    explicit Redactor(std::shared_ptr<const RuleSet> rules);
    const std::shared_ptr<const RuleSet>& rules() const { return rules_; }

    Redacted read(const std::string& cable, parse::CableText text, Given given);

    // A text that is no cable's, with marks where a rule for all cables, or for one of these, finds something. What was
    // refused in a cable is not refused here.
    struct Marked {
        std::string text;
        std::size_t marks = 0;
        const Redaction* first = nullptr; // of those that found something
    };
    Marked mark(std::string_view text, const std::vector<std::string>& cables);
    // The places that mark() marks, for an editor to look at.
    std::vector<Effect> effects_in(std::string_view text, const std::vector<std::string>& cables);

    // Looks for names and patterns of all rules, wherever they apply, in any text.
    std::vector<Leak> find(std::string_view text);
    // In all strings of a released view, with the rules that apply to its cable and of which the editor refused nothing
    // there. A line for each, which names the redaction by its number and not by its text.
    std::vector<std::string> leaks_in_view(const std::string& cable, const Cable& view);

private:
    struct Found {
        std::uint32_t redaction = 0;
        Span at;
    };
    std::vector<Found> find_all(std::string_view text);
    std::vector<Found> find_for(std::string_view text, const std::vector<std::string>& cables);
    void add_names(std::vector<Effect>& effects, const std::string& cable, const Cable& as_sent,
                   const Given& given);
    void add(std::vector<Effect>& effects, const std::string& cable, std::string_view text,
             const Found& found, Part part, std::vector<Span> pieces);
    void add_repeats(std::vector<Effect>& effects, const Cable& as_sent);
    void add_found(std::string_view wanted, std::string_view body, Span part,
                   std::vector<Span>& found);
    void add_paragraphs(std::vector<Effect>& effects, const std::string& cable,
                        const Cable& as_sent);
    std::string masked(const std::string& cable, const std::string& text);
    std::string letters_of(std::string_view text);

    std::shared_ptr<const RuleSet> rules_;
    NameFinder names_;
    LetterReader reader_;
    Letters around_;
};

} // namespace chancery::redact
