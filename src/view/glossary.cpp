#include "view/glossary.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "cable/reference_data.hpp"
#include "view/explain.hpp"

namespace chancery::view {

namespace {

void begin_list(Html& out, std::string_view heading)
{
    out.add({"<h2 id=\"", slug(heading), "\">", heading, "</h2>\n<dl class=\"terms\">\n"});
}

void add_term(Html& out, std::string_view term, std::string_view meaning)
{
    if (!meaning.empty()) {
        out.add({"<dt>", term, "</dt><dd>", meaning, "</dd>\n"});
    }
}

Html terms_of_kind(std::string_view heading, const std::vector<Term>& terms, std::string_view kind)
{
    Html out;
    begin_list(out, heading);
    for (const Term& term : terms) {
        if (term.kind == kind) {
            add_term(out, term.term, term.meaning);
        }
    }
    out.add({"</dl>\n"});
    return out;
}

Html level_list()
{
    Html out;
    begin_list(out, "Levels");
    for (const std::string_view level : {"unclassified", "confidential", "secret", "top secret"}) {
        add_term(out, upper(level), level_meaning(level));
    }
    out.add({"</dl>\n"});
    return out;
}

Html mark_list()
{
    Html out;
    begin_list(out, "Portion marks");
    for (const std::string_view mark : {"U", "SBU", "U//FOUO", "LOU", "C", "C/NF", "S", "S/NF",
                                        "S//FGI//NF", "S/REL NATO", "C - ENTIRE TEXT", "TS"}) {
        add_term(out, '(' + std::string(mark) + ')', mark_meaning(mark));
    }
    out.add({"</dl>\n"});
    return out;
}

Html caption_list()
{
    Html out;
    begin_list(out, "Captions");
    for (const CaptionInfo& caption : reference_data().captions()) {
        add_term(out, caption.caption, caption.meaning);
    }
    out.add({"</dl>\n"});
    return out;
}

Html header_lists()
{
    const auto& terms = reference_data().precedences();
    Html out;
    out.add({terms_of_kind("Words behind an addressee", terms, "precedence word"),
             terms_of_kind("Words of the header", terms, "header"),
             terms_of_kind("Operating signals", terms, "operating signal"),
             terms_of_kind("Security warnings", terms, "security warning"),
             terms_of_kind("Parts of a cable", terms, "term")});
    return out;
}

struct TagKind {
    std::string_view name;
    std::string_view meaning;
};
constexpr std::array kTagKinds = {
    TagKind{"Subject", "Four letters, such as PHUM; the first names the field"},
    TagKind{"Program", "Starts with K: a matter that is followed for a time"},
    TagKind{"Organization", "A body such as the United Nations (UN)"},
    TagKind{"Country or area", "Two letters, the senders’ own; not those of the Internet"},
    TagKind{"Person", "A name, last name first"}};

Html tag_kind_list()
{
    Html out;
    begin_list(out, "Kinds of tags");
    for (const TagKind& kind : kTagKinds) {
        add_term(out, kind.name, kind.meaning);
    }
    out.add({"</dl>\n<p><a href=\"/tag/\">All tags of this archive and what they mean</a></p>\n"});
    return out;
}

// ---- acronyms ----

constexpr std::string_view kAll = "all";

char letter_of(const Term& term)
{
    return term.term.empty() ? '\0' : to_lower(term.term.front());
}

std::string acronym_words(const Term& term)
{
    const std::string words = replace_all(term.meaning, "; ", "; or ");
    return term.confidence == Confidence::Low ? "perhaps: " + words : words;
}

std::vector<const Term*> acronyms_of(std::string_view name)
{
    std::vector<const Term*> terms;
    for (const Term& term : reference_data().acronyms()) {
        if (!term.meaning.empty() && (name == kAll || letter_of(term) == name.front())) {
            terms.push_back(&term);
        }
    }
    std::ranges::sort(terms, [](const Term* a, const Term* b) {
        return std::pair(upper(a->term), a->term) < std::pair(upper(b->term), b->term);
    });
    return terms;
}

Html letters(std::string_view current)
{
    Html out;
    out.add({"<nav class=\"letters\" aria-label=\"Acronyms\">\n"});
    for (char letter = 'a'; letter <= 'z'; ++letter) {
        const std::string name(1, letter);
        if (acronyms_of(name).empty()) {
            continue;
        }
        out.add({"<a href=\"/help/glossary-", name, ".html\""});
        if (name == current) {
            out.add({" aria-current=\"page\""});
        }
        out.add({">", upper(name), "</a>\n"});
    }
    out.add({"<a href=\"/help/glossary-all.html\""});
    if (current == kAll) {
        out.add({" aria-current=\"page\""});
    }
    out.add({">All on one page</a>\n</nav>\n"});
    return out;
}

} // namespace

Html classification_lists()
{
    const auto& terms = reference_data().exemptions();
    Html out;
    out.add({terms_of_kind("Reasons", terms, "reason"), terms_of_kind("The orders", terms, "order"),
             terms_of_kind("Exemptions from declassification after ten years", terms,
                           "ten-year exemption"),
             terms_of_kind("Exemptions from automatic declassification", terms,
                           "automatic declassification exemption"),
             terms_of_kind("Other words on the E.O. line", terms, "instruction")});
    return out;
}

Html caption_lists()
{
    Html out;
    out.add({level_list(), mark_list(), caption_list()});
    return out;
}

Html precedence_list()
{
    return terms_of_kind("Precedence", reference_data().precedences(), "precedence");
}

Html glossary_lists()
{
    Html out;
    out.add({"<h2 id=\"acronyms\">Acronyms</h2>\n", letters(""), caption_lists(),
             classification_lists(), tag_kind_list(), precedence_list(), header_lists()});
    return out;
}

std::optional<GlossaryPage> acronym_page(std::string_view name)
{
    const bool is_letter = name.size() == 1 && is_lower(name.front());
    const std::vector<const Term*> terms =
        is_letter || name == kAll ? acronyms_of(name) : std::vector<const Term*>();
    if (terms.empty()) {
        return std::nullopt;
    }
    GlossaryPage page{is_letter ? "Acronyms: " + upper(name) : "Acronyms", {}};
    page.content.add({letters(name), "<dl class=\"terms\">\n"});
    for (const Term* term : terms) {
        add_term(page.content, term->term, acronym_words(*term));
    }
    page.content.add({"</dl>\n"});
    return page;
}

} // namespace chancery::view
