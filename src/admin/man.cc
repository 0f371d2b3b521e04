#include "admin/man.h"

#include "admin/site.h"
#include "base/text.h"

namespace certportal::admin {
namespace {

// man(7): a backslash is an escape, a plain hyphen may be broken or turned into a dash, a dot first makes a request.
std::string roff(std::string_view text) {
  std::string out;
  bool at_line_start = true;
  for (char c : text) {
    if (at_line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out += c;
    at_line_start = c == '\n';
  }
  return out;
}

std::string command_entry(const Command& command) {
  std::string text = ".TP\n.B " + roff(command.name);
  if (!command.synopsis.empty()) text += " \\fR" + roff(command.synopsis) + "\\fP";
  return text + "\n" + roff(command.help) + "\n";
}

std::string key_entry(const ConfigKey& key) {
  std::string value(key.default_value.empty() ? "empty" : key.default_value);
  return ".TP\n.BR " + roff(key.name) + " \" (" + roff(value) + ")\"\n" + roff(key.help) + "\n";
}

constexpr std::string_view kDescription = R"(.SH DESCRIPTION
.B certportal
is a portal in which the technical contacts of organisations see, order and download their TLS certificates.
One program does every duty: the worker serves the pages behind a web server, jobs sends the mails, and the other
commands are the operator's. Secrets are read from standard input or from files, never from the command line.
.PP
Lists are tables for people;
.B \-\-json
makes them an array of objects. Every change is written to the audit events with the system user who made it.
.PP
Started by root, a command first becomes the system user
.IR service_user ,
after opening no other files than those named on its command line.
)";

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
0: done. 1: failed; a line on standard error says why. 2: wrong usage.
.SH ENVIRONMENT
.TP
.B CERTPORTAL_CONFIG
the configuration file, unless
.B \-\-config
names one.
.TP
.B SUDO_USER
named in audit events beside root.
.SH FILES
.TP
.I /etc/certportal/certportal.conf
the configuration.
.SH SECURITY
The operator's database user may do everything in the portal's database: keep its password file from the users of worker
and jobs. Where all duties run as one system user,
.B certportal doctor
says what that gives up.
.SH EXAMPLES
.nf
certportal user create \-\-email anna.alt@example.org \-\-name "Anna Alt" < password
certportal organisation create \-\-name "Muster AG" \-\-technical\-contact anna.alt@example.org
certportal migrate \-\-bootstrap | mariadb
certportal migrate
certportal migrate \-\-grants | mariadb
.fi
)";

}  // namespace

std::string manual_page(std::span<const Command> table) {
  std::string page =
      ".\\\" Made by: certportal --man\n.TH CERTPORTAL 1 \"\" \"certportal " + std::string(kVersion) +
      "\" \"User Commands\"\n.SH NAME\ncertportal \\- portal for the customers of a certification authority\n"
      ".SH SYNOPSIS\n.B certportal\n[\\-\\-config \\fIFILE\\fP] \\fICOMMAND\\fP [\\fIOPTION\\fP]...\n.br\n"
      ".B certportal\n\\-\\-help | \\-\\-version | \\-\\-man\n";
  page += kDescription;
  page += ".SH COMMANDS\nEach knows \\-\\-help.\n";
  for (const Command& command : table) page += command_entry(command);
  page +=
      ".SH CONFIGURATION\nLines of the form key = value; # starts a comment. Keys with a dot stand without its first "
      "word "
      "in the section\nnamed by it, such as [worker]; those with a star in any number of sections such as\n"
      "[product.web]. Each with its default:\n";
  for (const ConfigKey& key : config_keys()) page += key_entry(key);
  page += kEnd;
  return page;
}

}  // namespace certportal::admin
