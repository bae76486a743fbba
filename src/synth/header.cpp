// The header block in the forms of format 1.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "synth/draft.hpp"

namespace chancery::synth {
namespace {

constexpr std::string_view kMonths[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};

class Header {
public:
    explicit Header(Draft& draft)
        : draft_(draft), random_(draft.random), truth_(draft.cable.truth),
          routed_(truth_.header_form == HeaderForm::Transmission)
    {
    }

    std::string write()
    {
        choose_precedence();
        switch (truth_.header_form) {
        case HeaderForm::PartialExtract:
            partial_extract();
            if (draft_.rarely(990)) {
                return std::move(out_);
            }
            line(""); // the notice, and a whole header behind it
            break;
        case HeaderForm::Distribution:
            distribution();
            break;
        case HeaderForm::Transmission:
            transmission();
            break;
        case HeaderForm::DateTimeGroup:
            if (draft_.quirk(Damage::OddHeader, 80)) {
                line(draft_.old_forms ? level_word(draft_.level) : std::string_view("null"));
            }
            break;
        }
        line(date_time_group() + behind_the_group());
        truth_.from = draft_.post.from;
        line("FM " + truth_.from);
        addressees();
        out_.pop_back();
        return std::move(out_);
    }

private:
    void line(std::string_view text) { out_.append(text).append("\n"); }

    void choose_precedence()
    {
        static constexpr std::string_view kForms[] = {"O", "P", "R", "O R", "O P", "P R"};
        static constexpr unsigned kShares[] = {439, 421, 299, 21, 17, 6};
        precedence_ = kForms[random_.share(kShares)];
    }

    std::string date_time_group() const
    {
        const Civil& t = draft_.when;
        return fmt::format("{} {:02}{:02}{:02}Z {} {:02}", precedence_, t.day, t.hour, t.minute,
                           kMonths[t.month - 1], t.year % 100);
    }

    // Of 1,203 lines 49 go on.
    std::string behind_the_group()
    {
        static constexpr std::string_view kForms[] = {" ZDK", " ZDS", " ZFD",
                                                      " ZDK TO ALL CITE NUMEROUS SVCS"};
        return draft_.rarely(40) ? std::string(draft_.quirks.pick(kForms)) : std::string();
    }

    void partial_extract()
    {
        out_ = "This record is a partial extract of the original cable. The full text of the "
               "original cable is not "
               "available.";
        if (random_.chance(109)) {
            const Civil& t = draft_.when;
            std::string month(kMonths[t.month - 1]);
            month = month[0] + lower(month.substr(1));
            out_ += fmt::format("\n{:02}{:02}{:02}Z {} {:02}", t.day, t.hour, t.minute, month,
                                t.year % 100);
        }
    }

    // What the Department's own copy says about who got it.
    void distribution()
    {
        if (draft_.page_marks) {
            line(page_mark(draft_, 1));
        }
        static constexpr std::string_view kOffices[] = {
            "AF",   "AMAD", "CIAE", "COME", "CTME", "DODE", "DOTE", "DS",  "EB",   "EUR",
            "FAAE", "H",    "INL",  "INR",  "IO",   "L",    "MMP",  "NEA", "NSCE", "OIC",
            "PA",   "PM",   "PRS",  "SP",   "SS",   "STR",  "TRSE", "T"};
        line(fmt::format("ACTION {}-{:02}", random_.pick(kOffices), random_.below(13)));
        std::string row = "INFO  LOG-00 ";
        for (const std::string_view office : kOffices) {
            if (!random_.chance(550)) {
                continue;
            }
            if (row.size() > 56) {
                line(row);
                row = "      ";
            }
            row += fmt::format(" {}-{:02}", office, random_.below(3));
        }
        line(row + " /000W");
        line(fmt::format("                  ------------------{:06X}  {:02}{:02}{:02}Z /38",
                         random_.below(1U << 24U), draft_.when.day, draft_.when.hour,
                         draft_.when.minute));
    }

    void transmission()
    {
        const std::uint32_t number = random_.below(draft_.relay ? 10'000 : 60);
        truth_.transmission =
            draft_.relay && draft_.rarely(1)
                ? fmt::format("VZCZCMDI{:03}", number % 1000)
                : fmt::format("VZCZC{}{:04}", draft_.relay ? "XRO" : "XYZ", number);
        line(truth_.transmission);
        truth_.station = draft_.post.routing;
        const std::string doubled(2, precedence_.front());
        if (draft_.relay) {
            routing(doubled);
        } else {
            line(doubled + " RUEHWEB");
            truth_.routing = {"RUEHWEB"};
            line("");
        }
        const Civil& t = draft_.when;
        const auto midnight = make_instant({t.year, t.month, t.day, 0, 0, 0});
        const auto new_year = make_instant({t.year, 1, 1, 0, 0, 0});
        const auto day = (*midnight - *new_year).count() / 86'400 + 1;
        const bool many = draft_.cable.truth.sections > 1 || random_.chance(490);
        line(fmt::format("DE {} #{:04}{} {:03}{:02}{:02}", draft_.post.routing,
                         draft_.serial % 10'000, many ? "/01" : "", day, t.hour, t.minute));
        const std::string_view security = draft_.level == Level::Secret         ? "ZNY SSSSS ZZH"
                                          : draft_.level == Level::Confidential ? "ZNY CCCCC ZZH"
                                                                                : "ZNR UUUUU ZZH";
        std::string behind;
        if (draft_.rarely(13)) {
            behind = draft_.rarely(500)
                         ? " ZDS"
                         : fmt::format("(CCY AD{:08X} MSI{:04}-695)",
                                       static_cast<std::uint32_t>(draft_.quirks.next()),
                                       draft_.quirks.below(10'000));
        }
        line(std::string(security) + behind);
    }

    // The relay's line: the stations of a collective, in order.
    void routing(const std::string& doubled)
    {
        const auto& posts = reference().posts;
        std::set<std::string> stations;
        for (unsigned i = 1 + random_.skewed(1, 5); i > 0; --i) {
            stations.insert(posts[random_.below(posts.size())].routing);
        }
        truth_.routing.assign(stations.begin(), stations.end());
        std::string row = doubled;
        for (const std::string& station : stations) {
            if (row.size() + 1 + station.size() > 68) {
                line(row);
                row.clear();
            }
            row += row.empty() ? "" : " ";
            row += station;
        }
        line(row);
    }

    std::string action_precedence() const
    {
        const char last = precedence_.back();
        return last == 'O' ? "IMMEDIATE" : last == 'P' ? "PRIORITY" : "";
    }

    std::string message_number() { return fmt::format("{:04}", random_.below(10'000)); }

    // "RUEHGT/AMEMBASSY GUATEMALA"; without its routing where the header has none.
    SynthAddressee address(std::string_view text) const
    {
        const std::size_t slash = text.find('/');
        SynthAddressee to;
        to.routing = routed_ ? text.substr(0, slash) : std::string_view();
        to.name = text.substr(slash + 1);
        return to;
    }

    void write(std::string_view label, const SynthAddressee& to)
    {
        std::string text(label);
        text.append(to.routing).append(to.routing.empty() ? "" : "/").append(to.name);
        text.append(to.precedence.empty() ? "" : " ").append(to.precedence);
        text.append(to.number.empty() ? "" : " ").append(to.number);
        line(text);
        for (const std::string& exempt : to.exempt) {
            line("XMT " + exempt);
        }
    }

    void addressees()
    {
        const Reference& all = reference();
        const bool department = draft_.post.is_department;
        SynthAddressee to =
            address(department ? all.posts[random_.below(all.posts.size())].address()
                               : std::string("RUEHC/SECSTATE WASHDC"));
        to.precedence = action_precedence();
        to.number = random_.chance(950) ? message_number() : "";
        truth_.to.push_back(std::move(to));
        if (department || random_.chance(150)) {
            for (unsigned i = random_.below(department ? 8 : 3); i > 0; --i) {
                truth_.to.push_back(post_line(random_.below(all.posts.size())));
            }
        }
        if (department && draft_.rarely(15)) {
            send_ranges();
        }
        std::string_view label = "TO ";
        for (const SynthAddressee& each : truth_.to) {
            write(label, each);
            label = "";
        }
        if (random_.chance(955)) {
            info();
        }
    }

    // Sections counted one by one, and posts that are reached by other means.
    void send_ranges()
    {
        for (SynthAddressee& to : truth_.to) {
            const std::uint32_t number = draft_.quirks.below(9000);
            to.number = fmt::format("{:04}-{:04}", number, number + 3);
            to.precedence = draft_.rarely(300) ? "NIACT IMMEDIATE" : to.precedence;
        }
        if (routed_) {
            truth_.to.front().routing = "ZEN";
        }
    }

    SynthAddressee post_line(std::size_t post)
    {
        SynthAddressee to = address(reference().posts[post].address());
        to.precedence = random_.chance(500) ? action_precedence() : "";
        to.number = random_.chance(850) ? message_number() : "";
        return to;
    }

    void info()
    {
        const Reference& all = reference();
        std::vector<SynthAddressee>& rows = truth_.info;
        if (random_.chance(610)) {
            rows.push_back(address(random_.pick(std::span(all.collectives))));
            rows.back().precedence = random_.chance(400) ? action_precedence() : "";
        }
        const bool some = random_.chance(850);
        for (unsigned i = some ? random_.skewed(1, 4) : 0; i > 0; --i) {
            rows.push_back(post_line(random_.below(all.posts.size())));
        }
        for (unsigned i = random_.skewed(0, 3); i > 0; --i) {
            rows.push_back(address(random_.pick(std::span(all.agencies))));
            rows.back().precedence = random_.chance(300) ? action_precedence() : "";
        }
        only_once(rows);
        if (!rows.empty() && rows.front().name.ends_with("COLLECTIVE") &&
            draft_.rarely(draft_.post.is_department ? 20 : 4)) {
            std::rotate(rows.begin(), rows.begin() + 1, rows.end()); // those exempt end the list
            exempt(rows.back());
        }
        // A page break of the Department's printer, of four cables.
        const bool marked = !rows.empty() && draft_.quirk(Damage::PageMarkInAddresses,
                                                          draft_.post.is_department ? 30 : 2);
        const std::size_t mark_at = marked ? draft_.quirks.below(rows.size()) : rows.size();
        std::string label = "INFO ";
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (i == mark_at) {
                line(label + page_mark(draft_, 2));
                label.clear();
            }
            write(label, rows[i]);
            label.clear();
        }
    }

    // Neither to the sender nor to the Department, which has it under TO, nor twice to one.
    void only_once(std::vector<SynthAddressee>& rows) const
    {
        std::set<std::string> seen = {draft_.post.from, "SECSTATE WASHDC"};
        std::erase_if(rows,
                      [&](const SynthAddressee& row) { return !seen.insert(row.name).second; });
    }

    void exempt(SynthAddressee& collective)
    {
        const auto& posts = reference().posts;
        for (unsigned i = 1 + draft_.quirks.below(3); i > 0; --i) {
            collective.exempt.push_back(posts[draft_.quirks.below(posts.size())].from);
        }
    }

    Draft& draft_;
    Random& random_;
    Truth& truth_;
    bool routed_; // addressees have routing indicators
    std::string precedence_;
    std::string out_;
};

} // namespace

std::string page_mark(const Draft& draft, int page)
{
    const Civil& t = draft.when;
    const std::string post(trim(draft.post.name.substr(0, 6)));
    const int sections = draft.cable.truth.sections;
    const std::string section =
        sections > 1 ? fmt::format("  {:02} OF {:02}", std::min(page, sections), sections) : "";
    return fmt::format("PAGE {:02}        {:<6}  {:05}{}  {:02}{:02}{:02}Z", page, post,
                       draft.serial, section, t.day, t.hour, t.minute);
}

std::string write_header(Draft& draft)
{
    return Header(draft).write();
}

} // namespace chancery::synth
