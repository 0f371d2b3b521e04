{{#HAS_RESENT}}[[Once more:]] {{/HAS_RESENT}}{{REFERENCE}}: [[take over {{ORGANISATION}}? Answer by {{EXPIRES_ON}}]]

[[Hello {{NAME}},]]

[[{{CONTACT_NAME}} would like to hand over an organisation to you. Please accept or
decline by {{EXPIRES_AT}}. If you accept and also enter the session password by then, you
become its technical contact and manage its certificates.]]
{{#HAS_RESENT}}

[[This mail replaces the earlier one, whose link does not work any more.]]
{{/HAS_RESENT}}

@include(facts)@
- [[Open until]]: {{EXPIRES_AT}}

[[Accept or decline here. Opening the page decides nothing yet:]]

> [[Accept or decline]]
{{LINK}}

[[After you have accepted:]]

- [[The technical contact gives you the session password, by another way than
e-mail, for example by phone. Ask for it if it does not come.]]
- [[You sign in to the portal with your own account and enter it.]]
- [[From that moment on the organisation's certificates are yours to manage.]]

[[Do not pass the link on: it is meant for you alone. You did not expect this?
Then ask the technical contact, or decline. If you do nothing, the offer ends
by itself and nothing changes.]]

@include(signature)@
