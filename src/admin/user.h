// certportal user …: accounts. Every change writes its audit event in the same transaction.
#pragma once

#include "admin/command.h"

namespace certportal::admin {

int create_user(const Config& config, const Options& options);
int list_users(const Config& config, const Options& options);
int lock_user(const Config& config, const Options& options);
int unlock_user(const Config& config, const Options& options);
int set_user_password(const Config& config, const Options& options);
int end_user_second_factor(const Config& config, const Options& options);
int set_user_email(const Config& config, const Options& options);
int set_user_role(const Config& config, const Options& options);
int delete_user(const Config& config, const Options& options);

}  // namespace certportal::admin
