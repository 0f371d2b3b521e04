{{%AUTOESCAPE context="HTML"}}
{{#UNKNOWN}}[[This was not possible.]]{{/UNKNOWN}}
{{#EMAIL_MISSING}}[[Please give your e-mail address.]]{{/EMAIL_MISSING}}
{{#EMAIL_INVALID}}[[This is not a complete e-mail address. It looks like name@example.org.]]{{/EMAIL_INVALID}}
{{#EMAIL_TOO_LONG}}[[The e-mail address is too long.]]{{/EMAIL_TOO_LONG}}
{{#EMAIL_LOCAL_NOT_ASCII}}[[Before the @ only letters from a to z, digits and common signs are possible, no umlauts.]]{{/EMAIL_LOCAL_NOT_ASCII}}
{{#EMAIL_DOMAIN_INVALID}}[[The part after the @ is not a complete domain name, such as example.org.]]{{/EMAIL_DOMAIN_INVALID}}
{{#NAME_MISSING}}[[Please give the name.]]{{/NAME_MISSING}}
{{#NAME_TOO_LONG}}[[The name is too long: {{LIMIT}} characters at most.]]{{/NAME_TOO_LONG}}
{{#NAME_FORBIDDEN_CHARACTERS}}[[The name holds characters that cannot stand in a name, or “://”.]]{{/NAME_FORBIDDEN_CHARACTERS}}
{{#STREET_MISSING}}[[Please give street and number.]]{{/STREET_MISSING}}
{{#POSTCODE_MISSING}}[[Please give the postcode.]]{{/POSTCODE_MISSING}}
{{#CITY_MISSING}}[[Please give the city.]]{{/CITY_MISSING}}
{{#COUNTRY_MISSING}}[[Please give the country.]]{{/COUNTRY_MISSING}}
{{#COUNTRY_INVALID}}[[Please give the country by its two letters, such as DE, AT or CH.]]{{/COUNTRY_INVALID}}
{{#TEXT_TOO_LONG}}[[This is too long: {{LIMIT}} characters at most.]]{{/TEXT_TOO_LONG}}
{{#TEXT_FORBIDDEN_CHARACTERS}}[[This holds characters that cannot stand here, or “://”.]]{{/TEXT_FORBIDDEN_CHARACTERS}}
{{#PHONE_TOO_LONG}}[[The phone number is too long: {{LIMIT}} characters at most.]]{{/PHONE_TOO_LONG}}
{{#PHONE_INVALID}}[[A phone number consists of digits, blanks and the signs + - / ( ).]]{{/PHONE_INVALID}}
{{#LOCALE_UNKNOWN}}[[The portal does not speak this language.]]{{/LOCALE_UNKNOWN}}
{{#PASSWORD_MISSING}}[[Please give the password.]]{{/PASSWORD_MISSING}}
{{#PASSWORD_TOO_SHORT}}[[The password is too short: at least 12 characters.]]{{/PASSWORD_TOO_SHORT}}
{{#PASSWORD_TOO_LONG}}[[The password is too long.]]{{/PASSWORD_TOO_LONG}}
{{#PASSWORD_FORBIDDEN_CHARACTERS}}[[The password holds characters that cannot be typed everywhere, such as control characters.]]{{/PASSWORD_FORBIDDEN_CHARACTERS}}
{{#PASSWORD_TOO_WEAK}}[[This password is too easy to guess.]]{{/PASSWORD_TOO_WEAK}}
{{#PASSWORD_ADVICE_DICTIONARY}}[[It consists of a common word or a well-known password. Several unrelated words are better.]]{{/PASSWORD_ADVICE_DICTIONARY}}
{{#PASSWORD_ADVICE_OWN_DATA}}[[It holds your name, your address or the name of the portal.]]{{/PASSWORD_ADVICE_OWN_DATA}}
{{#PASSWORD_ADVICE_REPEAT}}[[Repetitions such as “aaa” or “abcabc” hardly make it safer.]]{{/PASSWORD_ADVICE_REPEAT}}
{{#PASSWORD_ADVICE_SEQUENCE}}[[Sequences such as “abcd” or “4321” hardly make it safer.]]{{/PASSWORD_ADVICE_SEQUENCE}}
{{#PASSWORD_ADVICE_KEYBOARD}}[[Neighbouring keys such as “qwertz” are tried first.]]{{/PASSWORD_ADVICE_KEYBOARD}}
{{#PASSWORD_ADVICE_DATE}}[[Dates and years are easy to guess.]]{{/PASSWORD_ADVICE_DATE}}
{{#PASSWORD_REPEAT_DIFFERS}}[[The two passwords are not the same.]]{{/PASSWORD_REPEAT_DIFFERS}}
{{#PASSWORD_NOT_OF_REGISTRATION}}[[This is not the password that you chose while registering.]]{{/PASSWORD_NOT_OF_REGISTRATION}}
{{#CURRENT_PASSWORD_MISSING}}[[Please give your present password.]]{{/CURRENT_PASSWORD_MISSING}}
{{#PASSWORD_SAME_AS_BEFORE}}[[This is your present password. Please choose another one.]]{{/PASSWORD_SAME_AS_BEFORE}}
{{#NEW_PASSWORD_MISSING}}[[Please choose a password.]]{{/NEW_PASSWORD_MISSING}}
{{#CURRENT_PASSWORD_WRONG}}[[This is not your present password.]]{{/CURRENT_PASSWORD_WRONG}}
{{#SIGN_IN_WRONG}}[[E-mail address or password is wrong.]]{{/SIGN_IN_WRONG}}
{{#ACCOUNT_LOCKED}}[[This account is locked. Please write to support.]]{{/ACCOUNT_LOCKED}}
{{#TOO_MANY_TRIES}}[[There were too many tries. The next one is possible in {{WAIT}}.]]{{/TOO_MANY_TRIES}}
{{#ALL_PLACES_TAKEN}}[[Many people are signing in at this moment. Please try again in a few seconds.]]{{/ALL_PLACES_TAKEN}}
{{#REQUEST_BROKEN}}[[Something went wrong on our side. It is in our log under the request number below.]]{{/REQUEST_BROKEN}}
{{#CSRF_TOKEN_WRONG}}[[The form was too old, or it did not come from this portal. Load the page again and repeat the step.]]{{/CSRF_TOKEN_WRONG}}
{{#ORIGIN_WRONG}}[[The form did not come from this portal’s own address.]]{{/ORIGIN_WRONG}}
{{#ROLE_WRONG}}[[This page is for officers only.]]{{/ROLE_WRONG}}
{{#OWN_ORGANISATION}}[[You are the technical contact of this organisation: another officer has to check it.]]{{/OWN_ORGANISATION}}
{{#ORGANISATIONS_A_DAY}}[[You have added {{LIMIT}} organisations within a day: more are not possible. Try again later. If you need more, ask support.]]{{/ORGANISATIONS_A_DAY}}
{{#ORGANISATIONS_UNCHECKED}}[[{{LIMIT}} organisations that you have added are not checked yet: more are possible once an officer has looked at them. Please ask support.]]{{/ORGANISATIONS_UNCHECKED}}
{{#ORGANISATION_CHANGED}}[[The organisation was changed meanwhile. Load its page again and look at the new data.]]{{/ORGANISATION_CHANGED}}
{{#LINK_GONE_REGISTRATION}}[[It has been used already, or has expired. Perhaps your address is confirmed: then you can sign in. Otherwise register once more.]]{{/LINK_GONE_REGISTRATION}}
{{#LINK_GONE_RESET}}[[It has been used already, was replaced by a newer one, or has expired. Ask for a new one under “Forgot your password?”.]]{{/LINK_GONE_RESET}}
{{#NOT_FOUND}}[[There is no such page.]]{{/NOT_FOUND}}
{{#FORM_MALFORMED}}[[The form arrived damaged.]]{{/FORM_MALFORMED}}
{{#REQUEST_MALFORMED}}[[The request was malformed.]]{{/REQUEST_MALFORMED}}
{{#REQUEST_TOO_LARGE}}[[What was sent is too large.]]{{/REQUEST_TOO_LARGE}}
{{#CERTIFICATE_INVALID}}[[This is not a certificate that can be read.]]{{/CERTIFICATE_INVALID}}
{{#CERTIFICATE_TOO_LARGE}}[[This certificate is too large.]]{{/CERTIFICATE_TOO_LARGE}}
{{#CHAIN_MISSING_ISSUER}}[[This file needs the issuing certificates, and one is missing: {{ISSUER}}. The certificate alone can be downloaded.]]{{/CHAIN_MISSING_ISSUER}}
{{#CHAIN_NO_ISSUERS}}[[The certificate has signed itself: there are no issuers to download.]]{{/CHAIN_NO_ISSUERS}}
{{#CERTIFICATES_NOT_CHOSEN}}[[Tick at least one certificate in the list first.]]{{/CERTIFICATES_NOT_CHOSEN}}
{{#CERTIFICATES_TOO_MANY}}[[These are too many at once: {{LIMIT}} certificates at most.]]{{/CERTIFICATES_TOO_MANY}}
{{#FLASH_REGISTERED}}[[Your address is confirmed. You can sign in now.]]{{/FLASH_REGISTERED}}
{{#FLASH_SIGNED_OUT}}[[You have signed out.]]{{/FLASH_SIGNED_OUT}}
{{#FLASH_PASSWORD_CHANGED}}[[Your password is changed. All other sessions have ended.]]{{/FLASH_PASSWORD_CHANGED}}
{{#FLASH_PASSWORD_RESET}}[[Your new password is saved. Please sign in with it.]]{{/FLASH_PASSWORD_RESET}}
{{#FLASH_PROFILE_SAVED}}[[Your profile is saved.]]{{/FLASH_PROFILE_SAVED}}
{{#FLASH_ORGANISATION_CREATED}}[[The organisation is added. You are its technical contact.]]{{/FLASH_ORGANISATION_CREATED}}
{{#FLASH_ORGANISATION_SAVED}}[[The organisation is saved.]]{{/FLASH_ORGANISATION_SAVED}}
{{#FLASH_ORGANISATION_CHECKED}}[[The mark is saved.]]{{/FLASH_ORGANISATION_CHECKED}}
