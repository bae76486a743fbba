#pragma once
// The language of the cables: word lists and a grammar (words.txt, phrases.txt, which say how they are written),
// compiled once to flat tables, and a Speaker that draws sentences from them for one cable.
//
//   Speaker speaker(random, scene);
//   speaker.say(out, grammar().rule("sentence"));
//
// A broken word list or grammar is our mistake and stops the program. The grammar is free of endless rules (a test
// draws every rule), and a Speaker refuses to go deeper than kMaxDepth.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "synth/random.hpp"

namespace chancery::synth {

// What the program fills in, in the order of kSlotNames in grammar.cpp.
enum class SlotKind : std::uint8_t {
    Who,
    Who2,
    NewPerson,
    Company,
    Party,
    Group,
    Paper,
    Town,
    Area,
    Country,
    OtherPlace,
    City,
    Post,
    Gox,
    Money,
    Pct,
    Num,
    Num2,
    Date,
    FDate,
    Year,
    PYear,
    FYear,
    Reftel,
    Acronym,
    Law,
    Project,
    Para,
    Issue
};

class Grammar {
public:
    using RuleId = std::uint32_t;

    static const Grammar& get();

    RuleId rule(std::string_view name) const; // CHECKs that it is there
    std::size_t themes() const { return themes_.size(); }
    const std::string& theme(std::size_t index) const { return themes_[index]; }
    const std::vector<std::string>& list(std::string_view name) const;

private:
    friend class Speaker;
    Grammar();

    enum class Kind : std::uint8_t { Literal, Rule, ThemeRule, Slot, Maybe, Choice };
    enum class Form : std::uint8_t { Plain, Capital, Article };
    struct Piece {
        Kind kind = Kind::Literal;
        Form form = Form::Plain;
        std::uint32_t index =
            0; // rule, slot, literal, first of a theme's rules, group of alternatives
    };
    using Pieces = std::vector<Piece>;
    // A word list (items, drawn through a table with the low ranks more often) or a phrase rule (alternatives).
    struct Rule {
        std::vector<std::string> items;
        std::vector<Pieces> ways;
        std::vector<std::uint16_t> table;
    };

    class Compiler;

    std::vector<std::string> themes_;
    std::vector<Rule> rules_;
    std::vector<std::string> literals_;
    std::vector<std::vector<std::uint32_t>> by_theme_; // rule of each theme
    std::map<std::string, RuleId, std::less<>> names_;
};

// A person whom a cable meets: named in full at first, by surname later.
struct Contact {
    std::string title; // "Deputy Minister of Energy"
    std::string name;  // "Tarek Soufani"
    std::string surname;
    bool introduced = false;
};

// What one cable is about: its country, people, places and questions come back in it.
struct Scene {
    std::size_t theme = 0;
    std::size_t second_theme = 0;
    std::size_t culture = 0;
    std::int64_t minute = 0; // when it was sent, since the epoch
    std::string country;
    std::string city;
    std::string post; // "Embassy"
    std::string gox;  // "GOG"
    std::string reftel;
    std::vector<Contact> contacts;
    std::vector<std::string> companies, parties, groups, towns, areas, issues, projects, laws;
};

class Speaker {
public:
    Speaker(Random& random, Scene& scene) : grammar_(Grammar::get()), random_(random), scene_(scene)
    {
    }
    void say(std::string& out, Grammar::RuleId rule) { rule_to(out, rule, 0); }
    // While the subject is made: no full introductions.
    void set_headline(bool on) { headline_ = on; }

private:
    static constexpr int kMaxDepth = 24;

    void rule_to(std::string& out, Grammar::RuleId rule, int depth);
    void pieces_to(std::string& out, const Grammar::Pieces& pieces, int depth);
    void piece_to(std::string& out, const Grammar::Piece& piece, int depth);
    void slot_to(std::string& out, SlotKind slot, int depth);
    void contact_to(std::string& out, Contact& contact);
    void number_to(std::string& out, std::uint32_t value) const;
    void amount_to(std::string& out);
    void money_to(std::string& out);
    void date_to(std::string& out, std::int64_t minute);
    const std::string& keep(std::vector<std::string>& known, unsigned per_mille,
                            std::string (Speaker::*make)());
    std::string make_company();
    std::string make_party();
    std::string make_group();
    std::string make_town();
    std::string make_area();
    std::string make_project();
    std::string make_law();
    std::string make_issue();

    const Grammar& grammar_;
    Random& random_;
    Scene& scene_;
    std::string scratch_;
    std::string last_group_; // for the acronym behind it
    bool headline_ = false;
    int issue_depth_ = 0;
};

} // namespace chancery::synth
