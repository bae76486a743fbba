#include "export/bencode.hpp"

#include <utility>

#include "base/check.hpp"

namespace chancery::exporter {

BencodeWriter::BencodeWriter(Sink sink) : sink_(std::move(sink)) {}

void BencodeWriter::string(std::string_view bytes)
{
    sink_(std::to_string(bytes.size()) + ':');
    sink_(bytes);
}

void BencodeWriter::integer(std::uint64_t number)
{
    sink_('i' + std::to_string(number) + 'e');
}

void BencodeWriter::begin_list()
{
    last_keys_.emplace_back();
    sink_("l");
}

void BencodeWriter::begin_dictionary()
{
    last_keys_.emplace_back();
    sink_("d");
}

void BencodeWriter::key(std::string_view name)
{
    CHECK(!last_keys_.empty() && last_keys_.back() < name);
    last_keys_.back() = name;
    string(name);
}

void BencodeWriter::end()
{
    CHECK(!last_keys_.empty());
    last_keys_.pop_back();
    sink_("e");
}

} // namespace chancery::exporter
