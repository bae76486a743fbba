#pragma once
// Writes bencode (BEP 3): strings, integers, lists, dictionaries.
//
//   BencodeWriter out([&](std::string_view bytes) { file.add(bytes); });
//   out.begin_dictionary();
//   out.key("length"); out.integer(42);
//   out.end();                                  d6:lengthi42ee
//
// Keys come sorted by their bytes and once each, as BEP 3 wants; anything else is our mistake (CHECK).
// Nothing is kept. One thread.
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::exporter {

class BencodeWriter {
public:
    using Sink = std::function<void(std::string_view)>;
    explicit BencodeWriter(Sink sink);

    void string(std::string_view bytes);
    void integer(std::uint64_t number);
    void begin_list();
    void begin_dictionary();
    void key(std::string_view name);
    void end(); // of a list or dictionary

private:
    Sink sink_;
    std::vector<std::string> last_keys_; // of each open list or dictionary
};

} // namespace chancery::exporter
