#include "store/name_collisions.h"

#include <algorithm>

namespace certportal::store {
namespace {

bool is_wildcard(std::string_view name) { return name.starts_with("*."); }

// As the generated column `parent`: without the first label.
std::string parent_of(std::string_view name) { return std::string(name.substr(name.find('.') + 1)); }

// Values that another's `name`, or its `parent`, must not have. A statement asks for kValues of one column, for kLooks
// looks or for one; values and looks that are fewer are filled up with the last.
constexpr std::size_t kValues = 10;
constexpr std::size_t kLooks = 50;

struct Look {
  model::CertificateNumber number;
  model::OrganisationId organisation;
  std::vector<std::string> values;
};

#define FROM_OTHERS_NAME "FROM [certificate_name] n JOIN [certificate] c ON c.number = n.number "
#define IS_OTHERS "n.organisation_id <> ? AND c.not_after >= ? "

std::string look_sql(std::string_view column, std::size_t looks) {
  std::string look = "(SELECT CAST(? AS UNSIGNED) " FROM_OTHERS_NAME "WHERE n." + std::string(column) + " IN (?";
  for (std::size_t i = 1; i < kValues; ++i) look += ", ?";
  look += ") AND " IS_OTHERS "LIMIT 1)";
  std::string sql = look;
  for (std::size_t i = 1; i < looks; ++i) sql += " UNION ALL " + look;
  return sql;
}

void add_looks(std::vector<Look>& looks, const Look& like, const std::set<std::string>& values) {
  std::size_t i = 0;
  for (const std::string& value : values) {
    if (i++ % kValues == 0) looks.push_back({like.number, like.organisation, {}});
    looks.back().values.push_back(value);
  }
}

struct Looks {
  std::vector<Look> names, parents;

  void add(const Look& ordered) {
    std::set<std::string> same_or_wildcard, below;
    for (const std::string& name : ordered.values) {
      if (is_wildcard(name)) {
        below.insert(parent_of(name));  // the same wildcard has that parent, too
      } else {
        same_or_wildcard.insert(name);
        same_or_wildcard.insert("*." + parent_of(name));
      }
    }
    add_looks(names, ordered, same_or_wildcard);
    add_looks(parents, ordered, below);
  }
};

void find(Transaction& transaction, std::string_view column, const std::vector<Look>& looks, Time now,
          std::set<model::CertificateNumber>& found) {
  std::size_t at_once = looks.size() > 1 ? kLooks : 1;
  for (std::size_t first = 0; first < looks.size(); first += at_once) {
    Params params;
    for (std::size_t i = first; i < first + at_once; ++i) {
      const Look& look = looks[std::min(i, looks.size() - 1)];
      params.emplace_back(look.number.value);
      for (std::size_t value = 0; value < kValues; ++value)
        params.emplace_back(look.values[std::min(value, look.values.size() - 1)]);
      params.insert(params.end(), {look.organisation.value, now});
    }
    Rows rows = transaction.read(look_sql(column, at_once), params);
    while (rows.next()) found.insert({static_cast<std::uint64_t>(rows.number(1))});
  }
}

std::set<model::CertificateNumber> find(Transaction& transaction, const Looks& looks, Time now) {
  std::set<model::CertificateNumber> found;
  find(transaction, "name", looks.names, now, found);
  find(transaction, "parent", looks.parents, now, found);
  return found;
}

#define SELECT_HOLDER                                                                               \
  "SELECT n.name, c.number, c.organisation_id, o.name, c.not_after, c.revoked_at " FROM_OTHERS_NAME \
  "JOIN [organisation] o ON o.id = c.organisation_id WHERE "
#define IN_THEIR_ORDER "AND " IS_OTHERS "ORDER BY n.organisation_id, n.name, n.number LIMIT ?"

Rows read_holders(Database& database, model::OrganisationId organisation, const std::string& name, Time now,
                  std::size_t limit) {
  if (is_wildcard(name))
    return database.read(SELECT_HOLDER "n.parent = ? " IN_THEIR_ORDER,
                         {parent_of(name), organisation.value, now, limit});
  return database.read(SELECT_HOLDER "n.name IN (?, ?) " IN_THEIR_ORDER,
                       {name, "*." + parent_of(name), organisation.value, now, limit});
}

}  // namespace

std::vector<NameHolder> list_other_holders(Database& database, model::OrganisationId organisation,
                                           const std::vector<std::string>& names, Time now, std::size_t limit) {
  std::vector<NameHolder> holders;
  for (const std::string& name : names) {
    Rows rows = read_holders(database, organisation, name, now, limit);
    while (rows.next())
      holders.push_back({name,
                         rows.text(1),
                         {static_cast<std::uint64_t>(rows.number(2))},
                         {static_cast<std::uint64_t>(rows.number(3))},
                         rows.text(4),
                         rows.time(5),
                         !rows.is_null(6)});
  }
  return holders;
}

bool is_held_by_others(Transaction& transaction, model::OrganisationId organisation,
                       const std::vector<std::string>& names, Time now) {
  Looks looks;
  looks.add({{}, organisation, names});
  return !find(transaction, looks, now).empty();
}

std::set<model::CertificateNumber> find_held_by_others(Transaction& transaction, const std::vector<Order>& orders,
                                                       Time now) {
  Looks looks;
  for (const Order& order : orders) looks.add({order.number, order.organisation, order.names});
  return find(transaction, looks, now);
}

}  // namespace certportal::store
