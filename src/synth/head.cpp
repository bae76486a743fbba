// The head of a body: classification line, captions, attention lines, E.O., TAGS, SUBJECT, REF, Classified By (format 2, 3).
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "synth/draft.hpp"
#include "synth/names.hpp"

namespace chancery::synth {
namespace {

constexpr std::string_view kWeekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                          "Thursday", "Friday", "Saturday"};

class Head {
public:
    explicit Head(Draft& draft) : draft_(draft), random_(draft.random), truth_(draft.cable.truth)
    {
        newspaper_ = draft.style() == TextStyle::Reflowed && random_.chance(800);
        speaking_ = draft.style() == TextStyle::SentenceCase;
    }

    std::string write()
    {
        weekday_line();
        classification_line();
        captions();
        attention();
        order_line();
        tags();
        subject();
        if (draft_.rarely(6)) {
            classified_by();
            references();
        } else {
            references();
            classified_by();
        }
        if (!open_line_.empty()) {
            lines(take_open_line()); // neither REF nor Classified By came
            gap();
        }
        // A text without numbers is told from the head by a blank line only.
        const auto& paragraphs = truth_.paragraphs;
        if (newspaper_ && (paragraphs.empty() || paragraphs.front().number.empty())) {
            blank();
        }
        if (draft_.page_marks && draft_.quirk(Damage::RepeatedHead, 500)) {
            draft_.second_head = out_;
        }
        return std::move(out_);
    }

private:
    void line(std::string_view text)
    {
        std::string shown(text);
        if (speaking_) {
            shown = lower(shown);
            if (!shown.empty()) {
                shown[0] = to_upper(shown[0]);
            }
        }
        out_.append(shown).append(draft_.spare_blank || newspaper_ ? " \n" : "\n");
    }
    void blank() { out_ += draft_.spare_blank ? " \n" : "\n"; }
    void gap()
    {
        if (!newspaper_) {
            blank();
        }
    }

    // Newspapers put the day above: 119 of 532.
    void weekday_line()
    {
        if (newspaper_ && random_.chance(270)) {
            const Instant created = draft_.cable.created;
            const auto days =
                std::chrono::floor<std::chrono::days>(created).time_since_epoch().count();
            const Civil& t = draft_.when;
            out_ +=
                fmt::format("{}, {:02} {} {}, {:02}:{:02}\n", kWeekdays[(days % 7 + 11) % 7], t.day,
                            Grammar::get().list("month")[t.month - 1], t.year, t.hour, t.minute);
        }
    }

    std::string classification_word()
    {
        if (draft_.level == Level::Unclassified) {
            return random_.chance(draft_.old_forms ? 300 : 20) ? "UNCLASSIFIED" : "UNCLAS";
        }
        const std::string_view word = level_word(draft_.level);
        return random_.chance(8) ? std::string(word) : spaced(word);
    }

    std::string damaged_word(const std::string& word)
    {
        if (!draft_.damage(Damage::ClassificationWord, 13)) {
            return word;
        }
        switch (random_.below(3)) {
        case 0:
            return word.substr(0, 1) + word; // SS E C R E T
        case 1:
            return word.substr(word[1] == ' ' ? 2 : 1); // E C R E T
        default:
            return word[1] == ' ' ? word.substr(0, 1) + word.substr(2) : word; // SE C R E T
        }
    }

    void classification_line()
    {
        const std::string word = damaged_word(classification_word());
        if (!draft_.old_forms && draft_.damage(Damage::MissingClassification, 5)) {
            return;
        }
        std::string text = word;
        if (truth_.sections > 1) {
            text += draft_.old_forms && draft_.when.year < 1980
                        ? fmt::format(" SECTION 1 OF {}", truth_.sections)
                        : fmt::format(" SECTION 01 {} {:02}", random_.chance(20) ? "of" : "OF",
                                      truth_.sections);
        }
        text += ' ';
        text += draft_.post.name;
        text += draft_.page_marks  ? fmt::format(" {:05}", draft_.serial)
                : draft_.old_forms ? fmt::format(" {}", draft_.serial)
                                   : fmt::format(" {:06}", draft_.serial);
        if (draft_.when.year >= 2000 && draft_.quirk(Damage::CaptionsOnLine, 2)) {
            truth_.captions = {"SIPDIS"};
            text += " SIPDIS";
            if (draft_.noforn) {
                truth_.captions.emplace_back("NOFORN");
                text += " NOFORN";
            }
        }
        line(text);
    }

    void caption(std::string_view name)
    {
        line(name);
        if (std::find(truth_.captions.begin(), truth_.captions.end(), name) ==
            truth_.captions.end()) {
            truth_.captions.emplace_back(name);
        }
    }

    void captions()
    {
        gap();
        if (!truth_.captions.empty()) {
            return; // they stood on the classification line
        }
        const int year = draft_.when.year;
        // Where the line is missing, the text begins at SIPDIS.
        const bool missing = truth_.has(Damage::MissingClassification);
        const bool sipdis = (year >= 2000 && random_.chance(940)) || missing;
        const bool twice = sipdis && year >= 2005 && year <= 2008 && random_.chance(420);
        if (year < 1996) {
            if (random_.chance(300)) {
                caption(random_.chance(500) ? "LIMDIS" : "EXDIS");
            }
            return;
        }
        if (twice || missing) {
            caption("SIPDIS");
            gap();
        }
        if (draft_.noforn) {
            caption("NOFORN");
        }
        if (draft_.sensitive) {
            caption(random_.chance(980) ? "SENSITIVE" : "SENSITIVE BUT UNCLASSIFIED");
        }
        if (sipdis && !missing) {
            caption("SIPDIS");
        }
        if (random_.chance(26)) {
            gap();
            line("C O R R E C T E D  C O P Y (PARAGRAPH MARKINGS ADDED)");
        }
        gap();
    }

    void attention()
    {
        if (draft_.old_forms || !random_.chance(450)) {
            return;
        }
        static constexpr std::string_view kStarts[] = {"STATE FOR {}",
                                                       "STATE FOR {}",
                                                       "DEPT FOR {}",
                                                       "DEPARTMENT FOR {}",
                                                       "NSC FOR {}",
                                                       "TREASURY FOR {}",
                                                       "STATE PASS TO USTR/{}",
                                                       "DEPT PASS TO {}",
                                                       "PLEASE PASS TO {}",
                                                       "FOR {}",
                                                       "COMMERCE FOR {}",
                                                       "DEPARTMENT PASS USAID FOR {}",
                                                       "ENERGY FOR {}",
                                                       "JUSTICE FOR {}",
                                                       "USDA FOR FAS/{}"};
        for (unsigned i = 1 + random_.below(3); i > 0; --i) {
            std::string text = fmt::format(fmt::runtime(random_.pick(kStarts)), office());
            while (random_.chance(450)) {
                text += ", " + office();
            }
            truth_.attention.push_back(text);
            lines(text);
        }
        gap();
    }

    std::string office()
    {
        static constexpr std::string_view kOffices[] = {
            "EUR/WE",  "EUR/ERA",   "EAP/MTS", "WHA/CEN", "WHA/BSC", "AF/W",
            "AF/E",    "NEA/ARP",   "NEA/I",   "SCA/CEN", "EB/TPP",  "EEB/ESC",
            "INL",     "DRL/ILCSR", "OES/EGC", "ISN/RA",  "PM/ISO",  "IO/UNP",
            "G/TIP",   "INR/B",     "CA/VO",   "S/CT",    "L/LEI",   "DS/ITA",
            "PRM/AFR", "EUR/CARC",  "SCA/INS", "AF/C",    "EAP/CM",  "NEA/MAG"};
        std::string text(random_.pick(kOffices));
        if (random_.chance(350)) {
            text += " - " + upper(signer_name(random_.skewed(6, 16)));
        }
        return text;
    }

    // ---- E.O. --------------------------------------------------------------------------------------------------------
    void order_line()
    {
        truth_.eo = draft_.when.year >= 1996   ? "12958"
                    : draft_.when.year >= 1982 ? "12356"
                    : draft_.when.year >= 1979 ? "12065"
                                               : "11652";
        if (draft_.when.year < 1972) {
            truth_.eo.clear();
            return;
        }
        if (draft_.old_forms) {
            line(fmt::format("E.O. {}: {}", truth_.eo, old_mark()));
            return;
        }
        if (draft_.damage(Damage::OddOrder, 4)) {
            truth_.eo = random_.chance(500) ? "12598" : "19528";
        }
        const std::string text = draft_.classified() ? classified_order() : unclassified_order();
        if (!newspaper_ && draft_.quirk(Damage::OddOrderLine, 9)) {
            open_line_ = text + " "; // TAGS follow on the line
        } else {
            lines_as_they_are(text);
        }
    }

    void lines_as_they_are(std::string_view text)
    {
        for (const std::string_view part : split(text, '\n')) {
            line(part);
        }
    }

    std::string old_mark()
    {
        if (!draft_.classified()) {
            return "N/A";
        }
        if (draft_.when.year >= 1982) {
            truth_.event = "OADR";
            return draft_.rarely(300) ? "DECL:OADR" : "DECL: OADR";
        }
        truth_.event = draft_.rarely(200) ? "XGDS" : "GDS";
        if (truth_.event == "GDS" && draft_.rarely(300)) {
            const int year = draft_.when.year + 6;
            const unsigned day = std::min(draft_.when.day, 28U);
            truth_.declassify_on = fmt::format("{}-{:02}-{:02}", year, draft_.when.month, day);
            return fmt::format("GDS {}/{}/{:02} ({}, {} B.) OR-P", draft_.when.month, day,
                               year % 100, upper(signer_name(draft_.quirks.below(5000))),
                               upper(given_name(0, draft_.quirks.below(5000))));
        }
        return truth_.event;
    }

    std::string unclassified_order()
    {
        return newspaper_
                   ? fmt::format("EO {} N/A", truth_.eo)
                   : fmt::format("E.O. {}: {}", truth_.eo, random_.chance(900) ? "N/A" : "n/a");
    }

    std::string classified_order()
    {
        static constexpr std::string_view kOddForms[] = {
            "E.0. {0}: DECL: {1}",   "E. O. {0}: DECL: {1}", "E.O.{0}: DECL:{1}",
            "E.O. {0}: DNG: CO {1}", "E.O. {0}: DECLl: {1}", "E.O. {0}: Declassify on {1}",
            "E.O. {0} {1}",          "E.O. {0}: DECL:\n{1}", "E.O. {0} DECL: {1}",
            "E.O. {0}: DECL:  {1}"};
        static constexpr std::string_view kEvents[] = {"MR",
                                                       "OADR",
                                                       "CLOSURE OF POST",
                                                       "DEPARTURE OF THE DELEGATION",
                                                       "END OF THE MANDATE OF THE COMMISSION",
                                                       "UPON SIGNATURE OF THE AGREEMENT"};
        if (!newspaper_ && draft_.rarely(12)) {
            truth_.event = draft_.quirks.pick(kEvents);
            return fmt::format("E.O. {}: DECL: {}", truth_.eo, truth_.event);
        }
        const std::string date = declassify_on();
        if (!newspaper_ && draft_.quirk(Damage::OddOrderLine, 15)) {
            return fmt::format(fmt::runtime(draft_.quirks.pick(kOddForms)), truth_.eo, date);
        }
        return newspaper_            ? fmt::format("EO {} DECL: {}", truth_.eo, date)
               : random_.chance(980) ? fmt::format("E.O. {}: DECL: {}", truth_.eo, date)
                                     : fmt::format("E.O. {}: {}", truth_.eo, date);
    }

    std::string declassify_on()
    {
        static constexpr int kYears[] = {10, 10, 10, 10, 10, 10, 5, 15, 20, 25};
        Civil day = draft_.when;
        day.year += random_.pick(kYears);
        day.day = std::min(day.day, 28U);
        truth_.declassify_on = fmt::format("{}-{:02}-{:02}", day.year, day.month, day.day);
        if (draft_.rarely(2)) {
            return truth_.declassify_on;
        }
        if (draft_.rarely(30)) {
            return fmt::format("{}/{}/{}", day.month, day.day, day.year);
        }
        const unsigned form = random_.below(1000);
        return form < 55   ? fmt::format("{}/{:02}/{:02}", day.year, day.month, day.day)
               : form < 62 ? fmt::format("{:02}/{:02}/{:02}", day.month, day.day, day.year % 100)
                           : fmt::format("{:02}/{:02}/{}", day.month, day.day, day.year);
    }

    // ---- TAGS --------------------------------------------------------------------------------------------------------
    void add_tag(std::string_view tag)
    {
        if (!tag.empty() &&
            std::find(truth_.tags.begin(), truth_.tags.end(), tag) == truth_.tags.end()) {
            truth_.tags.emplace_back(tag);
        }
    }

    void choose_tags()
    {
        const Grammar& grammar = Grammar::get();
        const auto& main = grammar.list("tags@" + grammar.theme(draft_.scene.theme));
        const auto& second = grammar.list("tags@" + grammar.theme(draft_.scene.second_theme));
        add_tag(main[0]);
        for (unsigned i = random_.below(4); i > 0; --i) {
            add_tag(main[random_.below(main.size())]);
        }
        if (random_.chance(600)) {
            add_tag(random_.chance(500) ? "PREL" : "PGOV");
        }
        for (unsigned i = random_.below(3); i > 0; --i) {
            add_tag(second[random_.below(second.size())]);
        }
        if (random_.chance(250)) {
            add_tag(random_.pick(std::span(reference().programs)));
        }
        if (random_.chance(60)) {
            add_tag(random_.pick(std::span(reference().organizations)));
        }
        add_country_tags();
    }

    void add_country_tags()
    {
        const auto& posts = reference().posts;
        for (const Post& post : posts) {
            if (post.country == draft_.scene.country) {
                add_tag(post.tag);
                break;
            }
        }
        while (random_.chance(220)) {
            add_tag(posts[random_.below(posts.size())].tag);
        }
    }

    static std::string misspelt(std::string_view tag)
    {
        static constexpr std::pair<std::string_view, std::string_view> kSlips[] = {
            {"MOPS", "MOPPS"}, {"PGOV", "POGOV"}, {"KNNP", "KNPP"},
            {"ETRD", "ERTD"},  {"ENRG", "ENGR"},  {"PREL", "PREK"}};
        for (const auto& [right, wrong] : kSlips) {
            if (right == tag) {
                return std::string(wrong);
            }
        }
        return {};
    }

    // Words that are in no list (21 cables) and travellers (6).
    void add_phrase_or_person()
    {
        static constexpr std::string_view kPhrases[] = {
            "COUNTER TERRORISM", "NATIONAL ELECTIONS", "ORGANIZED CRIME",
            "HUMAN RIGHTS",      "BORDER SECURITY",    "Regional COOPERATION"};
        if (draft_.rarely(5)) {
            add_tag("OVIP");
            person_ = truth_.tags.size();
            truth_.tags.push_back(fmt::format("{}, {} {}.",
                                              upper(signer_name(draft_.quirks.below(5000))),
                                              upper(given_name(0, draft_.quirks.below(5000))),
                                              static_cast<char>('A' + draft_.quirks.below(20))));
        }
        if (draft_.rarely(16)) {
            phrase_ = truth_.tags.size();
            truth_.tags.emplace_back(draft_.quirks.pick(kPhrases));
        }
    }

    std::string tags_label()
    {
        static constexpr std::string_view kOdd[] = {
            "TAS: ", "TABS: ", "TGS: ", "TAGES: ", "TAGS; ", "TAGS, ", "AGS: ", "TAGS : ", "TAGS:"};
        if (newspaper_) {
            return "TAGS ";
        }
        if (draft_.quirk(Damage::OddTagsLabel, 5)) {
            return std::string(draft_.quirks.pick(kOdd));
        }
        return random_.chance(985) ? "TAGS: " : random_.chance(500) ? "TAG: " : "TAGS ";
    }

    std::string tags_text(std::string_view separator)
    {
        std::string text;
        for (std::size_t i = 0; i < truth_.tags.size(); ++i) {
            std::string tag = truth_.tags[i];
            if (const std::string slip = misspelt(tag);
                !slip.empty() && draft_.damage(Damage::MisspeltTag, 6)) {
                tag = slip;
            }
            const bool glue = i > 1 && tag.size() == 4 && truth_.tags[i - 1].size() == 4 &&
                              draft_.damage(Damage::RunTogetherTags, 2);
            if (i == person_) {
                tag = " (" + tag + ")"; // behind the OVIP
            } else {
                text += i == 0 || glue ? "" : separator;
            }
            text += tag;
        }
        if (draft_.rarely(3)) { // one of them twice
            text.append(separator).append(truth_.tags.front());
        }
        return text;
    }

    // What a line begins with that the field before left open.
    std::string take_open_line() { return std::exchange(open_line_, std::string()); }

    void tags()
    {
        choose_tags();
        add_phrase_or_person();
        const bool commas =
            random_.chance(newspaper_ ? 800 : 120) || person_ != kNoTag || phrase_ != kNoTag;
        const std::string_view separator = !commas ? " " : draft_.rarely(10) ? "," : ", ";
        const std::string text = take_open_line() + tags_label() + tags_text(separator);
        if (commas || newspaper_ || speaking_) {
            lines(text);
        } else {
            // The archive's pages show the tags of this form as links; no blank is left at the end of the line.
            wrap(out_, text, draft_.width, EndOfLine::Plain);
        }
        page_line_in_head();
    }

    // A break of the relay's page behind the TAGS or the citations.
    void page_line_in_head()
    {
        if (draft_.page_lines && truth_.sections > 1 && !newspaper_ && !speaking_ &&
            draft_.quirk(Damage::PageLineInHead, 3)) {
            gap();
            line(fmt::format("{} {:08}  001.2 OF {:03}", trim(draft_.post.name.substr(0, 10)),
                             draft_.serial, truth_.sections));
            gap();
            gap();
        }
    }

    // ---- SUBJECT -----------------------------------------------------------------------------------------------------
    void subject()
    {
        Speaker speaker(random_, draft_.scene);
        speaker.set_headline(true);
        std::string& text = draft_.cable.subject;
        for (int tries = 0; tries < 5 && (text.empty() || text.size() > 150); ++tries) {
            text.clear();
            speaker.say(text, Grammar::get().rule("subject"));
        }
        if (text.size() > 200) {
            text.resize(text.rfind(' ', 200));
        }
        text = upper(text);
        if (draft_.classified() && draft_.rarely(28)) {
            redact_a_word(text);
        }
        const std::string_view mark = draft_.level == Level::Secret ? "(S) " : "(C) ";
        const bool marked = draft_.classified() && !draft_.old_forms && random_.chance(52);
        truth_.subject = (marked ? std::string(mark) : std::string()) + text;
        if (!marked && draft_.classified() && !draft_.old_forms && draft_.rarely(2)) {
            truth_.subject += " " + std::string(mark.substr(0, 3));
        }
        if (draft_.quirk(Damage::MissingSubject, 8)) {
            truth_.subject.clear();
            return;
        }
        subject_lines(subject_label() + truth_.subject);
    }

    static void redact_a_word(std::string& text)
    {
        const std::size_t begin = text.find(' ');
        const std::size_t end = text.find(' ', begin + 1);
        if (begin != std::string::npos && end != std::string::npos) {
            text.replace(begin + 1, end - begin - 1, std::string(12, 'X'));
        }
    }

    std::string subject_label()
    {
        static constexpr std::string_view kOdd[] = {"UBJECT: ",    "SUBJECT; ",  "SUBJECT ",
                                                    "SUBJECT :  ", "SUBJECT:\n", "SUBJECT:\n\n"};
        if (speaking_) {
            return "Subject: ";
        }
        if (draft_.old_forms && draft_.rarely(300)) {
            return "SUBJ: ";
        }
        return draft_.quirk(Damage::OddSubjectLabel, 4) ? std::string(draft_.quirks.pick(kOdd))
                                                        : "SUBJECT: ";
    }

    void subject_lines(std::string text)
    {
        if (!speaking_ && !draft_.old_forms && draft_.quirk(Damage::FieldsOnOneLine, 5)) {
            open_line_ = text + " "; // REF or Classified By follows on the line
            return;
        }
        const std::size_t label = text.rfind('\n');
        if (label != std::string::npos) {
            lines_as_they_are(std::string_view(text).substr(0, label));
            text.erase(0, label + 1);
        }
        lines(text);
        gap();
    }

    // Wrapped in the teletype style, whole in the others.
    void lines(const std::string& text)
    {
        if (draft_.style() != TextStyle::Teletype && !random_.chance(300)) {
            line(text);
            return;
        }
        std::string wrapped;
        wrap(wrapped, text, draft_.width, EndOfLine::Plain);
        for (const std::string_view part :
             split(std::string_view(wrapped).substr(0, wrapped.size() - 1), '\n')) {
            line(part);
        }
    }

    // ---- REF ---------------------------------------------------------------------------------------------------------
    struct Citation {
        int year = 0;
        const Post* post = nullptr;
        std::uint32_t serial = 0;
    };

    // An earlier cable of this run: often of the same post, often a recent one.
    bool cite_existing(Citation& citation)
    {
        std::size_t post = draft_.plan[draft_.index].post;
        const bool own = random_.chance(550);
        if (!own) {
            post =
                random_.chance(600) ? reference().state : random_.below(reference().posts.size());
        }
        const auto& list = draft_.plan.of_post(post);
        const auto end = static_cast<std::size_t>(
            std::lower_bound(list.begin(), list.end(), static_cast<std::uint32_t>(draft_.index)) -
            list.begin());
        if (end == 0) {
            return false;
        }
        const std::size_t back = std::min<std::size_t>(random_.skewed(0, 7), end - 1);
        const Plan::Slot& slot = draft_.plan[list[end - 1 - back]];
        citation = {civil(slot.created()).year, &reference().posts[post], slot.serial};
        return citation.year + 3 >= draft_.when.year;
    }

    Citation cite_missing()
    {
        const auto& posts = reference().posts;
        const bool state = random_.chance(400);
        const Post& post = state ? posts[reference().state] : posts[random_.below(posts.size())];
        const int year = draft_.when.year - (random_.chance(250) ? 1 : 0);
        return {year, &post, 1 + random_.below(state ? 130'000 : 2500)};
    }

    // With the year where the reader could not know it: the own year goes without saying, unless the serial is one that
    // this post has not come to.
    std::string print(const Citation& citation)
    {
        const bool state = citation.post->is_department;
        const std::string name = state && random_.chance(200) ? "SECSTATE" : citation.post->name;
        const std::string serial = random_.chance(240) ? fmt::format("{:06}", citation.serial)
                                                       : std::to_string(citation.serial);
        const bool ahead =
            citation.post->token == draft_.post.token && citation.serial >= draft_.serial;
        const bool undated = citation.year == draft_.when.year && random_.chance(960) && !ahead;
        if (undated) {
            return draft_.rarely(3)   ? name + serial
                   : draft_.rarely(3) ? name + " #" + serial
                                      : name + " " + serial;
        }
        if (draft_.rarely(30)) {
            return print_oddly(name, serial, citation.year % 100);
        }
        const int year = citation.year % 100;
        const unsigned form = random_.below(100);
        return form < 72   ? fmt::format("{:02} {} {}", year, name, serial)
               : form < 96 ? fmt::format("{} {} {}", citation.year, name, serial)
               : form < 98 ? fmt::format("{:02}{} {}", year, name, serial)
                           : fmt::format("{} {} ({:02})", name, serial, year);
    }

    std::string print_oddly(const std::string& name, const std::string& serial, int year)
    {
        static constexpr std::string_view kForms[] = {"{0} {1}-{2:02}",  "{0} {1}/{2:02}",
                                                      "{0} {1} '{2:02}", "{0} ({2:02}) {1}",
                                                      "{2:02}{0}{1}",    "{0} {1} (20{2:02})"};
        const std::size_t form = draft_.quirks.below(year < 50 ? 6 : 5);
        return fmt::format(fmt::runtime(kForms[form]), name, serial, year);
    }

    // E-mails, telephone calls, memoranda, reports.
    std::string cite_other(SynthCitation& cited)
    {
        const std::string a = upper(signer_name(random_.below(4000)));
        const std::string b = upper(signer_name(random_.below(4000)));
        const std::string day = fmt::format("{}/{}/{}", draft_.when.month,
                                            1 + random_.below(draft_.when.day), draft_.when.year);
        static constexpr unsigned kShares[] = {60, 15, 10, 8, 7};
        switch (draft_.quirks.share(kShares)) {
        case 1:
            cited.kind = "telcon";
            return fmt::format("{}/{} TELCON {}", a, b, day);
        case 2:
            cited.kind = "report";
            return fmt::format("IIR 6 906 {:04} {:02}", draft_.quirks.below(10'000),
                               draft_.when.year % 100);
        case 3:
            cited.kind = "report";
            return fmt::format("TD-314/{:05}-{:02}", draft_.quirks.below(100'000),
                               draft_.when.year % 100);
        case 4:
            cited.kind = "memo";
            return fmt::format("MEMORANDUM OF {} TO {}", a, b);
        default:
            cited.kind = "e-mail";
            return fmt::format("{}-{} E-MAIL {}", a, b, day);
        }
    }

    bool is_cited(const Citation& citation) const
    {
        const std::string id = make_id(citation.year, *citation.post, citation.serial);
        return std::find(truth_.references.begin(), truth_.references.end(), id) !=
               truth_.references.end();
    }

    Citation choose_citation()
    {
        Citation citation;
        bool existing = random_.chance(800);
        for (int tries = 0; existing && tries < 4; ++tries) {
            existing = cite_existing(citation);
            if (existing && !is_cited(citation)) {
                return citation;
            }
        }
        ++truth_.dangling; // nearly always: another's serial may happen to be in the run
        do {
            citation = cite_missing();
        } while (is_cited(citation));
        return citation;
    }

    std::string cite(std::string_view label = {})
    {
        SynthCitation cited{std::string(label), {}, "cable", {}, false, false};
        if (random_.chance(30)) {
            std::string text = cite_other(cited);
            truth_.citations.push_back(std::move(cited));
            return text;
        }
        const Citation citation = choose_citation();
        cited.id = make_id(citation.year, *citation.post, citation.serial);
        truth_.references.push_back(cited.id);
        truth_.citations.push_back(cited);
        std::string text = print(citation);
        if (citation.serial > 40 && text.ends_with(" " + std::to_string(citation.serial)) &&
            draft_.rarely(6)) {
            return text + second_serial(citation, std::move(cited));
        }
        if (random_.chance(20)) {
            truth_.citations.back().notal = true;
            text += " (NOTAL)";
        } else if (random_.chance(27)) {
            truth_.citations.back().previous = true;
            text += draft_.rarely(100) ? " and previous" : " AND PREVIOUS";
        } else if (draft_.rarely(4)) {
            truth_.citations.back().title = "TRILATERAL FISHERY TALKS";
            text += " (TRILATERAL FISHERY TALKS)";
        }
        return text;
    }

    // "PARIS 7472 AND 7470"
    std::string second_serial(Citation citation, SynthCitation cited)
    {
        static constexpr std::string_view kForms[] = {" AND {}", " and {}", "/{}", ", {}"};
        citation.serial -= 1 + draft_.quirks.below(30);
        if (is_cited(citation)) {
            return {};
        }
        cited.id = make_id(citation.year, *citation.post, citation.serial);
        truth_.references.push_back(cited.id);
        truth_.citations.push_back(std::move(cited));
        ++truth_.dangling;
        return fmt::format(fmt::runtime(draft_.quirks.pick(kForms)), citation.serial);
    }

    void references()
    {
        static constexpr unsigned kCounts[] = {566, 286, 189, 95, 56, 24, 20, 14, 10, 6, 4, 3, 2};
        const std::size_t count = random_.share(kCounts);
        if (count == 0) {
            return;
        }
        std::string label = take_open_line();
        label += speaking_ || random_.chance(20)   ? "Ref: "
                 : count > 1 && random_.chance(15) ? "REFS: "
                 : draft_.rarely(4)                ? "REFTEL: "
                                                   : "REF: ";
        if (count == 1) {
            lines(label + cite());
        } else if (random_.chance(170)) {
            const std::string_view separator = draft_.rarely(30) ? ": " : "; ";
            std::string text = label + cite();
            for (std::size_t i = 1; i < count; ++i) {
                text.append(separator).append(cite());
            }
            lines(text);
        } else {
            enumerated(label, count);
        }
        gap();
    }

    void enumerated(const std::string& label, std::size_t count)
    {
        static constexpr std::string_view kForms[] = {
            "{0}. ",  "{0}) ",  "({0}) ",      "{0}. {0}) ",    "[{0}] ", "{0}: ",
            "{0} - ", "({1}) ", "{0}. ({0}) ", "{0}. REF {0} ", "{0}.) ", "REF {0}: "};
        static constexpr unsigned kShares[] = {305, 45, 27, 12, 2, 2, 2, 2, 5, 3, 1, 2};
        const std::size_t chosen = random_.share(kShares);
        const bool labelled = chosen + 1 == std::size(kForms) && label == "REF: ";
        const std::string_view form = kForms[labelled ? chosen : chosen % (std::size(kForms) - 1)];
        const std::string indent = labelled                             ? ""
                                   : !newspaper_ && random_.chance(500) ? "     "
                                                                        : "";
        const bool run_in = !labelled && draft_.rarely(250);
        std::string all;
        for (std::size_t i = 0; i < count; ++i) {
            const char letter = static_cast<char>('A' + i);
            const std::string name = chosen == 7 ? std::to_string(i + 1) : std::string(1, letter);
            std::string text = i == 0 && !labelled ? label : run_in ? "  " : indent;
            text += fmt::format(fmt::runtime(form), letter, i + 1);
            text += cite(name);
            if (run_in) {
                all += text;
            } else {
                line(text);
            }
        }
        if (run_in) {
            lines(all);
        }
    }

    // ---- Classified By -----------------------------------------------------------------------------------------------
    void classified_by()
    {
        if (!draft_.classified() || draft_.old_forms || random_.chance(15)) {
            return;
        }
        static constexpr std::string_view kLabels[] = {
            "Classified By: ", "CLASSIFIED BY: ", "Classified by ", "CLASSIFIED BY ",
            "Classified By: Classified by "};
        static constexpr unsigned kLabelShares[] = {1015, 96, 29, 11, 21};
        static constexpr std::string_view kTitles[] = {"Ambassador",
                                                       "DCM",
                                                       "Charge d'Affaires",
                                                       "Political Counselor",
                                                       "PolCouns",
                                                       "Economic Counselor",
                                                       "A/DCM",
                                                       "Deputy Chief of Mission",
                                                       "Consul General",
                                                       "Pol/Econ Chief",
                                                       "Acting DCM",
                                                       "Deputy Political Counselor"};
        std::string text = take_open_line();
        text += draft_.rarely(4) ? "(U) " : "";
        text += kLabels[random_.share(kLabelShares)];
        if (draft_.rarely(12)) {
            lines(text + "Derived from Multiple Sources");
            gap();
            return;
        }
        truth_.classifier_title = random_.pick(kTitles);
        truth_.classified_by =
            given_name(0, random_.next() >> 8U) + " " + signer_name(random_.skewed(6, 14));
        if (draft_.rarely(120)) {
            truth_.classified_by.insert(
                truth_.classified_by.find(' ') + 1,
                std::string(1, static_cast<char>('A' + draft_.quirks.below(20))) + ". ");
        }
        const std::string phrase = reason_phrase();
        const bool sentence = phrase.starts_with("Reason") || phrase.starts_with("REASON");
        text += draft_.rarely(40) ? truth_.classified_by + ", " + truth_.classifier_title
                                  : truth_.classifier_title + " " + truth_.classified_by;
        text += sentence ? ". " : random_.chance(400) ? ", " : " ";
        broken_lines(text + phrase);
        gap();
    }

    std::string reason_phrase()
    {
        static constexpr std::string_view kForms[] = {
            "for reasons {}.", "for reasons {}.", "Reasons: {}",   "Reason: {}.",
            "for reason {}.",  "reasons {}",      "for reasons {}"};
        static constexpr std::string_view kRareForms[] = {"per {}", "REASONS {}", "reason para {}",
                                                          "REASON: {}"};
        const std::string_view form =
            draft_.rarely(60) ? draft_.quirks.pick(kRareForms) : random_.pick(kForms);
        return fmt::format(fmt::runtime(form), reasons());
    }

    struct LetterForm {
        std::string_view open;   // before all
        std::string_view before; // each
        std::string_view behind; // each
        std::string_view between;
        std::string_view last; // before the last one
        std::string_view close;
        unsigned share;
    };
    static constexpr LetterForm kLetterForms[] = {
        {"", "(", ")", ", ", " and ", "", 600}, {"(", "", "", "/", "/", ")", 150},
        {"", "", "", ", ", ", ", "", 60},       {"(", "", "", ", ", ", ", ")", 80},
        {"", "", "", ", ", " and ", "", 50},    {"", "(", ")", "", "", "", 20},
        {"(", "", "", ", ", " and ", ")", 20},  {"", "(", ")", ", ", " & ", "", 10},
        {"", "(", ")", ", ", ", ", "", 30}};

    const LetterForm& draw_letter_form()
    {
        unsigned hit = random_.below(1020);
        const LetterForm* form = std::begin(kLetterForms);
        while (hit >= form->share) {
            hit -= form->share;
            ++form;
        }
        return *form;
    }

    std::string reasons()
    {
        static constexpr std::string_view kLetters[] = {"bd",  "bd",  "bd", "bd", "b", "d",
                                                        "abd", "bcd", "be", "cd", "ad"};
        truth_.reasons = random_.pick(kLetters);
        truth_.section = random_.chance(draft_.when.year < 2004 ? 800 : 30) ? "1.5" : "1.4";
        const LetterForm& form = draw_letter_form();
        const bool capitals = random_.chance(100);
        std::string text(form.open);
        for (std::size_t i = 0; i < truth_.reasons.size(); ++i) {
            const char letter = truth_.reasons[i];
            text += i == 0 ? "" : i + 1 == truth_.reasons.size() ? form.last : form.between;
            text.append(form.before).append(1, capitals ? to_upper(letter) : letter);
            text.append(form.behind);
        }
        text += form.close;
        return section_form() + text;
    }

    std::string section_form()
    {
        if (truth_.section == "1.4" && draft_.quirk(Damage::OddReasons, 8)) {
            return draft_.rarely(500) ? "1/4 " : "1 .4 ";
        }
        return truth_.section + (draft_.rarely(60) ? "" : " ");
    }

    // Hard wraps break words here in 93 cables.
    void broken_lines(const std::string& text)
    {
        const std::size_t at = text.find("reasons");
        if (at != std::string::npos && draft_.damage(Damage::BrokenReason, 75)) {
            std::size_t cut = at + 2 + random_.below(4);
            if (draft_.rarely(300)) {
                cut = at + 8 +
                      draft_.quirks.below(text.size() - at - 9); // in the section or the letters
            }
            line(text.substr(0, cut));
            line(text.substr(cut));
            return;
        }
        lines(text);
    }

    Draft& draft_;
    Random& random_;
    Truth& truth_;
    bool newspaper_ = false; // in the layout of the newspapers
    bool speaking_ = false;  // labels in sentence case
    static constexpr std::size_t kNoTag = static_cast<std::size_t>(-1);
    std::size_t person_ = kNoTag; // which of the tags is a person
    std::size_t phrase_ = kNoTag;
    std::string open_line_; // text of a field that goes on with the next one
    std::string out_;
};

} // namespace

std::string write_head(Draft& draft)
{
    return Head(draft).write();
}

} // namespace chancery::synth
