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
    explicit Header(Draft& draft) : draft_(draft), random_(draft.random) {}

    std::string write()
    {
        choose_precedence();
        switch (draft_.cable.truth.header_form) {
        case HeaderForm::PartialExtract:
            partial_extract();
            return std::move(out_);
        case HeaderForm::Distribution:
            distribution();
            break;
        case HeaderForm::Transmission:
            transmission();
            break;
        case HeaderForm::DateTimeGroup:
            break;
        }
        line(date_time_group());
        line("FM " + draft_.post.from);
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
        line(fmt::format("VZCZC{}{:04}", draft_.relay ? "XRO" : "XYZ",
                         random_.below(draft_.relay ? 10'000 : 60)));
        const std::string doubled(2, precedence_.front());
        if (draft_.relay) {
            routing(doubled);
        } else {
            line(doubled + " RUEHWEB");
            line("");
        }
        const Civil& t = draft_.when;
        const auto midnight = make_instant({t.year, t.month, t.day, 0, 0, 0});
        const auto new_year = make_instant({t.year, 1, 1, 0, 0, 0});
        const auto day = (*midnight - *new_year).count() / 86'400 + 1;
        const bool many = draft_.cable.truth.sections > 1 || random_.chance(490);
        line(fmt::format("DE {} #{:04}{} {:03}{:02}{:02}", draft_.post.routing,
                         draft_.serial % 10'000, many ? "/01" : "", day, t.hour, t.minute));
        line(draft_.level == Level::Secret         ? "ZNY SSSSS ZZH"
             : draft_.level == Level::Confidential ? "ZNY CCCCC ZZH"
                                                   : "ZNR UUUUU ZZH");
    }

    // The relay's line: the stations of a collective, in order.
    void routing(const std::string& doubled)
    {
        const auto& posts = reference().posts;
        std::set<std::string> stations;
        for (unsigned i = 1 + random_.skewed(1, 5); i > 0; --i) {
            stations.insert(posts[random_.below(posts.size())].routing);
        }
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
        return last == 'O' ? " IMMEDIATE" : last == 'P' ? " PRIORITY" : "";
    }

    std::string message_number() { return fmt::format(" {:04}", random_.below(10'000)); }

    void addressees()
    {
        const Reference& all = reference();
        const bool department = draft_.post.is_department;
        const bool routed = draft_.cable.truth.header_form == HeaderForm::Transmission;
        std::string to = department ? post_address(all.posts[random_.below(all.posts.size())])
                                    : "RUEHC/SECSTATE WASHDC";
        to = (routed ? to : to.substr(to.find('/') + 1)) + action_precedence();
        line("TO " + to + (random_.chance(950) ? message_number() : ""));
        if (department || random_.chance(150)) {
            for (unsigned i = random_.below(department ? 8 : 3); i > 0; --i) {
                line(post_line(random_.below(all.posts.size())));
            }
        }
        if (random_.chance(955)) {
            info();
        }
    }

    static std::string post_address(const Post& post) { return post.address(); }

    std::string post_line(std::size_t post)
    {
        const Post& to = reference().posts[post];
        return post_address(to) + (random_.chance(500) ? action_precedence() : "") +
               (random_.chance(850) ? message_number() : "");
    }

    void info()
    {
        const Reference& all = reference();
        std::vector<std::string> rows;
        if (random_.chance(610)) {
            rows.push_back(random_.pick(std::span(all.collectives)) +
                           (random_.chance(400) ? action_precedence() : ""));
        }
        const bool some = random_.chance(850);
        for (unsigned i = some ? random_.skewed(1, 4) : 0; i > 0; --i) {
            rows.push_back(post_line(random_.below(all.posts.size())));
        }
        for (unsigned i = random_.skewed(0, 3); i > 0; --i) {
            rows.push_back(random_.pick(std::span(all.agencies)) +
                           (random_.chance(300) ? action_precedence() : ""));
        }
        // Neither to the sender nor to the Department, which has it under TO, nor twice to one.
        std::set<std::string> seen = {draft_.post.routing, "RUEHC"};
        std::string label = "INFO ";
        for (const std::string& row : rows) {
            if (seen.insert(row.substr(0, row.find('/'))).second) {
                line(label + row);
                label.clear();
            }
        }
    }

    Draft& draft_;
    Random& random_;
    std::string precedence_;
    std::string out_;
};

} // namespace

std::string write_header(Draft& draft)
{
    return Header(draft).write();
}

} // namespace chancery::synth
