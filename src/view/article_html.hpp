#pragma once
// The text of an article as HTML, safe by construction: every tag stands as a literal in article_html.cpp, and these are
// all there are:
//
//   p h2 h3 h4 h5 h6 blockquote ul ol[start] li em strong code pre[class] br hr a[href, rel]
//
// article::read_markdown() has left nothing in but text and addresses that may be followed. The title is the page's h1,
// so headings begin with h2. A cable that is in the edition is a link, any other plain text, as ghosts are.
// Any thread; linear.
#include <cstdint>
#include <functional>
#include <string>

#include "article/markdown.hpp"
#include "view/html.hpp"

namespace chancery::view {

// Where things are in this edition; empty: not here, so that there is no link. `address`: of a link that begins with
// a slash, or with the address of the archive itself.
struct ArticleLinks {
    std::function<std::string(const std::string& id, std::uint32_t paragraph)>
        cable; // paragraph 0: none
    std::function<std::string(const std::string& address)> address;
    std::string base_url = {};
};

Html article_html(const article::Document& document, const ArticleLinks& links);

} // namespace chancery::view
