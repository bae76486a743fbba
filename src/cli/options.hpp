#pragma once
// The words of a command line: what each command takes, and where it goes.
//
//   CommandLine line("chancery", "Turns a body of cables into an archive.", "chancery 1.0");
//   Command command(line, "export", "Write an edition as files that can be carried away");
//   command.option("EDITION", options.edition, "The edition").required();
//   command.choice("--to", options.format, {{"site", Format::Site}, {"csv", Format::Csv}}, "...");
//   command.flag("--torrent", options.torrent, "Write DEST.torrent as well");
//   const CommandLine::Chosen chosen = line.parse(argc, argv);
//
// Names that begin with - may stand anywhere, others are read by their place. The variables must live
// as long as the command line; they keep what they hold where an option is not given. What does not
// fit (not a number, not one of the choices) is said on stderr, with where help is.
//
// CLI11 reads them. It is slow to compile: this header stands between it and the commands.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace chancery::cli {

class Option {
public:
    explicit Option(CLI::Option& option) : option_(&option) {}

    Option& required();
    Option& default_shown();
    Option& between(std::size_t least, std::size_t most);
    Option& needs(const Option& other);

private:
    CLI::Option* option_;
};

// A command, or a group of its options.
class OptionGroup {
public:
    explicit OptionGroup(CLI::App& app) : app_(&app) {}

    Option option(const char* name, std::string& value, const char* purpose);
    Option option(const char* name, std::vector<std::string>& values, const char* purpose);
    Option option(const char* name, std::uint64_t& value, const char* purpose);
    Option option(const char* name, std::optional<std::uint64_t>& value, const char* purpose);
    Option option(const char* name, std::int64_t& value, const char* purpose);
    Option flag(const char* name, bool& value, const char* purpose);

    template <class Value>
    Option choice(const char* name, Value& value,
                  std::vector<std::pair<std::string, Value>> choices, const char* purpose)
    {
        std::vector<std::string> words;
        for (const auto& [word, meaning] : choices) {
            words.push_back(word);
        }
        return choice_of(name, std::move(words), purpose,
                         [&value, choices = std::move(choices)](std::size_t chosen) {
                             value = choices[chosen].second;
                         });
    }

    // One of the options of the group has to be given; or one may be.
    OptionGroup one_of(const char* name, const char* purpose);
    OptionGroup at_most_one_of(const char* name, const char* purpose);

protected:
    CLI::App* app_;

private:
    Option choice_of(const char* name, std::vector<std::string> words, const char* purpose,
                     std::function<void(std::size_t)> choose);
};

class CommandLine {
public:
    CommandLine(const char* program, const char* purpose, const char* version);
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    // Those of every command.
    OptionGroup& common() { return common_; }

    // Which command was chosen, by its place among all. None: help or version are printed
    // (`understood`), or the complaint is.
    struct Chosen {
        std::optional<std::size_t> command;
        bool understood = true;
    };
    Chosen parse(int argc, char** argv);

private:
    friend class Command;
    std::unique_ptr<CLI::App> app_;
    OptionGroup common_;
};

// A new command, with its one-line purpose.
class Command : public OptionGroup {
public:
    Command(CommandLine& line, const char* name, const char* purpose);
};

} // namespace chancery::cli
