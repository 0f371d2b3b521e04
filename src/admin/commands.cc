// The table of the operator's commands.
#include "admin/audit.h"
#include "admin/ca.h"
#include "admin/certificate.h"
#include "admin/command.h"
#include "admin/config.h"
#include "admin/doctor.h"
#include "admin/handover.h"
#include "admin/order.h"
#include "admin/organisation.h"
#include "admin/setup.h"
#include "admin/status.h"
#include "admin/user.h"

namespace certportal::admin {
namespace {

constexpr Command kCommands[] = {
    {"migrate", "[--dry-run] [--bootstrap] [--grants] [--tables]",
     "Brings the database's schema to this version.\n"
     "Harmless when run twice, or from two hosts at once. --dry-run says what it would apply. --bootstrap instead "
     "prints\n"
     "what the database's administrator does once before, the database and its users with their passwords, and "
     "--grants the\n"
     "GRANT statements for the users of worker and jobs, to be run by the administrator after each migration. --tables "
     "prints\n"
     "the version of the schema and the names of its tables, for a backup.",
     migrate},
    {"secrets init", "DIR",
     "Makes the secret files that are missing in DIR.\n"
     "The duties' database passwords, the key that signs forms, the key of the audit chain, the key pair that seals "
     "mail\n"
     "tokens, and the key that signs receipts, each readable by the caller only, with its certificate for "
     "everybody.\n"
     "Existing files are kept.",
     init_secrets, Drop::never, false},
    {"config", "[--check] [--defaults] [--reference]",
     "Checks the configuration, or prints all its keys.\n"
     "--check reads it, its time zone, its user and its templates. --defaults prints every key with its meaning and "
     "default\n"
     "as a file that loads, --reference as a page in Markdown.",
     show_config, Drop::itself, false},
    {"user create", "--email ADDRESS --name NAME [--role ROLE] [--locale CODE] [--phone NUMBER]",
     "Makes an account; it counts as confirmed.\n"
     "The password is the first line of standard input, and must be as good as one chosen in the browser. ROLE is "
     "contact\n"
     "(the default) or officer, CODE a language of the pages, such as de.",
     create_user},
    {"user list", "[--json]", "Lists the accounts.", list_users},
    {"user lock", "EMAIL", "Locks an account and ends its sessions.", lock_user},
    {"user unlock", "EMAIL", "Unlocks an account.", unlock_user},
    {"user set-password", "EMAIL",
     "Gives an account a new password and ends its sessions.\n"
     "The password is the first line of standard input. The account's owner gets a mail that says so.",
     set_user_password},
    {"user end-second-factor", "EMAIL",
     "Ends the second factor of an account.\n"
     "For owners who have lost their app and the recovery codes: make sure who asks. All sessions end, and the owner "
     "gets a mail that says so.",
     end_user_second_factor},
    {"user set-email", "EMAIL ADDRESS",
     "Gives an account another address, where the mailbox of its present one is lost.\n"
     "Make sure that it is them. All their sessions end, open handovers are withdrawn; both addresses are told.",
     set_user_email},
    {"user set-role", "EMAIL ROLE", "Makes an account contact or officer.\nA change ends its sessions.", set_user_role},
    {"user delete", "EMAIL", "Deletes an account.\nRefused while it is the technical contact of an organisation.",
     delete_user},
    {"organisation create",
     "--name NAME --technical-contact EMAIL [--street TEXT] [--postcode TEXT] [--city TEXT] [--country CODE] [--note "
     "TEXT]",
     "Makes an organisation and prints its reference.\n"
     "EMAIL is an account. CODE is a country of ISO 3166-1, such as DE.",
     create_organisation},
    {"organisation list", "[--json]", "Lists the organisations.", list_organisations},
    {"organisation edit",
     "REF [--name NAME] [--street TEXT] [--postcode TEXT] [--city TEXT] [--country CODE] [--note TEXT]",
     "Changes an organisation.\n"
     "An empty TEXT or CODE takes the old one away. A changed name or address takes the officers' mark \"checked\" "
     "away.",
     edit_organisation},
    {"organisation set-contact", "REF EMAIL --reason TEXT",
     "Makes an account the technical contact, for the day when the old one is gone.\n"
     "No handover is needed; one that is open is withdrawn. Both contacts get a mail with the reason, and the old "
     "one\n"
     "sees nothing of the organisation any more. EMAIL is a confirmed account that is not locked.",
     set_organisation_contact},
    {"certificate import", "--organisation REF FILE...",
     "Imports certificates of an organisation, and CA certificates.\n"
     "PEM, DER or PKCS#7, any number in a file. Prints \"imported N, known N, refused N\", and on standard error\n"
     "a line for each refusal; one bad file never stops the rest. Exit status 1 if any was refused.",
     import_certificates, Drop::itself},
    {"handover list", "[--all] [--json]",
     "Lists the open handovers, the newest first.\n"
     "--all lists the newest 1000, however they ended.",
     list_handovers},
    {"handover show", "REF [--json]", "Shows a handover.", show_handover},
    {"handover withdraw", "REF",
     "Ends an open handover; the technical contact remains.\n"
     "Both sides get a mail. The contact may start anew.",
     withdraw_handover},
    {"order list", "[--all] [--state STATE] [--json]",
     "Lists the open orders, the oldest first.\n"
     "--all lists the newest 1000, however they ended; --state those of one state: submitted, approved, issuing, "
     "issued,\n"
     "rejected, withdrawn or failed.",
     list_orders},
    {"order show", "NUMBER [--json]", "Shows an order, who decided it, and who else has its names in a certificate.",
     show_order},
    {"order approve", "NUMBER --as OFFICER",
     "Approves an order in the name of an officer, whose address OFFICER is.\n"
     "What the officer may not decide in the browser is refused here as well. The event names both the system user "
     "and the\n"
     "officer. A product may ask for two of them.",
     approve_order},
    {"order reject", "NUMBER --as OFFICER --reason TEXT",
     "Rejects an order in the name of an officer.\n"
     "The technical contact gets a mail with the reason.",
     reject_order},
    {"order retry", "NUMBER --as OFFICER",
     "Has the issuer of a failed order asked once more, in the name of an officer.", retry_order},
    {"audit list", "[--kind KIND] [--organisation REF] [--limit N] [--json]",
     "Lists audit events, the newest first.\n"
     "N is how many, 100 if not given. --json has them whole, with their positions in the chain.",
     list_audit_events},
    {"audit verify", "[--head POSITION:MAC]",
     "Walks along the chain that jobs sealed the audit events into.\n"
     "Prints how many events are sealed, the head of the chain, how many are not sealed yet, and a line for each "
     "event or\n"
     "seal that was changed or is missing; exit status 1 if there is any. --head takes a former head, as jobs logged "
     "it, and\n"
     "says whether the chain still holds it: one that was rewritten as a whole does not. Needs "
     "operator.audit_key_file.",
     verify_audit_chain},
    {"ca init", "NAME [--key KIND] [--title TEXT]",
     "Makes root and issuing CA of the local issuer [issuer.NAME].\n"
     "Keys and certificate go to its key_file and certificate_file, the root's key beside it, and both certificates "
     "into\n"
     "the database. KIND is p256 (the default), p384 or rsa3072; a key that is there already, in a file or a token, "
     "is "
     "used.\n"
     "The CAs are called \"TEXT Root CA YEAR\" and \"TEXT Issuing CA YEAR\"; without TEXT by brand and NAME. "
     "Nothing is ever\n"
     "overwritten. Started by root, it leaves the root's key to root.",
     init_ca, Drop::itself},
    {"ca status", "[--json]",
     "Lists the issuers: certificate, latest CRL, and whether the key can be used.\n"
     "Needs the key files that jobs has.",
     show_ca_status},
    {"ca crl", "NAME",
     "Makes a new CRL of a local issuer now, and says where it is.\n"
     "Jobs makes one by itself when something is revoked, and at half of its life. Needs the key files that jobs "
     "has.",
     make_ca_crl},
    {"mail list", "[--json]", "Lists the newest 1000 mails of the outbox, with the mailer's last answer.", list_mails},
    {"status", "[--json]",
     "Lists the workers of this host: what each does, requests, memory, last error.\n"
     "Needs no database. Counts and times are those of the living ones; for sums over time there is /metrics.",
     show_status},
    {"doctor", "[--json]",
     "Checks the installation and says what to do about each finding.\n"
     "Configuration, templates, secret files, folders, sendmail, database, schema, clocks, grants. A line each, "
     "beginning\n"
     "ok, warning or error; exit status 1 if there is any error.",
     run_doctor},
};

}  // namespace

std::span<const Command> commands() { return kCommands; }

}  // namespace certportal::admin
