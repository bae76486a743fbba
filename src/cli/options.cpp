#include "cli/options.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/text.hpp"

namespace chancery::cli {

Option& Option::required()
{
    option_->required();
    return *this;
}

Option& Option::default_shown()
{
    option_->capture_default_str();
    return *this;
}

Option& Option::between(std::size_t least, std::size_t most)
{
    option_->check(CLI::Range(least, most));
    return *this;
}

Option& Option::needs(const Option& other)
{
    option_->needs(other.option_);
    return *this;
}

Option OptionGroup::option(const char* name, std::string& value, const char* purpose)
{
    return Option(*app_->add_option(name, value, purpose));
}

Option OptionGroup::option(const char* name, std::vector<std::string>& values, const char* purpose)
{
    return Option(*app_->add_option(name, values, purpose));
}

Option OptionGroup::option(const char* name, std::uint64_t& value, const char* purpose)
{
    return Option(*app_->add_option(name, value, purpose));
}

Option OptionGroup::option(const char* name, std::optional<std::uint64_t>& value,
                           const char* purpose)
{
    return Option(*app_->add_option(name, value, purpose));
}

Option OptionGroup::option(const char* name, std::int64_t& value, const char* purpose)
{
    return Option(*app_->add_option(name, value, purpose));
}

Option OptionGroup::flag(const char* name, bool& value, const char* purpose)
{
    return Option(*app_->add_flag(name, value, purpose));
}

Option OptionGroup::choice_of(const char* name, std::vector<std::string> words, const char* purpose,
                              std::function<void(std::size_t)> choose)
{
    const auto choose_word = [words, choose = std::move(choose)](const std::string& word) {
        const auto at = std::find(words.begin(), words.end(), word);
        choose(static_cast<std::size_t>(at - words.begin()));
    };
    CLI::Option* option = app_->add_option_function<std::string>(name, choose_word, purpose);
    const std::string listed = fmt::format("{}", fmt::join(words, "|"));
    option->type_name(listed)->check(
        [words, listed](const std::string& word) {
            const bool known = std::find(words.begin(), words.end(), word) != words.end();
            return known ? std::string() : word + ": not one of " + listed;
        },
        "");
    return Option(*option);
}

OptionGroup OptionGroup::one_of(const char* name, const char* purpose)
{
    CLI::Option_group* group = app_->add_option_group(name, purpose);
    group->require_option(1);
    return OptionGroup(*group);
}

OptionGroup OptionGroup::at_most_one_of(const char* name, const char* purpose)
{
    CLI::Option_group* group = app_->add_option_group(name, purpose);
    group->require_option(0, 1);
    return OptionGroup(*group);
}

namespace {

std::string complaint(const CLI::App* failed, const CLI::Error& error)
{
    const std::vector<CLI::App*> commands = failed->get_subcommands();
    const std::vector<std::string> unknown = failed->remaining();
    std::string place = failed->get_name();
    std::string problem = error.what();
    if (!commands.empty()) {
        place += " " + commands[0]->get_name();
    } else {
        problem = unknown.empty() ? "which command?" : "no such command: " + unknown[0];
    }
    return fmt::format("{}: {}\nTry `{} --help`.\n", failed->get_name(), problem, place);
}

} // namespace

CommandLine::CommandLine(const char* program, const char* purpose, const char* version)
    : app_(std::make_unique<CLI::App>(purpose, program)), common_(*app_)
{
    app_->set_version_flag("--version", version);
    app_->require_subcommand(1);
    app_->failure_message(complaint);
}

CommandLine::~CommandLine() = default;

CommandLine::Chosen CommandLine::parse(int argc, char** argv)
{
    try {
        app_->parse(argc, argv);
    } catch (const CLI::Success& success) { // --help, --version
        app_->exit(success);
        return {};
    } catch (const CLI::ParseError& error) {
        app_->exit(error);
        return {.command = std::nullopt, .understood = false};
    }
    const std::vector<CLI::App*> commands = app_->get_subcommands({});
    const auto chosen = std::find_if(commands.begin(), commands.end(),
                                     [](const CLI::App* command) { return command->parsed(); });
    return {.command = static_cast<std::size_t>(chosen - commands.begin())};
}

Command::Command(CommandLine& line, const char* name, const char* purpose)
    : OptionGroup(*line.app_->add_subcommand(name, purpose))
{
    app_->fallthrough(); // --quiet may stand behind the command as well
}

} // namespace chancery::cli
