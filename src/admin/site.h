// The site (templates, languages, brand) as the configuration describes it; for worker, jobs and doctor.
#pragma once

#include <memory>

#include "base/config.h"
#include "view/site.h"

namespace certportal::admin {

inline constexpr const char* kVersion = "0.1.0";

Result<std::unique_ptr<view::Site>> load_site(const Config& config);

}  // namespace certportal::admin
