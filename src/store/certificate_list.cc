// A statement reads one key range of one organisation, or of several as branches of a UNION ALL; the branches are
// merged here. FORCE INDEX: MariaDB would otherwise find a large organisation by its id alone and walk over all
// rows skipped.
#include "store/certificate_list.h"

#include <algorithm>

namespace certportal::store {
namespace {

using model::CertificateStatus;
using Order = CertificateOrder;

constexpr Time kFirstTime{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
constexpr Time kLastTime{std::chrono::sys_days{std::chrono::year{10000} / 1 / 1} - Seconds{1}};
constexpr std::uint64_t kLastNumber = INT64_MAX;
constexpr std::string_view kLastName = "\xF4\x8F\xBF\xBF";  // U+10FFFF
constexpr std::int64_t kEpochInSeconds = 62167219200;       // TO_SECONDS('1970-01-01')

// Branches of one statement; those to spare ask for organisation 0, which there is none of.
constexpr std::size_t kChunks[] = {1, 4, 16};

// One walk along a key: rows after the cursor, ending between the two times.
struct Segment {
  Order order;
  Time from = kFirstTime, until = kLastTime;
  bool ended = false;
  CertificateCursor after = {};
};

struct OrderSql {
  const char* index;
  const char* after;
  const char* by;
};

OrderSql sql_of(Order order) {
  switch (order) {
    case Order::number_ascending: return {"certificate_by_number", "c.number > ?", "c.number"};
    case Order::number_descending: return {"certificate_by_number", "c.number < ?", "c.number DESC"};
    case Order::name_ascending:
      return {"certificate_by_name", "(c.name > ? OR (c.name = ? AND c.number > ?))", "c.name, c.number"};
    case Order::name_descending:
      return {"certificate_by_name", "(c.name < ? OR (c.name = ? AND c.number < ?))", "c.name DESC, c.number DESC"};
    case Order::current_first:
    case Order::end_ascending:
      return {"PRIMARY", "(c.not_after > ? OR (c.not_after = ? AND c.number > ?)) AND c.not_after <= ?",
              "c.not_after, c.number"};
    case Order::end_descending:
      return {"PRIMARY", "(c.not_after < ? OR (c.not_after = ? AND c.number < ?)) AND c.not_after >= ?",
              "c.not_after DESC, c.number DESC"};
  }
  return {"PRIMARY", "", ""};
}

bool is_descending(Order order) {
  return order == Order::number_descending || order == Order::name_descending || order == Order::end_descending;
}
bool is_by_name(Order order) { return order == Order::name_ascending || order == Order::name_descending; }
bool is_by_number(Order order) { return order == Order::number_ascending || order == Order::number_descending; }

// Of a DATETIME as TO_SECONDS(): a number is read faster than a text.
std::int64_t to_seconds(Time time) { return time.time_since_epoch().count() + kEpochInSeconds; }
Time seconds_at(const Rows& rows, unsigned column) { return Time{Seconds{rows.number(column) - kEpochInSeconds}}; }

bool has_filter(const CertificateQuery& query) { return query.status || query.search; }

// The order of the cases is that of model::status_at(); "expiring" as by model::RenewableRule, in whole seconds.
constexpr const char* kFilterSql =
    " AND (? = '' OR CASE WHEN c.revoked_at IS NOT NULL THEN 'revoked' "
    "WHEN c.revocation_asked_at IS NOT NULL THEN 'revocation_pending' WHEN c.not_after < ? THEN 'expired' "
    "WHEN c.replaced_by IS NOT NULL THEN 'replaced' "
    "WHEN TO_SECONDS(c.not_after) - GREATEST((TO_SECONDS(c.not_after) - TO_SECONDS(c.not_before)) DIV ?, ?) <= ? "
    "THEN 'expiring' ELSE 'active' END = ?) "
    "AND (? IS NULL OR c.names LIKE LOWER(?) OR c.names LIKE ? OR c.number = ? OR c.serial = ? OR c.sha256 = ? OR "
    "c.sha1 = ?)";

constexpr const char* kInUseSql =
    " AND c.revoked_at IS NULL AND c.revocation_asked_at IS NULL AND c.replaced_by IS NULL";

void bind_filter(const CertificateQuery& query, Params& params) {
  std::string_view status = query.status ? model::name(*query.status) : std::string_view();
  params.insert(params.end(), {Param(status), Param(query.now), Param(query.rule.part),
                               Param(query.rule.at_least.count()), Param(to_seconds(query.now)), Param(status)});
  if (!query.search) {
    params.insert(params.end(), 7, Param(nullptr));
    return;
  }
  const CertificateSearch& search = *query.search;
  for (const Param& param : {Param(search.text_pattern), Param(search.text_pattern), Param(search.ascii_pattern),
                             Param(search.number), Param(search.serial), Param(search.sha256), Param(search.sha1)})
    params.push_back(param);
}

std::string branch_sql(Order order, const CertificateQuery& query) {
  OrderSql parts = sql_of(order);
  std::string sql =
      "SELECT c.number, c.organisation_id, c.name, c.more_names, TO_SECONDS(c.not_before), TO_SECONDS(c.not_after), "
      "c.revoked_at IS NOT NULL, c.revocation_asked_at IS NOT NULL, c.replaced_by";
  if (query.with_open_order) sql += ", r.number";
  if (query.with_der) sql += ", d.der";
  sql += " FROM [organisation] o STRAIGHT_JOIN [certificate] c FORCE INDEX (";
  // A search looks through all rows in the worst case: along the clustered key that takes a tenth of the time.
  sql += query.search ? "PRIMARY" : parts.index;
  sql += ") ON c.organisation_id = o.id";
  // By a unique key: half of what a subquery a row costs.
  if (query.with_open_order) sql += " LEFT JOIN [certificate_order] r ON r.open_predecessor = c.number";
  if (query.with_der) sql += " STRAIGHT_JOIN [certificate_content] d ON d.number = c.number";
  sql += " WHERE o.id = ? AND o.technical_contact_id = ? AND c.organisation_id = ? AND ";
  sql += parts.after;
  if (has_filter(query)) sql += kFilterSql;
  if (query.only_in_use) sql += kInUseSql;
  sql += " ORDER BY ";
  sql += parts.by;
  sql += " LIMIT ?";
  return sql;
}

std::string statement_sql(Order order, const CertificateQuery& query, std::size_t branches) {
  std::string branch = branch_sql(order, query);
  if (branches == 1) return branch;
  std::string sql;
  for (std::size_t i = 0; i < branches; ++i) sql += (i == 0 ? "(" : " UNION ALL (") + branch + ")";
  return sql;
}

void bind_branch(const Segment& segment, const CertificateQuery& query, model::OrganisationId organisation,
                 std::size_t limit, Params& params) {
  params.insert(params.end(), {organisation.value, query.contact.value, organisation.value});
  const CertificateCursor& after = segment.after;
  if (is_by_name(segment.order))
    params.insert(params.end(), {after.name, after.name});
  else if (!is_by_number(segment.order))
    params.insert(params.end(), {after.end, after.end});
  params.emplace_back(after.number);
  if (!is_by_name(segment.order) && !is_by_number(segment.order))
    params.emplace_back(is_descending(segment.order) ? segment.from : segment.until);
  if (has_filter(query)) bind_filter(query, params);
  params.emplace_back(limit);
}

ListedCertificate read_row(const Rows& rows, const CertificateQuery& query) {
  ListedCertificate row;
  row.number = {static_cast<std::uint64_t>(rows.number(1))};
  row.organisation = {static_cast<std::uint64_t>(rows.number(2))};
  row.name = rows.text(3);
  row.more_names = static_cast<long>(rows.number(4));
  row.facts.not_before = seconds_at(rows, 5);
  row.facts.not_after = seconds_at(rows, 6);
  row.facts.revoked = rows.number(7) != 0;
  row.facts.revocation_pending = rows.number(8) != 0;
  row.replaced_by = static_cast<std::uint64_t>(rows.number(9));
  row.facts.replaced = row.replaced_by != 0;
  unsigned column = 10;
  if (query.with_open_order) row.open_order = static_cast<std::uint64_t>(rows.number(column++));
  if (query.with_der) row.der = rows.text(column);
  return row;
}

bool comes_before(Order order, const ListedCertificate& a, const ListedCertificate& b) {
  if (is_by_name(order) && a.name != b.name) return a.name < b.name;
  if (!is_by_name(order) && !is_by_number(order) && a.facts.not_after != b.facts.not_after)
    return a.facts.not_after < b.facts.not_after;
  return a.number < b.number;
}

// Before the first row, where no page went before.
CertificateCursor start_of(const Segment& segment) {
  bool descending = is_descending(segment.order);
  return {descending ? kLastNumber : 0, descending ? std::string(kLastName) : "",
          descending ? segment.until : segment.from, segment.ended};
}

void resume(Segment& segment, const CertificateQuery& query) {
  segment.after = start_of(segment);
  if (!query.after) return;
  if (query.order == Order::current_first && query.after->ended != segment.ended) return;
  const CertificateCursor& after = *query.after;
  // Time went on since the page before: rows that have ended meanwhile follow in the second segment.
  bool outside = is_descending(segment.order) ? after.end > segment.until : after.end < segment.from;
  bool by_end = !is_by_name(segment.order) && !is_by_number(segment.order);
  if (!by_end || !outside) segment.after = after;
}

std::vector<Segment> segments_of(const CertificateQuery& query) {
  std::vector<Segment> segments;
  if (query.order == Order::current_first) {
    segments.push_back({Order::end_ascending, query.now, kLastTime});
    segments.push_back({Order::end_descending, kFirstTime, query.now - Seconds{1}, true});
    if (query.after && query.after->ended) segments.erase(segments.begin());
  } else {
    segments.push_back({query.order});
  }
  // A state that dates decide bounds the walk.
  if (query.status && *query.status != CertificateStatus::revoked &&
      *query.status != CertificateStatus::revocation_pending) {
    for (Segment& segment : segments) {
      if (*query.status == CertificateStatus::expired)
        segment.until = std::min(segment.until, query.now - Seconds{1});
      else
        segment.from = std::max(segment.from, query.now);
    }
    std::erase_if(segments, [](const Segment& segment) { return segment.from > segment.until; });
  }
  for (Segment& segment : segments) resume(segment, query);
  return segments;
}

std::size_t chunk_for(std::size_t organisations) {
  for (std::size_t chunk : kChunks)
    if (organisations <= chunk) return chunk;
  return kChunks[std::size(kChunks) - 1];
}

// Which organisations one statement asks for: as many as it has branches, from the one at `first` on.
struct Chunk {
  std::size_t first, branches;

  model::OrganisationId at(const CertificateQuery& query, std::size_t branch) const {
    return first + branch < query.organisations.size() ? query.organisations[first + branch] : model::OrganisationId{};
  }
};

// The segment's first `limit` rows of all organisations, in order.
std::vector<ListedCertificate> read_segment(Database& database, const CertificateQuery& query, const Segment& segment,
                                            std::size_t limit) {
  std::vector<ListedCertificate> found;
  for (Chunk chunk{0, 0}; chunk.first < query.organisations.size(); chunk.first += chunk.branches) {
    chunk.branches = chunk_for(query.organisations.size() - chunk.first);
    Params params;
    for (std::size_t i = 0; i < chunk.branches; ++i) bind_branch(segment, query, chunk.at(query, i), limit, params);
    Rows rows = database.read(statement_sql(segment.order, query, chunk.branches), params);
    while (rows.next()) found.push_back(read_row(rows, query));
  }
  if (query.organisations.size() > 1) {
    bool descending = is_descending(segment.order);
    std::sort(found.begin(), found.end(), [&](const ListedCertificate& a, const ListedCertificate& b) {
      return descending ? comes_before(segment.order, b, a) : comes_before(segment.order, a, b);
    });
  }
  if (found.size() > limit) found.resize(limit);
  return found;
}

// Counts along the clustered key, a walk an organisation, none longer than `limit`. `condition` is further SQL.
long count_rows(Database& database, const CertificateQuery& query, const Segment& bounds, const std::string& condition,
                const Params& condition_params, long limit) {
  const std::string branch =
      "(SELECT 1 FROM [organisation] o STRAIGHT_JOIN [certificate] c FORCE INDEX (PRIMARY) ON c.organisation_id = o.id "
      "WHERE o.id = ? AND o.technical_contact_id = ? AND c.organisation_id = ? AND c.not_after >= ? AND c.not_after <= "
      "?" +
      condition + " LIMIT ?)";
  long count = 0;
  for (Chunk chunk{0, 0}; chunk.first < query.organisations.size() && count < limit; chunk.first += chunk.branches) {
    chunk.branches = chunk_for(query.organisations.size() - chunk.first);
    std::string branches;
    Params params;
    for (std::size_t i = 0; i < chunk.branches; ++i) {
      branches += (i == 0 ? "" : " UNION ALL ") + branch;
      std::uint64_t organisation = chunk.at(query, i).value;
      params.insert(params.end(), {organisation, query.contact.value, organisation, bounds.from, bounds.until});
      params.insert(params.end(), condition_params.begin(), condition_params.end());
      params.emplace_back(limit);
    }
    Rows rows = database.read("SELECT COUNT(*) FROM (" + branches + ") counted", params);
    if (rows.next()) count += static_cast<long>(rows.number(1));
  }
  return std::min(count, limit);
}

}  // namespace

CertificatePart list_certificates(Database& database, const CertificateQuery& query) {
  CertificatePart part;
  for (const Segment& segment : segments_of(query)) {
    std::size_t missing = query.limit + 1 - part.rows.size();
    auto found = read_segment(database, query, segment, missing);
    // The row too much only tells that there are more.
    std::size_t kept = std::min(found.size(), query.limit - part.rows.size());
    if (kept > 0) part.ended = segment.ended;
    std::move(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), std::back_inserter(part.rows));
    part.has_more = found.size() > kept;
    if (part.has_more) break;
  }
  return part;
}

long count_certificates(Database& database, const CertificateQuery& query, long limit) {
  CertificateQuery all = query;
  all.order = Order::end_ascending;
  all.after.reset();
  std::vector<Segment> segments = segments_of(all);
  if (segments.empty()) return 0;
  if (!has_filter(all)) return count_rows(database, all, segments.front(), "", {}, limit);
  Params params;
  bind_filter(all, params);
  return count_rows(database, all, segments.front(), kFilterSql, params, limit);
}

long count_ending_certificates(Database& database, const CertificateQuery& query, Time from, Time until, long limit) {
  Segment bounds{Order::end_ascending, from, until};
  return count_rows(database, query, bounds, kInUseSql, {}, limit);
}

}  // namespace certportal::store
