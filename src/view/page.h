// What the render functions share: a dictionary that is filled with the chrome, forms and messages.
#pragma once

#include <cstring>  // ctemplate 2.4 uses strlen without it

#include <ctemplate/template_dictionary.h>

#include <initializer_list>
#include <map>
#include <string>

#include "model/order.h"
#include "view/chrome.h"
#include "view/form.h"
#include "view/language.h"
#include "view/site.h"

namespace certportal::view {

class Page {
 public:
  // `name`: the template's, without ".html.tpl". All arguments outlive the page.
  Page(const Site& site, const Chrome& chrome, std::string name);

  ctemplate::TemplateDictionary* operator->() { return &values_; }
  ctemplate::TemplateDictionary& operator*() { return values_; }
  const Language& language() const { return language_; }

  // Section `name` once, with one value in it; not at all if the value is empty.
  void section(const char* name, const char* variable, const std::string& value);
  void show(const char* name, bool is_shown) {
    if (is_shown) values_.ShowSection(name);
  }

  // Error summary and errors of each field; and the values of the inputs named in `shown`: never a password's.
  void form(const FormState& form, std::initializer_list<const char*> shown);

  std::string finish() const;  // throws Broken if the template fails

 private:
  void chrome(const Site& site, const Chrome& chrome);
  void handovers(const Chrome& chrome);
  void selector(const Chrome& chrome);

  std::string file_;
  const Language& language_;
  ctemplate::TemplateDictionary values_;
};

// "61 seconds", "3 minutes", "5 hours", "4 days": the words PREFIX.seconds, and so on.
std::string count_wait(const Language& language, const std::string& prefix, long seconds);

// "Renewal", in the reader's language.
std::string kind_word(const Language& language, model::OrderKind kind);

// Lets {{>MESSAGE}} in `where` be the message's text; an unknown name is logged and shown as a general one. A value
// SECONDS stands there as WAIT, too: with its unit, a larger one where it is long; a value LEFT as TRIES. What
// stands for the command that mends it: "CURE": itself; "CURE_ABOVE": that it is above; "": nothing.
void set_message(const Language& language, ctemplate::TemplateDictionary& where, const std::string& name,
                 const std::map<std::string, std::string>& values, const char* cure = "CURE");

}  // namespace certportal::view
