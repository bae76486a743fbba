#pragma once
// A cable, or one paragraph of it, as it is cited: what every form of a citation is made of, and the
// two ready texts. The files are in formats.hpp.
//
//   const Citation citation = cite_cable(cable, settings, "/cable/2008/02/08LINDEN242.html");
//   chicago(citation)
//     Embassy Linden to Secretary of State, “Harbour Master Counts the Boats,” cable 08LINDEN242,
//     February 27, 2008, The Linden Papers, https://linden.example/cable/2008/02/08LINDEN242.html.
//   national_archives(citation)
//     Embassy Linden to Secretary of State, Telegram 242, February 27, 2008, 08LINDEN242, The Linden
//     Papers, online at https://linden.example/cable/2008/02/08LINDEN242.html.
//
// Made from a released view, the edition's settings and the page's address, and from nothing else: no
// clock, so that an answer is the same each time. Who needs the day of access adds it.
//
// The first is a note of the Chicago Manual of Style (17th edition, 14.221 to 14.231: unpublished
// documents begin with who wrote to whom), the second has the parts and the order that the National
// Archives ask for ("Citing Foreign Affairs Records"): from, to, kind and number, date, file, where it
// is, and that it was read online. No record group is named: an edition does not know whether the
// National Archives hold the cable.
//
// Every text in a Citation is one_line(); what is not known is empty and left out. Pure; any thread.
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "cable/cable.hpp"
#include "cite/quotation.hpp"
#include "edition/settings.hpp"

namespace chancery::cite {

struct Citation {
    std::string id;     // 08LINDEN242
    std::string number; // 242
    std::string title;  // never empty: a cable without subject is "Cable 08LINDEN242"
    bool has_subject = true;
    std::string from; // Embassy Linden
    std::string to;   // Secretary of State: the first that it is addressed to
    std::optional<Instant> created;
    std::optional<Instant> released;
    std::string archive;  // The Linden Papers
    std::string home;     // https://linden.example; empty if the settings have none
    std::string url;      // of the page, or of the page with the quotation; empty likewise
    std::string language; // en
    std::string anchor;   // par4; empty: the whole cable
    std::string place;    // para. 4; unnumbered para. 2
    std::string note;     // what became of the paragraph, as a sentence
};

Citation cite_cable(const Cable& cable, const edition::Settings& settings,
                    std::string_view page_path);
// Of a quotation that reads otherwise now, or is gone, `note` says so, and the address stays that of
// the quotation.
Citation cite_quotation(const Cable& cable, const edition::Settings& settings,
                        std::string_view page_path, const Quotation& quotation);

std::string chicago(const Citation& citation);
std::string national_archives(const Citation& citation);

// "para. 4", "unnumbered para. 2", "para. 4 (par4-2)" where a number is there twice.
std::string place_of(const Paragraph& paragraph);
// "/cable/2008/02/08LINDEN242.html?quote=par4-1a2b3c4d#par4"
std::string quotation_path(std::string_view page_path, const Quotation& quotation);

} // namespace chancery::cite
