#include "store/inspection.h"

#include <cppunit/extensions/HelperMacros.h>

namespace {
using namespace certportal;
using namespace certportal::store;

TablePrivileges wanted(std::string_view user) {
  Settings settings;
  settings.database = "portal";
  settings.table_prefix = "cp_";
  return wanted_privileges(settings, "web", "night", user);
}

class InspectionTest : public CppUnit::TestFixture {
  CPPUNIT_TEST_SUITE(InspectionTest);
  CPPUNIT_TEST(column_privileges_are_read_one_by_one);
  CPPUNIT_TEST(worker_writes_no_role_or_lock);
  CPPUNIT_TEST(handovers_are_never_taken_away);
  CPPUNIT_TEST(orders_keep_what_was_asked_and_decided);
  CPPUNIT_TEST(users_are_told_apart);
  CPPUNIT_TEST_SUITE_END();

 public:
  void column_privileges_are_read_one_by_one() {
    auto tables = wanted("web");
    CPPUNIT_ASSERT(tables.at("cp_session") ==
                   (std::set<std::string>{"SELECT", "INSERT", "UPDATE (last_used_at)", "DELETE"}));
    const auto& account = tables.at("cp_account");
    for (const char* privilege :
         {"SELECT", "INSERT (email)", "INSERT (created_at)", "UPDATE (name)", "UPDATE (password_hash)"})
      CPPUNIT_ASSERT_MESSAGE(privilege, account.contains(privilege));
    for (const auto& [table, privileges] : tables)
      for (const std::string& privilege : privileges)
        CPPUNIT_ASSERT_MESSAGE(privilege, (privilege.find('(') == std::string::npos) == (privilege.back() != ')'));
  }

  void worker_writes_no_role_or_lock() {
    auto tables = wanted("web");
    for (const char* table : {"cp_account", "cp_organisation", "cp_certificate"})
      for (const char* privilege : {"INSERT", "UPDATE", "INSERT (role)", "UPDATE (role)", "UPDATE (locked_at)",
                                    "UPDATE (created_at)", "INSERT (checked_at)", "UPDATE (serial)"})
        CPPUNIT_ASSERT_MESSAGE(std::string(privilege) + " on " + table, !tables.at(table).contains(privilege));
    // Owners change the address of an account, and end it: whoever may write its password can do no more by that.
    for (const char* table : {"cp_organisation", "cp_certificate"})
      CPPUNIT_ASSERT_MESSAGE(table, !tables.at(table).contains("DELETE"));
    for (const char* privilege : {"UPDATE", "UPDATE (new_email)", "UPDATE (expires_at)", "INSERT",
                                  "INSERT (old_confirmed_at)", "INSERT (new_confirmed_at)"})
      CPPUNIT_ASSERT_MESSAGE(privilege, !tables.at("cp_address_change").contains(privilege));
  }

  void handovers_are_never_taken_away() {
    auto web = wanted("web"), night = wanted("night");
    for (const char* table : {"cp_handover", "cp_handover_receipt", "cp_audit_event"})
      for (const char* privilege : {"DELETE", "UPDATE", "UPDATE (contact_id)", "UPDATE (content)", "UPDATE (cms)"})
        CPPUNIT_ASSERT_MESSAGE(std::string(privilege) + " on " + table, !web.at(table).contains(privilege));
    // Retention is the business of jobs: it empties who stood there, whose key seals what is left. That something was,
    // when and of which organisation stays out of its reach, and so do seals and the signature of a receipt.
    for (const char* table : {"cp_handover", "cp_audit_event", "cp_audit_seal"})
      for (const char* privilege :
           {"DELETE", "UPDATE", "UPDATE (id)", "UPDATE (kind)", "UPDATE (happened_at)", "UPDATE (organisation_id)",
            "UPDATE (started_at)", "UPDATE (accepted_at)", "UPDATE (event_id)", "UPDATE (digest)", "UPDATE (mac)"})
        CPPUNIT_ASSERT_MESSAGE(std::string(privilege) + " on " + table, !night.at(table).contains(privilege));
    for (const char* privilege : {"UPDATE", "UPDATE (cms)", "UPDATE (signed_at)"})
      CPPUNIT_ASSERT_MESSAGE(privilege, !night.at("cp_handover_receipt").contains(privilege));
  }

  void orders_keep_what_was_asked_and_decided() {
    auto tables = wanted("web");
    for (const char* table : {"cp_certificate_order", "cp_order_decision", "cp_former_contact"})
      for (const char* privilege :
           {"DELETE", "UPDATE", "UPDATE (number)", "UPDATE (organisation_id)", "UPDATE (csr)", "UPDATE (names)",
            "UPDATE (key_sha256)", "UPDATE (submitted_by)", "UPDATE (product)", "UPDATE (issuer)",
            "UPDATE (needed_approvals)", "UPDATE (officer_email)", "UPDATE (decision)", "UPDATE (account_id)"})
        CPPUNIT_ASSERT_MESSAGE(std::string(privilege) + " on " + table, !tables.at(table).contains(privilege));
    CPPUNIT_ASSERT(!tables.at("cp_certificate_order").contains("INSERT (has_officer_approval)"));
  }

  void users_are_told_apart() {
    CPPUNIT_ASSERT(wanted("web").at("cp_account").contains("SELECT"));
    CPPUNIT_ASSERT(!wanted("night").at("cp_account").contains("SELECT"));
    CPPUNIT_ASSERT(!wanted("night").at("cp_account").contains("SELECT (password_hash)"));
    CPPUNIT_ASSERT(wanted("nobody").empty());
  }
};
CPPUNIT_TEST_SUITE_REGISTRATION(InspectionTest);
}  // namespace
