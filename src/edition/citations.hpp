#pragma once
// Which cable refers to which: the graph of an edition, made from released views and nothing else.
//
// A node is a cable by whatever spelling of its id: 05TAIPEI12 and 05AITTAIPEI12 are one, as are
// 05RIO123 and 05RIODEJANEIRO123. A node that is cited here and is not here is a ghost; it is one
// no longer once an edition has a cable of that node, and one again when it goes.
//
//   node_of("05RIO123")                  05RIODEJANEIRO123
//   cited_nodes(cable)                   what it refers to, each once, never itself
//
//   Citations citations;
//   citations.add(1, cited_nodes(cable)); ...    in the order of listings
//   citations.each(node, citers)         every node that is cited, by name; who cites it, in order
//
// Bad ids are no nodes. Of one cable at most kMaxCitations count: those that stand first. Memory:
// a citation costs its id and eight bytes. One thread.
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::edition {

// A cable has a dozen references; a list of a thousand is a cable that reports on cables.
constexpr std::size_t kMaxCitations = 1000;

// Empty if it is no reference id.
std::string node_of(std::string_view id);

// In the order in which the cable names them.
std::vector<std::string> cited_nodes(const Cable& cable);

class Citations {
public:
    // `number`: of the cable in its edition; rising.
    // `nodes`: cited_nodes().
    void add(std::uint32_t number, std::span<const std::string> nodes);

    using Use = std::function<void(std::string_view node, std::span<const std::uint32_t> citers)>;
    void each(const Use& use);

private:
    struct Citation {
        std::uint32_t at = 0; // of the node's name in names_
        std::uint32_t citer = 0;
    };
    std::string_view name(const Citation& citation) const;

    std::vector<char> names_; // each ends in a zero
    std::vector<Citation> citations_;
};

} // namespace chancery::edition
