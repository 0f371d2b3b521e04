[[Your account is deleted]]

[[Hello {{NAME}},]]

[[Your account in this portal was deleted ({{QUEUED_AT}}). Name, phone number,
password and settings are gone, all sessions have ended, and this is the last
mail about it.]]

[[Certificates, orders and receipts of handovers stay with their organisations,
and the audit log is kept as long as the operators have to.]]

[[It was not you? Then please write to us at once.]]
{{#HAS_SUPPORT_EMAIL}}
{{SUPPORT_EMAIL}}
{{/HAS_SUPPORT_EMAIL}}

@include(signature)@
