{{REFERENCE}}: [[{{ORGANISATION}} is to be handed over to you]]

[[Hello {{NAME}},]]

[[An organisation is to be handed over to you: you would become its technical
contact and manage its certificates.]]

@include(facts)@
- [[Please answer by]]: {{EXPIRES_AT}}

[[Accept or decline here. Opening the page decides nothing yet:]]

{{LINK}}

[[After you have accepted:]]

- [[The technical contact gives you the session password, on another way than
by e-mail, such as by telephone. Ask for it if it does not come.]]
- [[You sign in to the portal with your own account and enter it.]]
- [[From that moment on the organisation's certificates are yours to manage.]]

[[Do not pass the link on: it is meant for you alone. You did not expect this?
Then ask the technical contact, or decline. If you do nothing, the offer ends
by itself and nothing changes.]]

@include(signature)@
