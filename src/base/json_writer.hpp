#pragma once
// Writes JSON (RFC 8259) straight into a string: no tree in between, members in the order they are
// written, no white space.
//
//   JsonWriter json(out);
//   json.begin_object();
//   json.member("id", "08GUATEMALA242");
//   json.key("tags"); json.begin_array(); json.value("PHUM"); json.end_array();
//   json.end_object();
//
// Text must be UTF-8; what is not becomes U+FFFD, so the result is always valid. `</` is written
// `<\/` and `<!` is `\u003c!`, so that a document can stand in a page. Unbalanced calls are our
// mistake (CHECK).
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chancery {

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void key(std::string_view name);

    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(std::int64_t number);
    void value(double number); // finite; the shortest text that gives it back
    void value(std::nullptr_t);
    template <std::same_as<bool> Bool>
    void value(Bool truth)
    {
        literal(truth ? "true" : "false");
    }
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    void value(Number number)
    {
        value(static_cast<std::int64_t>(number));
    }
    template <typename T>
    void value(const std::optional<T>& maybe)
    {
        if (maybe) {
            value(*maybe);
        } else {
            value(nullptr);
        }
    }

    template <typename T>
    void member(std::string_view name, const T& v)
    {
        key(name);
        value(v);
    }
    // Empty text is null: in our documents a missing text and an empty one are the same.
    void text_or_null(std::string_view name, std::string_view text);

private:
    void separate();
    void literal(std::string_view text);

    std::string& out_;
    std::vector<bool> has_items_; // one entry for each open object or array
    bool after_key_ = false;
};

} // namespace chancery
