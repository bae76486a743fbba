// Writes the examples of docs/format.md as seeds for the fuzz targets of src/parse: each target gets
// of each example the part that it reads.
//
//   format_seeds PAGE FOLDER      ->  FOLDER/parse/s3_5_line_812, FOLDER/tags/..., ...
//
// A seed twice is written once. Made anew with every build, so they are not kept in the project.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

#include "base/file.hpp"
#include "base/text.hpp"
#include "example.hpp"
#include "parse/check_cable.hpp"

namespace chancery::format {

namespace {

constexpr std::size_t kClosingBytes = 600;

class SeedWriter {
public:
    explicit SeedWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void write(const std::string& target, const std::string& name, std::string_view seed)
    {
        if (trim(seed).empty() || !written_[target].insert(std::string(seed)).second) {
            return;
        }
        std::filesystem::create_directories(folder_ / target);
        std::ofstream out(folder_ / target / name, std::ios::binary);
        out << seed;
        if (!out.flush()) {
            throw std::runtime_error("cannot write " + (folder_ / target / name).string());
        }
    }

    std::size_t count() const
    {
        std::size_t sum = 0;
        for (const auto& [target, seeds] : written_) {
            sum += seeds.size();
        }
        return sum;
    }

private:
    std::filesystem::path folder_;
    std::map<std::string, std::set<std::string>> written_;
};

std::string_view at(const Cable& cable, const Span& span)
{
    return std::string_view(cable.body).substr(span.from, span.to - span.from);
}

std::string_view last_bytes(std::string_view text)
{
    return text.substr(text.size() - std::min(text.size(), kClosingBytes));
}

void write_parts(SeedWriter& seeds, const std::string& name, const Cable& cable)
{
    seeds.write("header", name, cable.header);
    seeds.write("date_time_group", name, cable.header);
    seeds.write("classification_line", name, cable.body);
    seeds.write("head", name, cable.body);
    seeds.write("repairs", name, cable.body);
    seeds.write("damage", name, cable.body);
    seeds.write("removals", name, cable.body);
    seeds.write("person_name", name, cable.classified_by.text);
    seeds.write("paragraphs", name, cable.body);
    seeds.write("summary", name, cable.body);
    seeds.write("portion_mark", name, cable.body);
    seeds.write("closing", name, last_bytes(cable.body));
    seeds.write("executive_order", name, cable.eo.order + ": " + cable.eo.text);
    seeds.write("tags", name, at(cable, cable.tags_at));
    seeds.write("references", name, cable.reference_text);
    seeds.write("classified_by", name, cable.classified_by.text);
}

void write_example(SeedWriter& seeds, const Example& example)
{
    const std::string name = test_name(example);
    const std::vector<Variant> all = variants(example);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string form = name + (i == 0 ? "" : "_" + std::to_string(i));
        if (all[i].is_file) {
            seeds.write("document", form, all[i].text);
        } else {
            seeds.write("parse", form, all[i].text);
        }
    }
    if (!all[0].is_file) {
        seeds.write("split", name, all[0].text);
        write_parts(seeds, name, parse::parse_cable(all[0].parts, example.given));
    }
}

} // namespace

} // namespace chancery::format

int main(int argc, char** argv)
{
    using namespace chancery;
    if (argc != 3) {
        std::cerr << "usage: format_seeds PAGE FOLDER\n";
        return 2;
    }
    try {
        const format::Page page = format::read_page(read_file(argv[1]));
        std::filesystem::remove_all(argv[2]);
        format::SeedWriter seeds(argv[2]);
        for (const format::Example& example : page.examples) {
            format::write_example(seeds, example);
        }
        std::cout << seeds.count() << " seeds of " << page.examples.size() << " examples\n";
    } catch (const std::exception& error) {
        std::cerr << "format_seeds: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
