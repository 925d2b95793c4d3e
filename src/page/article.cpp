#include "dateline/article.h"

namespace dateline {

std::string_view name(Role role) {
  switch (role) {
    case Role::kText:
      return "text";
    case Role::kSubhead:
      return "subhead";
    case Role::kQuote:
      return "quote";
    case Role::kList:
      return "list";
    case Role::kCaption:
      return "caption";
    case Role::kTable:
      return "table";
    case Role::kCorrection:
      return "correction";
  }
  return "text";
}

std::string_view name(FurnitureKind kind) {
  switch (kind) {
    case FurnitureKind::kEmail:
      return "email";
    case FurnitureKind::kPrint:
      return "print";
    case FurnitureKind::kShare:
      return "share";
    case FurnitureKind::kFeedback:
      return "feedback";
    case FurnitureKind::kFeatured:
      return "featured";
    case FurnitureKind::kNewsletter:
      return "newsletter";
    case FurnitureKind::kRelated:
      return "related";
    case FurnitureKind::kNavigation:
      return "navigation";
    case FurnitureKind::kComments:
      return "comments";
    case FurnitureKind::kAdvertisement:
      return "advertisement";
    case FurnitureKind::kLegal:
      return "legal";
    case FurnitureKind::kUpdated:
      return "updated";
  }
  return "navigation";
}

std::string_view name(ArticleType type) {
  switch (type) {
    case ArticleType::kArticle:
      return "article";
    case ArticleType::kLiveblog:
      return "liveblog";
    case ArticleType::kOpinion:
      return "opinion";
    case ArticleType::kGallery:
      return "gallery";
    case ArticleType::kVideo:
      return "video";
    case ArticleType::kIndex:
      return "index";
  }
  return "article";
}

std::string_view name(Precision precision) {
  switch (precision) {
    case Precision::kYear:
      return "year";
    case Precision::kMonth:
      return "month";
    case Precision::kWeek:
      return "week";
    case Precision::kDay:
      return "day";
    case Precision::kMinute:
      return "minute";
    case Precision::kSecond:
      return "second";
  }
  return "day";
}

std::string_view name(DateFrom from) {
  switch (from) {
    case DateFrom::kJsonLd:
      return "json-ld";
    case DateFrom::kMeta:
      return "meta";
    case DateFrom::kTime:
      return "time";
    case DateFrom::kText:
      return "text";
    case DateFrom::kUrl:
      return "url";
    case DateFrom::kArgument:
      return "argument";
  }
  return "text";
}

}  // namespace dateline
