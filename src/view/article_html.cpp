#include "view/article_html.hpp"

#include <algorithm>
#include <utility>

namespace chancery::view {

namespace {

using Part = article::Piece;
using Kind = Part::Kind;

constexpr std::uint32_t kLowestHeading = 6;

void add_heading(Html& out, const Part& piece)
{
    switch (std::min(piece.number + 1, kLowestHeading)) {
    case 2:
        return piece.is_end ? out.add({"</h2>\n"}) : out.add({"<h2>"});
    case 3:
        return piece.is_end ? out.add({"</h3>\n"}) : out.add({"<h3>"});
    case 4:
        return piece.is_end ? out.add({"</h4>\n"}) : out.add({"<h4>"});
    case 5:
        return piece.is_end ? out.add({"</h5>\n"}) : out.add({"<h5>"});
    default:
        return piece.is_end ? out.add({"</h6>\n"}) : out.add({"<h6>"});
    }
}

void add_list(Html& out, const Part& piece)
{
    if (piece.kind == Kind::List) {
        return piece.is_end ? out.add({"</ul>\n"}) : out.add({"<ul>\n"});
    }
    if (piece.is_end) {
        out.add({"</ol>\n"});
    } else if (piece.number == 1) {
        out.add({"<ol>\n"});
    } else {
        out.add({"<ol start=\"", piece.number, "\">\n"});
    }
}

class Writer {
public:
    explicit Writer(const ArticleLinks& links) : links_(links) {}
    void add(const Part& piece);
    Html take() { return std::move(out_); }

private:
    // Links are not in one another (CommonMark 6.3), so one that is left out is closed by the next end.
    void add_link(const Part& piece)
    {
        if (piece.is_end) {
            return is_open_ ? out_.add({"</a>"}) : void();
        }
        const std::string& base = links_.base_url;
        const bool is_whole = !base.empty() && piece.target.starts_with(base + '/');
        if (is_whole || piece.target.starts_with('/')) {
            const std::string path =
                links_.address(is_whole ? piece.target.substr(base.size()) : piece.target);
            is_open_ = !path.empty();
            return is_open_ ? out_.add({"<a href=\"", path, "\">"}) : void();
        }
        is_open_ = true; // it tells nobody where a reader came from
        out_.add({"<a href=\"", piece.target, "\" rel=\"noreferrer noopener\">"});
    }

    void add_cable(const Part& piece)
    {
        const std::string path = links_.cable(piece.target, piece.number);
        if (path.empty()) {
            out_.add({"[", piece.text, "]"});
        } else {
            out_.add({"[<a href=\"", path, "\">", piece.text, "</a>]"});
        }
    }

    const ArticleLinks& links_;
    Html out_;
    bool is_open_ = false;
};

void Writer::add(const Part& piece)
{
    switch (piece.kind) {
    case Kind::Paragraph:
        if (!piece.is_tight) {
            return piece.is_end ? out_.add({"</p>\n"}) : out_.add({"<p>"});
        }
        return;
    case Kind::Heading:
        return add_heading(out_, piece);
    case Kind::Quote:
        return piece.is_end ? out_.add({"</blockquote>\n"}) : out_.add({"<blockquote>\n"});
    case Kind::List:
    case Kind::NumberedList:
        return add_list(out_, piece);
    case Kind::Item:
        return piece.is_end ? out_.add({"</li>\n"}) : out_.add({"<li>"});
    case Kind::Emphasis:
        return piece.is_end ? out_.add({"</em>"}) : out_.add({"<em>"});
    case Kind::Strong:
        return piece.is_end ? out_.add({"</strong>"}) : out_.add({"<strong>"});
    case Kind::Link:
        return add_link(piece);
    case Kind::Text:
        return out_.add({piece.text});
    case Kind::Code:
        return out_.add({"<code>", piece.text, "</code>"});
    case Kind::CodeBlock:
        return out_.add({"<pre class=\"v\">", piece.text, "</pre>\n"});
    case Kind::LineBreak:
        return out_.add({"<br>\n"});
    case Kind::Rule:
        return out_.add({"<hr>\n"});
    case Kind::Cable:
        return add_cable(piece);
    }
}

} // namespace

Html article_html(const article::Document& document, const ArticleLinks& links)
{
    Writer writer(links);
    for (const Part& piece : document) {
        writer.add(piece);
    }
    return writer.take();
}

} // namespace chancery::view
