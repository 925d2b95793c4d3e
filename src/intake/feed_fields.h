#pragma once

#include <pugixml.hpp>

#include "intake/feed.h"
#include "intake/xml_names.h"

namespace dateline::intake {

/// Reads the elements of an item or channel, of whatever vocabulary they are: feeds mix them. What is said twice counts as it was said
/// first, the feed's own words before those of modules.
class FieldReader {
 public:
  /// Fills `item` from the children of `element`; attributes of CDF and RDF items too. An undeclared prefix makes `well_formed` false.
  void read_item(pugi::xml_node element, const Scope& scope, FeedItem& item);
  /// The same for the channel: its title, link, description, language and time. Items in it are left alone.
  void read_channel(pugi::xml_node element, const Scope& scope, Feed& feed);

  [[nodiscard]] bool well_formed() const { return well_formed_; }

 private:
  void read_children(pugi::xml_node element, const Scope& scope, FeedItem& item);
  void read_field(pugi::xml_node node, const Scope& scope, const Tag& tag, FeedItem& item);

  std::string description_;   // of the item at hand: what else its fields say
  std::string permalink_, later_title_, later_link_, made_;
  int depth_ = 0;
  bool well_formed_ = true;
};

}  // namespace dateline::intake
