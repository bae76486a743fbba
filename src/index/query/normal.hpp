#pragma once
// Queries that mean the same as one tree: what the searcher executes and what a saved search is.
//
//   normal_form(read_query("U.N. counter-terrorism (a (b))").tree, analyzer)
//       And( Word un, Or( Phrase(counter terrorism), Word counterterrorism ), Word a, Word b )
//
// In normal form: words are folded and single, as the analyzer makes them; And and Or are flat, without
// repetitions, in written order; a Phrase or Near has two children or more; All stands only alone or as
// And(All, Not ...), None only alone, Not only in an And; AtLeast asks for more than one and fewer than
// all; values of fields are spelled as the archive spells them. normal_form() of it is itself.
//
// Words of which the analyzer leaves nothing are left out. Limits as for every tree. Not thread-safe:
// the analyzer is changed.
#include "index/analyzer.hpp"
#include "index/query/tree.hpp"

namespace chancery::index::query {

Node normal_form(const Node& tree, Analyzer& analyzer);

} // namespace chancery::index::query
