[[Handover {{REFERENCE}} ({{ORGANISATION}}) declined]]

[[Hello {{NAME}},]]

[[The handover was declined. You remain the technical contact, nothing has
changed; the link and the session password are void.]]

@include(facts)@
- [[Started]]: {{STARTED_AT}}

[[What you can do: ask why, or start a new handover on the organisation's page,
to somebody else as well.]]

[[The handover in the portal:]]

> [[See the handover]]
{{HANDOVER_LINK}}

@include(signature)@
