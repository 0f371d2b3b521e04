[[Handover {{REFERENCE}} ({{ORGANISATION}}) withdrawn]]

[[Hello {{NAME}},]]

[[This handover was withdrawn; the link and the session password are void:]]

@include(facts)@
- [[Started]]: {{STARTED_AT}}

{{#REASON_CONTACT}}
[[The reason: the technical contact has withdrawn it.]]
{{/REASON_CONTACT}}
{{#REASON_OPERATORS}}
[[The reason: the operators of the portal have withdrawn it.]]
{{/REASON_OPERATORS}}
{{#REASON_ACCOUNT_LOCKED}}
[[The reason: the account of one of the two sides was locked.]]
{{/REASON_ACCOUNT_LOCKED}}
{{#REASON_ACCOUNT_DELETED}}
[[The reason: the account of one of the two sides was deleted.]]
{{/REASON_ACCOUNT_DELETED}}
{{#REASON_ADDRESS_CHANGED}}
[[The reason: the e-mail address of one of the two accounts was changed. To be
on the safe side an open handover then ends.]]
{{/REASON_ADDRESS_CHANGED}}
{{#REASON_PASSWORD_RESET}}
[[The reason: the technical contact's password was reset by mail. To be on the
safe side an open handover then ends.]]
{{/REASON_PASSWORD_RESET}}
{{#REASON_CONTACT_SET}}
[[The reason: the operators of the portal have entered a technical contact for
the organisation themselves.]]
{{/REASON_CONTACT_SET}}

{{#SIDE_SUCCESSOR}}
[[You need not do anything. If you were to take over the organisation all the
same, ask its technical contact to start again.]]
{{/SIDE_SUCCESSOR}}
{{#SIDE_CONTACT}}
[[As long as you are the technical contact, you can start a new handover on the
organisation's page.]]
{{/SIDE_CONTACT}}

[[The handover in the portal:]]

> [[See the handover]]
{{HANDOVER_LINK}}

@include(signature)@
