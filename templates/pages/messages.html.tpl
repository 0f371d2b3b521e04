{{%AUTOESCAPE context="HTML"}}
{{#UNKNOWN}}[[This was not possible.]]{{/UNKNOWN}}
{{#EMAIL_MISSING}}[[Please give your e-mail address.]]{{/EMAIL_MISSING}}
{{#SUCCESSOR_MISSING}}[[Please give your successor’s e-mail address.]]{{/SUCCESSOR_MISSING}}
{{#EMAIL_INVALID}}[[This is not a complete e-mail address. It looks like name@example.org.]]{{/EMAIL_INVALID}}
{{#EMAIL_IS_PRESENT}}[[This is your present address.]]{{/EMAIL_IS_PRESENT}}
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
{{#CODE_MISSING}}[[Please give the code.]]{{/CODE_MISSING}}
{{#CODE_MALFORMED}}[[This is no code: the app’s has six digits, a recovery code 16 letters and digits.]]{{/CODE_MALFORMED}}
{{#CODE_WRONG}}[[This code is not right. The app shows a new one every 30 seconds; is the clock of the device right?]]{{/CODE_WRONG}}
{{#NEW_CODE_WRONG}}[[This code does not fit the key above. Scan it once more; is the clock of the device right?]]{{/NEW_CODE_WRONG}}
{{#CODE_USED}}[[This code was used already. The app shows the next one within 30 seconds.]]{{/CODE_USED}}
{{#SECOND_FACTOR_CHANGED}}[[The second factor or the password was changed meanwhile. Load the page again.]]{{/SECOND_FACTOR_CHANGED}}
{{#SIGN_IN_WRONG}}[[E-mail address or password is wrong. Only just registered? First confirm your address by the link in our mail.]]{{/SIGN_IN_WRONG}}
{{#ACCOUNT_LOCKED}}[[This account is locked. Please write to support.]]{{/ACCOUNT_LOCKED}}
{{#TOO_MANY_TRIES}}[[There were too many tries. The next one is possible in {{WAIT}}.]]{{/TOO_MANY_TRIES}}
{{#ALL_PLACES_TAKEN}}[[Many people are signing in at this moment. Please try again in a few seconds.]]{{/ALL_PLACES_TAKEN}}
{{#REQUEST_BROKEN}}[[Something went wrong on our side. It is in our log under the request number below.]]{{/REQUEST_BROKEN}}
{{#CSRF_TOKEN_WRONG}}[[The form was too old, or it did not come from this portal. Load the page again and repeat the step.]]{{/CSRF_TOKEN_WRONG}}
{{#ORIGIN_WRONG}}[[The form did not come from this portal’s own address.]]{{/ORIGIN_WRONG}}
{{#ROLE_WRONG}}[[This page is for officers only.]]{{/ROLE_WRONG}}
{{#OWN_ORGANISATION}}[[You are the technical contact of this organisation, or were within 90 days, have founded it, or are a party of its handover: another officer has to check it.]]{{/OWN_ORGANISATION}}
{{#ORGANISATIONS_A_DAY}}[[You have added {{LIMIT}} organisations within a day: more are not possible. Try again later. If you need more, ask support.]]{{/ORGANISATIONS_A_DAY}}
{{#ORGANISATIONS_UNCHECKED}}[[{{LIMIT}} organisations that you have added are not checked yet: more are possible once an officer has looked at them. Please ask support.]]{{/ORGANISATIONS_UNCHECKED}}
{{#ORGANISATION_CHANGED}}[[The organisation was changed meanwhile. Load its page again and look at the new data.]]{{/ORGANISATION_CHANGED}}
{{#LINK_GONE_REGISTRATION}}[[It has been used already, or has expired. Perhaps your address is confirmed: then you can sign in. Otherwise register once more.]]{{/LINK_GONE_REGISTRATION}}
{{#LINK_GONE_RESET}}[[It has been used already, was replaced by a newer one, or has expired. Ask for a new one under “Forgot your password?”.]]{{/LINK_GONE_RESET}}
{{#LINK_GONE_ADDRESS}}[[It has been used already, was replaced by a newer one, or has expired. Perhaps the change has been made, withdrawn or refused meanwhile: in your account you see your present address.]]{{/LINK_GONE_ADDRESS}}
{{#SUCCESSOR_IS_CONTACT}}[[This is the present technical contact’s own address. Give your successor’s.]]{{/SUCCESSOR_IS_CONTACT}}
{{#SUCCESSOR_UNREGISTERED}}[[Nobody has registered with this address. A handover needs a successor who has: ask them to register, or send an invitation.]]{{/SUCCESSOR_UNREGISTERED}}
{{#CONTACT_UNREGISTERED}}[[Nobody has registered with this address.]]{{/CONTACT_UNREGISTERED}}
{{#HANDOVER_OPEN}}[[A handover of this organisation is under way already: {{REFERENCE}}. Withdraw it before you start another. You did not note the session password? The handover’s page shows you a new one.]]{{/HANDOVER_OPEN}}
{{#HANDOVERS_OF_ORGANISATION}}[[This organisation’s handover was started five times within a day. The next start is possible in {{WAIT}}.]]{{/HANDOVERS_OF_ORGANISATION}}
{{#HANDOVERS_TO_SUCCESSOR}}[[This address was offered three handovers within a day. The next one is possible in {{WAIT}}.]]{{/HANDOVERS_TO_SUCCESSOR}}
{{#HANDOVER_CONTACT_ONLY}}[[Only the technical contact who started this handover can do that.]]{{/HANDOVER_CONTACT_ONLY}}
{{#HANDOVER_SUCCESSOR_ONLY}}[[Only the successor whom this handover names can do that.]]{{/HANDOVER_SUCCESSOR_ONLY}}
{{#HANDOVER_IS_OFFERED}}[[This handover is not accepted yet.]]{{/HANDOVER_IS_OFFERED}}
{{#HANDOVER_IS_ACCEPTED}}[[This handover is accepted already. Next comes the session password.]]{{/HANDOVER_IS_ACCEPTED}}
{{#HANDOVER_IS_COMPLETED}}[[This handover is completed: the organisation has gone over to the successor.]]{{/HANDOVER_IS_COMPLETED}}
{{#HANDOVER_IS_DECLINED}}[[This handover was declined.]]{{/HANDOVER_IS_DECLINED}}
{{#HANDOVER_IS_WITHDRAWN}}[[This handover was withdrawn.]]{{/HANDOVER_IS_WITHDRAWN}}
{{#HANDOVER_IS_EXPIRED}}[[This handover has expired: its 14 days are over.]]{{/HANDOVER_IS_EXPIRED}}
{{#HANDOVER_IS_BLOCKED}}[[This handover is blocked: the session password was wrong five times.]]{{/HANDOVER_IS_BLOCKED}}
{{#HANDOVER_RESENT_ENOUGH}}[[The mail was sent again three times: more is not possible. Your successor can accept without it, too: signed in, under “Handovers”.]]{{/HANDOVER_RESENT_ENOUGH}}
{{#HANDOVER_TRIES_TAKEN}}[[All five tries are used, and one is still being checked. Load the page again in a minute to see how it stands.]]{{/HANDOVER_TRIES_TAKEN}}
{{#SESSION_PASSWORD_MISSING}}[[Please enter the session password.]]{{/SESSION_PASSWORD_MISSING}}
{{#SESSION_PASSWORD_MALFORMED}}[[A session password has 16 letters and digits, such as 7KQ4-M2XD-9TRB-0VHE. This did not cost a try.]]{{/SESSION_PASSWORD_MALFORMED}}
{{#SESSION_PASSWORD_WRONG}}[[This is not the session password. {{TRIES}}.]]{{/SESSION_PASSWORD_WRONG}}
{{#INVITATION_REGISTERED}}[[This address is registered already: start the handover.]]{{/INVITATION_REGISTERED}}
{{#INVITATIONS_OF_ACCOUNT}}[[You have sent three invitations within a day. The next one is possible in {{WAIT}}.]]{{/INVITATIONS_OF_ACCOUNT}}
{{#INVITED_ALREADY}}[[This address was invited within the last 30 days, or wants no invitations. Ask your successor yourself to register.]]{{/INVITED_ALREADY}}
{{#RECEIPT_NOT_SIGNED_YET}}[[The signed file is still being made. Try again in a moment.]]{{/RECEIPT_NOT_SIGNED_YET}}
{{#RECEIPT_UNSIGNED}}[[This portal signs no receipts: its operators have set no key. The receipt for printing holds the same facts.]]{{/RECEIPT_UNSIGNED}}
{{#LINK_GONE_HANDOVER}}[[It was replaced by the link in a newer mail, or it is incomplete. Use the newest mail; or sign in: what waits for you stands under “Handovers”.]]{{/LINK_GONE_HANDOVER}}
{{#LINK_GONE_HANDOVER_ACCEPTED}}[[You have accepted this handover already. Now sign in and enter the session password.]]{{/LINK_GONE_HANDOVER_ACCEPTED}}
{{#LINK_GONE_HANDOVER_COMPLETED}}[[This handover is completed: the organisation has gone over. Sign in to see it and its receipt.]]{{/LINK_GONE_HANDOVER_COMPLETED}}
{{#LINK_GONE_HANDOVER_DECLINED}}[[This handover was declined. If that was a mistake, ask the technical contact to start a new one.]]{{/LINK_GONE_HANDOVER_DECLINED}}
{{#LINK_GONE_HANDOVER_WITHDRAWN}}[[This handover was withdrawn. Nothing has changed for you, and there is nothing left to do.]]{{/LINK_GONE_HANDOVER_WITHDRAWN}}
{{#LINK_GONE_HANDOVER_EXPIRED}}[[This handover has expired: its 14 days are over. The technical contact can start a new one.]]{{/LINK_GONE_HANDOVER_EXPIRED}}
{{#LINK_GONE_HANDOVER_BLOCKED}}[[This handover is blocked: the session password was wrong five times. The technical contact can start a new one.]]{{/LINK_GONE_HANDOVER_BLOCKED}}
{{#LINK_GONE_INVITATION}}[[It was replaced by the link in a newer mail, or it is incomplete. Use the newest mail.]]{{/LINK_GONE_INVITATION}}
{{#NOT_FOUND}}[[There is no such page.]]{{/NOT_FOUND}}
{{#FORM_MALFORMED}}[[The form arrived damaged.]]{{/FORM_MALFORMED}}
{{#REQUEST_MALFORMED}}[[The request was malformed.]]{{/REQUEST_MALFORMED}}
{{#REQUEST_TOO_LARGE}}[[What was sent is too large.]]{{/REQUEST_TOO_LARGE}}
{{#CERTIFICATE_INVALID}}[[This is not a certificate that can be read.]]{{/CERTIFICATE_INVALID}}
{{#CERTIFICATE_TOO_LARGE}}[[This certificate is too large.]]{{/CERTIFICATE_TOO_LARGE}}
{{#CHAIN_MISSING_ISSUER}}[[This file needs the issuing certificates, and one is missing: {{ISSUER}}. The certificate alone can be downloaded.]]{{/CHAIN_MISSING_ISSUER}}
{{#CHAIN_NO_ISSUERS}}[[The certificate has signed itself: there are no issuers to download.]]{{/CHAIN_NO_ISSUERS}}
{{#CERTIFICATE_REVOKED}}[[The certificate is revoked.]]{{/CERTIFICATE_REVOKED}}
{{#CERTIFICATE_REVOCATION_PENDING}}[[The certification authority has been asked to revoke the certificate.]]{{/CERTIFICATE_REVOCATION_PENDING}}
{{#CERTIFICATE_REPLACED}}[[The certificate is replaced already.]]{{/CERTIFICATE_REPLACED}}
{{#ORDER_OPEN_FOR_CERTIFICATE}}[[Its successor is ordered already: order {{NUMBER}}.]]{{/ORDER_OPEN_FOR_CERTIFICATE}}
{{#CERTIFICATE_NOT_RENEWABLE_YET}}[[The certificate can be renewed from {{FROM}} on.]]{{/CERTIFICATE_NOT_RENEWABLE_YET}}
{{#RENEWAL_OVER}}[[The certificate ended on {{END}}: a renewal is possible until 30 days after the end. Order a new one.]]{{/RENEWAL_OVER}}
{{#CERTIFICATE_EXPIRED}}[[The certificate has expired.]]{{/CERTIFICATE_EXPIRED}}
{{#CERTIFICATE_IMPORTED}}[[It was not issued here. Ask its issuer to revoke it: {{ISSUER}}.]]{{/CERTIFICATE_IMPORTED}}
{{#CERTIFICATE_MANUAL}}[[Its issuer, {{ISSUER}}, cannot be reached by this portal. Ask the officers of the portal to have it revoked.]]{{/CERTIFICATE_MANUAL}}
{{#REVOCATION_REASON_MISSING}}[[Please choose a reason.]]{{/REVOCATION_REASON_MISSING}}
{{#KEY_OF_ANOTHER}}[[This key is in use by another organisation. Make a new key and a CSR with it.]]{{/KEY_OF_ANOTHER}}
{{#KEY_COMPROMISED}}[[A certificate with this key was revoked because others know the key. A new key is needed, and a CSR made with it.]]{{/KEY_COMPROMISED}}
{{#KEY_TOO_OLD}}[[The key has been in use for more than 398 days: a new certificate needs a new key.]]{{/KEY_TOO_OLD}}
{{#CSR_KEY_TOO_OLD}}[[The key of this CSR has been in use for more than 398 days: a new certificate needs a new key. This makes one, with its CSR:]] @include(csr_cure key="1")@{{/CSR_KEY_TOO_OLD}}
{{#CSR_KEY_NOT_NEW}}[[The key of this CSR is in use in a certificate already, and this product needs a new one. This makes one, with its CSR:]] @include(csr_cure key="1")@{{/CSR_KEY_NOT_NEW}}
{{#SAME_KEY_NO_CSR}}[[This certificate was not ordered here. To renew it you therefore need a new CSR.]]{{/SAME_KEY_NO_CSR}}
{{#SAME_KEY_NOT_OFFERED}}[[A new certificate needs a new key here.]]{{/SAME_KEY_NOT_OFFERED}}
{{#REISSUE_KEY_SAME}}[[This CSR has the present certificate’s key. Make a new key and a CSR with it.]]{{/REISSUE_KEY_SAME}}
{{#RENEWAL_NAMES_DIFFER}}[[The CSR has other names than the certificate. Make it again with exactly the same names.]]{{/RENEWAL_NAMES_DIFFER}}
{{#ORGANISATION_MISSING}}[[Please choose an organisation.]]{{/ORGANISATION_MISSING}}
{{#PRODUCT_MISSING}}[[Please choose a product.]]{{/PRODUCT_MISSING}}
{{#ORDERS_OF_ORGANISATION}}[[This organisation has placed {{LIMIT}} orders within a day. The next one is possible in {{WAIT}}.]]{{/ORDERS_OF_ORGANISATION}}
{{#FLASH_RENEWAL_ORDERED}}[[The renewal is ordered.]]{{/FLASH_RENEWAL_ORDERED}}
{{#FLASH_REISSUE_ORDERED}}[[The re-issue is ordered.]]{{/FLASH_REISSUE_ORDERED}}
{{#FLASH_RENEWALS_ORDERED}}[[Renewals ordered: {{COUNT}}. Each stands here until its certificate is issued.]]{{/FLASH_RENEWALS_ORDERED}}
{{#CERTIFICATES_NOT_CHOSEN}}[[Tick at least one certificate in the list first.]]{{/CERTIFICATES_NOT_CHOSEN}}
{{#CERTIFICATES_TOO_MANY}}[[These are too many at once: {{LIMIT}} certificates at most.]]{{/CERTIFICATES_TOO_MANY}}
{{#PRIVATE_KEY_PASTED}}[[This is a private key, or holds one. It has left your machine, so do not use it any more; we have kept nothing of it. Make a new key and a CSR, and send only the CSR, the file server.csr:]] @include(csr_cure key="1")@{{/PRIVATE_KEY_PASTED}}
{{#CSR_EMPTY}}[[Please paste the CSR, or choose its file. This makes one, with a new key:]] @include(csr_cure key="1")@{{/CSR_EMPTY}}
{{#CSR_TOO_LARGE}}[[This is too large for a CSR: 64 KiB at most. A usual one has 1 to 4 KiB. Please send the CSR alone.]]{{/CSR_TOO_LARGE}}
{{#CSR_IS_CERTIFICATE}}[[This is a certificate. An order needs a CSR; it begins with “-----BEGIN CERTIFICATE REQUEST-----”. This makes one with the key that you have:]] @include(csr_cure)@{{/CSR_IS_CERTIFICATE}}
{{#CSR_SURROUNDED}}[[There is something else before or behind the CSR. Please send only the lines from “-----BEGIN CERTIFICATE REQUEST-----” to “-----END CERTIFICATE REQUEST-----”, both included.]]{{/CSR_SURROUNDED}}
{{#CSR_MALFORMED}}[[This is no CSR, or a damaged one. Please send all of it, from “-----BEGIN CERTIFICATE REQUEST-----” to “-----END CERTIFICATE REQUEST-----”, or its file. This makes a new one with the key that you have:]] @include(csr_cure)@{{/CSR_MALFORMED}}
{{#CSR_NOT_SHOWN}}[[What you pasted is not shown here again, to be on the safe side: we cannot tell whether it holds a private key. We have kept nothing of it.]]{{/CSR_NOT_SHOWN}}
{{#CSR_SIGNATURE_WRONG}}[[The CSR’s signature is wrong: it was changed after it was made, or signed with another key. Please make it again:]] @include(csr_cure)@{{/CSR_SIGNATURE_WRONG}}
{{#KEY_ALGORITHM}}[[Certificates are not issued for this kind of key: {{KEY}}. RSA with 2048 to 8192 bits, EC P-256, P-384, P-521 and Ed25519 are possible. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_ALGORITHM}}
{{#KEY_ENCODING}}[[The CSR holds its key in an encoding that certificates may not have: an EC point compressed, or an RSA key without its parameters. Make a new key with its CSR; OpenSSL encodes both as they have to be:]] @include(csr_cure key="1")@{{/KEY_ENCODING}}
{{#KEY_SIZE}}[[The key has an unsuitable size: {{KEY}}. RSA keys have 2048 to 8192 bits, a multiple of 8. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_SIZE}}
{{#KEY_EXPONENT}}[[The RSA key has an unsafe public exponent: it has to be odd and at least 65537. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_EXPONENT}}
{{#KEY_ROCA}}[[The RSA key comes from a faulty chip or library (ROCA, CVE-2017-15361): others can compute the private key. Make a new one in software, with its CSR:]] @include(csr_cure key="1")@{{/KEY_ROCA}}
{{#KEY_SMALL_FACTOR}}[[The RSA key is broken: a small number divides its modulus. It may be damaged, or its generator faulty. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_SMALL_FACTOR}}
{{#KEY_CLOSE_PRIMES}}[[The RSA key is broken: its two primes are too close to each other, so others can compute them. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_CLOSE_PRIMES}}
{{#KEY_MODULUS}}[[The RSA key is broken: its modulus is not the product of two primes. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_MODULUS}}
{{#KEY_TYPE_NOT_OFFERED}}[[This product does not take this kind of key: {{KEY}}. Choose another product, or make a key of a kind that it takes, with its CSR.]]{{/KEY_TYPE_NOT_OFFERED}}
{{#KEY_KNOWN_BAD}}[[This key is publicly known, so anybody can use it. Make a new key with its CSR:]] @include(csr_cure key="1")@{{/KEY_KNOWN_BAD}}
{{#NAMES_MISSING}}[[The CSR asks for no domain name. Make it again, with your names as common name and alternative names:]] @include(csr_cure)@{{/NAMES_MISSING}}
{{#NAMES_TOO_MANY}}[[The CSR asks for too many names: {{LIMIT}} at most. Spread them over several orders.]]{{/NAMES_TOO_MANY}}
{{#COMMON_NAMES_SEVERAL}}[[The CSR has several common names: one at most is possible. Keep one, and give the others as alternative names:]] @include(csr_cure)@{{/COMMON_NAMES_SEVERAL}}
{{#NAME_EMPTY_LABEL}}[[{{NAME}}: the name is empty, or a dot stands at its start, at its end, or beside another. Remove it from the CSR, or write it as www.example.org:]] @include(csr_cure)@{{/NAME_EMPTY_LABEL}}
{{#NAME_MALFORMED}}[[{{NAME}} is no domain name. It consists of letters, digits and hyphens, with dots between its parts, such as www.example.org. Correct it in the CSR:]] @include(csr_cure)@{{/NAME_MALFORMED}}
{{#NAME_IS_ADDRESS}}[[{{NAME}} is an IP address. Certificates are issued for domain names only. Put the server’s name into the CSR:]] @include(csr_cure)@{{/NAME_IS_ADDRESS}}
{{#NAME_IS_EMAIL}}[[{{NAME}} is an e-mail address. Certificates are issued for domain names only. Leave it out of the CSR:]] @include(csr_cure)@{{/NAME_IS_EMAIL}}
{{#NAME_IS_URI}}[[{{NAME}} is the address of a page or service. The CSR needs its domain name alone, without https://, port and path:]] @include(csr_cure)@{{/NAME_IS_URI}}
{{#NAME_IS_LOCAL}}[[{{NAME}} is an internal name that means something else in every network. Use a complete name below a domain of your own, such as www.example.org:]] @include(csr_cure)@{{/NAME_IS_LOCAL}}
{{#NAME_TOP_LEVEL_UNKNOWN}}[[{{NAME}}: there is no top-level domain .{{TOP}}. Correct the name in the CSR, or leave it out:]] @include(csr_cure)@{{/NAME_TOP_LEVEL_UNKNOWN}}
{{#NAME_IS_SUFFIX}}[[{{NAME}} belongs to a registry: anybody can register names below it. Use a complete name of your own, such as www.example.org:]] @include(csr_cure)@{{/NAME_IS_SUFFIX}}
{{#NAME_WILDCARD_PLACE}}[[{{NAME}}: the star can only be the whole first part of a name, such as *.example.org. Correct it in the CSR:]] @include(csr_cure)@{{/NAME_WILDCARD_PLACE}}
{{#NAME_WILDCARD_SUFFIX}}[[{{NAME}} would stand for everybody’s domains. A wildcard is only possible below a domain of your own, such as *.example.org:]] @include(csr_cure)@{{/NAME_WILDCARD_SUFFIX}}
{{#WILDCARD_NOT_OFFERED}}[[{{NAME}}: this product takes no wildcards. Choose another product, or give each name in the CSR:]] @include(csr_cure)@{{/WILDCARD_NOT_OFFERED}}
{{#ORGANISATION_UNCHECKED}}[[This product’s certificates hold the organisation’s name and place as an officer has checked them: here they are not checked, or were changed since. Whoever orders asks support to check them, or chooses another product. Officers check the organisation; where name or place has changed since the order, they reject it.]]{{/ORGANISATION_UNCHECKED}}
{{#ORGANISATION_NAME_TOO_LONG}}[[The organisation’s name is too long to stand in a certificate: {{LIMIT}} characters at most. Shorten it, or choose another product.]]{{/ORGANISATION_NAME_TOO_LONG}}
{{#ISSUED_DIFFERS}}[[This certificate is not what was ordered: {{WHAT}}. Use the CSR of this order.]]{{/ISSUED_DIFFERS}}
{{#ORDER_IS_SUBMITTED}}[[This order waits for an officer’s decision.]]{{/ORDER_IS_SUBMITTED}}
{{#ORDER_IS_APPROVED}}[[This order is approved: its certificate is about to be issued.]]{{/ORDER_IS_APPROVED}}
{{#ORDER_IS_ISSUING}}[[This order’s certificate is being issued at this moment.]]{{/ORDER_IS_ISSUING}}
{{#ORDER_IS_ISSUED}}[[This order’s certificate is issued.]]{{/ORDER_IS_ISSUED}}
{{#ORDER_IS_REJECTED}}[[This order was rejected.]]{{/ORDER_IS_REJECTED}}
{{#ORDER_IS_WITHDRAWN}}[[This order was withdrawn.]]{{/ORDER_IS_WITHDRAWN}}
{{#ORDER_IS_FAILED}}[[Issuing this order’s certificate failed. An officer can try again.]]{{/ORDER_IS_FAILED}}
{{#ORDER_OWN}}[[You submitted this order yourself: another officer decides it.]]{{/ORDER_OWN}}
{{#ORDER_OWN_ORGANISATION}}[[You are the technical contact of this organisation, or were within the 90 days before the order: another officer decides it.]]{{/ORDER_OWN_ORGANISATION}}
{{#ORDER_OWN_HANDOVER}}[[You are a party of a handover of this organisation, or were within the 90 days before the order: another officer decides it.]]{{/ORDER_OWN_HANDOVER}}
{{#ORDER_DECIDED_ALREADY}}[[You have approved this order already: another officer has to approve it, too.]]{{/ORDER_DECIDED_ALREADY}}
{{#ORDER_LOOK_AT_IT}}[[Another organisation has such a name: look at the order and decide it on its own page.]]{{/ORDER_LOOK_AT_IT}}
{{#ORDER_NOT_MANUAL}}[[The issuer of this order makes its certificates without an officer.]]{{/ORDER_NOT_MANUAL}}
{{#ORDERS_NOT_CHOSEN}}[[Tick at least one order in the list first.]]{{/ORDERS_NOT_CHOSEN}}
{{#REASON_MISSING}}[[Please give the reason.]]{{/REASON_MISSING}}
{{#REASON_TOO_LONG}}[[The reason has {{LIMIT}} characters at most.]]{{/REASON_TOO_LONG}}
{{#UPLOAD_EMPTY}}[[Choose the file with the certificate, or paste it.]]{{/UPLOAD_EMPTY}}
{{#UPLOAD_UNREADABLE}}[[There is no certificate in it. PEM, DER and PKCS#7 can be read.]]{{/UPLOAD_UNREADABLE}}
{{#UPLOAD_ONLY_CAS}}[[There are certificates of CAs in it only: the one that was ordered is missing.]]{{/UPLOAD_ONLY_CAS}}
{{#ISSUED_ENDED}}[[This certificate has expired already.]]{{/ISSUED_ENDED}}
{{#UPLOAD_KNOWN}}[[This certificate is stored already, with another reference number. The CA has to make a new one for this order.]]{{/UPLOAD_KNOWN}}
{{#UPLOAD_ISSUER_MISSING}}[[The certificate of the CA that issued it is missing: {{ISSUER}}. Upload it along with the certificate, in one file.]]{{/UPLOAD_ISSUER_MISSING}}
{{#FLASH_ORDER_SUBMITTED}}[[The order is received. You get a mail as soon as the certificate is issued.]]{{/FLASH_ORDER_SUBMITTED}}
{{#FLASH_ORDER_WITHDRAWN}}[[The order is withdrawn.]]{{/FLASH_ORDER_WITHDRAWN}}
{{#FLASH_ORDER_APPROVED}}[[The order is approved. Its certificate is issued next.]]{{/FLASH_ORDER_APPROVED}}
{{#FLASH_ORDER_APPROVED_ONCE}}[[You have approved the order. Another officer has to approve it, too.]]{{/FLASH_ORDER_APPROVED_ONCE}}
{{#FLASH_ORDER_REJECTED}}[[The order is rejected. The technical contact gets a mail with your reason.]]{{/FLASH_ORDER_REJECTED}}
{{#FLASH_ORDER_RETRIED}}[[The CA is asked once more.]]{{/FLASH_ORDER_RETRIED}}
{{#FLASH_ORDER_REFUSED}}[[The order is marked as failed.]]{{/FLASH_ORDER_REFUSED}}
{{#FLASH_CERTIFICATE_STORED}}[[The certificate fits the order and is stored. The technical contact gets a mail.]]{{/FLASH_CERTIFICATE_STORED}}
{{#FLASH_CERTIFICATE_REVOKED}}[[The certificate is revoked.]]{{/FLASH_CERTIFICATE_REVOKED}}
{{#FLASH_REVOCATION_ASKED}}[[The certification authority is asked to revoke the certificate. You get a mail when it has answered.]]{{/FLASH_REVOCATION_ASKED}}
{{#DATE_MALFORMED}}[[Please give a date, such as 2026-11-28.]]{{/DATE_MALFORMED}}
{{#MUTE_DATE_PAST}}[[The day has to be after today.]]{{/MUTE_DATE_PAST}}
{{#MUTE_DATE_LATE}}[[The day may be at most three years away.]]{{/MUTE_DATE_LATE}}
{{#FLASH_CERTIFICATE_MUTED}}[[The reminders of this certificate are muted.]]{{/FLASH_CERTIFICATE_MUTED}}
{{#FLASH_CERTIFICATE_UNMUTED}}[[You are reminded of this certificate again.]]{{/FLASH_CERTIFICATE_UNMUTED}}
{{#FLASH_REGISTERED}}[[Your address is confirmed. You can sign in now.]]{{/FLASH_REGISTERED}}
{{#FLASH_SIGNED_OUT}}[[You have signed out.]]{{/FLASH_SIGNED_OUT}}
{{#FLASH_PASSWORD_CHANGED}}[[Your password is changed. All other sessions have ended.]]{{/FLASH_PASSWORD_CHANGED}}
{{#FLASH_PASSWORD_RESET}}[[Your new password is saved. Please sign in with it.]]{{/FLASH_PASSWORD_RESET}}
{{#FLASH_SIGN_IN_AGAIN}}[[That took too long. Please sign in again.]]{{/FLASH_SIGN_IN_AGAIN}}
{{#FLASH_SECOND_FACTOR_ENDED}}[[The second factor has ended, and all other sessions with it.]]{{/FLASH_SECOND_FACTOR_ENDED}}
{{#FLASH_SESSION_ENDED}}[[The session has ended.]]{{/FLASH_SESSION_ENDED}}
{{#FLASH_OTHER_SESSIONS_ENDED}}[[All other sessions have ended.]]{{/FLASH_OTHER_SESSIONS_ENDED}}
{{#FLASH_ADDRESS_CHANGE_ASKED}}[[Two mails are on their way: one to your present address, one to the new one.]]{{/FLASH_ADDRESS_CHANGE_ASKED}}
{{#FLASH_ADDRESS_CHANGE_WITHDRAWN}}[[The change is withdrawn. Your address stays as it is.]]{{/FLASH_ADDRESS_CHANGE_WITHDRAWN}}
{{#FLASH_ACCOUNT_DELETED}}[[Your account is deleted. A mail confirms it.]]{{/FLASH_ACCOUNT_DELETED}}
{{#FLASH_PROFILE_SAVED}}[[Your profile is saved.]]{{/FLASH_PROFILE_SAVED}}
{{#FLASH_CALENDAR_ENDED}}[[The address of your calendar has ended.]]{{/FLASH_CALENDAR_ENDED}}
{{#FLASH_ORGANISATION_CREATED}}[[The organisation is added. You are its technical contact.]]{{/FLASH_ORGANISATION_CREATED}}
{{#FLASH_ORGANISATION_SAVED}}[[The organisation is saved.]]{{/FLASH_ORGANISATION_SAVED}}
{{#FLASH_ORGANISATION_CHECKED}}[[The mark is saved.]]{{/FLASH_ORGANISATION_CHECKED}}
{{#FLASH_INVITED}}[[The invitation is on its way. As soon as your successor has registered, start the handover here once more.]]{{/FLASH_INVITED}}
{{#FLASH_HANDOVER_ACCEPTED}}[[You have accepted the handover. Now enter the session password.]]{{/FLASH_HANDOVER_ACCEPTED}}
{{#FLASH_HANDOVER_ACCEPTED_SIGN_IN}}[[You have accepted the handover. Now sign in: the next page asks for the session password.]]{{/FLASH_HANDOVER_ACCEPTED_SIGN_IN}}
{{#FLASH_HANDOVER_COMPLETED}}[[The organisation is yours now: you are its technical contact. A receipt stands under “Handovers”.]]{{/FLASH_HANDOVER_COMPLETED}}
{{#FLASH_HANDOVER_WITHDRAWN}}[[The handover is withdrawn. You remain the technical contact.]]{{/FLASH_HANDOVER_WITHDRAWN}}
{{#FLASH_HANDOVER_RESENT}}[[The mail is on its way again. The link in the earlier one does not work any more.]]{{/FLASH_HANDOVER_RESENT}}
