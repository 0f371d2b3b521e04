// The first SQL of an installation: the database and its users, by the database's administrator.
#pragma once

#include <string>

#include "base/config.h"
#include "base/result.h"

namespace certportal::admin {

// The host part of the duties' database users: 'localhost' if the database is reached by sockets only, else '%'.
std::string client_host(const Config& config);

// sql/bootstrap.sql.in with the names of the configuration and the passwords of all three duties. Error (text in log):
// a password file cannot be read, or a value could end a quote.
Result<std::string> bootstrap_sql(const Config& config);

}  // namespace certportal::admin
