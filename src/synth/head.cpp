// The head of a body: classification line, captions, attention lines, E.O., TAGS, SUBJECT, REF, Classified By (format 2, 3).
#include <algorithm>

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
        references();
        classified_by();
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
            text += fmt::format(" SECTION 01 {} {:02}", random_.chance(20) ? "of" : "OF",
                                truth_.sections);
        }
        text += ' ';
        text += draft_.post.name;
        text += draft_.old_forms ? fmt::format(" {}", draft_.serial)
                                 : fmt::format(" {:06}", draft_.serial);
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
        const int year = draft_.when.year;
        const bool sipdis = year >= 2000 && random_.chance(940);
        const bool twice = sipdis && year >= 2005 && year <= 2008 && random_.chance(420);
        if (year < 1996) {
            if (random_.chance(300)) {
                caption(random_.chance(500) ? "LIMDIS" : "EXDIS");
            }
            return;
        }
        if (twice) {
            caption("SIPDIS");
            gap();
        }
        if (draft_.noforn) {
            caption("NOFORN");
        }
        if (draft_.sensitive) {
            caption(random_.chance(980) ? "SENSITIVE" : "SENSITIVE BUT UNCLASSIFIED");
        }
        if (sipdis) {
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
            const std::string_view mark = !draft_.classified()       ? "N/A"
                                          : draft_.when.year >= 1982 ? "DECL: OADR"
                                                                     : "GDS";
            line(fmt::format("E.O. {}: {}", truth_.eo, mark));
            return;
        }
        const std::string number = draft_.damage(Damage::OddOrder, 4)
                                       ? (random_.chance(500) ? "12598" : "19528")
                                       : truth_.eo;
        if (!draft_.classified()) {
            line(newspaper_
                     ? fmt::format("EO {} N/A", number)
                     : fmt::format("E.O. {}: {}", number, random_.chance(900) ? "N/A" : "n/a"));
            return;
        }
        const std::string label = newspaper_            ? fmt::format("EO {} DECL: ", number)
                                  : random_.chance(980) ? fmt::format("E.O. {}: DECL: ", number)
                                                        : fmt::format("E.O. {}: ", number);
        line(label + declassify_on());
    }

    std::string declassify_on()
    {
        static constexpr int kYears[] = {10, 10, 10, 10, 10, 10, 5, 15, 20, 25};
        Civil day = draft_.when;
        day.year += random_.pick(kYears);
        day.day = std::min(day.day, 28U);
        truth_.declassify_on = fmt::format("{}-{:02}-{:02}", day.year, day.month, day.day);
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

    void tags()
    {
        choose_tags();
        const bool commas = random_.chance(newspaper_ ? 800 : 120);
        const std::string_view separator = commas ? ", " : " ";
        std::string text = newspaper_            ? "TAGS "
                           : random_.chance(985) ? "TAGS: "
                           : random_.chance(500) ? "TAG: "
                                                 : "TAGS ";
        for (std::size_t i = 0; i < truth_.tags.size(); ++i) {
            std::string tag = truth_.tags[i];
            if (const std::string slip = misspelt(tag);
                !slip.empty() && draft_.damage(Damage::MisspeltTag, 6)) {
                tag = slip;
            }
            const bool glue = i > 1 && tag.size() == 4 && truth_.tags[i - 1].size() == 4 &&
                              draft_.damage(Damage::RunTogetherTags, 2);
            text += i == 0 || glue ? "" : separator;
            text += tag;
        }
        if (commas || newspaper_ || speaking_) {
            lines(text);
        } else {
            // The archive's pages show the tags of this form as links; no blank is left at the end of the line.
            wrap(out_, text, draft_.width, EndOfLine::Plain);
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
        const std::string_view mark = draft_.level == Level::Secret ? "(S) " : "(C) ";
        const bool marked = draft_.classified() && !draft_.old_forms && random_.chance(52);
        lines((speaking_ ? "Subject: " : "SUBJECT: ") +
              (marked ? std::string(mark) : std::string()) + text);
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

    std::string print(const Citation& citation)
    {
        const bool state = citation.post->is_department;
        const std::string name = state && random_.chance(200) ? "SECSTATE" : citation.post->name;
        const std::string serial = random_.chance(240) ? fmt::format("{:06}", citation.serial)
                                                       : std::to_string(citation.serial);
        const bool undated = citation.year == draft_.when.year && random_.chance(960);
        if (undated) {
            return name + " " + serial;
        }
        const int year = citation.year % 100;
        const unsigned form = random_.below(100);
        return form < 72   ? fmt::format("{:02} {} {}", year, name, serial)
               : form < 96 ? fmt::format("{} {} {}", citation.year, name, serial)
               : form < 98 ? fmt::format("{:02}{} {}", year, name, serial)
                           : fmt::format("{} {} ({:02})", name, serial, year);
    }

    std::string cite()
    {
        if (random_.chance(30)) {
            const std::string a = upper(signer_name(random_.below(4000)));
            return fmt::format("{}-{} E-MAIL {}/{}/{}", a, upper(signer_name(random_.below(4000))),
                               draft_.when.month, 1 + random_.below(draft_.when.day),
                               draft_.when.year);
        }
        Citation citation;
        if (!random_.chance(800) || !cite_existing(citation)) {
            citation = cite_missing();
            ++truth_.dangling; // nearly always: another's serial may happen to be in the run
        }
        truth_.references.push_back(make_id(citation.year, *citation.post, citation.serial));
        std::string text = print(citation);
        if (random_.chance(20)) {
            text += " (NOTAL)";
        } else if (random_.chance(27)) {
            text += " AND PREVIOUS";
        }
        return text;
    }

    void references()
    {
        static constexpr unsigned kCounts[] = {566, 286, 189, 95, 56, 24, 20, 14, 10, 6, 4, 3, 2};
        const std::size_t count = random_.share(kCounts);
        if (count == 0) {
            return;
        }
        const std::string label = speaking_ || random_.chance(20)   ? "Ref: "
                                  : count > 1 && random_.chance(15) ? "REFS: "
                                                                    : "REF: ";
        if (count == 1) {
            lines(label + cite());
        } else if (random_.chance(170)) {
            std::string text = label + cite();
            for (std::size_t i = 1; i < count; ++i) {
                text += "; " + cite();
            }
            lines(text);
        } else {
            enumerated(label, count);
        }
        gap();
    }

    void enumerated(const std::string& label, std::size_t count)
    {
        static constexpr std::string_view kForms[] = {"{}. ", "{}) ", "({}) ", "{}. {}) "};
        static constexpr unsigned kShares[] = {305, 45, 27, 20};
        const std::string_view form = kForms[random_.share(kShares)];
        const std::string indent = !newspaper_ && random_.chance(500) ? "     " : "";
        for (std::size_t i = 0; i < count; ++i) {
            const char letter = static_cast<char>('A' + i);
            line((i == 0 ? label : indent) + fmt::format(fmt::runtime(form), letter, letter) +
                 cite());
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
        static constexpr std::string_view kForms[] = {
            "for reasons {}.", "for reasons {}.", "Reasons: {}",   "Reason: {}.",
            "for reason {}.",  "reasons {}",      "for reasons {}"};
        truth_.classified_by =
            given_name(0, random_.next() >> 8U) + " " + signer_name(random_.skewed(6, 14));
        std::string text(kLabels[random_.share(kLabelShares)]);
        text += random_.pick(kTitles);
        text += ' ';
        text += truth_.classified_by;
        const std::string_view form = random_.pick(kForms);
        text += form.starts_with("Reason") ? ". " : random_.chance(400) ? ", " : " ";
        text += fmt::format(fmt::runtime(form), reasons());
        broken_lines(text);
        gap();
    }

    std::string reasons()
    {
        static constexpr std::string_view kLetters[] = {"bd",  "bd",  "bd", "bd", "b", "d",
                                                        "abd", "bcd", "be", "cd", "ad"};
        const std::string_view letters = random_.pick(kLetters);
        truth_.reasons = letters;
        const std::string_view number =
            random_.chance(draft_.when.year < 2004 ? 800 : 30) ? "1.5" : "1.4";
        const unsigned form = random_.below(100);
        std::string text;
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const char letter = form >= 55 && form < 65 ? to_upper(letters[i]) : letters[i];
            const std::string_view between = i == 0                    ? ""
                                             : form >= 65 && form < 80 ? "/"
                                             : form >= 80 && form < 90 ? ", "
                                             : i + 1 == letters.size() ? " and "
                                                                       : ", ";
            text += between;
            text += form < 65 ? fmt::format("({})", letter) : std::string(1, letter);
        }
        return form >= 65 && form < 80 ? fmt::format("{} ({})", number, text)
                                       : fmt::format("{} {}", number, text);
    }

    // Hard wraps break words here in 93 cables.
    void broken_lines(const std::string& text)
    {
        const std::size_t at = text.find("reasons");
        if (at != std::string::npos && draft_.damage(Damage::BrokenReason, 75)) {
            const std::size_t cut = at + 2 + random_.below(4);
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
    std::string out_;
};

} // namespace

std::string write_head(Draft& draft)
{
    return Head(draft).write();
}

} // namespace chancery::synth
