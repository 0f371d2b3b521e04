[[Handover {{REFERENCE}} ({{ORGANISATION}}) expired]]

[[Hello {{NAME}},]]

[[This handover was not finished in time; the link and the session password are
void:]]

@include(facts)@
- [[Started]]: {{STARTED_AT}}
- [[Was open until]]: {{EXPIRES_AT}}

{{#SIDE_CONTACT}}
[[You remain the technical contact, nothing has changed. You can start a new
handover on the organisation's page at any time.]]
{{/SIDE_CONTACT}}
{{#SIDE_SUCCESSOR}}
[[You have not taken over the organisation. If you still are to, ask its
technical contact to start again.]]
{{/SIDE_SUCCESSOR}}

[[The handover in the portal:]]

> [[See the handover]]
{{HANDOVER_LINK}}

@include(signature)@
