{{REFERENCE}}: [[new session password for {{ORGANISATION}}]]

[[Hello {{NAME}},]]

[[For this handover a new session password was made; the one before is void:]]

@include(facts)@
- [[Open until]]: {{EXPIRES_AT}}

[[What you do next: give the new session password to your successor yourself, by
telephone or in person. The portal showed it to you; it stands in no mail.]]

[[This wasn't you? Then withdraw the handover here at once:]]

> [[See the handover]]
{{HANDOVER_LINK}}

[[After that choose a new password for your account:]]

{{FORGOT_LINK}}

@include(signature)@
