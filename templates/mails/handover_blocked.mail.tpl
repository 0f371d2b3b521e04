[[Handover {{REFERENCE}} ({{ORGANISATION}}) blocked]]

[[Hello {{NAME}},]]

[[The fifth try with the session password has failed. To be on the safe side this
handover was ended for good:]]

@include(facts)@
- [[Started]]: {{STARTED_AT}}

{{#SIDE_CONTACT}}
[[You remain the technical contact, nothing has changed. Speak with your
successor: were those tries theirs? Then start a new handover on the
organisation's page; it gets a new session password.]]
{{/SIDE_CONTACT}}
{{#SIDE_SUCCESSOR}}
[[You have not taken over the organisation. Ask its technical contact to start
again; you then get a new mail and a new session password.]]
{{/SIDE_SUCCESSOR}}

[[The handover in the portal:]]

> [[See the handover]]
{{HANDOVER_LINK}}

{{#SIDE_SUCCESSOR}}
[[Those tries were not yours? Then somebody else knows your password. Choose a
new one:]]

{{FORGOT_LINK}}
{{/SIDE_SUCCESSOR}}

@include(signature)@
